"""Who is connected, as all nodes know it: in the database, so that neither a node that dies nor a restarted Redis can
change it.

Each serving process is a *node* with a lease, which it renews every few seconds in one row, however many people are
connected to it. A person connected to a node has a *seat* there, written when they come and when they go. Somebody is
present while they have a seat they have not left at a node whose lease runs; else they were last seen when they left
it, or when the lease ran out.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from deskside.kit.actor import Role
from deskside.kit.clock import clock
from deskside.kit.gate import write
from deskside.kit.models import Node, Seat
from deskside.kit.storage import persistent

LEASE = timedelta(seconds=10)
"""How long a node counts as alive after its last renewal."""

RENEW_EVERY = 3.0
"""Seconds."""

REMEMBERED = timedelta(days=1)

Person = tuple[Role, int]


@persistent
def renew(node: str) -> bool:
    """Renew a node's lease, or take its first one.

    Returns:
        Whether the lease had not run out. If it had, everybody's graces begin anew: while no node was alive nobody
        could have connected to one.
    """
    now = clock.now()
    with write():
        running = Node.objects.filter(name=node, alive_until__gte=now)
        if running.update(alive_until=now + LEASE):
            return True
        lease = {"secret": _fingerprint(), "started_at": now, "alive_until": now + LEASE}
        Node.objects.update_or_create(name=node, defaults=lease)
        return False


@persistent
def move(node: str, people: Mapping[Person, bool]) -> None:
    """Note who has come (true) and who has gone."""
    now = clock.now()
    seats = [
        Seat(node_id=node, role=role, person=person, left_at=None if here else now)
        for (role, person), here in sorted(people.items())
    ]
    with write():
        Seat.objects.bulk_create(
            seats, update_conflicts=True, unique_fields=["role", "person", "node"], update_fields=["left_at"]
        )


@persistent
def only(node: str, people: Iterable[Person]) -> None:
    """Note that exactly these are connected to a node, whatever was noted before."""
    now = clock.now()
    with write():
        Seat.objects.filter(node=node, left_at=None).update(left_at=now)
    move(node, dict.fromkeys(people, True))


@persistent
def close(node: str) -> None:
    """A node stops: nobody is connected to it any more, and it needs no lease."""
    now = clock.now()
    with write():
        Seat.objects.filter(node=node, left_at=None).update(left_at=now)
        Node.objects.filter(name=node).update(alive_until=now)


def present(role: Role) -> QuerySet[Seat, int]:
    """The ids of those of a role who are connected now."""
    return seen_since(role, clock.now(), left=False)


def seen_since(role: Role, moment: datetime, *, left: bool = True) -> QuerySet[Seat, int]:
    """The ids of those of a role who were connected at this moment or later.

    Args:
        role: whose seats.
        moment: since when.
        left: also those who have left since then.
    """
    sitting = Q(left_at=None, node__alive_until__gte=moment)
    seats = Seat.objects.filter(sitting | Q(left_at__gte=moment) if left else sitting, role=role)
    return seats.values_list("person", flat=True)


def watched_since(moment: datetime) -> bool:
    """Whether some node that is alive now has been since then, so that absence since then means something."""
    return Node.objects.filter(alive_until__gte=clock.now(), started_at__lte=moment).exists()


def stranger() -> str | None:
    """A living node that signs with another secret than ours, if there is one: what one of the two has signed, sign-ins
    and customers' tokens, the other would refuse.
    """
    living = Node.objects.filter(alive_until__gte=clock.now())
    return living.exclude(secret=_fingerprint()).values_list("name", flat=True).first()


def _fingerprint() -> str:
    return salted_hmac("deskside.kit.seats", "secret", algorithm="sha256").hexdigest()[:16]


def forget_old() -> None:
    """Drop what is too old to matter to anybody."""
    before = clock.now() - REMEMBERED
    with write():
        Node.objects.filter(alive_until__lt=before).delete()
        Seat.objects.filter(left_at__lt=before).delete()
