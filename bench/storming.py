"""A load of customers whose node dies: all of them come back at once, to another node."""

import asyncio
import json
import os
import random
import signal
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from picows import WSError

from bench.people import Job, hello
from bench.talking import Line, talk
from bench.tally import Tally
from bench.wire import Screen, connect, connect_all

FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0
"""Seconds, as the customer's page has them."""

SETTLED_WITHIN = 60.0
"""Seconds; who is not back or has not caught up by then makes the benchmark fail."""


class Customer:
    """A customer who comes back whenever the connection is lost, and knows what they have seen.

    Args:
        chat: their chat and token.
        home: the address of the node that will die.
        elsewhere: where they go then.
    """

    def __init__(self, chat: dict[str, Any], home: str, elsewhere: str) -> None:
        self.chat = chat["chat"]
        self._token = chat["token"]
        self._home = home
        self._elsewhere = elsewhere
        self._cursor = 0
        self._screen: Screen | None = None
        self.seen: list[str] = []
        self.back_at = 0.0

    async def arrive(self) -> None:
        """Connect for the first time."""
        self._screen = await connect(self._home, hello(self._token), self._heard)

    async def stay(self) -> None:
        """Be connected, again and again."""
        tries = 0
        while True:
            if self._screen is not None:
                await self._screen.gone
                self._screen, tries = None, 0
            longest = min(LONGEST_WAIT, FIRST_WAIT * 2**tries)
            await asyncio.sleep(longest * (0.5 + random.random() / 2))
            tries += 1
            try:
                said = hello(self._token, {str(self.chat): self._cursor})
                self._screen = await connect(self._elsewhere, said, self._heard)
                self.back_at = time.perf_counter()
            except (OSError, WSError):
                continue

    def _heard(self, screen: Screen, payload: bytes) -> None:
        if payload.startswith(b'{"on":"event"'):
            self._apply(screen, json.loads(payload)["event"])
        elif payload.startswith(b'{"on":"chat"'):
            self._cursor, self.seen = 0, []
            for event in json.loads(payload)["events"]:
                self._apply(screen, event)

    def _apply(self, screen: Screen, event: dict[str, Any]) -> None:
        if event["seq"] == self._cursor + 1:
            self._cursor += 1
            self.seen.append(event.get("key", ""))
        elif event["seq"] > self._cursor:
            screen.send(b'{"do":"sync","chat":%d,"after":%d}' % (self.chat, self._cursor))


class Books:
    """What was acknowledged, by chat."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._acknowledged: dict[int, list[str]] = defaultdict(list)

    def heard(self, _: Screen, payload: bytes) -> None:
        """A representative's own message is acknowledged by its own event."""
        if payload.startswith(b'{"on":"event"'):
            frame = json.loads(payload)
            if key := frame["event"].get("key"):
                self._acknowledged[frame["chat"]].append(key)
                self._tally.delivered(int(key.partition("-")[2]))
        elif payload.startswith(b'{"on":"refused"'):
            raise RuntimeError(payload.decode())

    def agree(self, customers: list[Customer]) -> bool:
        """Whether every customer has seen everything that was acknowledged in their chat, once and in order."""
        return all([key for key in customer.seen if key] == self._acknowledged[customer.chat] for customer in customers)


async def storm(job: Job) -> Any:
    """Kill a node to which all customers are connected, while representatives at another post to them."""
    home, elsewhere = job["urls"][0] + "/live/customer", job["balancer"] + "/live/customer"
    customers = [Customer(chat, home, elsewhere) for chat in job["chats"]]
    await connect_all([customer.arrive for customer in customers])
    tally = Tally(job["servers"][-1:])
    books = Books(tally)
    staying = [asyncio.create_task(customer.stay()) for customer in customers]
    talking = asyncio.create_task(talk(await _representatives(job, books), job["rate"]))
    await asyncio.sleep(job["warm_up"])
    os.kill(job["servers"][0], signal.SIGKILL)
    tally.start()
    killed = time.perf_counter()
    await _until(lambda: all(customer.back_at for customer in customers), "not all are back")
    figures = tally.stop()
    talking.cancel()
    await _until(lambda: books.agree(customers), "what was acknowledged is not what was seen")
    for task in staying:
        task.cancel()
    back = sorted(customer.back_at - killed for customer in customers)
    return {
        "half_back_s": round(back[len(back) // 2], 2),
        "all_back_s": round(back[-1], 2),
        "posted_meanwhile": len(tally.latencies),
        "posting_p50_ms": figures["p50_ms"],
        "posting_p99_ms": figures["p99_ms"],
        "server_cpu_pct": figures["server_cpu_pct"],
    }


async def _representatives(job: Job, books: Books) -> list[Line]:
    """Connect them at the node that goes on; each with their chats."""
    url = job["urls"][-1] + "/live/console"
    screens = await connect_all([partial(connect, url, hello(), books.heard, cookie) for cookie in job["cookies"]])
    return [(screens[number % len(screens)], chat["chat"]) for number, chat in enumerate(job["chats"])]


async def _until(truth: Callable[[], bool], otherwise: str) -> None:
    deadline = time.perf_counter() + SETTLED_WITHIN
    while not truth():
        if time.perf_counter() > deadline:
            raise RuntimeError(otherwise)
        await asyncio.sleep(0.05)
