"""The life of a chat: each move claims the chat's row, changes who takes part, and says so in the timeline.

Called by `queues`, which moves the queue entries in the same transaction; nothing else changes a chat.
"""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import QuerySet

from deskside.chats import state
from deskside.chats.events import (
    ChatEnded,
    ChatHeld,
    ChatResumed,
    ChatReturned,
    ChatStarted,
    CustomerAway,
    CustomerBack,
    CustomerLeft,
    Person,
    RepresentativeJoined,
    RepresentativeLeft,
)
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import Draft, append, ended, lock, record
from deskside.kit.actor import SYSTEM, Actor
from deskside.kit.claim import claim, claim_each
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict, Refusal


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
        _moved(),
        connection.ops.adapt_datetimefield_value(now),
    )
    Participant.objects.bulk_create(
        Participant(chat_id=chat, representative_id=actor.id, joined_at=now) for chat, actor in taken
    )
    record([Draft(chat, actor, RepresentativeJoined(person(actor)), at=now) for chat, actor in taken])


def hold(chat: int, actor: Actor) -> None:
    """The last representative steps away and stays the owner."""
    claim(_in(chat, state.HOLD).filter(owner=actor.id), _moved(), state=state.HOLD.after)
    _leave(chat)
    append(chat, actor, ChatHeld(person(actor)))


def resume(chat: int, actor: Actor) -> None:
    """The representative who held the chat is back."""
    claim(_in(chat, state.RESUME).filter(owner=actor.id), _moved(), state=state.RESUME.after)
    Participant.objects.create(chat_id=chat, representative_id=actor.id, joined_at=clock.now())
    append(chat, actor, ChatResumed(person(actor)))


def step_out(chat: int, actor: Actor, owner: Actor) -> None:
    """A representative leaves while another stays; ``owner`` has the chat from now on."""
    claim(_in(chat, state.HOLD), _moved(), owner=owner.id)
    _leave(chat, actor)
    append(chat, actor, RepresentativeLeft(person(actor), person(owner)))


def give_back(chat: int, lost: Actor, why: ChatReturned) -> None:
    """The chat goes back to its team's queue, its representative being lost or away too long."""
    claim(_in(chat, state.RETURN).filter(owner=lost.id), _moved(), state=state.RETURN.after, owner=None)
    _leave(chat)
    append(chat, SYSTEM, why)


def end(chat: int, actor: Actor, *before: CustomerLeft) -> None:
    """The session is over, for the customer too; ``before`` is said in the same breath where it was they who left."""
    by: ChatEnded = ChatEnded("representative" if actor.role == "representative" else "customer")
    now = clock.now()
    gone = {"customer_presence": Chat.Presence.LEFT} if before else {}
    claim(_in(chat, state.END), ended(), state=state.END.after, ended_at=now, **gone)
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
    claim(expected, _moved(), customer_presence=Chat.Presence.LEFT)
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


def person(actor: Actor) -> Person:
    """A representative as events name them."""
    return Person(actor.id, actor.name)


def _moved() -> Refusal:
    return Conflict("chat.moved", "This chat has just changed. Look at it again.")
