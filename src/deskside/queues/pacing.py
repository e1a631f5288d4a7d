"""What a team's line did lately, for estimating how long somebody at a place in it waits."""

from deskside.kit.clock import clock
from deskside.kit.seats import present
from deskside.kit.storage import persistent
from deskside.people.models import Representative
from deskside.queues.entries import WAITS
from deskside.queues.estimating import Pace, Served
from deskside.queues.models import QueueEntry

HISTORY = 300
"""How many of those who left a line last are looked at."""


@persistent
def pace(team: int) -> Pace | None:
    """How a team's line moves now, or nothing where it cannot be told honestly."""
    line = QueueEntry.objects.filter(team=team, representative=None, reason__in=WAITS)
    left = line.filter(closed_at__isnull=False).order_by("-closed_at")[:HISTORY]
    history = [
        Served(joined.timestamp(), closed.timestamp(), taker)
        for joined, closed, taker in left.values_list("lies_since", "closed_at", "taken_by")
        if closed is not None
    ]
    lies = line.filter(closed_at=None).values_list("lies_since", flat=True)
    staff = Representative.objects.filter(
        teams=team, availability=Representative.Availability.AVAILABLE, pk__in=present("representative")
    )
    return Pace.of(
        history, [joined.timestamp() for joined in lies], clock.now().timestamp(), staff.values_list("pk", flat=True)
    )
