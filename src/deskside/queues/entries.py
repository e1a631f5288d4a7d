"""Queue entries: making one, finding where a chat lies, taking it, withdrawing it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from deskside.chats.models import Chat
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict
from deskside.queues.models import QueueEntry

Reason = QueueEntry.Reason

OFFERS = (Reason.TRANSFER, Reason.INVITATION)
"""Reasons of entries that offer a chat somebody has."""

WAITS = (Reason.NEW, Reason.RETURNED)
"""Reasons of entries in which a customer waits for somebody."""


def lying(**where: Any) -> QuerySet[QueueEntry]:
    """The entries that wait to be taken."""
    return QueueEntry.objects.filter(state=QueueEntry.State.WAITING, closed_at=None, **where)


def enter(chat: Chat, reason: str, rank: int, holder: Actor | None = None, until: datetime | None = None) -> None:
    """The chat lies in its team's queue, or in the holder's own until a moment."""
    QueueEntry.objects.create(
        chat=chat,
        team_id=chat.team_id,
        representative_id=holder.id if holder else None,
        reason=reason,
        rank=rank,
        waiting_since=chat.waiting_since,
        lies_since=clock.now(),
        until=until,
    )


def entry_of(chat: int) -> QueueEntry | None:
    """Where a chat lies that nobody is in."""
    return lying(chat=chat).exclude(reason__in=OFFERS).first()


def withdraw(chat: int) -> None:
    """Take a chat out of whatever queue it lies in, if any; offers of it are closed by `offers.close_all`."""
    lying(chat=chat).exclude(reason__in=OFFERS).update(state=QueueEntry.State.WITHDRAWN, closed_at=clock.now())


def claim_entry(entry: QueueEntry, actor: Actor) -> None:
    """Make a waiting entry taken by this representative.

    Raises:
        Conflict: ``queue.taken`` and by whom; ``offer.closed`` or ``queue.withdrawn`` where nobody took it.
    """
    if not lying(pk=entry.pk).update(state=QueueEntry.State.TAKEN, taken_by=actor.id, closed_at=clock.now()):
        raise gone(entry.pk)


def gone(entry: int) -> Conflict:
    """Why an entry can no longer be taken. Read anew: who was faster is known only since this moment."""
    now = QueueEntry.objects.select_related("taken_by").get(pk=entry)
    if now.taken_by is not None:
        return Conflict("queue.taken", f"Taken by {now.taken_by.name}.", taken_by=now.taken_by.name)
    if now.reason in OFFERS:
        return Conflict("offer.closed", "This offer no longer stands.")
    return Conflict("queue.withdrawn", "This customer is no longer waiting.")
