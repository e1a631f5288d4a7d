"""For ten seconds an end can be undone, and the customer knows nothing of it."""

from datetime import timedelta

import pytest
from tests.cast import Cast, come, customer, post
from tests.queues.test_offers import ask, events, invited, state, to

from deskside.chats.models import Chat
from deskside.kit.clock import clock
from deskside.queues import jobs
from deskside.queues.commands import (
    AcceptOffer,
    EndChat,
    HoldChat,
    InviteToChat,
    LeaveChat,
    ResumeChat,
    TakeOverChat,
    TransferChat,
    UndoEnd,
)


@pytest.fixture
def chat(cast: Cast) -> Chat:
    """Ana has just pressed End in it."""
    cast.desk.undo_end_for = 10
    cast.desk.save()
    chat = cast.active()
    assert ask(cast.ana, EndChat, chat=chat.pk) is None
    return chat


def fall_due(chat: Chat) -> None:
    Chat.objects.filter(pk=chat.pk).update(ending_at=clock.now() - timedelta(seconds=1))
    jobs.end_the_due()


def test_it_ends_when_the_time_is_over(cast: Cast, chat: Chat) -> None:
    jobs.end_the_due()
    assert state(chat) == ("active", "Ana Ruiz", ["Ana Ruiz"])
    public = chat.public_seq
    fall_due(chat)
    assert state(chat)[0] == "ended"
    assert chat.public_seq == public + 1, "of all this the customer reads the end alone"
    assert ask(cast.ana, UndoEnd, chat=chat.pk) == "chat.ended"


def test_it_can_be_undone(cast: Cast, chat: Chat) -> None:
    assert ask(cast.ana, EndChat, chat=chat.pk) == "chat.ending"
    assert ask(cast.devin, UndoEnd, chat=chat.pk) == "chat.not_yours"
    assert ask(cast.ana, UndoEnd, chat=chat.pk) is None
    jobs.end_the_due()
    assert state(chat)[0] == "active"
    assert ask(cast.ana, UndoEnd, chat=chat.pk) == "chat.not_ending"


def test_a_customer_who_writes_once_more_is_not_cut_off(cast: Cast, chat: Chat) -> None:
    post(customer(chat), chat, "One more thing")
    fall_due(chat)
    assert state(chat)[0] == "active"
    assert events(chat, "chat.ending_undone")[0].why == "customer_wrote"


def test_a_customer_who_leaves_meanwhile_changes_nothing(cast: Cast, chat: Chat) -> None:
    ask(customer(chat), LeaveChat, chat=chat.pk)
    fall_due(chat)
    assert state(chat)[0] == "ended"


def test_meanwhile_nothing_new_begins(cast: Cast, chat: Chat) -> None:
    come(cast.devin)
    assert ask(cast.ana, TransferChat, chat=chat.pk, to=to(cast.devin)) == "chat.ending"
    assert ask(cast.ana, InviteToChat, chat=chat.pk, to=to(cast.devin)) == "chat.ending"
    assert ask(cast.ana, HoldChat, chat=chat.pk) == "chat.ending"


def test_a_held_chat_that_ends_is_not_resumed(cast: Cast) -> None:
    cast.desk.undo_end_for = 10
    cast.desk.save()
    chat = cast.active()
    ask(cast.ana, HoldChat, chat=chat.pk)
    ask(cast.ana, EndChat, chat=chat.pk)
    assert ask(cast.ana, ResumeChat, chat=chat.pk) == "chat.ending"
    fall_due(chat)
    assert state(chat) == ("ended", "Ana Ruiz", [])


def test_a_lead_who_takes_over_undoes_it(cast: Cast, chat: Chat) -> None:
    ask(cast.leah, TakeOverChat, chat=chat.pk, reason="Not solved")
    assert events(chat, "chat.ending_undone")[0].why == "moved_on"
    jobs.end_the_due()
    assert state(chat) == ("active", "Leah Stone", ["Ana Ruiz", "Leah Stone"])


def test_an_end_is_not_carried_out_in_another_owners_name(cast: Cast, chat: Chat) -> None:
    ask(cast.ana, UndoEnd, chat=chat.pk)
    ask(cast.devin, AcceptOffer, offer=invited(cast.ana, chat, cast.devin))
    ask(cast.ana, EndChat, chat=chat.pk)
    ask(cast.ana, LeaveChat, chat=chat.pk)
    assert events(chat, "chat.ending_undone")[-1].why == "moved_on"
    jobs.end_the_due()
    assert state(chat) == ("active", "Devin Park", ["Devin Park"])


def test_a_lost_representative_meant_it_all_the_same(cast: Cast, chat: Chat) -> None:
    jobs.representative_lost(cast.ana.id)
    assert state(chat)[0] == "active"
    fall_due(chat)
    assert state(chat)[0] == "ended"


def test_the_chat_of_a_lost_representative_goes_back_when_the_customer_wrote(cast: Cast, chat: Chat) -> None:
    post(customer(chat), chat, "One more thing")
    fall_due(chat)
    jobs.representative_lost(cast.ana.id)
    assert state(chat)[0] == "waiting"
