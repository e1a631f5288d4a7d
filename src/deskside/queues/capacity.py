"""How many chats a representative has at once, and how many they can have."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Q

from deskside.chats.models import Chat
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


BUSY_WITH = Q(
    participations__left_at=None,
    participations__chat__state=Chat.State.ACTIVE,
    participations__chat__ending_at=None,
) & ~Q(participations__chat__customer_presence=Chat.Presence.LEFT)
"""Chats under way count; those on hold, about to end, or left by their customer do not."""


def rooms(representatives: Collection[int]) -> dict[int, Room]:
    """The room of each of these."""
    counted = Representative.objects.filter(pk__in=representatives).annotate(load=Count("participations", BUSY_WITH))
    return {pk: Room(load, capacity) for pk, load, capacity in counted.values_list("pk", "load", "capacity")}


def rooms_kept_still(representatives: Collection[int]) -> dict[int, Room]:
    """The same, and until the transaction ends nobody else who asks in this way gives them a chat."""
    locked = Representative.objects.filter(pk__in=representatives).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk"))
    return rooms(representatives)


def full(room: Room) -> Conflict:
    """The refusal for one more chat than somebody can have, which they can still take by choice."""
    return Conflict(
        "capacity.full",
        f"You have {room.load} of {room.capacity} chats. Finish or hold one first, or take one more by choice.",
        load=room.load,
        capacity=room.capacity,
    )
