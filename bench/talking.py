"""Loads of people who talk."""

import asyncio
import time
from functools import partial
from typing import Any

from bench.people import Job, both_sides, hear
from bench.process import cpu_seconds
from bench.tally import Tally
from bench.wire import Screen, connect, connect_all


async def closed(job: Job) -> Any:
    """Every connection always has one message in flight."""
    tally = Tally(job["servers"])
    pairs = await both_sides(job, partial(hear, tally, True))
    for pair in pairs:
        for screen in pair:
            screen.post(screen.chat, screen.name)
    return await window(job, tally)


async def offered(job: Job) -> Any:
    """Messages at a fixed rate whatever becomes of them, the connections taking turns.

    ``own_cpu_us_per_message`` is the cost without what the same people cost while they are silent.
    """
    tally = Tally(job["servers"])
    pairs = await both_sides(job, partial(hear, tally, False))
    idle = await _idle_share(job)
    talking = asyncio.create_task(talk(lines(pairs), job["rate"]))
    figures = await window(job, tally)
    talking.cancel()
    busy = figures["server_cpu_pct"] / 100 - idle
    own = round(busy / figures["delivered_per_s"] * 1e6, 1)
    return {**figures, "idle_cpu_pct": round(idle * 100, 1), "own_cpu_us_per_message": own}


async def echo(job: Job) -> Any:
    """The yardstick: every connection always has one frame on the way to itself."""
    tally = Tally(job["servers"])

    def heard(screen: Screen, payload: bytes) -> None:
        start = payload.find(b'"key":"') + 7
        tally.delivered(int(payload[start : payload.index(b'"', start)].partition(b"-")[2]))
        screen.post(1, b"e")

    wishes = [partial(connect, job["urls"][0], b"", heard) for _ in range(job["connections"])]
    for screen in await connect_all(wishes):
        screen.post(1, b"e")
    return await window(job, tally)


async def window(job: Job, tally: Tally) -> dict[str, float]:
    """Let it warm up, then measure."""
    await asyncio.sleep(job["warm_up"])
    tally.start()
    await asyncio.sleep(job["seconds"])
    return tally.stop()


Line = tuple[Screen, int]
"""Somebody's connection, and a chat they talk in."""


def lines(pairs: list[tuple[Screen, Screen]]) -> list[Line]:
    """Both sides of each chat."""
    return [(side, customer.chat) for customer, representative in pairs for side in (customer, representative)]


async def talk(talking: list[Line], rate: float, counts: Tally | None = None) -> None:
    """Post at a fixed rate until cancelled, everybody taking turns.

    Args:
        talking: who, and where.
        rate: messages a second in all.
        counts: where only some messages are to be counted, who says which.
    """
    began, sent = time.perf_counter(), 0
    while talking:
        while sent < (time.perf_counter() - began) * rate:
            screen, chat = talking[sent * 7919 % len(talking)]
            screen.post(chat, screen.name if counts is None or counts.open else b"before")
            sent += 1
        await asyncio.sleep(0.001)


async def _idle_share(job: Job) -> float:
    """Processor seconds a second that the servers take while everybody is silent."""
    before = cpu_seconds(*job["servers"])
    await asyncio.sleep(job["silence"])
    return (cpu_seconds(*job["servers"]) - before) / job["silence"]
