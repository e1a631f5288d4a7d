"""Get Next: the right chat, one taker each, and everybody else is told."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from tests.cast import Cast, new_key

from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.people.access import actor_of
from deskside.people.models import Membership, Representative
from deskside.queues import jobs
from deskside.queues.commands import GetNext, TakeEntry
from deskside.queues.models import QueueEntry
from deskside.queues.picking import get_next


def press(*actors: Actor) -> list[Any]:
    """Representatives press together; the chats they get, or the refusal's code."""
    outcomes = get_next([(actor, GetNext(key=new_key())) for actor in actors])
    return [outcome.code if isinstance(outcome, Refusal) else outcome["chat"] for outcome in outcomes]


def take(actor: Actor, entry: QueueEntry) -> Any:
    return carry_out(actor, TakeEntry(key=new_key(), entry=entry.pk, beyond=True))


def entry_of(chat: Chat) -> QueueEntry:
    return QueueEntry.objects.get(chat=chat, state="waiting")


def test_the_longest_wait_is_served_first(cast: Cast) -> None:
    first, second = cast.waiting("First"), cast.waiting("Second")
    assert press(cast.ana, cast.devin) == [first.pk, second.pk]


def test_priority_goes_before_the_wait(cast: Cast) -> None:
    cast.waiting("Long wait")
    urgent = cast.waiting("Urgent", cast.password)
    assert press(cast.ana) == [urgent.pk]


def test_a_returned_chat_goes_before_any_priority(cast: Cast) -> None:
    returned = cast.active()
    cast.waiting("Urgent", cast.password)
    jobs.representative_lost(cast.ana.id)
    assert press(cast.devin) == [returned.pk]


def test_only_ones_own_teams_are_served(cast: Cast) -> None:
    chat = cast.waiting("Projector", cast.projector)
    assert press(cast.ana) == ["queue.empty"]
    assert press(cast.tomas) == [chat.pk]


def test_pressing_together_gives_nobody_less_than_pressing_alone(cast: Cast) -> None:
    cast.projector.priority = 9
    cast.projector.save()
    mine = cast.waiting("Wireless")
    theirs = [cast.waiting(f"Projector {number}", cast.projector).pk for number in range(2)]
    assert press(cast.ana, cast.tomas) == [mine.pk, theirs[0]]


def test_a_customer_who_is_away_is_passed_over_and_keeps_the_place(cast: Cast) -> None:
    away, here = cast.waiting("Away"), cast.waiting("Here")
    jobs.customers_away([away.pk])
    assert press(cast.ana) == [here.pk]
    later = cast.waiting("Later")
    jobs.customers_back([away.pk])
    assert press(cast.ana, cast.ana) == [away.pk, later.pk]


def test_the_same_press_sent_again_gets_the_same_chat(cast: Cast) -> None:
    chat = cast.waiting()
    other = cast.waiting("Other")
    again = GetNext(key=new_key())
    assert get_next([(cast.ana, again)]) == [{"chat": chat.pk}]
    assert get_next([(cast.ana, again), (cast.ana, again)]) == [{"chat": chat.pk}, {"chat": chat.pk}]
    assert entry_of(other).state == "waiting"


def test_the_same_press_twice_in_one_batch_takes_one_chat(cast: Cast) -> None:
    chat, other = cast.waiting(), cast.waiting("Other")
    twice = GetNext(key=new_key())
    assert get_next([(cast.ana, twice), (cast.ana, twice)]) == [{"chat": chat.pk}, {"chat": chat.pk}]
    assert entry_of(other).state == "waiting"


def test_the_work_of_a_batch_does_not_grow_with_the_line(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        cast.waiting(f"Customer {number}")
    with django_assert_max_num_queries(24):
        press(cast.ana)


def test_a_particular_row_can_be_taken_out_of_turn(cast: Cast) -> None:
    cast.waiting("First")
    second = cast.waiting("Second")
    assert take(cast.ana, entry_of(second)) == {"chat": second.pk}


def test_the_loser_of_a_row_is_told_who_has_it(cast: Cast) -> None:
    entry = entry_of(cast.waiting())
    take(cast.ana, entry)
    with pytest.raises(Refusal) as refused:
        take(cast.devin, entry)
    assert refused.value.code == "queue.taken"
    assert refused.value.text == "Taken by Ana Ruiz."
    assert refused.value.detail == {"taken_by": "Ana Ruiz"}


def test_a_row_whose_customer_left_says_so(cast: Cast) -> None:
    chat = cast.waiting()
    entry = entry_of(chat)
    jobs.customer_gone(chat.pk)
    with pytest.raises(Refusal, match=r"queue\.withdrawn"):
        take(cast.ana, entry)


def test_an_outsider_takes_nothing_and_learns_nothing(cast: Cast) -> None:
    entry = entry_of(cast.waiting())
    with pytest.raises(Refusal) as other_team:
        take(cast.tomas, entry)
    with pytest.raises(Refusal) as no_such:
        carry_out(cast.tomas, TakeEntry(key=new_key(), entry=10**9))
    assert other_team.value.code == no_such.value.code == "queue.not_yours"


def test_many_pressing_at_once_never_share_a_chat(real_cast: Cast) -> None:
    chats = {real_cast.waiting(f"Customer {number}").pk for number in range(40)}
    people = [
        Representative.objects.create(email=f"crowd{number}@example.org", name=f"Crowd {number}")
        for number in range(80)
    ]
    Membership.objects.bulk_create(Membership(team=real_cast.desk, representative=person) for person in people)
    start = threading.Barrier(16)

    def presses(actors: list[Actor]) -> list[Any]:
        start.wait()
        try:
            return [press(actor)[0] for actor in actors]
        finally:
            connections.close_all()

    actors = [actor_of(person) for person in people]
    with ThreadPoolExecutor(16) as crowd:
        got = [chat for batch in crowd.map(presses, [actors[first::16] for first in range(16)]) for chat in batch]
    taken = [chat for chat in got if chat != "queue.empty"]
    assert sorted(taken) == sorted(chats)
    assert len(got) - len(taken) == 40
    assert Participant.objects.filter(left_at=None).count() == 40


def test_two_who_click_the_same_row_at_once_have_one_winner(real_cast: Cast) -> None:
    for _ in range(10):
        entry = entry_of(real_cast.waiting())
        start = threading.Barrier(3)

        def click(actor: Actor, entry: QueueEntry = entry, start: threading.Barrier = start) -> str:
            start.wait()
            try:
                take(actor, entry)
            except Refusal as refusal:
                return refusal.text
            finally:
                connections.close_all()
            return actor.name

        with ThreadPoolExecutor(3) as crowd:
            said = list(crowd.map(click, [real_cast.ana, real_cast.devin, real_cast.leah]))
        winner = [name for name in said if not name.startswith("Taken")]
        assert len(winner) == 1
        assert said.count(f"Taken by {winner[0]}.") == 2


def test_one_wish_sent_to_several_nodes_at_once_has_one_answer(real_cast: Cast) -> None:
    for _ in range(10):
        chat = real_cast.waiting()
        wish = TakeEntry(key=new_key(), entry=entry_of(chat).pk, beyond=True)
        start = threading.Barrier(4)

        def ask(_: int, wish: TakeEntry = wish, start: threading.Barrier = start) -> Any:
            start.wait()
            try:
                return carry_out(real_cast.ana, wish)
            except Refusal as refusal:
                return refusal.text
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as nodes:
            assert list(nodes.map(ask, range(4))) == [{"chat": chat.pk}] * 4


def test_where_all_who_wait_are_away_the_refusal_says_so(cast: Cast) -> None:
    jobs.customers_away([cast.waiting().pk])
    said = get_next([(cast.ana, GetNext(key=new_key())), (cast.tomas, GetNext(key=new_key()))])
    assert [refusal.code for refusal in said] == ["queue.empty"] * 2
    assert "away for the moment" in said[0].text
    assert "No one is waiting" in said[1].text
