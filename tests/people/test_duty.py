"""Who is on duty: weekly shifts, exceptions of a date, and what somebody said by hand."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from tests.cast import Cast

from deskside.kit.clock import clock
from deskside.kit.errors import Conflict, NotAllowed
from deskside.people import duty
from deskside.people.models import DutyChange, Shift, ShiftException

MONDAY = date(2026, 11, 23)


def at(hour: int, day: int = 0) -> datetime:
    return datetime(2026, 11, 23 + day, hour, 30, tzinfo=UTC)


def on(cast: Cast, moment: datetime) -> set[int]:
    return duty.on_duty([cast.desk.pk], moment)[cast.desk.pk]


def shift(cast: Cast, begins: int, ends: int, weekday: int = 0) -> None:
    Shift.objects.create(
        team=cast.desk,
        representative=cast.people["Ana Ruiz"],
        weekday=weekday,
        begins=time(begins),
        ends=time(ends),
    )


def test_a_weekly_shift(cast: Cast) -> None:
    shift(cast, 8, 12)
    assert on(cast, at(9)) == {cast.ana.id}
    assert on(cast, at(12)) == set()
    assert on(cast, at(9, day=1)) == set()
    assert on(cast, at(9, day=7)) == {cast.ana.id}


def test_a_shift_over_midnight(cast: Cast) -> None:
    shift(cast, 22, 6)
    assert on(cast, at(23)) == {cast.ana.id}
    assert on(cast, at(5, day=1)) == {cast.ana.id}
    assert on(cast, at(6, day=1)) == set()
    assert on(cast, at(5)) == set()


def test_an_exception_takes_the_place_of_the_weekly_shifts(cast: Cast) -> None:
    shift(cast, 8, 12)
    devin = cast.people["Devin Park"]
    ShiftException.objects.create(team=cast.desk, date=MONDAY, representative=devin, begins=time(8), ends=time(10))
    assert on(cast, at(9)) == {devin.pk}
    assert on(cast, at(11)) == set()
    assert on(cast, at(9, day=7)) == {cast.ana.id}


def test_a_holiday_has_nobody(cast: Cast) -> None:
    shift(cast, 8, 12)
    ShiftException.objects.create(team=cast.desk, date=MONDAY)
    assert on(cast, at(9)) == set()


def test_the_hours_are_those_of_the_desk(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.TIME_ZONE = "America/Los_Angeles"
    shift(cast, 8, 12)
    assert on(cast, at(17)) == {cast.ana.id}
    assert on(cast, at(9)) == set()


def test_what_is_said_by_hand_overrides_until_it_is_over(cast: Cast) -> None:
    duty.take(cast.ana.id, cast.desk.pk)
    assert on(cast, clock.now()) == {cast.ana.id}
    duty.hand_over(cast.ana.id, cast.desk.pk, cast.devin.id)
    assert on(cast, clock.now()) == {cast.devin.id}
    DutyChange.objects.update(until=clock.now())
    assert on(cast, clock.now()) == set()


def test_who_goes_off_duty_is_off_whatever_the_shifts_say(cast: Cast) -> None:
    for weekday in range(7):
        shift(cast, 0, 0, weekday)
    assert on(cast, clock.now()) == {cast.ana.id}
    duty.leave(cast.ana.id, cast.desk.pk)
    assert on(cast, clock.now()) == set()


def test_who_goes_off_duty_is_on_again_with_the_next_shift(cast: Cast) -> None:
    shift(cast, 8, 12)
    shift(cast, 13, 17)
    clock.seconds = lambda: at(9).timestamp()  # type: ignore[method-assign]
    try:
        duty.leave(cast.ana.id, cast.desk.pk)
        assert on(cast, at(11)) == set()
        assert on(cast, at(13)) == {cast.ana.id}
    finally:
        del clock.seconds  # type: ignore[method-assign]


def test_only_who_serves_in_a_team_is_on_duty_for_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match=r"team\.not_yours"):
        duty.take(cast.tomas.id, cast.desk.pk)
    with pytest.raises(Conflict, match=r"duty\.not_yours"):
        duty.hand_over(cast.ana.id, cast.desk.pk, cast.devin.id)
    duty.take(cast.ana.id, cast.desk.pk)
    with pytest.raises(NotAllowed, match=r"team\.not_yours"):
        duty.hand_over(cast.ana.id, cast.desk.pk, cast.tomas.id)


@pytest.mark.parametrize(
    "changes",
    [{"escalate_after": 5, "widen_after": 10}, {"hold_returns_after": 60, "hold_reminder_after": 60}],
)
def test_intervals_that_contradict_each_other_are_refused(cast: Cast, changes: dict[str, int]) -> None:
    for name, value in changes.items():
        setattr(cast.desk, name, value)
    with pytest.raises(ValidationError):
        cast.desk.full_clean()
