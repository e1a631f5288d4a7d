"""Telling the database who is connected to this node.

A customer whose connection is gone is *away* after 15 seconds and has *left* after three minutes; a representative is
replaced after 45. `queues.jobs` looks after that, from what is written here. Coming back within the grace changes
nothing.
"""

import asyncio
import math
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from deskside.kit import seats
from deskside.kit.actor import Actor
from deskside.kit.crossing import in_thread
from deskside.kit.errors import Unavailable
from deskside.kit.log import log
from deskside.kit.seats import Person
from deskside.live.hub import Hub
from deskside.queues import jobs

P = ParamSpec("P")
R = TypeVar("R")


class Presence:
    """The lease of this node and the seats of those connected to it."""

    def __init__(self, hub: Hub, node: str) -> None:
        self._hub = hub
        self._node = node
        self._moves: dict[Person, bool] = {}
        self._writing: asyncio.Task[None] | None = None
        self._acts: set[asyncio.Task[None]] = set()
        self._complete = False
        self._renewed = -math.inf
        self._gave_up = False
        # One thread: what is said of somebody's presence must be written in the order in which it happened.
        self._thread = ThreadPoolExecutor(1, "presence")
        # Another, so that however long that takes, the lease is renewed in time.
        self._lease = ThreadPoolExecutor(1, "lease")

    def arrived(self, actor: Actor) -> None:
        """Somebody has connected."""
        if len(self._hub.clients(actor.role, actor.id)) == 1:
            self._note(actor, here=True)

    def departed(self, actor: Actor) -> None:
        """Somebody's connection is gone; if it was their last, their grace begins."""
        if not self._hub.clients(actor.role, actor.id):
            self._note(actor, here=False)

    @property
    def leased(self) -> bool:
        """Whether this node counts as alive."""
        return time.monotonic() - self._renewed <= seats.LEASE.total_seconds()

    async def renew(self) -> None:
        """Renew the lease. A node that cannot, sends its people away to others."""
        try:
            running = await _in(self._lease, seats.renew, self._node)
        except Exception as error:
            log.warning("lease.failed", error=repr(error))
            self._complete = False
            self._give_up()
            return
        self._renewed = time.monotonic()
        self._gave_up = False
        if not running or not self._complete:
            self._complete = True
            self._soon(self._say_all_anew())

    async def stop(self) -> None:
        """Nobody is connected any more."""
        try:
            await _in(self._thread, seats.close, self._node)
        except Exception as error:
            log.warning("lease.failed", error=repr(error))  # Then it runs out by itself.

    def _note(self, actor: Actor, *, here: bool) -> None:
        self._moves[actor.role, actor.id] = here
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        while self._moves:
            moves, self._moves = self._moves, {}
            try:
                await _in(self._thread, seats.move, self._node, moves)
                self._soon(self._greet_back(moves))
            except Exception as error:
                log.warning("presence.failed", error=repr(error))
                self._complete = False
        self._writing = None

    def _give_up(self) -> None:
        """The others count this node as dead, and what is done here cannot be saved. Said once an outage."""
        if not self.leased and not self._gave_up:
            self._gave_up = True
            away = Unavailable("storage.unavailable", "This server cannot save anything just now. Connecting again.")
            for client in self._hub.everybody():
                client.bye(away, again=True)

    async def _say_all_anew(self) -> None:
        """Whatever was noted of this node's people before."""
        people = self._hub.people()
        try:
            await _in(self._thread, seats.only, self._node, people)
            await self._greet_back(dict.fromkeys(people, True))
        except Exception as error:
            log.warning("presence.failed", error=repr(error))
            self._complete = False

    def _soon(self, act: Coroutine[Any, Any, None]) -> None:
        """Do something that nobody waits for: it may take long where chats are locked."""
        task = asyncio.get_running_loop().create_task(act)
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def _greet_back(self, moves: Mapping[Person, bool]) -> None:
        customers = sorted(person for (role, person), here in moves.items() if here and role == "customer")
        if customers:
            try:
                await in_thread(jobs.customers_back, customers)
            except Exception as error:
                log.warning("presence.failed", error=repr(error))
                self._complete = False


def _in(thread: ThreadPoolExecutor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[R]:
    return asyncio.get_running_loop().run_in_executor(thread, lambda: function(*args, **kwargs))
