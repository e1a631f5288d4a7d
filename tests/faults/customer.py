"""Somebody who needs help, again and again."""

import asyncio
import random
from collections.abc import Sequence

from tests.faults.client import Client
from tests.faults.door import knock
from tests.faults.until import until
from tests.faults.view import View
from tests.faults.wish import Frame

PAUSE = 4.0
"""Seconds between two messages, on average."""

POLLING = 8
"""Every so many customers have a proxy that forbids WebSockets."""


class Customer:
    """Asks for help, talks until the chat has ended, and asks again.

    ``asking`` is true while a chat was asked for and not given yet.

    Args:
        number: which one.
        sites: the nodes' addresses.
        issue: what the trouble is with.
        at_work: set while there is load.
    """

    def __init__(self, number: int, sites: Sequence[str], issue: int, at_work: asyncio.Event) -> None:
        self.name = f"Customer {number}"
        self.starts: list[Frame] = []
        self.clients: list[Client] = []
        self._sites = sites
        self._issue = issue
        self._at_work = at_work
        self._polls = number % POLLING == 0
        self._ended = asyncio.Event()
        self.asking = False
        self.chat = 0

    @property
    def client(self) -> Client | None:
        """The open page, if any."""
        return self.clients[-1] if self.chat else None

    async def live(self) -> None:
        """Never stop."""
        while True:
            await self._at_work.wait()
            await self._start()
            while not self._ended.is_set():
                await asyncio.sleep(random.expovariate(1 / PAUSE))
                await self._at_work.wait()
                if self.client and not self.client.frozen and not self._ended.is_set():
                    said = len(self.client.outbox.settled)
                    self.client.ask("message.post", chat=self.chat, text=f"{self.name} says {said}")
            await self._leave()

    async def _start(self) -> None:
        who = {"name": self.name, "email": "c@load.example", "description": "Load"}
        self.asking = True
        done = await knock(self._sites, "chat.start", issue=self._issue, **who)
        self.asking = False
        self.starts.append(done)
        self._ended.clear()
        token = done["result"]["token"]
        page = Client(self.name, self._sites, "/live/customer", token=token, polls=self._polls, shown=self._shown)
        self.clients.append(page)
        self.chat = done["result"]["chat"]

    async def _leave(self) -> None:
        client = self.clients[-1]
        await until(lambda: not client.outbox.unanswered, "a wish in an ended chat is unanswered", 600)
        self.chat = 0
        await client.close()

    def _shown(self, view: View, event: Frame) -> None:
        if event["body"]["kind"] == "chat.ended":
            self._ended.set()
