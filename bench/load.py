"""The load generator: a process of its own. Reads one job as JSON from standard input, prints one result as JSON."""

import asyncio
import gc
import http.client
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
        self._marked = False
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
    """Count an event of the other side; with ``again``, post the next message when one's own has come back."""
    if payload.startswith(b'{"on":"event"'):
        start = payload.find(b'"key":"') + 7
        who, _, sent = payload[start : payload.index(b'"', start)].partition(b"-")
        if start > 6 and who != screen.name and who != b"before":
            tally.delivered(int(sent))
        elif start > 6 and again:
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


class Crowd:
    """Representatives who press *Get Next* together, and the answers to their presses."""

    def __init__(self) -> None:
        self.latencies: list[float] = []
        self.taken: list[int] = []
        self.empty = 0
        self._sent = 0.0
        self._open = 0
        self._done = asyncio.Event()
        self._holders: dict[int, Screen] = {}

    def heard(self, screen: Screen, payload: bytes) -> None:
        """An answer to a press, or to the end of a chat."""
        if payload.startswith(b'{"on":"done","key":"press'):
            chat = json.loads(payload)["result"]["chat"]
            self.taken.append(chat)
            self._holders[chat] = screen
        elif payload.startswith(b'{"on":"refused","key":"press'):
            if json.loads(payload)["code"] != "queue.empty":
                raise RuntimeError(payload.decode())
            self.empty += 1
        elif not payload.startswith(b'{"on":"done","key":"end-'):
            return
        if payload.startswith((b'{"on":"done","key":"press', b'{"on":"refused"')):
            self.latencies.append(time.perf_counter() - self._sent)
        self._open -= 1
        if not self._open:
            self._done.set()

    async def press(self, screens: list[Screen], turn: int) -> None:
        """Everybody presses at once; wait for all answers."""
        self._expect(len(screens))
        self._sent = time.perf_counter()
        for number, screen in enumerate(screens):
            screen.send(b'{"do":"queue.get_next","key":"press-%d-%d"}' % (turn, number))
        await self._done.wait()

    async def end(self) -> None:
        """End what was taken."""
        if self._holders:
            self._expect(len(self._holders))
            for chat, screen in self._holders.items():
                screen.send(b'{"do":"chat.end","key":"end-%08d","chat":%d}' % (chat, chat))
            self._holders = {}
            await self._done.wait()

    def _expect(self, answers: int) -> None:
        self._open = answers
        self._done.clear()


async def press(job: Job) -> Any:
    """Many representatives press *Get Next* at once on fewer waiting chats, round after round."""
    crowd = Crowd()
    url = job["url"] + "/live/console"
    cookies = job["cookies"][-job["pressing"] :]
    screens = await connect_all([partial(connect, url, hello(None), crowd.heard, cookie) for cookie in cookies])
    waiting = 0
    tally = Tally(job["server"])
    talk = asyncio.create_task(_talk(job, tally))
    for turn in range(job["rounds"]):
        waiting += await asyncio.to_thread(_queue_up, job, turn)
        await asyncio.sleep(0.3)
        tally.during(True)
        await crowd.press(screens, turn)
        tally.during(False)
        await crowd.end()
    talk.cancel()
    if len(crowd.taken) != waiting or len(set(crowd.taken)) != waiting:
        raise RuntimeError(f"{waiting} chats waited, {len(set(crowd.taken))} were taken {len(crowd.taken)} times")
    return {
        "pressed": len(crowd.latencies),
        "taken_once": len(crowd.taken),
        "told_empty": crowd.empty,
        "p50_ms": round(percentile(crowd.latencies, 0.50) * 1000, 1),
        "p99_ms": round(percentile(crowd.latencies, 0.99) * 1000, 1),
        "posted_meanwhile": len(tally.latencies),
        "posting_p50_ms": round(percentile(tally.latencies, 0.50) * 1000, 1),
        "posting_p99_ms": round(percentile(tally.latencies, 0.99) * 1000, 1),
    }


async def _talk(job: Job, tally: Tally) -> None:
    """Messages at a fixed rate in chats of other people."""
    pairs = await both_sides(job, partial(hear, tally, False))
    screens = [screen for pair in pairs for screen in pair]
    began, sent = time.perf_counter(), 0
    while screens:
        while sent < (time.perf_counter() - began) * job["rate"]:
            screen = screens[sent * 7919 % len(screens)]
            screen.post(screen.chat, screen.name if tally.open else b"before")
            sent += 1
        await asyncio.sleep(0.001)


def _queue_up(job: Job, turn: int) -> int:
    """Customers ask for help through the HTTP door."""
    door = http.client.HTTPConnection(job["url"].removeprefix("ws://"))
    for number in range(job["waiting"]):
        form = {"do": "chat.start", "key": f"ask-{turn:04d}-{number:04d}", "issue": job["issue"]}
        who = {"name": f"Waiting {number}", "email": "w@bench.example", "description": "Waiting"}
        door.request("POST", "/api/do", json.dumps({**form, **who}), {"Content-Type": "application/json"})
        answer = door.getresponse()
        if answer.status != 200:
            raise RuntimeError(answer.read().decode())
        answer.read()
    return int(job["waiting"])


MODES = {"press": press, "closed": closed, "offered": offered, "echo": echo, "idle": idle}


def main() -> None:
    """Do the job."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    job = json.load(sys.stdin)
    gc.disable()
    json.dump(uvloop.run(MODES[job["mode"]](job)), sys.stdout)


if __name__ == "__main__":
    main()
