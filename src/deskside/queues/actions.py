"""Putting chats into queues and taking them out again: the verbs around a chat's life.

Each runs in the caller's transaction and first keeps the chat still, so that what it then sees stays true.
"""

from deskside.chats import life
from deskside.chats.access import owned, participant
from deskside.chats.events import ChatReturned, CustomerLeft
from deskside.chats.models import Chat, Participant
from deskside.kit.actor import SYSTEM, Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict
from deskside.people.access import actor_of
from deskside.queues.line import RETURNED_RANK, rank_of
from deskside.queues.locking import lock
from deskside.queues.models import QueueEntry
from deskside.queues.picking import claim_entry


def enqueue(chat: Chat) -> None:
    """A new chat stands at its place in its team's line."""
    _enter(chat, QueueEntry.Reason.NEW, rank_of(chat.issue))
    life.begin(chat)


def hold(actor: Actor, chat_id: int) -> None:
    """The owner, alone in the chat, steps away; the chat lies in their own queue.

    Raises:
        Refusal: for anybody but the owner; ``chat.not_alone`` while another representative is there, since then
            leaving is enough.
    """
    lock(chat_id)
    chat = owned(actor, chat_id)
    if Participant.objects.filter(chat=chat, left_at=None).exclude(representative=actor.id).exists():
        raise Conflict("chat.not_alone", "Another representative is in this chat; you can simply leave it.")
    life.hold(chat.pk, actor)
    _enter(chat, QueueEntry.Reason.HOLD, 0, holder=actor)


def resume(actor: Actor, chat_id: int) -> None:
    """The holder is back.

    Raises:
        Refusal: where the chat is not held by this representative any more.
    """
    lock(chat_id)
    chat = owned(actor, chat_id)
    entry = _entry_of(chat.pk)
    if entry is None or entry.representative_id != actor.id:
        raise Conflict("chat.not_held", "This chat is not on hold any more.")
    claim_entry(entry, actor)
    life.resume(chat.pk, actor)


def leave(actor: Actor, chat_id: int) -> None:
    """A customer leaves the line or the chat; a representative leaves a chat in which another stays.

    Raises:
        Refusal: for an outsider; ``chat.last_representative`` for the last one, who must hold or end instead, so
            that leaving never cuts a customer off.
    """
    lock(chat_id)
    if actor.role == "customer":
        participant(actor, chat_id)
        customer_leaves(Chat.objects.get(pk=chat_id), CustomerLeft("button"))
        return
    participant(actor, chat_id)
    staying = (
        Participant.objects.filter(chat=chat_id, left_at=None)
        .exclude(representative=actor.id)
        .select_related("representative", "chat__owner")
        .order_by("joined_at", "pk")
        .first()
    )
    if staying is None:
        raise Conflict("chat.last_representative", "You are the last one here. Hold the session or end it.")
    owner = staying.chat.owner
    keeps = owner is not None and owner.pk != actor.id
    life.step_out(chat_id, actor, actor_of(owner if keeps and owner else staying.representative))


def end(actor: Actor, chat_id: int) -> None:
    """The owner ends the session, for the customer too."""
    lock(chat_id)
    owned(actor, chat_id)
    withdraw(chat_id)
    life.end(chat_id, actor)


def customer_leaves(chat: Chat, left: CustomerLeft) -> None:
    """The customer is gone. A chat nobody has answered ends; another stays until its representative closes it."""
    customer = life.customer_of(chat)
    if chat.state == Chat.State.WAITING:
        withdraw(chat.pk)
        life.end(chat.pk, customer, left)
    elif chat.state != Chat.State.ENDED:
        life.mark_left(chat, left)


def give_back(chat: Chat, lost: Actor, why: ChatReturned) -> None:
    """Put a chat at the head of its team's line, with its old waiting time; where nobody waits any more, end it."""
    withdraw(chat.pk)
    if chat.customer_presence == Chat.Presence.LEFT:
        life.end(chat.pk, SYSTEM)
        return
    _enter(chat, QueueEntry.Reason.RETURNED, RETURNED_RANK)
    life.give_back(chat.pk, lost, why)


def withdraw(chat: int) -> None:
    """Take a chat out of whatever queue it lies in, if any."""
    waiting = QueueEntry.objects.filter(chat=chat, state=QueueEntry.State.WAITING)
    waiting.update(state=QueueEntry.State.WITHDRAWN)


def _enter(chat: Chat, reason: str, rank: int, holder: Actor | None = None) -> None:
    QueueEntry.objects.create(
        chat=chat,
        team_id=chat.team_id,
        representative_id=holder.id if holder else None,
        reason=reason,
        rank=rank,
        waiting_since=chat.waiting_since,
        lies_since=clock.now(),
    )


def _entry_of(chat: int) -> QueueEntry | None:
    return QueueEntry.objects.filter(chat=chat, state=QueueEntry.State.WAITING).first()
