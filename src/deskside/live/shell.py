"""Starting and stopping the live shell of this node."""

from collections.abc import Mapping

from deskside.kit.errors import Unavailable
from deskside.live.bus import Note, Shown, Signalled, SignedOut, Told
from deskside.live.catching_up import look_now
from deskside.live.clockwork import Clockwork, Job
from deskside.live.cutting import cut_here
from deskside.live.node import boards, bus, hub, posting, presence

_clockwork = Clockwork()


async def start(jobs: Mapping[Job, float], here: Mapping[Job, float]) -> None:
    """Begin to serve; see `Clockwork.start` for the jobs."""
    hub.start()
    bus.start(_hear, look_now)
    await presence.renew()
    await boards.start()
    _clockwork.start(jobs, here)


async def drain() -> None:
    """Have everybody move to another node, their posts being on disk or theirs to send again."""
    await posting.settle()
    for client in hub.everybody():
        client.bye(Unavailable("server.moving", "This server is about to stop. Connecting to another."), again=True)


async def stop() -> None:
    """Stop, everybody being gone."""
    await posting.settle()
    await _clockwork.stop()
    await presence.stop()
    await bus.stop()


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
