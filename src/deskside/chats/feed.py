"""What a screen sees of a chat: a view at one number of its timeline, which later events change in the browser."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, cast

from django.db import connection
from msgspec import Struct

from deskside.chats.access import may_watch
from deskside.chats.audience import for_customer
from deskside.chats.events import Event, OfferMade, Person
from deskside.chats.life import offers_of
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import not_yours, read
from deskside.kit.actor import Actor
from deskside.kit.clock import milliseconds
from deskside.kit.errors import Refusal
from deskside.kit.gate import reading
from deskside.kit.rows import execute
from deskside.kit.storage import persistent
from deskside.people.models import Representative

State = Literal["waiting", "active", "held", "ended"]
CustomerPresence = Literal["here", "away", "left"]


class CustomerCard(Struct, frozen=True):
    """Who the customer is, as they said on the portal."""

    name: str
    email: str
    browser: str


class ChatView(Struct, frozen=True):
    """A chat as one reader may see it, after event ``seq`` of that reader's counter.

    Args:
        id: the chat.
        number: its short number, which people can say aloud.
        team: the team whose queue it belongs to.
        issue: what the customer picked.
        customer: the customer's own words about themselves.
        state: where in its life the chat is.
        owner: the representative responsible for it, also while they hold it.
        representatives: who is in the chat, longest first.
        customer_presence: for representatives; a customer always reads *here*.
        waiting_since: when the customer first stood in line; milliseconds since 1970.
        answered_at: when a representative first joined.
        ended_at: when it ended.
        ending_at: for representatives: when it will end unless that is undone.
        offers: for representatives: to whom it is offered at present, oldest first.
        seq: the number of the last event this view contains.
        customer_seen: the last event the customer has seen, in the customer's counter.
        representatives_seen: the last event any representative has seen, in the customer's counter.
    """

    id: int
    number: str
    team: str
    issue: str
    customer: CustomerCard
    state: State
    owner: Person | None
    representatives: list[Person]
    customer_presence: CustomerPresence
    waiting_since: int
    answered_at: int | None
    ended_at: int | None
    ending_at: int | None
    offers: list[OfferMade]
    seq: int
    customer_seen: int
    representatives_seen: int


class Opening(Struct, frozen=True):
    """What one reader is given of a chat, all at one moment.

    Args:
        view: the chat after its last event.
        events: all of them, or those after the reader's cursor.
        whole: whether ``events`` is the whole timeline; then the reader starts over.
    """

    view: ChatView
    events: list[Event]
    whole: bool


class Wish(Struct, frozen=True):
    """That a viewer wants to watch a chat, having its events up to number ``after`` of their own counter."""

    viewer: Actor
    chat: int
    after: int


HORIZON = 500
"""A reader further behind than this gets the whole chat anew instead of what is missing."""


@persistent
def open_chats(wishes: Sequence[Wish]) -> list[Opening | Refusal]:
    """Open chats for those who may watch them, in a few statements however many there are."""
    ids = {wish.chat for wish in wishes}
    with reading():
        chats = {chat.pk: chat for chat in Chat.objects.filter(pk__in=ids).select_related("team", "issue", "owner")}
        taking_part = _taking_part(chats)
        timelines = read(_needed(wishes, chats))
    return [
        _opening(wish, chats[wish.chat], taking_part[wish.chat], timelines[wish.chat])
        if wish.chat in chats and may_watch(wish.viewer, chats[wish.chat], taking_part[wish.chat])
        else not_yours()
        for wish in wishes
    ]


def opened(wish: Wish, chat: Chat) -> Opening:
    """A chat for somebody whose right to see it has been looked at."""
    return _opening(wish, chat, _taking_part([chat.pk])[chat.pk], read(_needed([wish], {chat.pk: chat}))[chat.pk])


def heads(chats: Collection[int]) -> dict[int, tuple[int, int]]:
    """How far the timelines of these chats have come, by both counters."""
    with connection.cursor() as cursor:
        rows = execute(
            cursor,
            "SELECT id, seq, public_seq FROM chats_chat WHERE id IN (SELECT CAST(item.value AS bigint) FROM {rows})",
            chats,
        ).fetchall()
    return {chat: (seq, public) for chat, seq, public in rows}


def _needed(wishes: Sequence[Wish], chats: dict[int, Chat]) -> dict[int, int]:
    """From which event on each timeline must be read to fulfil all wishes for it.

    A customer's number of an event is never above the representatives' of the same event, so reading after it
    misses nothing.
    """
    needed: dict[int, int] = {}
    for wish in wishes:
        if wish.chat in chats:
            after = 0 if _starts_over(wish, chats[wish.chat]) else wish.after
            needed[wish.chat] = min(after, needed.get(wish.chat, after))
    return needed


def _starts_over(wish: Wish, chat: Chat) -> bool:
    missing = _head(chat, wish.viewer) - wish.after
    return wish.after == 0 or not 0 <= missing <= HORIZON


def _opening(wish: Wish, chat: Chat, taking_part: list[Participant], timeline: list[Event]) -> Opening:
    whole = _starts_over(wish, chat)
    after = 0 if whole else wish.after
    events = _public(timeline) if wish.viewer.role == "customer" else timeline
    missing = [event for event in events if event.seq > after]
    return Opening(_view(chat, wish.viewer, taking_part), missing, whole)


def _head(chat: Chat, viewer: Actor) -> int:
    return chat.public_seq if viewer.role == "customer" else chat.seq


def _public(events: list[Event]) -> list[Event]:
    return [shown for event in events if (shown := for_customer(event)) is not None]


def _taking_part(chats: Iterable[int]) -> dict[int, list[Participant]]:
    rows: dict[int, list[Participant]] = {chat: [] for chat in chats}
    for row in Participant.objects.filter(chat__in=rows).select_related("representative").order_by("joined_at", "pk"):
        rows[row.chat_id].append(row)
    return rows


def _view(chat: Chat, viewer: Actor, taking_part: list[Participant]) -> ChatView:
    customer = viewer.role == "customer"
    return ChatView(
        id=chat.pk,
        number=chat.number,
        team=chat.team.name,
        issue=chat.issue.name,
        customer=CustomerCard(chat.customer_name, chat.customer_email, chat.browser),
        state=cast("State", chat.state),
        owner=_person(chat.owner) if chat.owner else None,
        representatives=[_person(row.representative) for row in taking_part if row.left_at is None],
        customer_presence="here" if customer else cast("CustomerPresence", chat.customer_presence),
        waiting_since=milliseconds(chat.waiting_since),
        answered_at=milliseconds(chat.answered_at) if chat.answered_at else None,
        ended_at=milliseconds(chat.ended_at) if chat.ended_at else None,
        ending_at=milliseconds(chat.ending_at) if chat.ending_at and not customer else None,
        offers=[] if customer else offers_of(chat),
        seq=_head(chat, viewer),
        customer_seen=chat.customer_seen,
        representatives_seen=max((row.seen for row in taking_part), default=0),
    )


def _person(representative: Representative) -> Person:
    return Person(representative.pk, representative.name)
