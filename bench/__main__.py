"""Prints the published figures, one JSON object a line, best of three: ``python -m bench [CASE …]``."""

import json
import sys
from collections.abc import Callable
from typing import Any

from bench.desk import desk, echo_server, load

Figures = dict[str, Any]

RUNS = 3


def best(measure: Callable[[], Figures], key: str, *, highest: bool = False) -> Figures:
    """The best of three runs by one figure: the machine is shared, and others only ever make it slower."""
    runs = [measure() for _ in range(RUNS)]
    return (max if highest else min)(runs, key=lambda figures: figures[key]) | {"runs": RUNS}


def echo() -> Figures:
    """1,000 connections to a bare echo on the same server."""
    with echo_server() as (url, pid):
        job = {"mode": "echo", "url": url, "server": pid, "connections": 1000, "warm_up": 1, "seconds": 5}
        return best(lambda: load(job), "cpu_us_per_message")


def posting() -> Figures:
    """500 chats, both sides always have one message in flight; SQLite with synchronous=FULL."""

    def measure() -> Figures:
        with desk(representatives=500, chats=500) as running:
            return load({**running, "mode": "closed", "warm_up": 2, "seconds": 8})

    return best(measure, "delivered_per_s", highest=True)


def posting_at_1000() -> Figures:
    """1,000 messages a second offered over 500 chats."""

    def measure() -> Figures:
        with desk(representatives=500, chats=500) as running:
            return load({**running, "mode": "offered", "rate": 1000, "warm_up": 2, "seconds": 8})

    return best(measure, "p99_ms")


def idle() -> Figures:
    """5,000 customers connected and silent."""

    def measure() -> Figures:
        with desk(representatives=1, chats=5000) as running:
            return load({**running, "mode": "idle", "seconds": 12})

    return best(measure, "kib_per_connection")


def get_next() -> Figures:
    """200 representatives press Get Next at once on 100 waiting chats, twelve rounds, while 100 other chats talk.

    The ``posting_`` figures are of the messages sent while presses are unanswered, at 500 messages a second.
    """

    def measure() -> Figures:
        with desk(representatives=300, chats=100) as running:
            job = {"mode": "press", "pressing": 200, "waiting": 100, "rounds": 12, "rate": 500}
            return load({**running, **job})

    return best(measure, "p99_ms")


CASES: dict[str, Callable[[], Figures]] = {
    "echo": echo,
    "posting": posting,
    "posting_at_1000": posting_at_1000,
    "idle": idle,
    "get_next": get_next,
}


def about(case: Callable[[], Figures]) -> str:
    """What a case is, in a line."""
    return " ".join((case.__doc__ or "").partition("\n\n")[0].split())


def main() -> None:
    """Run the cases asked for, or all; the ratio to the echo is of this same run."""
    yardstick = 0.0
    for name in sys.argv[1:] or CASES:
        figures = CASES[name]()
        cost = figures.get("cpu_us_per_message")
        if name == "echo":
            yardstick = cost or 0.0
        elif cost and yardstick:
            figures["cpu_ratio_to_echo"] = round(cost / yardstick, 2)
        print(json.dumps({"case": name, "about": about(CASES[name]), **figures}), flush=True)


if __name__ == "__main__":
    main()
