"""Offering a chat to somebody else: a transfer makes it theirs, an invitation asks them to help. Until somebody has
joined nobody leaves: the sender stays in the chat and the customer notices nothing.

Each verb runs in the caller's transaction and first keeps the chat still, so that what it then sees stays true.
"""

from datetime import timedelta
from typing import Literal, cast

from django.conf import settings
from django.db.models import QuerySet
from msgspec import Struct

from deskside.chats import life
from deskside.chats.access import not_ending, participant
from deskside.chats.events import ChatMoved, OfferClosed, OfferMade, OfferReason, Target
from deskside.chats.models import Chat, Participant
from deskside.chats.text import storable
from deskside.kit.actor import SYSTEM, Actor
from deskside.kit.clock import clock, milliseconds
from deskside.kit.errors import Conflict, Malformed, NotAllowed
from deskside.kit.seats import seen_since
from deskside.people.access import teams_served
from deskside.people.models import Membership, Representative, Team
from deskside.queues.access import may_transfer
from deskside.queues.entries import OFFERS, Reason, claim_entry, gone, lying, withdraw
from deskside.queues.line import rank_of
from deskside.queues.locking import lock
from deskside.queues.models import QueueEntry

LONGEST_NOTE = 1000

Closing = Literal["accepted", "declined", "lapsed", "withdrawn", "receiver_gone", "moved_on"]


class Receiver(Struct, frozen=True, omit_defaults=True):
    """To whom a chat is offered: exactly one of the two."""

    team: int | None = None
    representative: int | None = None


def transfer(actor: Actor, chat_id: int, to: Receiver, note: str) -> int:
    """The owner offers the chat to somebody as their own; a lead does so for a colleague who is absent.

    Returns:
        The offer's number.

    Raises:
        Refusal: for others; ``offer.pending`` while a transfer waits already; and as `invite` does.
    """
    lock(chat_id)
    chat = may_transfer(actor, chat_id)
    if _pending(chat).filter(reason=Reason.TRANSFER).exists():
        raise Conflict("offer.pending", "This chat is being transferred already. Withdraw that first.")
    if to.representative is not None and to.representative == chat.owner_id:
        raise Conflict("offer.already_theirs", "That representative has this chat already.")
    return _offer(actor, chat, "transfer", to, note)


def invite(actor: Actor, chat_id: int, to: Receiver, note: str) -> int:
    """Somebody who is in the chat asks another to help in it.

    Returns:
        The offer's number.

    Raises:
        Refusal: for an outsider; ``chat.not_active`` on hold; ``chat.ending``; ``chat.customer_left``;
            ``offer.receiver`` for nobody, two at once, oneself or one who does not exist; ``offer.not_connected``;
            ``offer.already_theirs``; ``offer.pending``; ``note.too_long``, ``note.not_storable``.
    """
    lock(chat_id)
    participant(actor, chat_id)
    chat = Chat.objects.select_related("issue", "team").get(pk=chat_id)
    if chat.state != Chat.State.ACTIVE:
        raise Conflict("chat.not_active", "Only into a chat that is under way can somebody be invited.")
    if to.representative is not None and _inside(chat, to.representative):
        raise Conflict("offer.already_theirs", "That representative is in this chat already.")
    if _pending(chat).filter(reason=Reason.INVITATION, **_addressed(to)).exists():
        raise Conflict("offer.pending", "That invitation is waiting for an answer already.")
    return _offer(actor, chat, "invitation", to, note)


def accept(actor: Actor, offer: int) -> int:
    """Join the chat one was offered: as its owner, or to help.

    Returns:
        The chat.

    Raises:
        NotAllowed: ``offer.not_yours``.
        Conflict: ``queue.taken`` and by whom; ``offer.closed`` where it was withdrawn, declined or has lapsed.
    """
    entry = _locked(offer)
    if not _is_for(actor, entry):
        raise _not_yours()
    chat = _chat_of(entry)
    if entry.representative_id is None and (entry.offered_by_id == actor.id or _helps_already(chat, entry, actor)):
        raise Conflict("offer.already_theirs", "This offer is meant for your colleagues.")
    claim_entry(entry, actor)
    _say_closed(entry, chat, actor, "accepted")
    if entry.reason == Reason.TRANSFER:
        _hand_over(actor, chat, entry)
    elif not _inside(chat, actor.id):
        life.come_in(chat.pk, actor, life.owner_of(chat), "invitation")
    return chat.pk


def decline(actor: Actor, offer: int) -> None:
    """Say no to an offer made to oneself; the sender still has the chat.

    Raises:
        NotAllowed: ``offer.not_yours``, also for one made to a team, which nobody can decline for the others.
        Conflict: ``queue.taken``; ``offer.closed``.
    """
    entry = _locked(offer)
    if entry.representative_id != actor.id:
        raise _not_yours()
    close(entry, actor, "declined")


def take_back(actor: Actor, offer: int) -> None:
    """Withdraw an offer; who made it may, and the owner of the chat.

    Raises:
        NotAllowed: ``offer.not_yours``.
        Conflict: ``queue.taken`` where somebody has just accepted it; ``offer.closed``.
    """
    entry = _locked(offer)
    if actor.id not in {entry.offered_by_id, entry.chat.owner_id}:
        raise _not_yours()
    close(entry, actor, "withdrawn")


def close(entry: QueueEntry, actor: Actor, how: Closing) -> None:
    """End an offer that nobody has accepted; the chat is locked.

    Raises:
        Conflict: ``queue.taken``, ``offer.closed``: it has ended already.
    """
    if not lying(pk=entry.pk).update(state=QueueEntry.State.WITHDRAWN, closed_at=clock.now()):
        raise gone(entry.pk)
    _say_closed(entry, _chat_of(entry), actor, how)


def close_all(chat: int, *, but_transfers: bool = False) -> None:
    """The chat has gone where nobody can join it any more; the chat is locked.

    Args:
        chat: which.
        but_transfers: it lies on hold, from where a transfer still takes it.
    """
    for entry in _pending(chat).order_by("pk"):
        if not (but_transfers and entry.reason == Reason.TRANSFER):
            close(entry, SYSTEM, "moved_on")


def close_transfers(chat: int) -> None:
    """The chat has another owner, who has not offered it to anybody; the chat is locked."""
    for entry in _pending(chat).filter(reason=Reason.TRANSFER):
        close(entry, SYSTEM, "moved_on")


def _offer(actor: Actor, chat: Chat, reason: OfferReason, to: Receiver, note: str) -> int:
    not_ending(chat)
    if chat.customer_presence == Chat.Presence.LEFT:
        raise Conflict("chat.customer_left", "The customer has left. There is nobody to talk to any more.")
    target = _target(actor, to)
    now = clock.now()
    lapses = now + timedelta(seconds=chat.team.offer_lapses_after) if to.representative is not None else None
    entry = QueueEntry.objects.create(
        chat=chat,
        team_id=to.team if to.team is not None else chat.team_id,
        representative_id=to.representative,
        reason=reason,
        rank=rank_of(chat.issue),
        waiting_since=chat.waiting_since,
        lies_since=now,
        until=lapses,
        offered_by_id=actor.id,
        note=_checked(note),
    )
    until = milliseconds(lapses) if lapses else None
    life.offer(chat, actor, OfferMade(entry.pk, reason, target, life.person(actor), entry.note, until))
    return entry.pk


def _target(actor: Actor, to: Receiver) -> Target:
    if to.representative is not None and to.team is None and to.representative != actor.id:
        person = Representative.objects.filter(pk=to.representative, is_active=True).first()
        if person is not None:
            grace = clock.now() - timedelta(seconds=settings.REPRESENTATIVE_GRACE)
            if not seen_since("representative", grace).filter(person=person.pk).exists():
                raise Conflict("offer.not_connected", f"{person.name} is not signed in. Choose somebody else.")
            return Target(person.name, representative=person.pk)
    if to.team is not None and to.representative is None:
        team = Team.objects.filter(pk=to.team).first()
        if team is not None:
            return Target(team.name, team=team.pk)
    raise Malformed("offer.receiver", "Choose one representative or one team.")


def _hand_over(actor: Actor, chat: Chat, entry: QueueEntry) -> None:
    """The chat's team follows its new owner; its age in the line never changes."""
    team = entry.team if entry.representative_id is None else _team_for(actor, chat)
    if team.pk != chat.team_id:
        life.change_team(chat.pk, actor, team, ChatMoved(team.name, team.pk, chat.team_id, "transfer"))
    if chat.state == Chat.State.HELD:
        withdraw(chat.pk)
    if _inside(chat, actor.id):
        life.pass_on(chat.pk, actor, actor)
    else:
        life.come_in(chat.pk, actor, actor, "transfer")


def _team_for(actor: Actor, chat: Chat) -> Team:
    """The chat's team, or where the new owner does not serve in it, the first they were put into."""
    if chat.team_id in teams_served(actor.id):
        return chat.team
    first = Membership.objects.filter(representative=actor.id).select_related("team").order_by("pk").first()
    return first.team if first else chat.team


def _locked(offer: int) -> QueueEntry:
    """The offer, its chat kept still."""
    found = QueueEntry.objects.filter(pk=offer, reason__in=OFFERS).first()
    if found is None:
        raise _not_yours()
    lock(found.chat_id)
    return QueueEntry.objects.select_related("chat", "team", "representative").get(pk=offer)


def _is_for(actor: Actor, entry: QueueEntry) -> bool:
    if entry.representative_id is not None:
        return entry.representative_id == actor.id
    return entry.team_id in teams_served(actor.id)


def _helps_already(chat: Chat, entry: QueueEntry, actor: Actor) -> bool:
    return entry.reason == Reason.INVITATION and _inside(chat, actor.id)


def _say_closed(entry: QueueEntry, chat: Chat, actor: Actor, how: Closing) -> None:
    to = (
        Target(entry.team.name, team=entry.team_id)
        if entry.representative is None
        else Target(entry.representative.name, representative=entry.representative_id)
    )
    by = life.person(actor) if actor.role == "representative" else None
    life.close_offer(chat, actor, OfferClosed(entry.pk, cast("OfferReason", entry.reason), to, how, by))


def _chat_of(entry: QueueEntry) -> Chat:
    return Chat.objects.select_related("issue", "team", "owner").get(pk=entry.chat_id)


def _pending(chat: Chat | int) -> QuerySet[QueueEntry]:
    return lying(chat=chat, reason__in=OFFERS)


def _addressed(to: Receiver) -> dict[str, int | None]:
    return (
        {"representative": to.representative}
        if to.representative is not None
        else {"team": to.team, "representative": None}
    )


def _inside(chat: Chat, representative: int) -> bool:
    return Participant.objects.filter(chat=chat, left_at=None, representative=representative).exists()


def _checked(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        raise Malformed("note.too_long", f"A note has at most {LONGEST_NOTE} characters.", limit=LONGEST_NOTE)
    if not storable(note):
        raise Malformed("note.not_storable", "This note contains characters that cannot be stored.")
    return note


def _not_yours() -> NotAllowed:
    return NotAllowed("This offer was not made to you.", "offer.not_yours")
