"""The life of a chat: each move claims the chat's row, changes who takes part, and says so in the timeline.

Called by `queues`, which moves the queue entries in the same transaction; nothing else changes a chat.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from django.db import connection
from django.db.models import QuerySet

from deskside.chats import state
from deskside.chats.events import (
    ChatEnded,
    ChatEnding,
    ChatHeld,
    ChatMoved,
    ChatResumed,
    ChatReturned,
    ChatStarted,
    CustomerAway,
    CustomerBack,
    CustomerLeft,
    EndingUndone,
    Joining,
    OfferClosed,
    OfferMade,
    OwnerChanged,
    Person,
    RepresentativeJoined,
    RepresentativeLeft,
)
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import Draft, append, ended, lock, record
from deskside.kit.actor import SYSTEM, Actor
from deskside.kit.claim import claim, claim_each
from deskside.kit.clock import clock, milliseconds
from deskside.kit.errors import Conflict, Refusal
from deskside.people.access import actor_of
from deskside.people.models import Team


def begin(chat: Chat) -> None:
    """The customer stands in line."""
    started = ChatStarted(issue=chat.issue.name, team=chat.team.name, description=chat.description)
    append(chat.pk, customer_of(chat), started)


def join(taken: Sequence[tuple[int, Actor]]) -> None:
    """Representatives take waiting chats; each becomes the owner of theirs. The queue entries are already claimed.

    Args:
        taken: pairs of chat and representative, no chat twice; many at once cost few statements.
    """
    now = clock.now()
    lock([chat for chat, _ in taken])
    claim_each(
        "UPDATE chats_chat SET state = 'active', answered_at = COALESCE(answered_at, %s),"
        " owner_id = CAST(item.value ->> 1 AS bigint)"
        " FROM {rows} WHERE chats_chat.id = CAST(item.value ->> 0 AS bigint) AND state = 'waiting'",
        [(chat, actor.id) for chat, actor in taken],
        moved(),
        connection.ops.adapt_datetimefield_value(now),
    )
    Participant.objects.bulk_create(
        Participant(chat_id=chat, representative_id=actor.id, joined_at=now) for chat, actor in taken
    )
    record([Draft(chat, actor, RepresentativeJoined(person(actor), person(actor)), at=now) for chat, actor in taken])


def come_in(chat: int, actor: Actor, owner: Actor, how: Joining) -> None:
    """A representative comes into a chat others have, or which is on hold; ``owner`` has it from now on."""
    claim(_in(chat, state.COME_IN), moved(), state=state.COME_IN.after, owner=owner.id)
    Participant.objects.create(chat_id=chat, representative_id=actor.id, joined_at=clock.now())
    append(chat, actor, RepresentativeJoined(person(actor), person(owner), how))


def pass_on(chat: int, actor: Actor, owner: Actor) -> None:
    """Somebody who is in the chat already has it from now on."""
    claim(_in(chat, state.HOLD), moved(), owner=owner.id)
    append(chat, actor, OwnerChanged(person(owner)))


def change_team(chat: int, actor: Actor, team: Team, why: ChatMoved) -> None:
    """The chat belongs to another team now."""
    claim(_in(chat, state.END), moved(), team=team.pk)
    append(chat, actor, why)


def offer(chat: Chat, actor: Actor, made: OfferMade) -> None:
    """The chat is offered to somebody."""
    _set_offers(chat, [*offers_of(chat), made])
    append(chat.pk, actor, made)


def close_offer(chat: Chat, actor: Actor, closed: OfferClosed) -> None:
    """An offer is over."""
    _set_offers(chat, [made for made in offers_of(chat) if made.offer != closed.offer])
    append(chat.pk, actor, closed)


def offers_of(chat: Chat) -> list[OfferMade]:
    """To whom a chat is offered at present, oldest first."""
    return msgspec.json.decode(chat.offers, type=list[OfferMade])


def _set_offers(chat: Chat, offers: list[OfferMade]) -> None:
    chat.offers = msgspec.json.encode(offers).decode()
    Chat.objects.filter(pk=chat.pk).update(offers=chat.offers)


def hold(chat: int, actor: Actor, until: datetime) -> None:
    """The last representative steps away and stays the owner."""
    claim(_in(chat, state.HOLD).filter(owner=actor.id), moved(), state=state.HOLD.after)
    _leave(chat)
    append(chat, actor, ChatHeld(person(actor), milliseconds(until)))


def resume(chat: int, actor: Actor) -> None:
    """The representative who held the chat is back."""
    claim(_in(chat, state.RESUME).filter(owner=actor.id), moved(), state=state.RESUME.after)
    Participant.objects.create(chat_id=chat, representative_id=actor.id, joined_at=clock.now())
    append(chat, actor, ChatResumed(person(actor)))


def step_out(chat: int, actor: Actor, owner: Actor, *, lost: bool = False) -> None:
    """A representative leaves, or is lost, while another stays; ``owner`` has the chat from now on."""
    claim(_in(chat, state.HOLD), moved(), owner=owner.id)
    _leave(chat, actor)
    append(chat, actor, RepresentativeLeft(person(actor), person(owner), lost))


def give_back(chat: int, lost: Actor, why: ChatReturned) -> None:
    """The chat goes back to its team's queue, its representative being lost or away too long."""
    claim(_in(chat, state.RETURN).filter(owner=lost.id), moved(), state=state.RETURN.after, owner=None)
    _leave(chat)
    append(chat, SYSTEM, why)


def begin_ending(chat: int, actor: Actor, until: datetime) -> None:
    """The owner ends the chat; until then it can be undone."""
    claim(_in(chat, state.END).filter(ending_at=None), moved(), ending_at=until)
    append(chat, actor, ChatEnding(person(actor), milliseconds(until)))


def undo_ending(chat: int, actor: Actor, why: EndingUndone) -> None:
    """The chat goes on after all."""
    claim(_in(chat, state.END).filter(ending_at__isnull=False), moved(), ending_at=None)
    append(chat, actor, why)


def end(chat: int, actor: Actor, *before: CustomerLeft) -> None:
    """The session is over, for the customer too; ``before`` is said in the same breath where it was they who left."""
    by: ChatEnded = ChatEnded("representative" if actor.role == "representative" else "customer")
    now = clock.now()
    gone = {"customer_presence": Chat.Presence.LEFT} if before else {}
    claim(_in(chat, state.END), ended(), state=state.END.after, ended_at=now, ending_at=None, **gone)
    _leave(chat)
    append(chat, actor, *before, by, at=now)


def mark_away(chats: Collection[int]) -> None:
    """These customers' connections have been gone for a while; they keep their place."""
    _set_presence_of(chats, {Chat.Presence.HERE}, Chat.Presence.AWAY, CustomerAway())


def mark_back(chats: Collection[int]) -> None:
    """These customers are connected again; some may never have been missed."""
    _set_presence_of(chats, {Chat.Presence.AWAY, Chat.Presence.LEFT}, Chat.Presence.HERE, CustomerBack())


def mark_left(chat: Chat, left: CustomerLeft) -> None:
    """The customer has left a chat in which a representative may still have to write things down."""
    expected = _in(chat.pk, state.END).filter(customer_presence__in={Chat.Presence.HERE, Chat.Presence.AWAY})
    claim(expected, moved(), customer_presence=Chat.Presence.LEFT)
    append(chat.pk, customer_of(chat), left)


def _set_presence_of(chats: Collection[int], before: set[str], after: str, body: CustomerAway | CustomerBack) -> None:
    """They come and go in crowds, whenever a server does; many cost few statements. The chats are locked."""
    expected = Chat.objects.filter(pk__in=chats, state__in=state.END.before, customer_presence__in=before)
    changing = list(expected.order_by("pk"))
    expected.update(customer_presence=after)
    record([Draft(chat.pk, customer_of(chat), body) for chat in changing])


def _in(chat: int, move: state.Move) -> QuerySet[Chat]:
    return Chat.objects.filter(pk=chat, state__in=move.before)


def _leave(chat: int, actor: Actor | None = None) -> None:
    """End the participation of one representative, or of all."""
    leaving = Participant.objects.filter(chat=chat, left_at=None)
    if actor is not None:
        leaving = leaving.filter(representative=actor.id)
    leaving.update(left_at=clock.now())


def customer_of(chat: Chat) -> Actor:
    """The customer of a chat as the one who asks for something."""
    return Actor("customer", chat.pk, chat.customer_name)


def owner_of(chat: Chat) -> Actor:
    """The owner of a chat somebody has.

    Raises:
        Conflict: ``chat.moved``: nobody has it any more.
    """
    if chat.owner is None:
        raise moved()
    return actor_of(chat.owner)


def person(actor: Actor) -> Person:
    """A representative as events name them."""
    return Person(actor.id, actor.name)


def moved() -> Refusal:
    """The refusal for a chat that is not as it was when somebody decided what to do with it."""
    return Conflict("chat.moved", "This chat has just changed. Look at it again.")
