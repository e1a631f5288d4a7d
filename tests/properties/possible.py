"""What people could rightly do now, for whoever chooses among it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.cast import Cast, customer, new_key

from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.commands import Keyed
from deskside.queues.commands import (
    AcceptOffer,
    DeclineOffer,
    EndChat,
    GetNext,
    HoldChat,
    InviteToChat,
    LeaveChat,
    PassChat,
    RejoinChat,
    ResumeChat,
    TakeEntry,
    TakeOverChat,
    TransferChat,
    UndoEnd,
    WithdrawOffer,
)
from deskside.queues.entries import OFFERS
from deskside.queues.models import QueueEntry
from deskside.queues.offers import Receiver


class Deed(NamedTuple):
    """Something that can rightly be done now."""

    actor: Actor
    command: Keyed


def possible_deeds(cast: Cast) -> Iterator[Deed]:
    """What people could rightly do now."""
    people = {person.id: person for person in (cast.ana, cast.devin, cast.leah, cast.tomas)}
    for entry in QueueEntry.objects.filter(state="waiting").order_by("pk"):
        offered = entry.reason in OFFERS
        for person in people.values():
            if entry.representative_id not in (None, person.id):
                continue
            if entry.representative_id is None:
                yield Deed(person, TakeEntry(key=new_key(), entry=entry.pk, beyond=True))
                yield Deed(person, GetNext(key=new_key(), beyond=True))
            elif offered:
                yield Deed(person, AcceptOffer(key=new_key(), offer=entry.pk))
                yield Deed(person, DeclineOffer(key=new_key(), offer=entry.pk))
            else:
                yield Deed(person, ResumeChat(key=new_key(), chat=entry.chat_id))
        if entry.offered_by_id is not None:
            yield Deed(people[entry.offered_by_id], WithdrawOffer(key=new_key(), offer=entry.pk))
    for row in Participant.objects.filter(left_at=None).select_related("chat").order_by("pk"):
        yield from _deeds_inside(people[row.representative_id], row.chat, people.values(), cast)
    for chat in Chat.objects.filter(state="active").order_by("pk")[:2]:
        yield Deed(customer(chat), LeaveChat(key=new_key(), chat=chat.pk))
    for row in Participant.objects.filter(left_at__isnull=False, chat__state="active").order_by("-pk")[:1]:
        yield Deed(people[row.representative_id], RejoinChat(key=new_key(), chat=row.chat_id))


def _deeds_inside(actor: Actor, chat: Chat, people: Iterable[Actor], cast: Cast) -> Iterator[Deed]:
    yield Deed(actor, LeaveChat(key=new_key(), chat=chat.pk))
    receivers = [Receiver(team=cast.classroom.pk), Receiver(team=cast.desk.pk)]
    receivers += [Receiver(representative=other.id) for other in people if other != actor]
    for to in receivers:
        yield Deed(actor, InviteToChat(key=new_key(), chat=chat.pk, to=to))
        if chat.owner_id == actor.id:
            yield Deed(actor, TransferChat(key=new_key(), chat=chat.pk, to=to))
    if chat.owner_id == actor.id:
        yield Deed(actor, HoldChat(key=new_key(), chat=chat.pk))
        yield Deed(actor, EndChat(key=new_key(), chat=chat.pk))
        if chat.ending_at is not None:
            yield Deed(actor, UndoEnd(key=new_key(), chat=chat.pk))
        for row in chat.participants.filter(left_at=None).exclude(representative=actor.id):
            yield Deed(actor, PassChat(key=new_key(), chat=chat.pk, to=row.representative_id))
    elif actor != cast.leah:
        yield Deed(cast.leah, TakeOverChat(key=new_key(), chat=chat.pk, reason="Because."))
