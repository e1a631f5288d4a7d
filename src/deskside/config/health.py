"""What a balancer and a monitor ask: `/healthz`, `/readyz`, `/metrics`. Answered without Django, so that neither a host
name nor a busy database stands between.
"""

import os
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from hmac import compare_digest
from typing import Any

import msgspec
from django.db import Error
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from deskside.kit.crossing import in_thread
from deskside.live.node import bus, presence
from deskside.queues.feed import Line, lines

PATHS = frozenset({"/healthz", "/readyz", "/metrics"})

TOKEN = os.environ.get("DESKSIDE_METRICS_TOKEN", "")
LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = frozenset({b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"})

Answer = tuple[int, str, bytes]


async def health(scope: Any, send: Callable[[Any], Awaitable[None]]) -> None:
    """Answer one of these questions."""
    if scope["path"] == "/metrics":
        status, kind, body = await _metrics(scope)
    else:
        status, kind, body = _alive() if scope["path"] == "/healthz" else _ready()
    headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _alive() -> Answer:
    return 200, "text/plain; charset=utf-8", b"ok\n"


def _ready() -> Answer:
    """Ready while this node has its lease: then it can save, and the others count on it."""
    says = {"ready": presence.leased, "bus": "none" if not bus.connected else "deaf" if bus.deaf else "hears"}
    return 200 if presence.leased else 503, "application/json", msgspec.json.encode(says)


async def _metrics(scope: Any) -> Answer:
    if not _may_measure(scope):
        return 403, "text/plain; charset=utf-8", b"Ask from this machine itself, or with the token.\n"
    queues = CollectorRegistry()
    with suppress(Error):  # Its own figures are wanted most while the database is away.
        queues.register(_Queues(await in_thread(lines)))
    return 200, CONTENT_TYPE_LATEST, generate_latest(_registry()) + generate_latest(queues)


def _may_measure(scope: Any) -> bool:
    """Figures tell how busy a desk is: only who has the token, or sits on this machine and was not sent by a proxy."""
    headers = dict(scope["headers"])
    if TOKEN:
        return compare_digest(headers.get(b"authorization", b""), f"Bearer {TOKEN}".encode())
    return (scope.get("client") or ("",))[0] in LOOPBACK and FORWARDED.isdisjoint(headers)


def _registry() -> CollectorRegistry:
    """The counts of this process, or those of all processes of this machine."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


class _Queues(Collector):
    """The queues as the database has them, the same whichever node is asked."""

    def __init__(self, queues: Iterable[Line]) -> None:
        self._queues = queues

    def collect(self) -> Iterable[Metric]:
        """Two figures a team."""
        waiting = GaugeMetricFamily("deskside_waiting", "Chats waiting in the queue of a team.", labels=["team"])
        longest = GaugeMetricFamily(
            "deskside_longest_wait_seconds", "How long the first of them has waited.", labels=["team"]
        )
        for line in self._queues:
            waiting.add_metric([line.team], line.waiting)
            longest.add_metric([line.team], line.longest_seconds)
        return [waiting, longest]
