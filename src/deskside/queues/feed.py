"""What a screen sees of a queue."""

from collections.abc import Iterable
from typing import Literal, cast

from django.db.models import Count, Min
from msgspec import Struct

from deskside.chats.events import OfferReason, Person
from deskside.chats.models import Chat
from deskside.kit.clock import clock, milliseconds
from deskside.kit.storage import persistent
from deskside.people.models import Team
from deskside.queues.entries import lying
from deskside.queues.line import line
from deskside.queues.models import QueueEntry

Reason = Literal["new", "returned", "hold", "transfer", "invitation"]


class WaitingRow(Struct, frozen=True):
    """One chat waiting in a team's queue.

    Args:
        entry: the queue entry, which *queue.take* names.
        description: the beginning of what the customer wrote, at most 120 characters.
        priority: higher is served first.
        waiting_since: when the customer first stood in line; milliseconds since 1970.
        away: the customer's connection is gone for the moment; Get Next passes over them.
        by: for a transfer or an invitation to the team: who made it.
        note: what they said about it.
    """

    entry: int
    chat: int
    number: str
    name: str
    issue: str
    description: str
    reason: Reason
    priority: int
    waiting_since: int
    away: bool
    by: Person | None = None
    note: str = ""


class Withdrawn(Struct, frozen=True):
    """A row that is no longer waiting, and who took it; nobody where the customer left."""

    entry: int
    taken_by: str | None


class Taken(Struct, frozen=True):
    """The chat that is now mine; it has already been sent as a ``chat`` frame."""

    chat: int


class Offered(Struct, frozen=True):
    """The offer that now waits for an answer; *offer.withdraw* names it."""

    offer: int


class OfferRow(Struct, frozen=True):
    """A chat that is offered to me, lying in my own queue.

    Args:
        entry: its number, which *offer.accept* and *offer.decline* name.
        reason: a transfer makes the chat mine, an invitation asks me to help.
        by: who offers it.
        since: when it was made; milliseconds since 1970.
        until: when it lapses.
        waiting_since: when the customer first stood in line.
    """

    entry: int
    chat: int
    number: str
    name: str
    issue: str
    team: str
    reason: OfferReason
    by: Person
    note: str
    since: int
    until: int | None
    waiting_since: int


AlertKind = Literal["new", "overdue", "routed", "transfer", "invitation", "hold"]


class Alert(Struct, frozen=True):
    """Something I am alerted of, again and again, until somebody acts.

    Args:
        entry: the queue entry it is about.
        kind: ``new``: somebody waits in my team's queue; ``overdue``: the same, unanswered for so long that leads are
            called; ``routed``: I was chosen for it, *queue.take* accepts and *offer.decline* rejects it until
            ``until``; ``transfer`` and ``invitation``: to me or to my team; ``hold``: I have held it for long.
        team: in whose queue it lies, or whose it is.
        since: when it came to lie there; milliseconds since 1970.
        by: who offers it.
        until: when it goes on to somebody else, or back to the line.
        repeat: seconds between two alerts.
    """

    entry: int
    kind: AlertKind
    team: str
    chat: int
    number: str
    name: str
    issue: str
    since: int
    waiting_since: int
    repeat: int
    by: str | None = None
    until: int | None = None


class Duty(Struct, frozen=True):
    """Who is on duty as Queue Manager of a team of mine, connected or not.

    Args:
        team: which.
        people: those on duty.
        watching: whether one of them is connected and available; otherwise the whole team is alerted at once.
    """

    team: int
    people: list[Person]
    watching: bool


class DeskBoard(Struct, frozen=True):
    """What is a representative's own beside their chats.

    Args:
        offers: the chats offered to me, the oldest offer first.
        alerts: what I am alerted of now, the longest first.
        duty: for each of my teams.
        load: how many chats I have under way.
        capacity: how many I can have at once, unless by choice.
    """

    offers: list[OfferRow]
    alerts: list[Alert]
    duty: list[Duty]
    load: int
    capacity: int


class TeamBoard(Struct, frozen=True):
    """A team's queue in the order it is served, at a version."""

    team: int
    version: int
    rows: list[WaitingRow]


SHORT = 120
"""How many characters of the description a row shows."""


@persistent
def team_rows(team: int) -> list[WaitingRow]:
    """A team's queue in the order it is served."""
    return [
        WaitingRow(
            entry=entry.pk,
            chat=entry.chat_id,
            number=entry.chat.number,
            name=entry.chat.customer_name,
            issue=entry.chat.issue.name,
            description=entry.chat.description[:SHORT],
            reason=cast("Reason", entry.reason),
            priority=entry.rank,
            waiting_since=milliseconds(entry.waiting_since),
            away=entry.chat.customer_presence != Chat.Presence.HERE,
            by=Person(entry.offered_by.pk, entry.offered_by.name) if entry.offered_by else None,
            note=entry.note,
        )
        for entry in line(team).select_related("chat__issue", "offered_by")
    ]


class Wait(Struct, frozen=True):
    """How long it usually takes from a place in line: four in five wait between these, in seconds."""

    low: int
    high: int


class Line(Struct, frozen=True):
    """How long a team's queue is, and for how long the first in it has waited."""

    team: str
    waiting: int
    longest_seconds: float


def lines() -> list[Line]:
    """The queues of all teams, empty ones too."""
    counted = lying(representative=None).values("team").annotate(waiting=Count("pk"), first=Min("waiting_since"))
    found = {row["team"]: row for row in counted.order_by()}
    now = clock.now()
    return [
        Line(name, found[team]["waiting"], (now - found[team]["first"]).total_seconds())
        if team in found
        else Line(name, 0, 0.0)
        for team, name in Team.objects.values_list("pk", "name")
    ]


@persistent
def teams_waited_for() -> list[int]:
    """The teams in whose queues somebody waits."""
    return list(lying(representative=None).values_list("team", flat=True).distinct())


@persistent
def takers(entries: Iterable[int]) -> list[Withdrawn]:
    """What became of entries that are no longer in line."""
    rows = QueueEntry.objects.filter(pk__in=entries).select_related("taken_by")
    return [Withdrawn(row.pk, row.taken_by.name if row.taken_by else None) for row in rows]
