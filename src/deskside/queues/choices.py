"""To whom a chat could be handed: colleagues with their availability and load, and teams with theirs."""

from typing import Literal, cast

from msgspec import Struct

from deskside.kit.actor import Actor
from deskside.kit.seats import present
from deskside.people.feed import Availability
from deskside.people.models import Membership, Representative, Team
from deskside.queues.capacity import rooms
from deskside.queues.entries import lying

Presence = Literal["available", "busy", "away", "signed_out"]


class Colleague(Struct, frozen=True):
    """A representative other than me.

    Args:
        teams: the teams they serve.
        presence: their availability, or that they are not connected; then nothing can be offered to them.
        label: their own words beside it.
        load: how many chats they have under way.
        capacity: how many they can have.
    """

    id: int
    name: str
    teams: list[str]
    presence: Presence
    label: str
    load: int
    capacity: int


class TeamChoice(Struct, frozen=True):
    """A team, how many wait in its queue, and how many of it are connected and available."""

    id: int
    name: str
    waiting: int
    available: int


class Choices(Struct, frozen=True):
    """Everybody a chat could be handed to: those who are there first."""

    people: list[Colleague]
    teams: list[TeamChoice]


ORDER: list[Presence] = ["available", "busy", "away", "signed_out"]


def choices(actor: Actor) -> Choices:
    """Everybody a representative could hand a chat to."""
    people = Representative.objects.filter(is_active=True, memberships__isnull=False).distinct()
    here = set(people.filter(pk__in=present("representative")).values_list("pk", flat=True))
    available = here & set(
        people.filter(availability=Representative.Availability.AVAILABLE).values_list("pk", flat=True)
    )
    serving: dict[int, list[str]] = {}
    ready: dict[int, int] = {}
    for row in Membership.objects.select_related("team").order_by("team__name"):
        serving.setdefault(row.representative_id, []).append(row.team.name)
        ready[row.team_id] = ready.get(row.team_id, 0) + (row.representative_id in available)
    room = rooms(people.values_list("pk", flat=True))
    colleagues = [
        Colleague(
            person.pk,
            person.name,
            serving.get(person.pk, []),
            cast("Availability", person.availability) if person.pk in here else "signed_out",
            person.availability_label,
            *room[person.pk],
        )
        for person in people.exclude(pk=actor.id)
    ]
    colleagues.sort(key=lambda each: (ORDER.index(each.presence), each.load, each.name))
    return Choices(colleagues, [TeamChoice(pk, name, waiting, ready.get(pk, 0)) for pk, name, waiting in _teams()])


def _teams() -> list[tuple[int, str, int]]:
    waiting: dict[int, int] = {}
    for team in lying(representative=None).values_list("team", flat=True):
        waiting[team] = waiting.get(team, 0) + 1
    return [(pk, name, waiting.get(pk, 0)) for pk, name in Team.objects.values_list("pk", "name")]
