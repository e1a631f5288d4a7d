"""Ending a session: for ten seconds it can be undone, and the customer is told only after that."""

from datetime import timedelta

import msgspec
from django.db.models import Max

from deskside.chats import life
from deskside.chats.access import owned
from deskside.chats.events import ChatEnding, EndingUndone
from deskside.chats.models import Chat, Event
from deskside.kit.actor import SYSTEM, Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict
from deskside.queues import offers
from deskside.queues.entries import withdraw
from deskside.queues.locking import lock


def end(actor: Actor, chat_id: int) -> None:
    """The owner ends the session, for the customer too: at once where the customer has left, else after a while.

    Raises:
        Refusal: for anybody but the owner; ``chat.ending`` where it is about to end already.
    """
    lock(chat_id)
    chat = owned(actor, chat_id)
    offers.close_all(chat.pk)
    if chat.customer_presence == Chat.Presence.LEFT or not chat.team.undo_end_for:
        finish(actor, chat.pk)
    elif chat.ending_at is not None:
        raise Conflict("chat.ending", "This chat is about to end already.")
    else:
        life.begin_ending(chat.pk, actor, clock.now() + timedelta(seconds=chat.team.undo_end_for))


def undo(actor: Actor, chat_id: int) -> None:
    """The owner has thought better of it.

    Raises:
        Refusal: for anybody but the owner; ``chat.ended`` when it is too late; ``chat.not_ending``.
    """
    lock(chat_id)
    chat = owned(actor, chat_id)
    if chat.ending_at is None:
        raise Conflict("chat.not_ending", "This chat is not about to end.")
    life.undo_ending(chat.pk, actor, EndingUndone("undone"))


def finish(actor: Actor, chat: int) -> None:
    """End a session now; the chat is locked."""
    withdraw(chat)
    life.end(chat, actor)


def fall_due(chat: Chat) -> None:
    """The time to undo is over: the chat ends, unless the customer has said something since. The chat is locked."""
    if chat.ending_at is None or chat.ending_at > clock.now():
        return
    owner = life.owner_of(chat)
    if _wrote_since(chat):
        life.undo_ending(chat.pk, SYSTEM, EndingUndone("customer_wrote"))
    else:
        finish(owner, chat.pk)


def _wrote_since(chat: Chat) -> bool:
    """By the numbers of the events: the clocks of two nodes may differ."""
    tag = msgspec.json.encode(ChatEnding.__struct_config__.tag).decode()
    began = Event.objects.filter(chat=chat, body__startswith=f'{{"kind":{tag}').aggregate(seq=Max("seq"))["seq"]
    return Event.objects.filter(chat=chat, role="customer", key__isnull=False, seq__gt=began).exists()
