"""Offering waiting chats to the best representative, and letting those that wait too long go on to another team."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, come, go, new_key
from tests.queues.test_offers import ask, events, state

from deskside.chats.models import Chat
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Refusal
from deskside.people.models import Representative, Skill, Team
from deskside.queues import jobs
from deskside.queues.commands import DeclineOffer, GetNext, HoldChat, TakeEntry
from deskside.queues.models import QueueEntry
from deskside.queues.overflow import overdue
from deskside.queues.picking import get_next
from deskside.queues.routing import route


def routed(cast: Cast, *here: Actor) -> None:
    """The Service Desk is served by routing, and these are there."""
    Team.objects.filter(pk=cast.desk.pk).update(routing=Team.Routing.BEST)
    come(*here)


def asked(chat: Chat) -> int | None:
    return QueueEntry.objects.get(chat=chat, state="waiting").routed_to_id


def let_it_lapse(chat: Chat) -> None:
    QueueEntry.objects.filter(chat=chat).update(until=clock.now() - timedelta(seconds=1))
    route()


def entry_of(chat: Chat) -> int:
    return QueueEntry.objects.get(chat=chat, state="waiting").pk


def test_by_hand_nobody_is_asked(cast: Cast) -> None:
    come(cast.ana)
    chat = cast.waiting()
    route()
    assert asked(chat) is None


def test_skills_go_before_load_and_load_before_idleness(cast: Cast) -> None:
    wireless = Skill.objects.create(name="Wireless")
    cast.wireless.skills.add(wireless)
    busy = cast.active("Before", by=cast.devin)
    cast.people["Devin Park"].skills.add(wireless)
    routed(cast, cast.ana, cast.devin, cast.leah)
    skilled = cast.waiting("Skilled")
    route()
    assert asked(skilled) == cast.devin.id, "he has a chat, but he knows it"
    cast.wireless.skills.clear()
    QueueEntry.objects.filter(chat=skilled).update(state="withdrawn")
    for _ in range(2):
        cast.active("Of Ana", by=cast.ana)
    plain = cast.waiting("Plain")
    route()
    assert asked(plain) == cast.leah.id, "she has none"
    assert state(busy)[1] == "Devin Park"


def test_of_two_as_busy_the_longer_idle_is_asked(cast: Cast) -> None:
    first, second = cast.active("One", by=cast.ana), cast.active("Two", by=cast.devin)
    for chat, minutes in ((first, 5), (second, 9)):
        chat.participants.update(joined_at=clock.now() - timedelta(minutes=minutes))
    routed(cast, cast.ana, cast.devin)
    chat = cast.waiting()
    route()
    assert asked(chat) == cast.devin.id


def test_who_declines_or_does_not_answer_is_never_asked_again(cast: Cast) -> None:
    routed(cast, cast.ana, cast.devin)
    chat = cast.waiting()
    route()
    first = asked(chat)
    decliner = cast.ana if first == cast.ana.id else cast.devin
    other = cast.devin if decliner == cast.ana else cast.ana
    assert ask(other, DeclineOffer, offer=entry_of(chat)) == "offer.not_yours"
    assert ask(decliner, DeclineOffer, offer=entry_of(chat)) is None
    route()
    assert asked(chat) == other.id
    let_it_lapse(chat)
    assert asked(chat) is None, "everybody has been asked: it is served by hand"
    route()
    assert asked(chat) is None


def test_who_is_asked_accepts_and_somebody_faster_wins(cast: Cast) -> None:
    routed(cast, cast.ana)
    chat = cast.waiting()
    route()
    assert ask(cast.ana, TakeEntry, entry=entry_of(chat)) == {"chat": chat.pk}
    other = cast.waiting("Other")
    route()
    entry = entry_of(other)
    assert get_next([(cast.devin, GetNext(key=new_key()))]) == [{"chat": other.pk}]
    assert ask(cast.ana, TakeEntry, entry=entry) == "queue.taken"
    assert ask(cast.ana, DeclineOffer, offer=entry) == "offer.not_yours"


def test_only_who_is_there_available_and_has_room_is_asked(cast: Cast) -> None:
    routed(cast, cast.ana, cast.devin, cast.tomas)
    go(cast.devin)
    Representative.objects.filter(pk=cast.ana.id).update(capacity=1)
    mine = cast.active("Mine", by=cast.ana)
    chat = cast.waiting()
    route()
    assert asked(chat) is None
    ask(cast.ana, HoldChat, chat=mine.pk)
    Representative.objects.filter(pk=cast.ana.id).update(availability="busy")
    route()
    assert asked(chat) is None
    Representative.objects.filter(pk=cast.ana.id).update(availability="available")
    route()
    assert asked(chat) == cast.ana.id


def test_nobody_is_asked_for_two_at_once(cast: Cast) -> None:
    routed(cast, cast.ana)
    first, second = cast.waiting("First"), cast.waiting("Second")
    route()
    assert (asked(first), asked(second)) == (cast.ana.id, None)


def test_a_chat_that_came_back_may_be_offered_to_the_same_again(cast: Cast) -> None:
    routed(cast, cast.ana)
    chat = cast.waiting()
    route()
    ask(cast.ana, TakeEntry, entry=entry_of(chat))
    jobs.representative_lost(cast.ana.id)
    route()
    assert asked(chat) == cast.ana.id, "it is another entry"


def test_the_second_in_line_is_offered_to_somebody_else(cast: Cast) -> None:
    routed(cast, cast.ana, cast.devin)
    chats = [cast.waiting(f"Customer {number}") for number in range(3)]
    route()
    assert {asked(chat) for chat in chats[:2]} == {cast.ana.id, cast.devin.id}
    assert asked(chats[2]) is None


def test_looking_for_somebody_costs_no_more_for_a_longer_line(cast: Cast) -> None:
    routed(cast, cast.ana)
    for name in ("First", "Second"):
        cast.waiting(name)
    route()
    with CaptureQueriesContext(connection) as short:
        route()
    for number in range(20):
        cast.waiting(f"Customer {number}")
    with CaptureQueriesContext(connection) as long:
        route()
    assert len(long) == len(short)


def test_capacity_is_asked_for_and_exceeded_by_choice(cast: Cast) -> None:
    Representative.objects.filter(pk=cast.ana.id).update(capacity=1)
    cast.active("First")
    second, third = cast.waiting("Second"), cast.waiting("Third")
    refused: Any = get_next([(cast.ana, GetNext(key=new_key()))])[0]
    assert (refused.code, refused.detail) == ("capacity.full", {"load": 1, "capacity": 1})
    assert ask(cast.ana, TakeEntry, entry=entry_of(second)) == "capacity.full"
    assert get_next([(cast.ana, GetNext(key=new_key(), beyond=True))]) == [{"chat": second.pk}]
    assert ask(cast.ana, TakeEntry, entry=entry_of(third), beyond=True) == {"chat": third.pk}


def test_presses_that_come_together_do_not_exceed_the_capacity(cast: Cast) -> None:
    Representative.objects.filter(pk=cast.ana.id).update(capacity=2)
    for number in range(3):
        cast.waiting(f"Customer {number}")
    answers = get_next([(cast.ana, GetNext(key=new_key())) for _ in range(3)])
    assert [answer.code if isinstance(answer, Refusal) else "chat" for answer in answers] == [
        "chat",
        "chat",
        "capacity.full",
    ]


def test_several_nodes_at_once_do_not_exceed_the_capacity(real_cast: Cast) -> None:
    Representative.objects.filter(pk=real_cast.ana.id).update(capacity=2)
    for number in range(6):
        real_cast.waiting(f"Customer {number}")
    start = threading.Barrier(6)

    def press(_: int) -> Any:
        start.wait()
        try:
            return get_next([(real_cast.ana, GetNext(key=new_key()))])[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as nodes:
        answers = list(nodes.map(press, range(6)))
    assert sum(isinstance(answer, dict) for answer in answers) == 2


def test_what_waits_too_long_goes_on_to_another_team_once(cast: Cast) -> None:
    Team.objects.filter(pk=cast.desk.pk).update(overflow_to=cast.classroom, overflow_after=60)
    Team.objects.filter(pk=cast.classroom.pk).update(overflow_to=cast.desk, overflow_after=60)
    chat = cast.waiting()
    jobs.let_overflow()
    assert chat.team == cast.desk
    since = chat.waiting_since
    for _ in range(2):
        QueueEntry.objects.update(lies_since=clock.now() - timedelta(seconds=61))
        jobs.let_overflow()
        chat.refresh_from_db()
        assert (chat.team, chat.waiting_since) == (cast.classroom, since), "and never back to where it was"
    assert events(chat, "chat.moved")[0].why == "overflow"
    assert overdue(Team.objects.get(pk=cast.classroom.pk)) == [], "what has nowhere to go is not looked at again"
    assert get_next([(cast.tomas, GetNext(key=new_key()))]) == [{"chat": chat.pk}]
