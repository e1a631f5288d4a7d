"""What a screen sees of a queue."""

from collections.abc import Iterable
from typing import Literal, cast

from django.db.models import Count, Min, Q
from msgspec import Struct

from deskside.chats.models import Chat
from deskside.kit.clock import clock, milliseconds
from deskside.kit.storage import persistent
from deskside.people.models import Team
from deskside.queues.line import line
from deskside.queues.models import QueueEntry

Reason = Literal["new", "returned", "hold"]


class WaitingRow(Struct, frozen=True):
    """One chat waiting in a team's queue.

    Args:
        entry: the queue entry, which *queue.take* names.
        description: the beginning of what the customer wrote, at most 120 characters.
        priority: higher is served first.
        waiting_since: when the customer first stood in line; milliseconds since 1970.
        away: the customer's connection is gone for the moment; Get Next passes over them.
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


class Withdrawn(Struct, frozen=True):
    """A row that is no longer waiting, and who took it; nobody where the customer left."""

    entry: int
    taken_by: str | None


class Taken(Struct, frozen=True):
    """The chat that is now mine; it has already been sent as a ``chat`` frame."""

    chat: int


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
        )
        for entry in line(team).select_related("chat__issue")
    ]


class Line(Struct, frozen=True):
    """How long a team's queue is, and for how long the first in it has waited."""

    team: str
    waiting: int
    longest_seconds: float


def lines() -> list[Line]:
    """The queues of all teams, empty ones too."""
    lying = Q(entries__state=QueueEntry.State.WAITING, entries__representative=None)
    teams = Team.objects.annotate(waiting=Count("entries", lying), first=Min("entries__waiting_since", filter=lying))
    now = clock.now()
    return [Line(team.name, team.waiting, (now - team.first).total_seconds() if team.first else 0.0) for team in teams]


@persistent
def teams_waited_for() -> list[int]:
    """The teams in whose queues somebody waits."""
    waiting = QueueEntry.objects.filter(state=QueueEntry.State.WAITING, representative=None)
    return list(waiting.values_list("team", flat=True).distinct())


@persistent
def takers(entries: Iterable[int]) -> list[Withdrawn]:
    """What became of entries that are no longer in line."""
    rows = QueueEntry.objects.filter(pk__in=entries).select_related("taken_by")
    return [Withdrawn(row.pk, row.taken_by.name if row.taken_by else None) for row in rows]
