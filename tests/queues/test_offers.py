"""Transfers and invitations: each has one outcome, and until it is accepted the sender still has the chat."""

from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast, come, customer, go, new_key, post

from deskside.chats.events import Event
from deskside.chats.life import offers_of
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import read
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.commands import Keyed
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.queues import jobs
from deskside.queues.commands import (
    AcceptOffer,
    DeclineOffer,
    EndChat,
    GetNext,
    HoldChat,
    InviteToChat,
    LeaveChat,
    TakeEntry,
    TransferChat,
    WithdrawOffer,
)
from deskside.queues.models import QueueEntry
from deskside.queues.offers import Receiver
from deskside.queues.picking import get_next


def ask(actor: Actor, command: type[Keyed], **arguments: Any) -> Any:
    """Carry a command out; its answer, or the refusal's code."""
    try:
        return carry_out(actor, command(key=new_key(), **arguments))
    except Refusal as refusal:
        return refusal.code


def to(actor: Actor) -> Receiver:
    return Receiver(representative=actor.id)


def transferred(sender: Actor, chat: Chat, receiver: Actor, note: str = "") -> int:
    """An offer to somebody who is connected."""
    come(receiver)
    return int(ask(sender, TransferChat, chat=chat.pk, to=to(receiver), note=note)["offer"])


def invited(sender: Actor, chat: Chat, receiver: Actor) -> int:
    come(receiver)
    return int(ask(sender, InviteToChat, chat=chat.pk, to=to(receiver))["offer"])


def inside(chat: Chat) -> list[str]:
    rows = Participant.objects.filter(chat=chat, left_at=None).order_by("joined_at", "pk")
    return list(rows.values_list("representative__name", flat=True))


def state(chat: Chat) -> tuple[str, str | None, list[str]]:
    chat.refresh_from_db()
    return chat.state, chat.owner.name if chat.owner else None, inside(chat)


def events(chat: Chat, kind: str) -> list[Any]:
    timeline: list[Event] = read({chat.pk: 0})[chat.pk]
    return [event.body for event in timeline if event.body.__struct_config__.tag == kind]


def outcome(chat: Chat) -> str:
    """How the last offer ended."""
    return str(events(chat, "offer.closed")[-1].how)


def test_the_sender_stays_until_the_receiver_has_joined(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin, "She needs a new certificate.")
    assert state(chat) == ("active", "Ana Ruiz", ["Ana Ruiz"])
    assert ask(cast.devin, AcceptOffer, offer=offer) == {"chat": chat.pk}
    assert state(chat) == ("active", "Devin Park", ["Ana Ruiz", "Devin Park"])
    assert ask(cast.ana, LeaveChat, chat=chat.pk) is None
    assert state(chat) == ("active", "Devin Park", ["Devin Park"])


def test_the_note_is_never_the_customers(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin, "Secret")
    ask(cast.devin, AcceptOffer, offer=offer)
    public = [event for event in read({chat.pk: 0})[chat.pk] if event.public is not None]
    assert "Secret" not in str(public)
    assert [event.body.__struct_config__.tag for event in public] == [
        "chat.started",
        "representative.joined",
        "representative.joined",
    ]


def test_a_declined_transfer_leaves_everything_as_it_was(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    assert ask(cast.devin, DeclineOffer, offer=offer) is None
    assert state(chat) == ("active", "Ana Ruiz", ["Ana Ruiz"])
    assert outcome(chat) == "declined"
    assert ask(cast.devin, AcceptOffer, offer=offer) == "offer.closed"


def test_an_unanswered_transfer_lapses_and_the_sender_still_has_the_chat(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    jobs.close_offers()
    assert not events(chat, "offer.closed"), "a minute is not over"
    QueueEntry.objects.filter(pk=offer).update(until=clock.now() - timedelta(seconds=1))
    jobs.close_offers()
    assert (state(chat), outcome(chat)) == (("active", "Ana Ruiz", ["Ana Ruiz"]), "lapsed")


def test_a_receiver_whose_connection_is_lost_gives_the_offer_back(cast: Cast) -> None:
    chat = cast.active()
    transferred(cast.ana, chat, cast.devin)
    go(cast.devin, ago=10)
    jobs.close_offers()
    assert not events(chat, "offer.closed"), "within the grace nothing changes"
    go(cast.devin, ago=120)
    jobs.close_offers()
    assert (state(chat), outcome(chat)) == (("active", "Ana Ruiz", ["Ana Ruiz"]), "receiver_gone")


def test_an_offer_can_be_withdrawn_by_whom_it_concerns(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    assert ask(cast.devin, WithdrawOffer, offer=offer) == "offer.not_yours"
    assert ask(cast.ana, WithdrawOffer, offer=offer) is None
    assert ask(cast.devin, AcceptOffer, offer=offer) == "offer.closed"
    assert outcome(chat) == "withdrawn"


def test_nobody_else_can_answer(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    assert ask(cast.leah, AcceptOffer, offer=offer) == "offer.not_yours"
    assert ask(cast.leah, DeclineOffer, offer=offer) == "offer.not_yours"
    assert ask(cast.devin, AcceptOffer, offer=10**6) == "offer.not_yours"


@pytest.mark.parametrize("verb", [TransferChat, InviteToChat])
def test_an_outsider_offers_nothing(cast: Cast, verb: type[Keyed]) -> None:
    chat = cast.active()
    come(cast.devin)
    assert ask(cast.tomas, verb, chat=chat.pk, to=to(cast.devin)) == "chat.not_yours"


def test_only_the_owner_transfers(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.devin, AcceptOffer, offer=invited(cast.ana, chat, cast.devin))
    come(cast.tomas)
    assert ask(cast.devin, TransferChat, chat=chat.pk, to=to(cast.tomas)) == "chat.not_owner"
    assert ask(cast.devin, InviteToChat, chat=chat.pk, to=to(cast.tomas)) != "chat.not_owner"


@pytest.mark.parametrize(
    ("receiver", "code"),
    [
        (Receiver(), "offer.receiver"),
        (Receiver(team=1, representative=10**6), "offer.receiver"),
        (Receiver(representative=10**6), "offer.receiver"),
        (Receiver(team=10**6), "offer.receiver"),
    ],
)
def test_an_offer_to_nobody_is_refused(cast: Cast, receiver: Receiver, code: str) -> None:
    assert ask(cast.ana, TransferChat, chat=cast.active().pk, to=receiver) == code


def test_nothing_is_offered_to_one_who_is_not_signed_in_or_too_long(cast: Cast) -> None:
    chat = cast.active()
    assert ask(cast.ana, TransferChat, chat=chat.pk, to=to(cast.devin)) == "offer.not_connected"
    come(cast.devin)
    assert ask(cast.ana, TransferChat, chat=chat.pk, to=to(cast.devin), note="x" * 1001) == "note.too_long"
    assert ask(cast.ana, TransferChat, chat=chat.pk, to=to(cast.devin), note="a\0b") == "note.not_storable"
    assert ask(cast.ana, InviteToChat, chat=chat.pk, to=to(cast.ana)) == "offer.already_theirs"
    assert not QueueEntry.objects.filter(state="waiting").exists()


def test_one_transfer_at_a_time_and_one_invitation_each(cast: Cast) -> None:
    chat = cast.active()
    transferred(cast.ana, chat, cast.devin)
    come(cast.leah)
    assert ask(cast.ana, TransferChat, chat=chat.pk, to=to(cast.leah)) == "offer.pending"
    invited(cast.ana, chat, cast.leah)
    assert ask(cast.ana, InviteToChat, chat=chat.pk, to=to(cast.leah)) == "offer.pending"
    chat.refresh_from_db()
    assert [made.reason for made in offers_of(chat)] == ["transfer", "invitation"]


def test_a_transfer_to_a_team_waits_in_its_queue_and_the_team_follows(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.ana, TransferChat, chat=chat.pk, to=Receiver(team=cast.classroom.pk))
    entry = QueueEntry.objects.get(chat=chat, state="waiting")
    assert (entry.team, entry.until, entry.waiting_since) == (cast.classroom, None, chat.waiting_since)
    assert get_next([(cast.tomas, GetNext(key=new_key()))]) == [{"chat": chat.pk}]
    assert state(chat) == ("active", "Tomas Berg", ["Ana Ruiz", "Tomas Berg"])
    assert (chat.team, chat.waiting_since) == (cast.classroom, entry.waiting_since)


def test_a_transferred_chat_keeps_its_age_in_the_other_line(cast: Cast) -> None:
    old = cast.active()
    young = cast.waiting("Young", cast.projector)
    ask(cast.ana, TransferChat, chat=old.pk, to=Receiver(team=cast.classroom.pk))
    presses = [(cast.tomas, GetNext(key=new_key())) for _ in range(2)]
    assert get_next(presses) == [{"chat": old.pk}, {"chat": young.pk}]


def test_a_row_of_a_team_can_be_taken_too(cast: Cast) -> None:
    chat = cast.active()
    offer = ask(cast.ana, TransferChat, chat=chat.pk, to=Receiver(team=cast.desk.pk))["offer"]
    assert ask(cast.tomas, TakeEntry, entry=offer) == "queue.not_yours"
    assert ask(cast.devin, TakeEntry, entry=offer) == {"chat": chat.pk}
    assert ask(cast.leah, AcceptOffer, offer=offer) == "queue.taken"


def test_what_i_offer_to_my_own_team_is_not_for_me(cast: Cast) -> None:
    chat = cast.active()
    offer = ask(cast.ana, TransferChat, chat=chat.pk, to=Receiver(team=cast.desk.pk))["offer"]
    waiting = cast.waiting("Waits")
    assert get_next([(cast.ana, GetNext(key=new_key()))]) == [{"chat": waiting.pk}]
    assert ask(cast.ana, AcceptOffer, offer=offer) == "offer.already_theirs"
    invitation = ask(cast.ana, InviteToChat, chat=chat.pk, to=Receiver(team=cast.desk.pk))["offer"]
    assert ask(cast.ana, AcceptOffer, offer=invitation) == "offer.already_theirs"
    assert ask(cast.devin, AcceptOffer, offer=invitation) == {"chat": chat.pk}


def test_the_team_follows_a_person_of_another(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.tomas, AcceptOffer, offer=transferred(cast.ana, chat, cast.tomas))
    chat.refresh_from_db()
    assert chat.team == cast.classroom


def test_an_invited_colleague_helps_and_owns_nothing(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.devin, AcceptOffer, offer=invited(cast.ana, chat, cast.devin))
    assert state(chat) == ("active", "Ana Ruiz", ["Ana Ruiz", "Devin Park"])
    assert events(chat, "representative.joined")[-1].how == "invitation"
    assert ask(cast.ana, InviteToChat, chat=chat.pk, to=to(cast.devin)) == "offer.already_theirs"


def test_get_next_never_answers_an_invitation(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.ana, InviteToChat, chat=chat.pk, to=Receiver(team=cast.desk.pk))
    outcome_ = get_next([(cast.devin, GetNext(key=new_key()))])[0]
    assert isinstance(outcome_, Refusal)
    assert outcome_.code == "queue.empty"


def test_one_who_is_in_the_chat_already_gets_it_without_coming_in_again(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.devin, AcceptOffer, offer=invited(cast.ana, chat, cast.devin))
    ask(cast.devin, AcceptOffer, offer=transferred(cast.ana, chat, cast.devin))
    assert state(chat) == ("active", "Devin Park", ["Ana Ruiz", "Devin Park"])
    assert len(events(chat, "owner.changed")) == 1


def test_on_hold_the_transfer_still_stands(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    invited(cast.ana, chat, cast.leah)
    assert ask(cast.ana, HoldChat, chat=chat.pk) is None
    chat.refresh_from_db()
    assert [made.offer for made in offers_of(chat)] == [offer], "the invitation has no chat to help in"
    ask(cast.devin, AcceptOffer, offer=offer)
    assert state(chat) == ("active", "Devin Park", ["Devin Park"])
    assert not QueueEntry.objects.filter(chat=chat, state="waiting").exists()


def test_a_lost_sender_takes_the_offer_along(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    jobs.representative_lost(cast.ana.id)
    assert state(chat) == ("waiting", None, [])
    assert ask(cast.devin, AcceptOffer, offer=offer) == "offer.closed"
    assert outcome(chat) == "moved_on"


def test_a_customer_who_leaves_ends_all_offers(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    ask(customer(chat), LeaveChat, chat=chat.pk)
    assert ask(cast.devin, AcceptOffer, offer=offer) == "offer.closed"
    assert ask(cast.ana, TransferChat, chat=chat.pk, to=to(cast.devin)) == "chat.customer_left"


def test_ending_ends_all_offers(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    ask(cast.ana, EndChat, chat=chat.pk)
    assert ask(cast.devin, AcceptOffer, offer=offer) == "offer.closed"


def test_what_is_said_meanwhile_is_in_the_same_timeline(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    post(customer(chat), chat, "Are you still there?")
    ask(cast.devin, AcceptOffer, offer=offer)
    post(cast.ana, chat, "Devin knows more about this.")
    assert [body.text for body in events(chat, "message")] == ["Are you still there?", "Devin knows more about this."]


def test_a_lead_hands_on_the_chats_of_an_absent_colleague(cast: Cast) -> None:
    chat = cast.active()
    come(cast.ana, cast.devin)
    assert ask(cast.leah, TransferChat, chat=chat.pk, to=to(cast.devin)) == "owner.present"
    go(cast.ana)
    offer = ask(cast.leah, TransferChat, chat=chat.pk, to=to(cast.devin))["offer"]
    ask(cast.devin, AcceptOffer, offer=offer)
    assert state(chat)[1] == "Devin Park"
    assert ask(cast.devin, LeaveChat, chat=chat.pk) is None, "Ana is in it still"
