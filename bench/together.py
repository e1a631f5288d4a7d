"""The cases of PostgreSQL and Redis, with one process and with two."""

from bench.best import Figures, best
from bench.desk import cluster, load

CURVE = (100, 500, 1000, 2000, 5000)
"""Open chats."""


def pg_posting() -> Figures:
    """As posting, on PostgreSQL (fsync on) and Redis, one process."""
    return best(lambda: _talking(nodes=1), "delivered_per_s", highest=True)


def two_processes() -> Figures:
    """As pg_posting, all customers at one process and all representatives at another; both processes' time."""
    return best(lambda: _talking(nodes=2), "cpu_us_per_message")


def two_processes_spread() -> Figures:
    """As two_processes, everybody at either process by chance."""
    return best(lambda: _talking(nodes=2, spread=True), "cpu_us_per_message")


def idle_10000() -> Figures:
    """10,000 customers connected and silent over two processes; memory of both, all told."""

    def measure() -> Figures:
        with cluster(representatives=1, chats=10_000, nodes=2) as running:
            return load({**running, "mode": "idle", "seconds": 12})

    return best(measure, "memory_mib")


def get_next_500() -> Figures:
    """500 representatives at two processes press Get Next at once on 250 waiting chats, eight rounds."""

    def measure() -> Figures:
        with cluster(representatives=500, chats=0, nodes=2) as running:
            return load({**running, "mode": "press", "pressing": 500, "waiting": 250, "rounds": 8, "rate": 0})

    return best(measure, "p99_ms")


def curve() -> Figures:
    """What one message costs while more and more chats are open, five a representative, at 1,000 messages a second."""
    points = [best(lambda chats=chats: _open(chats), "own_cpu_us_per_message") for chats in CURVE]
    shown = ("own_cpu_us_per_message", "cpu_us_per_message", "idle_cpu_pct", "p50_ms", "p99_ms", "runs")
    return {str(chats): {name: point[name] for name in shown} for chats, point in zip(CURVE, points, strict=True)}


def storm() -> Figures:
    """5,000 customers at a process that is killed while 500 messages a second are posted to them; all come back."""

    def measure() -> Figures:
        with cluster(representatives=100, chats=5000, each=50, nodes=2) as running:
            return load({**running, "mode": "storm", "rate": 500, "warm_up": 3})

    return best(measure, "all_back_s")


def _talking(nodes: int, *, spread: bool = False) -> Figures:
    with cluster(representatives=500, chats=500, nodes=nodes) as running:
        return load({**running, "mode": "closed", "spread": spread, "warm_up": 2, "seconds": 8})


def _open(chats: int) -> Figures:
    with cluster(representatives=chats // 5, chats=chats, each=5) as running:
        job = {"mode": "offered", "each": 5, "rate": 1000, "silence": 6, "warm_up": 2, "seconds": 8}
        return load({**running, **job})
