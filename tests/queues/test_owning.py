"""Whose a chat is: passing it on, coming back, taking it over."""

from datetime import timedelta

from tests.cast import Cast, come, customer
from tests.queues.test_offers import ask, events, invited, state, transferred

from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import read
from deskside.kit.clock import clock
from deskside.queues import jobs
from deskside.queues.commands import (
    AcceptOffer,
    EndChat,
    HoldChat,
    LeaveChat,
    PassChat,
    RejoinChat,
    TakeOverChat,
)
from deskside.queues.models import QueueEntry


def shared(cast: Cast) -> Chat:
    """A chat of Ana's in which Devin helps."""
    chat = cast.active()
    ask(cast.devin, AcceptOffer, offer=invited(cast.ana, chat, cast.devin))
    return chat


def test_the_owner_passes_the_chat_to_one_who_is_in_it(cast: Cast) -> None:
    chat = shared(cast)
    assert ask(cast.devin, PassChat, chat=chat.pk, to=cast.devin.id) == "chat.not_owner"
    assert ask(cast.ana, PassChat, chat=chat.pk, to=cast.leah.id) == "owner.not_in_chat"
    assert ask(cast.ana, PassChat, chat=chat.pk, to=cast.ana.id) == "owner.not_in_chat"
    assert ask(cast.ana, PassChat, chat=chat.pk, to=cast.devin.id) is None
    assert state(chat) == ("active", "Devin Park", ["Ana Ruiz", "Devin Park"])


def test_who_has_just_left_can_come_back(cast: Cast) -> None:
    chat = shared(cast)
    ask(cast.ana, LeaveChat, chat=chat.pk)
    assert ask(cast.ana, RejoinChat, chat=chat.pk) == {"chat": chat.pk}
    assert state(chat) == ("active", "Devin Park", ["Devin Park", "Ana Ruiz"])
    assert ask(cast.ana, RejoinChat, chat=chat.pk) == {"chat": chat.pk}, "once more changes nothing"
    assert state(chat)[2] == ["Devin Park", "Ana Ruiz"]


def test_who_left_long_ago_or_was_never_there_cannot(cast: Cast) -> None:
    chat = shared(cast)
    ask(cast.ana, LeaveChat, chat=chat.pk)
    Participant.objects.filter(representative=cast.ana.id).update(left_at=clock.now() - timedelta(seconds=16))
    assert ask(cast.ana, RejoinChat, chat=chat.pk) == "chat.not_yours"
    assert ask(cast.tomas, RejoinChat, chat=chat.pk) == "chat.not_yours"


def test_nobody_comes_back_into_what_others_have_left(cast: Cast) -> None:
    chat = shared(cast)
    ask(cast.ana, LeaveChat, chat=chat.pk)
    ask(cast.devin, HoldChat, chat=chat.pk)
    assert ask(cast.ana, RejoinChat, chat=chat.pk) == "chat.moved"


def test_a_lead_takes_over_and_says_why(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    assert ask(cast.devin, TakeOverChat, chat=chat.pk, reason="Mine") == "chat.not_yours"
    assert ask(cast.leah, TakeOverChat, chat=chat.pk, reason=" ") == "reason.missing"
    assert ask(cast.leah, TakeOverChat, chat=chat.pk, reason="x" * 301) == "reason.too_long"
    assert ask(cast.leah, TakeOverChat, chat=chat.pk, reason="Known outage") == {"chat": chat.pk}
    assert state(chat) == ("active", "Leah Stone", ["Ana Ruiz", "Leah Stone"])
    assert events(chat, "chat.taken_over")[0].reason == "Known outage"
    assert not [event for event in read({chat.pk: 0})[chat.pk] if event.public and "outage" in str(event.body)]
    assert ask(cast.devin, AcceptOffer, offer=offer) == "offer.closed"
    assert ask(cast.leah, TakeOverChat, chat=chat.pk, reason="Again") == "owner.already_you"


def test_a_lead_takes_over_from_a_hold(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.ana, HoldChat, chat=chat.pk)
    ask(cast.leah, TakeOverChat, chat=chat.pk, reason="Ana is at lunch")
    assert state(chat) == ("active", "Leah Stone", ["Leah Stone"])
    assert not QueueEntry.objects.filter(chat=chat, state="waiting").exists()


def test_there_is_nothing_to_take_over_where_nobody_has_the_chat(cast: Cast) -> None:
    assert ask(cast.leah, TakeOverChat, chat=cast.waiting().pk, reason="Why not") == "chat.not_yours"
    assert ask(cast.leah, TakeOverChat, chat=10**6, reason="Nothing") == "chat.not_yours"


def test_a_lost_owner_is_replaced_by_who_is_longest_there_and_the_customer_reads_it(cast: Cast) -> None:
    chat = shared(cast)
    come(cast.leah)
    ask(cast.leah, AcceptOffer, offer=invited(cast.devin, chat, cast.leah))
    jobs.representative_lost(cast.ana.id)
    assert state(chat) == ("active", "Devin Park", ["Devin Park", "Leah Stone"])
    assert events(chat, "representative.left")[-1].lost


def test_a_lost_helper_takes_nothing_along(cast: Cast) -> None:
    chat = shared(cast)
    jobs.representative_lost(cast.devin.id)
    assert state(chat) == ("active", "Ana Ruiz", ["Ana Ruiz"])


def test_a_customer_who_is_gone_lets_the_chat_be_closed_at_once(cast: Cast) -> None:
    chat = cast.active()
    ask(customer(chat), LeaveChat, chat=chat.pk)
    assert ask(cast.ana, EndChat, chat=chat.pk) is None
    assert state(chat)[0] == "ended"
