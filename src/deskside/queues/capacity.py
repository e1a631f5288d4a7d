"""How many chats a representative has at once, and how many they can have."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Count, QuerySet

from deskside.chats.models import Chat, Participant
from deskside.kit.errors import Conflict
from deskside.people.models import Representative


class Room(NamedTuple):
    """The chats somebody has, and how many they can have at once."""

    load: int
    capacity: int

    @property
    def left(self) -> int:
        """How many more they can have; none where they have more than that by choice."""
        return max(0, self.capacity - self.load)


def rooms(representatives: Collection[int]) -> dict[int, Room]:
    """The room of each of these."""
    return _rooms(Representative.objects.filter(pk__in=representatives))


def rooms_kept_still(representatives: Collection[int]) -> dict[int, Room]:
    """The same, and until the transaction ends nobody else who asks in this way gives them a chat."""
    return _rooms(Representative.objects.filter(pk__in=representatives).order_by("pk").select_for_update(no_key=True))


def _rooms(people: QuerySet[Representative]) -> dict[int, Room]:
    capacities = dict(people.values_list("pk", "capacity"))
    # In this order: what is counted under the lock stays true.
    loads = _loads(capacities)
    return {
        representative: Room(loads.get(representative, 0), capacity) for representative, capacity in capacities.items()
    }


def _loads(representatives: Iterable[int]) -> dict[int, int]:
    """Chats under way count; those on hold, about to end, or left by their customer do not."""
    inside = Participant.objects.filter(representative__in=list(representatives), left_at=None)
    busy = inside.filter(chat__state=Chat.State.ACTIVE, chat__ending_at=None)
    busy = busy.exclude(chat__customer_presence=Chat.Presence.LEFT)
    return dict(busy.values_list("representative").annotate(Count("pk")).order_by())


def full(room: Room) -> Conflict:
    """The refusal for one more chat than somebody can have, which they can still take by choice."""
    return Conflict(
        "capacity.full",
        f"You have {room.load} of {room.capacity} chats. Finish or hold one first, or take one more by choice.",
        load=room.load,
        capacity=room.capacity,
    )
