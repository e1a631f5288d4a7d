"""Offering a waiting chat to the best representative of its team, in teams that are served that way: who has most of
the skills the issue asks for, then who has fewest chats, then who has been idle longest. Nobody is asked twice for the
same entry. While somebody is asked the chat stays in the line, so that *Get Next* serves the customer even sooner.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Max, QuerySet

from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.gate import write
from deskside.kit.seats import present
from deskside.kit.storage import persistent
from deskside.people.models import Membership, Representative, Team
from deskside.queues.capacity import rooms, rooms_kept_still
from deskside.queues.entries import Reason
from deskside.queues.line import line
from deskside.queues.models import QueueEntry, Routed


class Candidate(NamedTuple):
    """One who could be asked; the smallest is the best."""

    skills_missing: int
    load: int
    last_busy: float
    representative: int


def route() -> None:
    """Ask for every waiting chat that nobody is asked for just now."""
    for team in Team.objects.filter(routing=Team.Routing.BEST):
        for entry in _unasked(team):
            _route(entry, team)


def reject(actor: Actor, entry: int) -> bool:
    """Say no to a chat one was asked for; false where one is not asked, or no more."""
    asked = QueueEntry.objects.filter(pk=entry, state=QueueEntry.State.WAITING, routed_to=actor.id)
    return bool(asked.update(routed_to=None, until=None))


def _unasked(team: Team) -> Iterable[QueueEntry]:
    """Those of a line for whom nobody is asked, or was asked too long ago."""
    now = clock.now()
    ready = line(team.pk).filter(reason__in=(Reason.NEW, Reason.RETURNED), chat__customer_presence=Chat.Presence.HERE)
    for entry in ready.select_related("chat__issue"):
        if entry.routed_to_id is None or (entry.until is not None and entry.until <= now):
            yield entry


def _route(entry: QueueEntry, team: Team) -> None:
    for candidate in candidates(entry):
        if _ask(candidate.representative, entry, team):
            return
    _forget(entry)


@persistent
def _ask(representative: int, entry: QueueEntry, team: Team) -> bool:
    """Ask somebody, if they have room and are not being asked for another chat; false where they cannot be asked."""
    with write():
        room = rooms_kept_still([representative])[representative]
        asked = QueueEntry.objects.filter(
            state=QueueEntry.State.WAITING, routed_to=representative, until__gt=clock.now()
        )
        if not room.left or asked.exists():
            return False
        until = clock.now() + timedelta(seconds=team.accept_within)
        still = QueueEntry.objects.filter(pk=entry.pk, state=QueueEntry.State.WAITING, routed_to=entry.routed_to_id)
        if still.update(routed_to=representative, until=until):
            Routed.objects.create(entry=entry, representative_id=representative)
        return True


@persistent
def _forget(entry: QueueEntry) -> None:
    """Nobody is left to ask: from now on the chat is served by hand."""
    if entry.routed_to_id is not None:
        with write():
            asked = QueueEntry.objects.filter(pk=entry.pk, routed_to=entry.routed_to_id)
            asked.update(routed_to=None, until=None)


def candidates(entry: QueueEntry) -> list[Candidate]:
    """Who could be asked for an entry, the best first."""
    free = set(_free(entry).values_list("pk", flat=True))
    wanted = set(entry.chat.issue.skills.values_list("pk", flat=True))
    has: dict[int, set[int]] = {representative: set() for representative in free}
    known = Representative.skills.through.objects.filter(representative__in=free, skill__in=wanted)
    for representative, skill in known.values_list("representative", "skill"):
        has[representative].add(skill)
    room, busy = rooms(free), _last_busy(free)
    return sorted(
        Candidate(len(wanted - has[each]), room[each].load, busy.get(each, 0.0), each)
        for each in free
        if room[each].left
    )


def _free(entry: QueueEntry) -> QuerySet[Representative]:
    members = Membership.objects.filter(team=entry.team_id).values("representative")
    available = Representative.objects.filter(pk__in=members, availability=Representative.Availability.AVAILABLE)
    here = available.filter(pk__in=present("representative"))
    return here.exclude(pk__in=entry.routings.values("representative"))


def _last_busy(representatives: Collection[int]) -> dict[int, float]:
    """When each was last in a chat; those never in one are left out."""
    rows = Participant.objects.filter(representative__in=representatives).values("representative")
    latest = rows.annotate(joined=Max("joined_at"), left=Max("left_at"))
    return {
        row["representative"]: max(moment.timestamp() for moment in (row["joined"], row["left"]) if moment is not None)
        for row in latest
    }
