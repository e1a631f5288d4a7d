"""Who listens to whom: the one visible list."""

from collections.abc import Callable

from deskside.chats import timeline
from deskside.kit.checkpoint import checkpoint
from deskside.kit.receipts import forget_old
from deskside.live import following
from deskside.live.node import hub
from deskside.queues.jobs import replace_the_lost, return_old_holds

JOBS: dict[Callable[[], None], float] = {
    checkpoint: 1.0,
    replace_the_lost: 1.0,
    return_old_holds: 5.0,
    forget_old: 3600.0,
}
"""What time does, and every how many seconds it is looked after."""


def wire() -> None:
    """Connect the timeline's outlets and the hub's reactions; once a process."""
    timeline.committed.append(hub.committed)
    following.wire()
