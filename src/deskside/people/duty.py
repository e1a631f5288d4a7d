"""Who is on duty as Queue Manager: by the weekly shifts, by the exceptions of a date, or because they said so."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.timezone import localtime, make_aware

from deskside.kit.clock import clock
from deskside.kit.errors import Conflict, NotAllowed
from deskside.people.access import teams_served
from deskside.people.models import DutyChange, Shift, ShiftException

LONGEST_BY_HAND = timedelta(hours=12)
"""Nobody stays on duty for ever because they forgot to say that they went home."""

Roster = dict[int, set[int]]
"""For each team who is on duty."""


class Turn(NamedTuple):
    """That somebody is on duty for a team by the shifts, and until when, in the desk's own time."""

    team: int
    representative: int
    ends: datetime


def on_duty(teams: Collection[int], now: datetime) -> Roster:
    """Who is on duty in these teams at a moment, connected or not."""
    roster: Roster = defaultdict(set)
    for turn in _turns(teams, now):
        roster[turn.team].add(turn.representative)
    for change in DutyChange.objects.filter(team__in=teams, until__gt=now):
        if change.on:
            roster[change.team_id].add(change.representative_id)
        else:
            roster[change.team_id].discard(change.representative_id)
    return roster


def take(representative: int, team: int) -> None:
    """Go on duty by hand.

    Raises:
        NotAllowed: ``team.not_yours``.
    """
    _must_serve(representative, team)
    _say(representative, team, on=True, until=clock.now() + LONGEST_BY_HAND)


def leave(representative: int, team: int) -> None:
    """Go off duty by hand; if it is one's shift, until that is over.

    Raises:
        NotAllowed: ``team.not_yours``.
    """
    _must_serve(representative, team)
    shifts = [turn.ends for turn in _turns([team], clock.now()) if turn.representative == representative]
    until = make_aware(max(shifts)) if shifts else clock.now()
    _say(representative, team, on=False, until=until)


def hand_over(representative: int, team: int, to: int) -> None:
    """Go off duty, another being on duty instead.

    Raises:
        NotAllowed: ``team.not_yours``, for whichever of the two does not serve the team.
        Conflict: ``duty.not_yours``.
    """
    if representative not in on_duty([team], clock.now())[team]:
        raise Conflict("duty.not_yours", "You are not on duty for this team.")
    leave(representative, team)
    take(to, team)


def _must_serve(representative: int, team: int) -> None:
    if team not in teams_served(representative):
        raise NotAllowed("Only who serves in this team can be on duty for it.", "team.not_yours")


def _say(representative: int, team: int, *, on: bool, until: datetime) -> None:
    DutyChange.objects.update_or_create(
        team_id=team, representative_id=representative, defaults={"on": on, "until": until}
    )


def _turns(teams: Collection[int], moment: datetime) -> list[Turn]:
    """By the shifts that began today or yesterday."""
    now = localtime(moment).replace(tzinfo=None)
    found = []
    for day in (now.date() - timedelta(days=1), now.date()):
        exceptions = list(ShiftException.objects.filter(team__in=teams, date=day))
        excepted = {exception.team_id for exception in exceptions}
        weekly = Shift.objects.filter(team__in=teams, weekday=day.weekday()).exclude(team__in=excepted)
        turns: list[Shift | ShiftException] = [*exceptions, *weekly]
        for turn in turns:
            begins, ends = _times(turn, day)
            if turn.representative_id is not None and begins <= now < ends:
                found.append(Turn(turn.team_id, turn.representative_id, ends))
    return found


def _times(turn: Shift | ShiftException, day: date) -> tuple[datetime, datetime]:
    begins, ends = datetime.combine(day, turn.begins), datetime.combine(day, turn.ends)
    return begins, ends if ends > begins else ends + timedelta(days=1)
