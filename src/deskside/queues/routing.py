"""Offering a waiting chat to the best representative of its team, in teams that are served that way: who has most of
the skills the issue asks for, then who has fewest chats, then who has been idle longest. Nobody is asked twice for the
same entry. While somebody is asked the chat stays in the line, so that *Get Next* serves the customer even sooner.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.gate import write
from deskside.kit.seats import present
from deskside.kit.storage import persistent
from deskside.people.models import Issue, Membership, Representative, Team
from deskside.queues.capacity import rooms, rooms_kept_still
from deskside.queues.entries import WAITS, lying
from deskside.queues.line import line
from deskside.queues.models import QueueEntry, Routed

AT_ONCE = 200
"""How far down a line somebody is looked for who has refused none of those before."""


class Candidate(NamedTuple):
    """One who could be asked; the smallest is the best, but for the skills an issue asks for."""

    load: int
    last_busy: float
    representative: int


def route() -> None:
    """Ask somebody for each waiting chat, as long as there is anybody to ask."""
    _let_lapse()
    for team in Team.objects.filter(routing=Team.Routing.BEST):
        ready = line(team.pk).filter(reason__in=WAITS, routed_to=None, chat__customer_presence=Chat.Presence.HERE)
        if ready.exists():
            _route(team, list(ready.select_related("chat")[:AT_ONCE]), candidates(team))


def reject(actor: Actor, entry: int) -> bool:
    """Say no to a chat one was asked for; false where one is not asked, or no more."""
    return bool(lying(pk=entry, routed_to=actor.id).update(routed_to=None, until=None))


def candidates(team: Team) -> list[Candidate]:
    """Who of a team could be asked now: available, connected, with room, and not being asked. The best first."""
    members = Membership.objects.filter(team=team).values("representative")
    available = Representative.objects.filter(pk__in=members, availability=Representative.Availability.AVAILABLE)
    here = available.filter(pk__in=present("representative"))
    asked = lying(routed_to__isnull=False).values("routed_to")
    free = set(here.exclude(pk__in=asked).values_list("pk", flat=True))
    room, busy = rooms(free), _last_busy(free)
    return sorted(Candidate(room[each].load, busy[each], each) for each in free if room[each].left)


def _route(team: Team, entries: Sequence[QueueEntry], free: list[Candidate]) -> None:
    if not free:
        return
    refused = _refused(entries)
    wanted = _skills_of_issues({entry.chat.issue_id for entry in entries})
    has = _skills_of_people([each.representative for each in free])
    for entry in entries:
        fit = [each for each in free if (entry.pk, each.representative) not in refused]
        for best in sorted(fit, key=lambda each: (len(wanted[entry.chat.issue_id] - has[each.representative]), each)):
            free.remove(best)
            if _ask(best.representative, entry, team):
                break
        if not free:
            return


@persistent
def _ask(representative: int, entry: QueueEntry, team: Team) -> bool:
    """Ask somebody, unless they have no room any more or another node asks them; false where they cannot be asked."""
    with write():
        room = rooms_kept_still([representative])[representative]
        if not room.left or lying(routed_to=representative).exists():
            return False
        until = clock.now() + timedelta(seconds=team.accept_within)
        if lying(pk=entry.pk, routed_to=None).update(routed_to=representative, until=until):
            Routed.objects.create(entry=entry, representative_id=representative)
        return True


@persistent
def _let_lapse() -> None:
    """Who did not answer in time is not asked any more; without anybody left to ask, the chat is served by hand."""
    late = lying(routed_to__isnull=False, until__lte=clock.now())
    if late.exists():
        with write():
            late.update(routed_to=None, until=None)


def _refused(entries: Sequence[QueueEntry]) -> set[tuple[int, int]]:
    """Who was asked for which of these entries already."""
    return set(Routed.objects.filter(entry__in=entries).values_list("entry", "representative"))


def _skills_of_issues(issues: Collection[int]) -> dict[int, set[int]]:
    skills: dict[int, set[int]] = {issue: set() for issue in issues}
    for issue, skill in Issue.skills.through.objects.filter(issue__in=issues).values_list("issue", "skill"):
        skills[issue].add(skill)
    return skills


def _skills_of_people(people: Collection[int]) -> dict[int, set[int]]:
    skills: dict[int, set[int]] = {person: set() for person in people}
    known = Representative.skills.through.objects.filter(representative__in=people)
    for person, skill in known.values_list("representative", "skill"):
        skills[person].add(skill)
    return skills


def _last_busy(representatives: Collection[int]) -> dict[int, float]:
    """When each was last in the chat they came into last; 0 for those never in one."""
    last = Participant.objects.filter(representative=OuterRef("pk")).order_by("-pk")[:1]
    moments = Subquery(last.values(moment=Coalesce("left_at", "joined_at")))
    rows = Representative.objects.filter(pk__in=representatives).annotate(moment=moments)
    return {pk: moment.timestamp() if moment else 0.0 for pk, moment in rows.values_list("pk", "moment")}
