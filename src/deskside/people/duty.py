"""Who is on duty as Queue Manager: by the weekly shifts, by the exceptions of a date, or because they said so."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from deskside.kit.clock import clock
from deskside.kit.errors import NotAllowed
from deskside.people.access import teams_served
from deskside.people.models import DutyChange, Shift, ShiftException

LONGEST_BY_HAND = timedelta(hours=12)
"""Nobody stays on duty for ever because they forgot to say that they went home."""

Roster = dict[int, set[int]]
"""For each team who is on duty."""


def on_duty(teams: Collection[int], now: datetime) -> Roster:
    """Who is on duty in these teams at a moment, connected or not."""
    roster = _by_shifts(teams, localtime(now).replace(tzinfo=None))
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
    _say(representative, team, on=True)


def leave(representative: int, team: int) -> None:
    """Go off duty by hand, whatever the shifts say.

    Raises:
        NotAllowed: ``team.not_yours``.
    """
    _say(representative, team, on=False)


def hand_over(representative: int, team: int, to: int) -> None:
    """Go off duty, another being on duty instead.

    Raises:
        NotAllowed: ``team.not_yours``, for whichever of the two does not serve the team.
    """
    leave(representative, team)
    take(to, team)


def _say(representative: int, team: int, *, on: bool) -> None:
    if team not in teams_served(representative):
        raise NotAllowed("Only who serves in this team can be on duty for it.", "team.not_yours")
    until = clock.now() + LONGEST_BY_HAND
    DutyChange.objects.update_or_create(
        team_id=team, representative_id=representative, defaults={"on": on, "until": until}
    )


def _by_shifts(teams: Collection[int], now: datetime) -> Roster:
    """By the shifts that began today or yesterday, in the desk's own time."""
    roster: Roster = defaultdict(set)
    for day in (now.date() - timedelta(days=1), now.date()):
        exceptions = list(ShiftException.objects.filter(team__in=teams, date=day))
        excepted = {exception.team_id for exception in exceptions}
        weekly = Shift.objects.filter(team__in=teams, weekday=day.weekday()).exclude(team__in=excepted)
        turns: list[Shift | ShiftException] = [*exceptions, *weekly]
        for turn in turns:
            if turn.representative_id is not None and _runs(turn, day, now):
                roster[turn.team_id].add(turn.representative_id)
    return roster


def _runs(turn: Shift | ShiftException, day: date, now: datetime) -> bool:
    begins, ends = datetime.combine(day, turn.begins), datetime.combine(day, turn.ends)
    if ends <= begins:
        ends += timedelta(days=1)
    return begins <= now < ends
