"""Which node does a job this time, so that what time does is done once in the cluster and not once a node."""

from datetime import timedelta

from django.db import connection

from deskside.kit.clock import clock
from deskside.kit.models import Turn

_SLACK = 0.9
"""A turn is over a little before the next is due, so that the node that had it is not refused for being punctual."""


def mine(job: str, every: float) -> bool:
    """Take the turn of a job that is due every so many seconds; false where another node has taken it.

    The node that is first takes it; should it die, the next turn is simply another's. On SQLite there is only one node.
    """
    if connection.vendor == "sqlite":
        return True
    now = clock.now()
    until = now + timedelta(seconds=every * _SLACK)
    if Turn.objects.filter(job=job, done_until__lte=now).update(done_until=until):
        return True
    return Turn.objects.get_or_create(job=job, defaults={"done_until": until})[1]
