"""Who listens to whom: the one visible list."""

from collections.abc import Callable

from deskside.chats import timeline
from deskside.kit import receipts, seats
from deskside.kit.checkpoint import checkpoint
from deskside.live import following
from deskside.live.node import committed
from deskside.push.jobs import forget_old as forget_pushed
from deskside.push.jobs import note_outcomes, push_alerts
from deskside.queues.jobs import (
    call_away,
    call_back,
    call_left,
    close_offers,
    end_the_due,
    let_overflow,
    replace_the_lost,
    return_old_holds,
)
from deskside.queues.routing import route

JOBS: dict[Callable[[], None], float] = {
    call_away: 1.0,
    call_back: 1.0,
    call_left: 1.0,
    replace_the_lost: 1.0,
    route: 0.25,
    close_offers: 1.0,
    end_the_due: 0.5,
    let_overflow: 2.0,
    return_old_holds: 5.0,
    push_alerts: 1.0,
    forget_pushed: 3600.0,
    receipts.forget_old: 3600.0,
    seats.forget_old: 3600.0,
}
"""What time does, and every how many seconds one node looks after it."""

EVERYWHERE: dict[Callable[[], None], float] = {checkpoint: 1.0, note_outcomes: 1.0}
"""The same, on every node."""


def wire() -> None:
    """Connect the timeline's outlets and the hub's reactions; once a process."""
    timeline.committed.append(committed)
    following.wire()
