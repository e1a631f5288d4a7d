"""What happens by the clock: pings, leases, cursors, and the rooms' jobs."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from django.db import OperationalError, connection

from deskside.kit import turns
from deskside.kit.crossing import in_thread
from deskside.kit.errors import NotAllowed, Unavailable
from deskside.kit.log import log
from deskside.kit.seats import RENEW_EVERY
from deskside.live.boards import PACE_EVERY
from deskside.live.catching_up import WHILE_DEAF, catch_up
from deskside.live.connection import Due
from deskside.live.cutting import look_at_rights
from deskside.live.desks import TICK
from deskside.live.node import boards, desks, hub, presence, sights

Task = Callable[[], Awaitable[None]]
Job = Callable[[], None]


class Clockwork:
    """Runs tasks every so many seconds, each on its own, until stopped."""

    def __init__(self) -> None:
        self._running: list[asyncio.Task[None]] = []

    def start(self, jobs: Mapping[Job, float], here: Mapping[Job, float]) -> None:
        """Begin.

        Args:
            jobs: the rooms' jobs and every how many seconds each is due, on whichever node is first; they run in
                worker threads.
            here: those due on every node.
        """
        self._every("pings", 1.0, _ping)
        self._every("sights", 2.0, sights.flush)
        self._every("lease", RENEW_EVERY, presence.renew)
        self._every("rights", 1.0, look_at_rights)
        self._every("desks", TICK, desks.look)
        self._every("paces", PACE_EVERY, boards.look_at_paces)
        if connection.vendor != "sqlite":  # There, nobody else can have done anything.
            self._every("catching up", WHILE_DEAF, catch_up)
        for job, seconds in jobs.items():
            self._every(_name(job), seconds, partial(in_thread, _in_turn, job, seconds))
        for job, seconds in here.items():
            self._every(_name(job), seconds, partial(in_thread, job))

    async def stop(self) -> None:
        """Stop, and store what was only noted."""
        for task in self._running:
            task.cancel()
        try:
            await sights.flush()
        except Exception as error:
            log.warning("sights.failed", error=repr(error))

    def _every(self, name: str, seconds: float, act: Task) -> None:
        self._running.append(asyncio.get_running_loop().create_task(_repeat(name, seconds, act)))


def _name(job: Job) -> str:
    return f"{job.__module__}.{job.__qualname__}"


def _in_turn(job: Job, seconds: float) -> None:
    if turns.mine(_name(job), seconds):
        job()


async def _repeat(name: str, seconds: float, act: Task) -> None:
    fails = False
    while True:
        await asyncio.sleep(seconds)
        try:
            await act()
            fails = False
        except (OperationalError, Unavailable) as error:
            if not fails:  # An outage is told once by each task.
                log.warning("clockwork.failed", task=name, error=str(error).strip())
            fails = True
        except Exception:
            log.exception("clockwork.failed", task=name)


async def _ping() -> None:
    """Ping the clients whose turn it is, and let go of those who have been silent for too long."""
    now = time.monotonic()
    for client in hub.everybody():
        due = client.connection.tick(now)
        if due is Due.PING:
            client.ping(client.connection.pings)
        elif due is Due.CLOSE:
            client.bye(NotAllowed("Nothing was heard from you for a while.", "connection.silent"), again=True)
