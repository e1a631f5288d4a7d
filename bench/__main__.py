"""Prints the published figures, one JSON object a line, best of three: ``python -m bench [CASE …]``."""

import json
import sys
from collections.abc import Callable

from bench import alone, ejabberd, together
from bench.best import Figures

CASES: dict[str, Callable[[], Figures]] = {
    case.__name__: case
    for case in (
        alone.echo,
        alone.posting,
        alone.posting_at_1000,
        alone.idle,
        alone.get_next,
        together.pg_posting,
        together.two_processes,
        together.two_processes_spread,
        together.idle_10000,
        together.get_next_500,
        together.curve,
        together.storm,
        *([ejabberd.ejabberd] if ejabberd.INSTALLED else []),
    )
}

YARDSTICKS = ("echo", "pg_posting")
"""The cases with whose cost others are compared, in the same run."""


def about(case: Callable[[], Figures]) -> str:
    """What a case is, in a line."""
    return " ".join((case.__doc__ or "").partition("\n\n")[0].split())


def main() -> None:
    """Run the cases asked for, or all."""
    costs: dict[str, float] = {}
    for name in sys.argv[1:] or CASES:
        figures = CASES[name]()
        if cost := figures.get("cpu_us_per_message"):
            figures |= {
                f"cpu_ratio_to_{other}": round(cost / costs[other], 2) for other in YARDSTICKS if other in costs
            }
            costs[name] = cost
        print(json.dumps({"case": name, "about": about(CASES[name]), **figures}), flush=True)


if __name__ == "__main__":
    main()
