"""Who is alerted of what: worked out anew from what the database says, so that no alert can be lost or linger.

A chat that waits concerns whoever is on duty as Queue Manager first, then the whole team, then its leads; where nobody
on duty is there to hear it, the team at once. What is offered to one person concerns that person alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from deskside.chats.access import theirs
from deskside.chats.events import OfferReason, Person
from deskside.chats.models import Chat
from deskside.kit.clock import clock, milliseconds
from deskside.kit.seats import present, seen_since
from deskside.kit.storage import persistent
from deskside.people.access import LEADING
from deskside.people.duty import Roster, on_duty
from deskside.people.models import Membership, Representative
from deskside.queues.capacity import Room, rooms
from deskside.queues.entries import OFFERS, Reason, lying
from deskside.queues.feed import Alert, AlertKind, DeskBoard, Duty, OfferRow
from deskside.queues.models import QueueEntry

WORKING_DAY = timedelta(hours=12)
"""For how long somebody who has closed the console is still alerted."""

MOST = 20
"""Alerts about one team's queue that are worth telling somebody at once: they are served from the first on."""


Availability = Representative.Availability


class _Standing(NamedTuple):
    """How somebody stands in a team; those who stand alike are alerted alike."""

    team: int
    on_duty: bool
    leads: bool
    availability: str
    has_room: bool


class _Watch(NamedTuple):
    """Who is on duty in each team, and the teams in which one of them is there to hear an alert."""

    duty: Roster
    watched: set[int]


@persistent
def desks(representatives: Sequence[int]) -> list[DeskBoard]:
    """The own boards of representatives, in a few statements however many they are."""
    now = clock.now()
    room = rooms(representatives)
    members = list(Membership.objects.filter(representative__in=representatives).select_related("representative"))
    watch = _watch({member.team_id for member in members}, now)
    duty = _duty(watch, {member.team_id for member in members})
    own = _own_entries(representatives)
    about_teams = _team_alerts(members, room, watch, now)
    boards = []
    for representative in representatives:
        about_me = [alert for entry in own[representative] if (alert := _own_alert(entry, now))]
        board = DeskBoard(
            offers=[_offer_row(entry) for entry in own[representative] if entry.reason in OFFERS],
            alerts=sorted(about_me + about_teams[representative], key=lambda alert: (alert.since, alert.entry)),
            duty=[duty[member.team_id] for member in members if member.representative_id == representative],
            load=room[representative].load,
            capacity=room[representative].capacity,
        )
        boards.append(board)
    return boards


def pushable(representatives: Sequence[int]) -> dict[int, list[Alert]]:
    """What those of these people who are not connected are alerted of all the same: whoever was here today and did not
    say that they are away, or is on duty.
    """
    now = clock.now()
    today = set(seen_since("representative", now - WORKING_DAY))
    teams = Membership.objects.filter(representative__in=representatives).values_list("team", flat=True)
    on = {person for people in on_duty(set(teams), now).values() for person in people}
    absent = set(representatives) - set(present("representative"))
    asked = sorted(absent & (today | on))
    return {each: desk.alerts for each, desk in zip(asked, desks(asked), strict=True) if desk.alerts}


def _own_entries(representatives: Collection[int]) -> dict[int, list[QueueEntry]]:
    """What lies in people's own queues, or was routed to them."""
    entries: dict[int, list[QueueEntry]] = defaultdict(list)
    for rows in (lying(representative__in=representatives), lying(routed_to__in=representatives)):
        for entry in rows.select_related("chat__issue", "team", "offered_by").order_by("pk"):
            entries[entry.representative_id or entry.routed_to_id or 0].append(entry)
    return entries


def _team_alerts(
    members: Iterable[Membership], room: dict[int, Room], watch: _Watch, now: datetime
) -> dict[int, list[Alert]]:
    """The alerts about the queues of teams, for each of their members."""
    alerts: dict[int, list[Alert]] = defaultdict(list)
    known: dict[_Standing, list[tuple[int | None, Alert]]] = {}
    waiting = _waiting({member.team_id for member in members})
    inside = theirs([member.representative_id for member in members])
    for member in members:
        standing = _Standing(
            member.team_id,
            member.representative_id in watch.duty[member.team_id],
            member.role in LEADING,
            member.representative.availability,
            room[member.representative_id].left > 0,
        )
        if standing not in known:
            about = ((entry, _kind(standing, entry, watch, now)) for entry in waiting[member.team_id])
            known[standing] = [(entry.offered_by_id, _alert(entry, kind)) for entry, kind in about if kind is not None]
        # Whoever has a chat, or offered it, need not be told that it is offered to their team.
        me = member.representative_id
        mine = inside.get(me, ())
        alerts[me] += [alert for by, alert in known[standing] if by != me and alert.chat not in mine]
    return alerts


def _waiting(teams: Collection[int]) -> dict[int, list[QueueEntry]]:
    """What lies in the queues of these teams and can be taken; of each the head, so that a queue of thousands costs no
    more.
    """
    ready = lying(representative=None, chat__customer_presence=Chat.Presence.HERE)
    rows = ready.select_related("chat__issue", "team", "offered_by").order_by("lies_since", "pk")
    return {team: list(rows.filter(team=team)[:MOST]) for team in teams}


def _kind(standing: _Standing, entry: QueueEntry, watch: _Watch, now: datetime) -> AlertKind | None:
    """Whether somebody who stands so is alerted of an entry now, and as what."""
    lies = (now - entry.lies_since).total_seconds()
    unanswered = lies >= entry.team.escalate_after
    available = standing.availability == Availability.AVAILABLE
    if entry.reason in OFFERS:
        return cast("OfferReason", entry.reason) if available else None
    if unanswered and standing.leads and standing.availability != Availability.AWAY:
        return "overdue"
    if entry.routed_to_id is not None and entry.until is not None and entry.until > now:
        return None  # Somebody is just being asked.
    everybody = standing.team not in watch.watched or lies >= entry.team.widen_after
    concerned = standing.on_duty or (everybody and (standing.has_room or unanswered))
    return "new" if available and concerned else None


def _watch(teams: Collection[int], now: datetime) -> _Watch:
    duty = on_duty(teams, now)
    people = {person for on in duty.values() for person in on}
    available = Representative.objects.filter(pk__in=people, availability=Availability.AVAILABLE)
    here = set(available.filter(pk__in=present("representative")).values_list("pk", flat=True))
    return _Watch(duty, {team for team, on in duty.items() if on & here})


def _own_alert(entry: QueueEntry, now: datetime) -> Alert | None:
    if entry.representative_id is None:
        return _alert(entry, "routed") if entry.until is not None and entry.until > now else None
    if entry.reason in OFFERS:
        return _alert(entry, cast("OfferReason", entry.reason))
    reminds = now - entry.lies_since >= timedelta(seconds=entry.team.hold_reminder_after)
    return _alert(entry, "hold") if entry.reason == Reason.HOLD and reminds else None


def _alert(entry: QueueEntry, kind: AlertKind) -> Alert:
    return Alert(
        entry=entry.pk,
        kind=kind,
        team=entry.team.name,
        chat=entry.chat_id,
        number=entry.chat.number,
        name=entry.chat.customer_name,
        issue=entry.chat.issue.name,
        since=milliseconds(entry.lies_since),
        waiting_since=milliseconds(entry.waiting_since),
        repeat=entry.team.repeat_after,
        by=entry.offered_by.name if entry.offered_by else None,
        until=milliseconds(entry.until) if entry.until else None,
    )


def _offer_row(entry: QueueEntry) -> OfferRow:
    assert entry.offered_by is not None
    return OfferRow(
        entry=entry.pk,
        chat=entry.chat_id,
        number=entry.chat.number,
        name=entry.chat.customer_name,
        issue=entry.chat.issue.name,
        team=entry.team.name,
        reason=cast("OfferReason", entry.reason),
        by=Person(entry.offered_by.pk, entry.offered_by.name),
        note=entry.note,
        since=milliseconds(entry.lies_since),
        until=milliseconds(entry.until) if entry.until else None,
        waiting_since=milliseconds(entry.waiting_since),
    )


def _duty(watch: _Watch, teams: Collection[int]) -> dict[int, Duty]:
    people = Representative.objects.in_bulk({person for on in watch.duty.values() for person in on})
    return {
        team: Duty(team, [Person(each, people[each].name) for each in sorted(watch.duty[team])], team in watch.watched)
        for team in teams
    }
