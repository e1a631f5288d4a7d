"""Who is who, and which teams are whose."""

from deskside.kit.actor import Actor
from deskside.people.models import Membership, Representative

LEADING = (Membership.Role.LEAD, Membership.Role.MANAGER)


def actor_of(representative: Representative) -> Actor:
    """A representative as the one who asks for something."""
    return Actor("representative", representative.pk, representative.name)


def teams_served(representative: int) -> set[int]:
    """The teams in which a representative has any role."""
    return set(Membership.objects.filter(representative=representative).values_list("team", flat=True))


def leads(representative: int, team: int) -> bool:
    """Whether a representative is lead or manager of a team."""
    return Membership.objects.filter(representative=representative, team=team, role__in=LEADING).exists()
