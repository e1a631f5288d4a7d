"""Counting what is delivered, how late, and what it costs the servers."""

import os
import time

from bench.process import cpu_seconds, percentile


class Tally:
    """What was delivered inside the measured window.

    Args:
        servers: the process ids whose processor time is counted together.
    """

    def __init__(self, servers: list[int]) -> None:
        self._servers = servers
        self._open = False
        self._marked = False
        self.latencies: list[float] = []

    def start(self) -> None:
        """Begin the window."""
        self._open = True
        self._began = time.perf_counter()
        self._server_cpu = cpu_seconds(*self._servers)
        self._own_cpu = cpu_seconds(os.getpid())

    def stop(self) -> dict[str, float]:
        """End the window and give its figures."""
        self._open = False
        seconds = time.perf_counter() - self._began
        delivered = len(self.latencies)
        server = cpu_seconds(*self._servers) - self._server_cpu
        own = cpu_seconds(os.getpid()) - self._own_cpu
        return {
            "delivered_per_s": round(delivered / seconds, 1),
            **self.lateness(),
            "cpu_us_per_message": round(server / max(delivered, 1) * 1e6, 1),
            "server_cpu_pct": round(server / seconds * 100, 1),
            "load_cpu_pct": round(own / seconds * 100),
        }

    def lateness(self, prefix: str = "") -> dict[str, float]:
        """How long deliveries took.

        Args:
            prefix: put before the names.
        """
        return {
            f"{prefix}p50_ms": round(percentile(self.latencies, 0.50) * 1000, 2),
            f"{prefix}p99_ms": round(percentile(self.latencies, 0.99) * 1000, 2),
        }

    @property
    def open(self) -> bool:
        """Whether messages sent now are to be counted."""
        return self._open

    def during(self, counted: bool) -> None:
        """Count what is sent while this is true, whenever it arrives; the sender marks what is not to be counted."""
        self._marked = True
        self._open = counted

    def delivered(self, sent_ns: int) -> None:
        """A message has reached the other side."""
        if self._open or self._marked:
            self.latencies.append((time.perf_counter_ns() - sent_ns) / 1e9)
