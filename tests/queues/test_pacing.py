"""From queue entries to the range a waiting customer is shown."""

from datetime import timedelta

from tests.cast import Cast, come

from deskside.kit.clock import clock
from deskside.people.models import Team
from deskside.queues.models import QueueEntry
from deskside.queues.pacing import pace

EVERY = 120
"""Seconds between two takes."""


def a_busy_hour(cast: Cast) -> None:
    """One customer taken every two minutes by Ana, each of whom had waited for six; three wait now."""
    now = clock.now()
    chats = [cast.waiting(f"Customer {number}") for number in range(23)]
    for ago, chat in enumerate(reversed(chats)):
        joined = now - timedelta(seconds=EVERY * ago + 30)
        entry = QueueEntry.objects.filter(chat=chat)
        entry.update(lies_since=joined, waiting_since=joined)
        if ago >= 3:
            entry.update(state="taken", taken_by=cast.ana.id, closed_at=joined + timedelta(seconds=3 * EVERY))


def test_a_line_that_moves_steadily_is_estimated(cast: Cast) -> None:
    a_busy_hour(cast)
    come(cast.ana)
    moving = pace(cast.desk.pk)
    assert moving is not None
    near, far = moving.range(1), moving.range(3)
    assert near is not None
    assert far is not None
    assert near.low <= EVERY
    assert far.low <= 3 * EVERY <= far.high


def test_nobody_available_nothing_promised(cast: Cast) -> None:
    a_busy_hour(cast)
    assert pace(cast.desk.pk) is None
    come(cast.devin)
    Team.objects.get(pk=cast.desk.pk).members.update(availability="away")
    assert pace(cast.desk.pk) is None


def test_another_teams_pace_is_its_own(cast: Cast) -> None:
    a_busy_hour(cast)
    come(cast.ana, cast.tomas)
    cast.waiting("Projector", cast.projector)
    assert pace(cast.classroom.pk) is None
