"""Who is who, and which teams are whose."""

from collections.abc import Iterable

from deskside.kit.actor import Actor
from deskside.people.models import Membership, Representative

LEADING = (Membership.Role.LEAD, Membership.Role.MANAGER)


def actor_of(representative: Representative) -> Actor:
    """A representative as the one who asks for something."""
    return Actor("representative", representative.pk, representative.name)


def teams_served(representative: int) -> set[int]:
    """The teams in which a representative has any role."""
    return set(Membership.objects.filter(representative=representative).values_list("team", flat=True))


def teams_of(representatives: Iterable[int]) -> dict[int, frozenset[int]]:
    """The teams of several representatives; those who serve in none are left out."""
    served: dict[int, set[int]] = {}
    rows = Membership.objects.filter(representative__in=set(representatives))
    for representative, team in rows.values_list("representative", "team"):
        served.setdefault(representative, set()).add(team)
    return {representative: frozenset(teams) for representative, teams in served.items()}


def leads(representative: int, team: int) -> bool:
    """Whether a representative is a lead or manager of a team."""
    return Membership.objects.filter(representative=representative, team=team, role__in=LEADING).exists()
