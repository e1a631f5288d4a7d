"""Starting and stopping the live shell of this node."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from deskside.kit.errors import Unavailable
from deskside.live.bus import Note, Shown, Signalled, SignedOut, Told
from deskside.live.catching_up import look_now
from deskside.live.clockwork import Clockwork, Job
from deskside.live.cutting import cut_here
from deskside.live.node import boards, bus, hub, posting, presence

_clockwork = Clockwork()

SETTLED_WITHIN = 3.0
"""Seconds; if the database is away no longer wait would help."""


async def start(jobs: Mapping[Job, float], here: Mapping[Job, float]) -> None:
    """Begin to serve; see `Clockwork.start` for the jobs."""
    hub.start()
    bus.start(_hear, look_now)
    await presence.renew()
    await boards.start()
    _clockwork.start(jobs, here)


async def drain() -> None:
    """Have everybody move to another node. What they have said goes to disk; whoever has no answer asks again there."""
    for client in hub.everybody():
        client.bye(Unavailable("server.moving", "This server is about to stop. Connecting to another."), again=True)
    await _settle()


async def stop() -> None:
    """Stop, everybody being gone. What the database cannot hear just now it finds out when the lease runs out."""
    await _settle()
    for last in (_clockwork.stop, presence.stop, bus.stop):
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLED_WITHIN):
                await last()


async def _settle() -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(SETTLED_WITHIN):
            await posting.settle()


def _hear(note: Note) -> None:
    match note:
        case Told(lines):
            hub.hear(lines)
        case Signalled(chat, frame):
            hub.signal(chat, frame)
        case Shown(role, person, frame):
            hub.show(role, person, frame)
        case SignedOut(session):
            cut_here(session)
