"""The best of some runs: the machine is shared, and others only ever make it slower."""

import os
from collections.abc import Callable
from typing import Any

Figures = dict[str, Any]

RUNS = int(os.environ.get("BENCH_RUNS", "3"))


def best(measure: Callable[[], Figures], key: str, *, highest: bool = False) -> Figures:
    """The best of the runs by one figure."""
    runs = [measure() for _ in range(RUNS)]
    return (max if highest else min)(runs, key=lambda figures: figures[key]) | {"runs": RUNS}
