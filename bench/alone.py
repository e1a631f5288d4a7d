"""The cases of one process on SQLite, and the yardstick."""

from bench.best import Figures, best
from bench.desk import desk, echo_server, load


def echo() -> Figures:
    """1,000 connections to a bare echo on the same server."""
    with echo_server() as server:
        job = {**server, "mode": "echo", "connections": 1000, "warm_up": 1, "seconds": 5}
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
            return load({**running, "mode": "offered", "rate": 1000, "silence": 3, "warm_up": 2, "seconds": 8})

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
