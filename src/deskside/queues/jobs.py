"""What time does to chats: lost representatives, holds that grow too old, customers who do not come back.

Called by presence and by the clockwork; each chat is a transaction of its own, and finding that somebody was
faster is no error.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db.models import Q

from deskside.chats import life
from deskside.chats.access import mine
from deskside.chats.events import ChatReturned, CustomerLeft
from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict
from deskside.kit.gate import write
from deskside.people.access import actor_of
from deskside.people.models import Representative
from deskside.queues import actions
from deskside.queues.models import QueueEntry

LONGEST_HOLD = timedelta(minutes=15)


def representative_lost(representative: int) -> None:
    """A representative's connection has been gone for longer than the grace: their chats find somebody else.

    Where another representative is in the chat, that one has it now; otherwise it goes back to the head of
    its team's line.
    """
    lost = actor_of(Representative.objects.get(pk=representative))
    for chat in mine(representative):
        _unless_moved(chat.pk, lambda chat: _replace(chat, lost))


def replace_the_lost() -> None:
    """Replace everybody whose lease ran out longer ago than the grace, or who never had a console connected."""
    since = clock.now() - timedelta(seconds=settings.REPRESENTATIVE_GRACE)
    gone = Q(online_until__lt=since) | Q(online_until=None)
    in_chats = Participant.objects.filter(left_at=None, joined_at__lt=since).values("representative")
    holding = QueueEntry.objects.filter(
        state=QueueEntry.State.WAITING, reason=QueueEntry.Reason.HOLD, lies_since__lt=since
    ).values("representative")
    lost = Representative.objects.filter(gone, Q(pk__in=in_chats) | Q(pk__in=holding))
    for representative in lost.values_list("pk", flat=True):
        representative_lost(representative)


def _replace(chat: Chat, lost: Actor) -> None:
    taking_part = chat.participants.filter(left_at=None)
    if taking_part.exclude(representative=lost.id).exists():
        actions.leave(lost, chat.pk)
    elif chat.owner_id == lost.id:
        actions.give_back(chat, lost, ChatReturned(life.person(lost), "lost"))


def return_old_holds() -> None:
    """Give chats back whose hold has grown too old."""
    too_old = QueueEntry.objects.filter(
        state=QueueEntry.State.WAITING,
        reason=QueueEntry.Reason.HOLD,
        lies_since__lt=clock.now() - LONGEST_HOLD,
    )
    for entry in too_old.select_related("representative"):
        if entry.representative is not None:
            _unless_moved(entry.chat_id, partial(_return_hold, actor_of(entry.representative)))


def _return_hold(holder: Actor, chat: Chat) -> None:
    actions.give_back(chat, holder, ChatReturned(life.person(holder), "hold_too_long"))


def customer_away(chat: int) -> None:
    """The customer's connection is gone for long enough to be called away."""
    _unless_moved(chat, life.mark_away)


def customer_back(chat: int) -> None:
    """The customer is connected again."""
    _unless_moved(chat, life.mark_back)


def customer_gone(chat: int) -> None:
    """The customer has been away for longer than the grace and counts as having left."""
    _unless_moved(chat, lambda chat: actions.customer_leaves(chat, CustomerLeft("away")))


def _unless_moved(chat: int, change: Callable[[Chat], None]) -> None:
    try:
        with write():
            change(Chat.objects.select_related("owner", "issue", "team").get(pk=chat))
    except Conflict:
        return
