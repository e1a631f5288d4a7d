"""What a screen sees of people."""

from typing import Literal

from msgspec import Struct

Availability = Literal["available", "busy", "away"]


class MyTeam(Struct, frozen=True):
    """A team I serve, and my role in it."""

    id: int
    name: str
    role: Literal["member", "lead", "manager"]


class Me(Struct, frozen=True):
    """The representative whose console this is.

    Args:
        label: free words beside the availability, e.g. "back at 14:00".
        is_staff: may open the admin pages.
    """

    id: int
    name: str
    email: str
    availability: Availability
    label: str
    teams: list[MyTeam]
    is_staff: bool
