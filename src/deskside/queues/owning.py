"""Whose a chat is: passing it to somebody who is in it, coming back after leaving, a lead taking it over."""

from datetime import timedelta

from deskside.chats import life
from deskside.chats.access import not_ending, owned
from deskside.chats.events import ChatTakenOver, EndingUndone
from deskside.chats.models import Chat, Participant
from deskside.chats.text import storable
from deskside.chats.timeline import append, not_yours
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict, Malformed
from deskside.people.access import actor_of
from deskside.queues import offers
from deskside.queues.access import must_lead
from deskside.queues.entries import withdraw
from deskside.queues.locking import lock

REJOIN_WITHIN = timedelta(seconds=15)
"""The screen offers it for 10 s; the rest is the way here."""

LONGEST_REASON = 300


def pass_on(actor: Actor, chat_id: int, to: int) -> None:
    """The owner passes the chat to another who is in it; both stay.

    Raises:
        Refusal: for anybody but the owner; ``owner.not_in_chat``; ``chat.ending``.
    """
    lock(chat_id)
    chat = owned(actor, chat_id)
    not_ending(chat)
    inside = Participant.objects.filter(chat=chat, left_at=None, representative=to).exclude(representative=actor.id)
    found = inside.select_related("representative").first()
    if found is None:
        raise Conflict("owner.not_in_chat", "Only somebody else who is in this chat can have it. Transfer it instead.")
    offers.close_transfers(chat.pk)
    life.pass_on(chat.pk, actor, actor_of(found.representative))


def rejoin(actor: Actor, chat_id: int) -> None:
    """Come back into a chat one has just left; it stays whose it is.

    Raises:
        NotAllowed: ``chat.not_yours``, for whoever was not in it a moment ago.
        Conflict: ``chat.moved`` where nobody is in it any more.
    """
    lock(chat_id)
    mine = Participant.objects.filter(chat=chat_id, representative=actor.id)
    if mine.filter(left_at=None).exists():
        return
    if not mine.filter(left_at__gte=clock.now() - REJOIN_WITHIN).exists():
        raise not_yours()
    chat = Chat.objects.select_related("owner").get(pk=chat_id)
    if chat.state != Chat.State.ACTIVE:
        raise life.moved()
    life.come_in(chat.pk, actor, life.owner_of(chat), "rejoined")


def take_over(actor: Actor, chat_id: int, reason: str) -> None:
    """A lead of the chat's team has it from now on; who owned it stays in it, and both are told why.

    Raises:
        Refusal: for anybody but a lead; ``reason.missing``, ``reason.too_long``; ``owner.already_you``.
    """
    reason = _checked(reason)
    lock(chat_id)
    chat = must_lead(actor, chat_id)
    if chat.owner_id == actor.id:
        raise Conflict("owner.already_you", "You have this chat already.")
    offers.close_transfers(chat.pk)
    if chat.ending_at is not None:
        life.undo_ending(chat.pk, actor, EndingUndone("moved_on"))
    if chat.state == Chat.State.HELD:
        withdraw(chat.pk)
    if Participant.objects.filter(chat=chat, left_at=None, representative=actor.id).exists():
        life.pass_on(chat.pk, actor, actor)
    else:
        life.come_in(chat.pk, actor, actor, "take_over")
    append(chat.pk, actor, ChatTakenOver(life.person(actor), reason))


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason or not storable(reason):
        raise Malformed("reason.missing", "Say why, so that your colleague knows.")
    if len(reason) > LONGEST_REASON:
        raise Malformed("reason.too_long", f"A reason has at most {LONGEST_REASON} characters.", limit=LONGEST_REASON)
    return reason
