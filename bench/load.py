"""The load generator: a process of its own. Reads one job as JSON from standard input, prints one result as JSON."""

import asyncio
import gc
import json
import os
import resource
import sys
import time
from functools import partial
from typing import Any

import uvloop

from bench.process import cpu_seconds, percentile, resident_kib
from bench.wire import Screen, connect, connect_all

Job = dict[str, Any]


class Tally:
    """What was delivered inside the measured window, and what it cost."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._open = False
        self.latencies: list[float] = []

    def start(self) -> None:
        """Begin the window."""
        self._open = True
        self._began = time.perf_counter()
        self._server_cpu = cpu_seconds(self._server)
        self._own_cpu = cpu_seconds(os.getpid())

    def stop(self) -> dict[str, float]:
        """End the window and give its figures."""
        self._open = False
        seconds = time.perf_counter() - self._began
        delivered = len(self.latencies)
        server = cpu_seconds(self._server) - self._server_cpu
        own = cpu_seconds(os.getpid()) - self._own_cpu
        return {
            "delivered_per_s": round(delivered / seconds, 1),
            "p50_ms": round(percentile(self.latencies, 0.50) * 1000, 2),
            "p99_ms": round(percentile(self.latencies, 0.99) * 1000, 2),
            "cpu_us_per_message": round(server / max(delivered, 1) * 1e6, 1),
            "server_cpu_pct": round(server / seconds * 100),
            "load_cpu_pct": round(own / seconds * 100),
        }

    def delivered(self, sent_ns: int) -> None:
        """A message has reached the other side."""
        if self._open:
            self.latencies.append((time.perf_counter_ns() - sent_ns) / 1e9)


def hello(token: str | None) -> bytes:
    """The first frame of a customer (with a token) or a representative."""
    return json.dumps({"do": "hello", "protocol": 1, **({"token": token} if token else {})}).encode()


async def both_sides(job: Job, heard: Any) -> list[tuple[Screen, Screen]]:
    """Connect each chat's customer and representative."""
    wishes = []
    for chat, cookie in zip(job["chats"], job["cookies"], strict=False):
        wishes.append(partial(connect, job["url"] + "/live/customer", hello(chat["token"]), heard))
        wishes.append(partial(connect, job["url"] + "/live/console", hello(None), heard, cookie))
    screens = await connect_all(wishes)
    pairs = list(zip(screens[::2], screens[1::2], strict=True))
    for number, ((customer, representative), chat) in enumerate(zip(pairs, job["chats"], strict=False)):
        customer.name, representative.name = b"c%d" % number, b"r%d" % number
        customer.chat = representative.chat = chat["chat"]
    return pairs


def hear(tally: Tally, again: bool, screen: Screen, payload: bytes) -> None:
    """Count an event of the other side; with ``again``, post the next message once one's own is acknowledged."""
    if payload.startswith(b'{"on":"event"'):
        start = payload.find(b'"key":"') + 7
        who, _, sent = payload[start : payload.index(b'"', start)].partition(b"-")
        if who != screen.name and start > 6:
            tally.delivered(int(sent))
    elif payload.startswith(b'{"on":"done"'):
        if again:
            screen.post(screen.chat, screen.name)
    elif payload.startswith(b'{"on":"refused"'):
        raise RuntimeError(payload.decode())


async def closed(job: Job) -> Any:
    """Every connection always has one message in flight."""
    tally = Tally(job["server"])
    pairs = await both_sides(job, partial(hear, tally, True))
    for pair in pairs:
        for screen in pair:
            screen.post(screen.chat, screen.name)
    await asyncio.sleep(job["warm_up"])
    tally.start()
    await asyncio.sleep(job["seconds"])
    return tally.stop()


async def offered(job: Job) -> Any:
    """Messages at a fixed rate whatever becomes of them, the connections taking turns."""
    tally = Tally(job["server"])
    pairs = await both_sides(job, partial(hear, tally, False))
    screens = [screen for pair in pairs for screen in pair]
    began = time.perf_counter()
    sent = 0
    window = False
    while (elapsed := time.perf_counter() - began) < job["warm_up"] + job["seconds"]:
        if not window and elapsed > job["warm_up"]:
            window = True
            tally.start()
        while sent < elapsed * job["rate"]:
            screen = screens[sent * 7919 % len(screens)]
            screen.post(screen.chat, screen.name)
            sent += 1
        await asyncio.sleep(0.001)
    return tally.stop()


async def echo(job: Job) -> Any:
    """The yardstick: every connection always has one frame on the way to itself."""
    tally = Tally(job["server"])

    def heard(screen: Screen, payload: bytes) -> None:
        start = payload.find(b'"key":"') + 7
        tally.delivered(int(payload[start : payload.index(b'"', start)].partition(b"-")[2]))
        screen.post(1, b"e")

    wishes = [partial(connect, job["url"], b"", heard) for _ in range(job["connections"])]
    for screen in await connect_all(wishes):
        screen.post(1, b"e")
    await asyncio.sleep(job["warm_up"])
    tally.start()
    await asyncio.sleep(job["seconds"])
    return tally.stop()


async def idle(job: Job) -> Any:
    """Customers who are connected and silent; what each costs in memory."""
    before = resident_kib(job["server"])
    url = job["url"] + "/live/customer"
    wishes = [partial(connect, url, hello(chat["token"]), lambda *_: None) for chat in job["chats"]]
    began = time.perf_counter()
    screens = await connect_all(wishes)
    took = time.perf_counter() - began
    await asyncio.sleep(job["seconds"])
    grown = resident_kib(job["server"]) - before
    return {"kib_per_connection": round(grown / len(screens), 2), "connects_per_s": round(len(screens) / took)}


MODES = {"closed": closed, "offered": offered, "echo": echo, "idle": idle}


def main() -> None:
    """Do the job."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    job = json.load(sys.stdin)
    gc.disable()
    json.dump(uvloop.run(MODES[job["mode"]](job)), sys.stdout)


if __name__ == "__main__":
    main()
