"""A load of representatives who press *Get Next* together."""

import asyncio
import http.client
import json
import time
from functools import partial
from typing import Any

from bench.people import Job, both_sides, hear, hello
from bench.process import percentile
from bench.talking import lines, talk
from bench.tally import Tally
from bench.wire import Screen, connect, connect_all

SEEN_WITHIN = 0.3
"""Seconds until everybody's queue shows who has come; the crowd looks before it presses."""


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

    def figures(self, waited: int) -> dict[str, float]:
        """How long the presses took.

        Args:
            waited: how many chats there were to take.

        Raises:
            RuntimeError: where a chat was taken twice or by nobody.
        """
        if not len(self.taken) == len(set(self.taken)) == waited:
            raise RuntimeError(f"{waited} chats waited, {len(set(self.taken))} were taken {len(self.taken)} times")
        return {
            "pressed": len(self.latencies),
            "taken_once": len(self.taken),
            "told_empty": self.empty,
            "p50_ms": round(percentile(self.latencies, 0.50) * 1000, 1),
            "p99_ms": round(percentile(self.latencies, 0.99) * 1000, 1),
        }

    def _expect(self, answers: int) -> None:
        self._open = answers
        self._done.clear()


async def press(job: Job) -> Any:
    """Many representatives press *Get Next* at once on fewer waiting chats, round after round, while others talk."""
    crowd = Crowd()
    urls = [url + "/live/console" for url in job["urls"]]
    screens = await connect_all(
        [
            partial(connect, urls[number % len(urls)], hello(), crowd.heard, cookie)
            for number, cookie in enumerate(job["cookies"][-job["pressing"] :])
        ]
    )
    tally = Tally(job["servers"])
    pairs = await both_sides(job, partial(hear, tally, False))
    talking = asyncio.create_task(talk(lines(pairs), job["rate"], tally))
    for turn in range(job["rounds"]):
        await asyncio.to_thread(_queue_up, job, turn)
        await asyncio.sleep(SEEN_WITHIN)
        tally.during(True)
        await crowd.press(screens, turn)
        tally.during(False)
        await crowd.end()
    talking.cancel()
    return {**crowd.figures(job["waiting"] * job["rounds"]), **tally.lateness("posting_")}


def _queue_up(job: Job, turn: int) -> None:
    """Customers ask for help through the HTTP door."""
    door = http.client.HTTPConnection(job["urls"][0].removeprefix("ws://"))
    for number in range(job["waiting"]):
        form = {"do": "chat.start", "key": f"ask-{turn:04d}-{number:04d}", "issue": job["issue"]}
        who = {"name": f"Waiting {number}", "email": "w@bench.example", "description": "Waiting"}
        door.request("POST", "/api/do", json.dumps({**form, **who}), {"Content-Type": "application/json"})
        answer = door.getresponse()
        if answer.status != 200:
            raise RuntimeError(answer.read().decode())
        answer.read()
