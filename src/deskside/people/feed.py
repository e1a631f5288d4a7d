"""What a screen sees of people."""

from typing import Literal, cast

from msgspec import Struct

from deskside.kit.seats import present
from deskside.people.models import Membership, Representative

Availability = Literal["available", "busy", "away"]
TeamRole = Literal["member", "lead", "manager"]


class MyTeam(Struct, frozen=True):
    """A team I serve, and my role in it."""

    id: int
    name: str
    role: TeamRole


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


def me(representative: int) -> Me:
    """What a representative's own console says about them."""
    person = Representative.objects.get(pk=representative)
    memberships = Membership.objects.filter(representative=person).select_related("team").order_by("team__name")
    return Me(
        id=person.pk,
        name=person.name,
        email=person.email,
        availability=cast("Availability", person.availability),
        label=person.availability_label,
        teams=[MyTeam(row.team_id, row.team.name, cast("TeamRole", row.role)) for row in memberships],
        is_staff=person.is_staff,
    )


def answering_teams() -> set[int]:
    """The teams of which somebody is connected and available now."""
    return set(
        Membership.objects.filter(
            representative__availability=Representative.Availability.AVAILABLE,
            representative__in=present("representative"),
        ).values_list("team", flat=True)
    )
