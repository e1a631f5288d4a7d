"""The line of a team: who is served before whom. A returned chat first, then by priority, then the longest wait."""

from collections.abc import Iterable

from django.db.models import QuerySet

from deskside.chats.models import Chat
from deskside.people.models import Issue
from deskside.queues.entries import lying
from deskside.queues.models import QueueEntry

RETURNED_RANK = 10_000
"""Above every priority."""


def rank_of(issue: Issue) -> int:
    """Where a new chat of this issue stands: higher is served first."""
    return min(issue.priority, RETURNED_RANK - 1)


def line(team: int) -> QuerySet[QueueEntry]:
    """Everything waiting in a team's queue, in the order it is served."""
    return lying(team=team, representative=None).order_by("-rank", "waiting_since", "pk")


def teams_with_absent() -> frozenset[int]:
    """The teams in whose lines somebody stands who is away."""
    absent = lying(representative=None).exclude(chat__customer_presence=Chat.Presence.HERE)
    return frozenset(absent.values_list("team", flat=True).distinct())


def servable(teams: Iterable[int], limit: int, *, patient: bool) -> list[QueueEntry]:
    """The fronts of several lines together, held until the transaction ends; customers who are away are passed over
    without losing their place.

    Args:
        teams: whose lines.
        limit: how many of each line at most.
        patient: whether to wait for entries another node holds just now; otherwise they are passed over.
    """
    present = [
        entry
        for team in sorted(teams)
        for entry in line(team)
        .filter(chat__customer_presence=Chat.Presence.HERE)
        .exclude(reason=QueueEntry.Reason.INVITATION)
        .select_for_update(of=("self",), no_key=True, skip_locked=not patient)[:limit]
    ]
    return sorted(present, key=lambda entry: (-entry.rank, entry.waiting_since, entry.pk))
