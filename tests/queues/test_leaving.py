"""Leaving is not ending: hold, resume, leave, end, and what happens to those who vanish."""

from datetime import timedelta

import pytest
from tests.cast import Cast, come, customer, go, new_key

from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import read
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.commands import Keyed
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.queues import jobs
from deskside.queues.commands import EndChat, HoldChat, LeaveChat, ResumeChat
from deskside.queues.models import QueueEntry


def do(actor: Actor, command: type[Keyed], chat: Chat) -> None:
    carry_out(actor, command(key=new_key(), chat=chat.pk))  # type: ignore[call-arg]
    chat.refresh_from_db()


def refused(actor: Actor, command: type[Keyed], chat: Chat) -> str:
    with pytest.raises(Refusal) as refusal:
        do(actor, command, chat)
    return refusal.value.code


def lies_in(chat: Chat) -> tuple[str, int | None]:
    entry = QueueEntry.objects.get(chat=chat, state="waiting")
    return entry.reason, entry.representative_id


def kinds(chat: Chat) -> list[str]:
    return [str(event.body.__struct_config__.tag) for event in read({chat.pk: 0})[chat.pk]]


def join(chat: Chat, actor: Actor) -> None:
    """A second representative is in the chat."""
    Participant.objects.create(chat=chat, representative_id=actor.id, joined_at=clock.now())


def test_a_held_chat_lies_in_the_holders_own_queue(cast: Cast) -> None:
    chat = cast.active()
    do(cast.ana, HoldChat, chat)
    assert (chat.state, lies_in(chat)) == ("held", ("hold", cast.ana.id))
    do(cast.ana, ResumeChat, chat)
    assert chat.state == "active"
    assert not QueueEntry.objects.filter(chat=chat, state="waiting").exists()


def test_holding_what_is_held_says_so(cast: Cast) -> None:
    chat = cast.active()
    do(cast.ana, HoldChat, chat)
    assert refused(cast.ana, HoldChat, chat) == "chat.moved"
    do(cast.ana, EndChat, chat)
    assert refused(cast.ana, HoldChat, chat) == "chat.ended"


def test_nobody_else_holds_resumes_or_ends_it(cast: Cast) -> None:
    chat = cast.active()
    for command in (HoldChat, EndChat, LeaveChat):
        assert refused(cast.devin, command, chat) == "chat.not_yours"
    do(cast.ana, HoldChat, chat)
    assert refused(cast.devin, ResumeChat, chat) == "chat.not_yours"


def test_who_takes_part_but_does_not_own_it_is_told_so(cast: Cast) -> None:
    chat = cast.active()
    join(chat, cast.devin)
    assert refused(cast.devin, EndChat, chat) == "chat.not_owner"


def test_what_is_not_held_is_not_resumed(cast: Cast) -> None:
    assert refused(cast.ana, ResumeChat, cast.active()) == "chat.not_held"


def test_the_last_one_cannot_simply_leave(cast: Cast) -> None:
    chat = cast.active()
    assert refused(cast.ana, LeaveChat, chat) == "chat.last_representative"
    assert chat.state == "active"


def test_leaving_passes_the_chat_to_the_one_who_stays(cast: Cast) -> None:
    chat = cast.active()
    join(chat, cast.devin)
    do(cast.ana, LeaveChat, chat)
    assert (chat.state, chat.owner_id) == ("active", cast.devin.id)
    assert kinds(chat)[-1] == "representative.left"


def test_who_is_not_alone_need_not_hold(cast: Cast) -> None:
    chat = cast.active()
    join(chat, cast.devin)
    assert refused(cast.ana, HoldChat, chat) == "chat.not_alone"


def test_a_customer_who_leaves_the_line_is_in_no_queue(cast: Cast) -> None:
    chat = cast.waiting()
    do(customer(chat), LeaveChat, chat)
    assert chat.state == "ended"
    assert kinds(chat)[-2:] == ["customer.left", "chat.ended"]
    assert not QueueEntry.objects.filter(chat=chat, state="waiting").exists()


def test_a_customer_who_leaves_a_chat_leaves_it_to_the_representative(cast: Cast) -> None:
    chat = cast.active()
    do(customer(chat), LeaveChat, chat)
    assert (chat.state, chat.customer_presence) == ("active", "left")
    do(cast.ana, EndChat, chat)
    assert chat.state == "ended"


def test_another_customer_cannot_leave_for_me(cast: Cast) -> None:
    chat = cast.active()
    assert refused(customer(cast.waiting("Idris Vance")), LeaveChat, chat) == "chat.not_yours"


def test_ending_a_held_chat_empties_the_queue(cast: Cast) -> None:
    chat = cast.active()
    do(cast.ana, HoldChat, chat)
    do(cast.ana, EndChat, chat)
    assert not QueueEntry.objects.filter(chat=chat, state="waiting").exists()
    assert refused(cast.ana, EndChat, chat) == "chat.ended"


def test_a_lost_representatives_chat_goes_to_the_head_with_its_old_wait(cast: Cast) -> None:
    chat = cast.active()
    jobs.representative_lost(cast.ana.id)
    chat.refresh_from_db()
    entry = QueueEntry.objects.get(chat=chat, state="waiting")
    assert (chat.state, chat.owner_id, entry.reason, entry.representative_id) == ("waiting", None, "returned", None)
    assert entry.waiting_since == chat.waiting_since
    assert kinds(chat)[-1] == "chat.returned"


def test_a_lost_representatives_held_chat_comes_back_too(cast: Cast) -> None:
    chat = cast.active()
    do(cast.ana, HoldChat, chat)
    jobs.representative_lost(cast.ana.id)
    assert lies_in(chat) == ("returned", None)


def test_a_lost_representative_among_several_is_replaced_by_the_one_longest_there(cast: Cast) -> None:
    chat = cast.active()
    join(chat, cast.devin)
    join(chat, cast.leah)
    jobs.representative_lost(cast.ana.id)
    chat.refresh_from_db()
    assert (chat.state, chat.owner_id) == ("active", cast.devin.id)


def test_a_hold_that_grows_too_old_comes_back(cast: Cast) -> None:
    chat = cast.active()
    do(cast.ana, HoldChat, chat)
    jobs.return_old_holds()
    assert lies_in(chat) == ("hold", cast.ana.id)
    QueueEntry.objects.update(until=clock.now() - timedelta(seconds=1))
    jobs.return_old_holds()
    assert lies_in(chat) == ("returned", None)


def test_a_lost_representative_of_a_customer_who_has_left_leaves_no_ghost(cast: Cast) -> None:
    chat = cast.active()
    jobs.customer_gone(chat.pk)
    jobs.representative_lost(cast.ana.id)
    chat.refresh_from_db()
    assert chat.state == "ended"
    assert not QueueEntry.objects.filter(chat=chat, state="waiting").exists()


def test_who_has_no_console_connected_is_lost_after_the_grace(cast: Cast) -> None:
    taken, held = cast.active(), cast.active("Held", by=cast.devin)
    do(cast.devin, HoldChat, held)
    Participant.objects.update(joined_at=clock.now() - timedelta(minutes=2))
    QueueEntry.objects.update(lies_since=clock.now() - timedelta(minutes=2))
    come(cast.ana, cast.devin)
    jobs.replace_the_lost()
    assert {lies_in(held)} == {("hold", cast.devin.id)}
    go(cast.ana, cast.devin)
    jobs.replace_the_lost()
    taken.refresh_from_db()
    assert taken.state == "active", "the grace has only begun"
    go(cast.ana, cast.devin, ago=120)
    jobs.replace_the_lost()
    assert lies_in(taken) == lies_in(held) == ("returned", None)


def test_away_and_back_and_gone(cast: Cast) -> None:
    chat = cast.active()
    jobs.customers_away([chat.pk])
    jobs.customers_away([chat.pk])
    jobs.customers_back([chat.pk])
    jobs.customer_gone(chat.pk)
    chat.refresh_from_db()
    assert (chat.state, chat.customer_presence) == ("active", "left")
    assert kinds(chat)[-3:] == ["customer.away", "customer.back", "customer.left"]


def test_a_customer_gone_from_a_returned_chat_ends_it(cast: Cast) -> None:
    chat = cast.active()
    jobs.representative_lost(cast.ana.id)
    jobs.customer_gone(chat.pk)
    chat.refresh_from_db()
    assert chat.state == "ended"
