"""Putting chats into queues and taking them out again: the verbs around a chat's life.

Each runs in the caller's transaction and first keeps the chat still, so that what it then sees stays true.
"""

from datetime import timedelta

from deskside.chats import life
from deskside.chats.access import not_ending, owned, participant
from deskside.chats.events import ChatReturned, CustomerLeft, EndingUndone
from deskside.chats.models import Chat, Participant
from deskside.kit.actor import SYSTEM, Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict
from deskside.people.access import actor_of
from deskside.queues import offers
from deskside.queues.entries import Reason, claim_entry, enter, entry_of, withdraw
from deskside.queues.line import RETURNED_RANK, rank_of
from deskside.queues.locking import lock


def enqueue(chat: Chat) -> None:
    """A new chat stands at its place in its team's line."""
    enter(chat, Reason.NEW, rank_of(chat.issue))
    life.begin(chat)


def hold(actor: Actor, chat_id: int) -> None:
    """The owner, alone in the chat, steps away; the chat lies in their own queue. A transfer they offered still stands.

    Raises:
        Refusal: for anybody but the owner; ``chat.not_alone`` while another representative is there, since then
            leaving is enough; ``chat.ending``.
    """
    lock(chat_id)
    chat = owned(actor, chat_id)
    not_ending(chat)
    if Participant.objects.filter(chat=chat, left_at=None).exclude(representative=actor.id).exists():
        raise Conflict("chat.not_alone", "Another representative is in this chat; you can simply leave it.")
    offers.close_all(chat.pk, but_transfers=True)
    until = clock.now() + timedelta(seconds=chat.team.hold_returns_after)
    life.hold(chat.pk, actor, until)
    enter(chat, Reason.HOLD, 0, holder=actor, until=until)


def resume(actor: Actor, chat_id: int) -> None:
    """The holder is back.

    Raises:
        Refusal: where the chat is not held by this representative any more; ``chat.ending``.
    """
    lock(chat_id)
    chat = owned(actor, chat_id)
    not_ending(chat)
    entry = entry_of(chat.pk)
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
    participant(actor, chat_id)
    if actor.role == "customer":
        customer_leaves(Chat.objects.get(pk=chat_id), CustomerLeft("button"))
    else:
        step_out(actor, chat_id)


def step_out(actor: Actor, chat_id: int, *, lost: bool = False) -> None:
    """A representative leaves, or is lost; who is longest in the chat has it where they owned it. The chat is locked.

    Raises:
        Conflict: ``chat.last_representative``.
    """
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
    if staying.chat.ending_at is not None and not keeps:
        life.undo_ending(chat_id, SYSTEM, EndingUndone("moved_on"))  # It was not the new owner's wish.
    life.step_out(chat_id, actor, actor_of(owner if keeps and owner else staying.representative), lost=lost)


def customer_leaves(chat: Chat, left: CustomerLeft) -> None:
    """The customer is gone. A chat nobody has answered ends; another stays until its representative closes it."""
    customer = life.customer_of(chat)
    if chat.state == Chat.State.WAITING:
        withdraw(chat.pk)
        life.end(chat.pk, customer, left)
    elif chat.state != Chat.State.ENDED:
        offers.close_all(chat.pk)
        life.mark_left(chat, left)


def give_back(chat: Chat, lost: Actor, why: ChatReturned) -> None:
    """Put a chat at the head of its team's line, with its old waiting time; where nobody waits any more, end it."""
    withdraw(chat.pk)
    offers.close_all(chat.pk)
    if chat.customer_presence == Chat.Presence.LEFT:
        life.end(chat.pk, SYSTEM)
        return
    if chat.ending_at is not None:
        life.undo_ending(chat.pk, SYSTEM, EndingUndone("moved_on"))
    enter(chat, Reason.RETURNED, RETURNED_RANK)
    life.give_back(chat.pk, lost, why)
