"""Whom an alert concerns: whoever is on duty, then the team, then its leads; and the one something was offered to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, come, go
from tests.queues.test_offers import ask, invited, transferred

from deskside.chats.models import Chat
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.people import duty
from deskside.people.models import Representative, Team
from deskside.queues import jobs
from deskside.queues.alerting import MOST, desks, pushable
from deskside.queues.commands import HoldChat, TransferChat
from deskside.queues.models import QueueEntry
from deskside.queues.offers import Receiver
from deskside.queues.routing import route


@pytest.fixture
def everybody(cast: Cast) -> Cast:
    come(cast.ana, cast.devin, cast.leah, cast.tomas)
    return cast


def alerted(cast: Cast) -> dict[str, list[str]]:
    """Who is alerted of what."""
    people = [cast.ana, cast.devin, cast.leah, cast.tomas]
    boards = desks([person.id for person in people])
    return {
        person.name.split()[0]: [alert.kind for alert in board.alerts]
        for person, board in zip(people, boards, strict=True)
        if board.alerts
    }


def waits(chat: Chat, seconds: float) -> None:
    QueueEntry.objects.filter(chat=chat).update(lies_since=clock.now() - timedelta(seconds=seconds))


def availability(actor: Actor, value: str) -> None:
    Representative.objects.filter(pk=actor.id).update(availability=value)


def test_whoever_is_on_duty_is_alerted_first_then_the_team_then_its_leads(everybody: Cast) -> None:
    cast = everybody
    duty.take(cast.ana.id, cast.desk.pk)
    chat = cast.waiting()
    assert alerted(cast) == {"Ana": ["new"]}
    waits(chat, 19)
    assert alerted(cast) == {"Ana": ["new"]}
    waits(chat, 20)
    assert alerted(cast) == {"Ana": ["new"], "Devin": ["new"], "Leah": ["new"]}
    waits(chat, 80)
    assert alerted(cast) == {"Ana": ["new"], "Devin": ["new"], "Leah": ["overdue"]}


def test_the_intervals_are_the_teams_own(everybody: Cast) -> None:
    cast = everybody
    Team.objects.filter(pk=cast.desk.pk).update(widen_after=5, escalate_after=7)
    duty.take(cast.ana.id, cast.desk.pk)
    chat = cast.waiting()
    waits(chat, 6)
    assert set(alerted(cast)) == {"Ana", "Devin", "Leah"}
    waits(chat, 8)
    assert alerted(cast)["Leah"] == ["overdue"]


def test_without_anybody_on_duty_there_the_team_is_alerted_at_once(everybody: Cast) -> None:
    cast = everybody
    cast.waiting()
    assert set(alerted(cast)) == {"Ana", "Devin", "Leah"}
    duty.take(cast.ana.id, cast.desk.pk)
    assert set(alerted(cast)) == {"Ana"}
    availability(cast.ana, "away")
    assert set(alerted(cast)) == {"Devin", "Leah"}
    availability(cast.ana, "available")
    go(cast.ana)
    assert set(alerted(cast)) == {"Ana", "Devin", "Leah"}, "Ana has closed the console; a push may reach her"


def test_who_is_busy_or_full_is_left_alone(everybody: Cast) -> None:
    cast = everybody
    availability(cast.devin, "busy")
    Representative.objects.filter(pk=cast.leah.id).update(capacity=1)
    cast.active("Hers", by=cast.leah)
    chat = cast.waiting()
    assert set(alerted(cast)) == {"Ana"}
    waits(chat, 80)
    assert alerted(cast) == {"Ana": ["new"], "Leah": ["overdue"]}, "a lead is called all the same"


def test_a_customer_who_is_away_alerts_nobody(everybody: Cast) -> None:
    chat = everybody.waiting()
    jobs.customers_away([chat.pk])
    assert alerted(everybody) == {}


def test_what_is_offered_to_one_concerns_that_one_alone(everybody: Cast) -> None:
    cast = everybody
    availability(cast.devin, "busy")
    chat = cast.active()
    transferred(cast.ana, chat, cast.devin)
    invited(cast.ana, chat, cast.leah)
    assert alerted(cast) == {"Devin": ["transfer"], "Leah": ["invitation"]}
    board = desks([cast.devin.id])[0]
    assert [(row.reason, row.by.name, row.chat) for row in board.offers] == [("transfer", "Ana Ruiz", chat.pk)]


def test_what_is_offered_to_a_team_concerns_that_team_alone(everybody: Cast) -> None:
    cast = everybody
    chat = cast.active()
    ask(cast.ana, TransferChat, chat=chat.pk, to=Receiver(team=cast.classroom.pk))
    assert alerted(cast) == {"Tomas": ["transfer"]}


def test_whom_routing_asks_is_alerted_alone(everybody: Cast) -> None:
    cast = everybody
    Team.objects.filter(pk=cast.desk.pk).update(routing=Team.Routing.BEST)
    availability(cast.devin, "busy")
    availability(cast.leah, "busy")
    cast.waiting()
    route()
    assert alerted(cast) == {"Ana": ["routed"]}


def test_leads_are_called_also_while_somebody_is_asked(everybody: Cast) -> None:
    cast = everybody
    Team.objects.filter(pk=cast.desk.pk).update(routing=Team.Routing.BEST)
    availability(cast.devin, "busy")
    availability(cast.leah, "busy")
    chat = cast.waiting()
    route()
    waits(chat, 80)
    assert alerted(cast) == {"Ana": ["routed"], "Leah": ["overdue"]}
    availability(cast.leah, "away")
    assert alerted(cast) == {"Ana": ["routed"]}


def test_where_everybody_is_full_they_are_called_all_the_same_in_the_end(everybody: Cast) -> None:
    cast = everybody
    Representative.objects.update(capacity=0)
    chat = cast.waiting()
    assert alerted(cast) == {}
    waits(chat, 80)
    assert set(alerted(cast)) == {"Ana", "Devin", "Leah"}


def test_whoever_is_in_a_chat_is_not_told_that_it_is_offered_to_the_team(everybody: Cast) -> None:
    cast = everybody
    chat = cast.active()
    ask(cast.ana, TransferChat, chat=chat.pk, to=Receiver(team=cast.desk.pk))
    assert alerted(cast) == {"Devin": ["transfer"], "Leah": ["transfer"]}


def test_the_past_costs_nothing(everybody: Cast) -> None:
    cast = everybody
    cast.waiting()
    with CaptureQueriesContext(connection) as before:
        desks([cast.ana.id])
    for number in range(20):
        chat = cast.waiting(f"Customer {number}")
        QueueEntry.objects.filter(chat=chat).update(state="taken", taken_by=cast.ana.id, closed_at=clock.now())
    with CaptureQueriesContext(connection) as after:
        desks([cast.ana.id])
    assert len(after) == len(before)


def test_a_hold_reminds_its_holder(everybody: Cast) -> None:
    cast = everybody
    chat = cast.active()
    ask(cast.ana, HoldChat, chat=chat.pk)
    assert alerted(cast) == {}
    waits(chat, 301)
    assert alerted(cast) == {"Ana": ["hold"]}


def test_a_crowd_is_told_of_its_head(everybody: Cast) -> None:
    for number in range(MOST + 3):
        everybody.waiting(f"Customer {number}")
    alerts = desks([everybody.ana.id])[0].alerts
    assert [alert.name for alert in alerts] == [f"Customer {number}" for number in range(MOST)]


def test_a_closed_console_is_reached_for_a_day_unless_its_owner_is_away(everybody: Cast) -> None:
    cast = everybody
    cast.waiting()
    go(cast.ana, cast.devin, ago=3600)
    go(cast.leah, ago=13 * 3600)
    availability(cast.devin, "away")
    people = [cast.ana.id, cast.devin.id, cast.leah.id, cast.tomas.id]
    assert set(pushable(people)) == {cast.ana.id}
    duty.take(cast.leah.id, cast.desk.pk)
    assert set(pushable(people)) == {cast.ana.id, cast.leah.id}


def test_the_board_says_who_is_on_duty_and_how_much_there_is_to_do(everybody: Cast) -> None:
    cast = everybody
    duty.take(cast.devin.id, cast.desk.pk)
    cast.active()
    board = desks([cast.ana.id])[0]
    assert [(each.team, [person.name for person in each.people], each.watching) for each in board.duty] == [
        (cast.desk.pk, ["Devin Park"], True)
    ]
    assert (board.load, board.capacity) == (1, 4)
    assert desks([]) == []
