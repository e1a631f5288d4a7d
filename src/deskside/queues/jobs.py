"""What time does to chats: lost representatives, holds that grow too old, offers nobody answers, ends that can no
longer be undone, customers who do not come back.

Called by the clockwork. What is due is found by one query over what the database says, never remembered in a process;
then each chat is changed in a transaction of its own (of customers who come and go in crowds, some at a time), in which
the reason is looked at again. Finding that somebody was faster is no error.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from deskside.chats import life, timeline
from deskside.chats.access import mine
from deskside.chats.events import ChatReturned, CustomerLeft
from deskside.chats.models import Chat, Participant
from deskside.kit import seats
from deskside.kit.actor import SYSTEM, Actor, Role
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict
from deskside.kit.gate import write
from deskside.kit.storage import persistent
from deskside.people.access import actor_of
from deskside.people.models import Representative, Team
from deskside.queues import actions, ending, offers, overflow
from deskside.queues.entries import OFFERS, Reason, lying
from deskside.queues.locking import lock
from deskside.queues.models import QueueEntry

AT_ONCE = 200
"""Chats that one transaction changes."""


class Absence(NamedTuple):
    """That somebody has not been connected since a moment; without one, whether they are is not asked."""

    role: Role
    person: int
    since: datetime | None

    def lasts(self) -> bool:
        """Whether it is still so."""
        return self.since is None or not seats.seen_since(self.role, self.since).filter(person=self.person).exists()


def replace_the_lost() -> None:
    """Representatives who have not been connected for longer than the grace: their chats find somebody else."""
    since = _ago(settings.REPRESENTATIVE_GRACE)
    if not seats.watched_since(since):
        return
    in_chats = Participant.objects.filter(left_at=None, joined_at__lt=since).values("representative")
    holding = _holds().filter(lies_since__lt=since).values("representative")
    busy = Representative.objects.filter(Q(pk__in=in_chats) | Q(pk__in=holding))
    unseen = busy.exclude(pk__in=seats.seen_since("representative", since))
    for representative in unseen.values_list("pk", flat=True):
        representative_lost(representative, since)


def representative_lost(representative: int, since: datetime | None = None) -> None:
    """Where another representative is in a chat, that one has it now; otherwise it goes back to the head of its
    team's line.

    Args:
        representative: who is lost.
        since: nothing is done if they have been connected since then after all.
    """
    lost = actor_of(Representative.objects.get(pk=representative))
    for chat in mine(representative).values_list("pk", flat=True):
        _unless_moved(chat, partial(_replace, lost), Absence("representative", lost.id, since))


def _replace(lost: Actor, chat: Chat) -> None:
    taking_part = chat.participants.filter(left_at=None)
    if taking_part.exclude(representative=lost.id).exists():
        if taking_part.filter(representative=lost.id).exists():
            actions.step_out(lost, chat.pk, lost=True)
    elif chat.owner_id == lost.id and chat.ending_at is None:  # Else it ends in a moment, as its owner wished.
        actions.give_back(chat, lost, ChatReturned(life.person(lost), "lost"))


def return_old_holds() -> None:
    """Give chats back whose hold has grown too old."""
    for entry in _holds().filter(until__lt=clock.now()).select_related("representative"):
        if entry.representative is not None:
            _unless_moved(entry.chat_id, partial(_return_hold, entry.pk, actor_of(entry.representative)))


def _return_hold(entry: int, holder: Actor, chat: Chat) -> None:
    if _holds().filter(pk=entry).exists():
        actions.give_back(chat, holder, ChatReturned(life.person(holder), "hold_too_long"))


def close_offers() -> None:
    """Offers to a person that nobody answered in time, or whose receiver's connection was lost."""
    waiting = lying(reason__in=OFFERS, representative__isnull=False)
    for entry in waiting.filter(until__lt=clock.now()):
        _unless_moved(entry.chat_id, partial(_close_offer, entry, "lapsed"))
    since = _ago(settings.REPRESENTATIVE_GRACE)
    if seats.watched_since(since):
        for entry in waiting.exclude(representative__in=seats.seen_since("representative", since)):
            absence = Absence("representative", entry.representative_id or 0, since)
            _unless_moved(entry.chat_id, partial(_close_offer, entry, "receiver_gone"), absence)


def _close_offer(entry: QueueEntry, how: offers.Closing, chat: Chat) -> None:
    offers.close(entry, SYSTEM, how)


def end_the_due() -> None:
    """Chats whose end can no longer be undone."""
    for chat in Chat.objects.filter(ending_at__lte=clock.now()).values_list("pk", flat=True):
        _unless_moved(chat, ending.fall_due)


def let_overflow() -> None:
    """Chats that have waited too long in a queue whose team lets them go on to another."""
    for team in Team.objects.exclude(overflow_to=None):
        for chat in overflow.overdue(team):
            _unless_moved(chat, overflow.overflow)


def call_away() -> None:
    """Customers whose connection has been gone for a while are away; they keep their place."""
    since, chats = _unseen(settings.CUSTOMER_AWAY_AFTER, {Chat.Presence.HERE})
    for some in _batches(chats):
        customers_away(some, since)


def call_left() -> None:
    """Customers who have been away for longer than the grace count as having left."""
    since, chats = _unseen(settings.CUSTOMER_LEFT_AFTER, {Chat.Presence.HERE, Chat.Presence.AWAY})
    for chat in chats:
        customer_gone(chat, since)


def call_back() -> None:
    """Customers who were called away at the very moment they came back."""
    away = _open().filter(customer_presence=Chat.Presence.AWAY, pk__in=seats.present("customer"))
    customers_back(list(away.values_list("pk", flat=True)))


@persistent
def customers_away(chats: Sequence[int], since: datetime | None = None) -> None:
    """Call customers away, but for those who have been seen since then."""
    with write():
        timeline.lock(chats)
        seen = set(seats.seen_since("customer", since).filter(person__in=chats)) if since else set()
        life.mark_away([chat for chat in chats if chat not in seen])


def customer_gone(chat: int, since: datetime | None = None) -> None:
    """Count a customer as having left, unless they have been seen since then."""
    _unless_moved(chat, _leaves, Absence("customer", chat, since))


def customers_back(chats: Sequence[int]) -> None:
    """Customers have just taken their seats; those who were called away meanwhile are back. Whoever is just calling one
    of them away is waited for.
    """
    for some in _batches(chats):
        _back(some)


@persistent
def _back(chats: Sequence[int]) -> None:
    with write():
        timeline.lock(chats)
        life.mark_back(chats)


def _batches(chats: Sequence[int]) -> list[Sequence[int]]:
    """Some at a time, so that posts in these chats need not wait long."""
    return [chats[first : first + AT_ONCE] for first in range(0, len(chats), AT_ONCE)]


def _unseen(seconds: float, presence: set[str]) -> tuple[datetime, list[int]]:
    """The open chats whose customers have not been connected for so long, and since when."""
    since = _ago(seconds)
    if not seats.watched_since(since):
        return since, []
    chats = _open().filter(customer_presence__in=presence, waiting_since__lt=since)
    unseen = chats.exclude(pk__in=seats.seen_since("customer", since))
    return since, list(unseen.values_list("pk", flat=True))


def _leaves(chat: Chat) -> None:
    actions.customer_leaves(chat, CustomerLeft("away"))


def _holds() -> QuerySet[QueueEntry]:
    return lying(reason=Reason.HOLD)


def _open() -> QuerySet[Chat]:
    return Chat.objects.filter(ended_at=None)


def _ago(seconds: float) -> datetime:
    return clock.now() - timedelta(seconds=seconds)


@persistent
def _unless_moved(chat: int, change: Callable[[Chat], None], absence: Absence | None = None) -> None:
    try:
        with write():
            lock(chat)
            if absence is None or absence.lasts():
                change(Chat.objects.select_related("owner", "issue", "team__overflow_to").get(pk=chat))
    except Conflict:
        return
