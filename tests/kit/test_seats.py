"""Presence as all nodes know it: leases of nodes, seats of people."""

from datetime import timedelta

import pytest
from tests.cast import Cast, come, go

from deskside.kit import seats, turns
from deskside.kit.clock import clock
from deskside.kit.models import Node, Seat, Turn

pytestmark = pytest.mark.django_db


def present() -> set[int]:
    return set(seats.present("representative"))


def test_somebody_is_present_while_any_node_has_them(cast: Cast) -> None:
    come(cast.ana, cast.devin, node="one")
    come(cast.ana, node="two")
    go(cast.ana, cast.devin, node="one")
    assert present() == {cast.ana.id}


def test_a_customer_and_a_representative_of_the_same_number_are_two_people(cast: Cast) -> None:
    seats.renew("one")
    seats.move("one", {("customer", cast.ana.id): True})
    assert present() == set()


def test_a_dead_nodes_people_were_last_seen_when_its_lease_ran_out(cast: Cast) -> None:
    come(cast.ana)
    Node.objects.update(alive_until=clock.now() - timedelta(seconds=20))
    ago = lambda seconds: clock.now() - timedelta(seconds=seconds)  # noqa: E731
    assert present() == set()
    assert set(seats.seen_since("representative", ago(21))) == {cast.ana.id}
    assert set(seats.seen_since("representative", ago(19))) == set()


def test_after_a_full_stop_the_graces_begin_anew(cast: Cast) -> None:
    come(cast.ana)
    minute_ago = clock.now() - timedelta(minutes=1)
    assert seats.watched_since(minute_ago)
    assert seats.renew("one"), "its lease runs"
    Node.objects.update(alive_until=clock.now() - timedelta(seconds=1))
    assert not seats.renew("one"), "its lease had run out"
    assert not seats.watched_since(minute_ago)


def test_one_living_node_is_enough_to_keep_watch(cast: Cast) -> None:
    come(cast.ana, node="one")
    seats.renew("two")
    assert seats.watched_since(clock.now() - timedelta(minutes=1))


def test_a_node_can_say_all_it_has_anew(cast: Cast) -> None:
    come(cast.ana, cast.devin)
    seats.only("one", [("representative", cast.leah.id)])
    assert present() == {cast.leah.id}
    assert Seat.objects.get(person=cast.ana.id).left_at is not None


def test_a_closed_node_has_nobody(cast: Cast) -> None:
    come(cast.ana)
    seats.close("one")
    assert present() == set()
    assert not Node.objects.filter(alive_until__gt=clock.now()).exists()


def test_what_is_old_is_forgotten(cast: Cast) -> None:
    come(cast.ana, cast.devin)
    go(cast.ana, ago=2 * seats.REMEMBERED.total_seconds())
    seats.forget_old()
    assert [seat.person for seat in Seat.objects.all()] == [cast.devin.id]
    Node.objects.update(alive_until=clock.now() - 2 * seats.REMEMBERED)
    seats.forget_old()
    assert not Node.objects.exists()


def test_a_job_is_one_nodes_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskside.kit.turns.connection", Vendor())
    assert [turns.mine("tidy", 5.0) for _ in range(3)] == [True, False, False]
    Turn.objects.update(done_until=clock.now())
    assert [turns.mine("tidy", 5.0) for _ in range(2)] == [True, False]
    assert turns.mine("other", 5.0)


class Vendor:
    """As it is where there can be several nodes."""

    vendor = "postgresql"
