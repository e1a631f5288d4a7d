"""The cast: two teams, four representatives with known roles, and customers who ask for help."""

import itertools
from dataclasses import dataclass, field
from datetime import timedelta

from deskside.chats.commands import PostMessage, draft_of
from deskside.chats.models import Chat
from deskside.chats.timeline import Recorded, record
from deskside.kit import seats
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Refusal
from deskside.kit.gate import write
from deskside.kit.models import Node, Seat
from deskside.people.access import actor_of
from deskside.people.models import Issue, Membership, Representative, Team
from deskside.portal.actions import start
from deskside.portal.form import Request
from deskside.queues.commands import GetNext
from deskside.queues.picking import get_next

_keys = (f"key-{number:08d}" for number in itertools.count())


def new_key() -> str:
    """A key nobody has used."""
    return next(_keys)


@dataclass
class Cast:
    """Ana and Devin serve the Service Desk, Leah leads it; Tomas serves another team and is the outsider."""

    desk: Team
    classroom: Team
    wireless: Issue
    password: Issue
    projector: Issue
    ana: Actor
    devin: Actor
    leah: Actor
    tomas: Actor
    people: dict[str, Representative] = field(default_factory=dict)

    def waiting(self, name: str = "Maya Okafor", issue: Issue | None = None) -> Chat:
        """A customer who stands in line."""
        request = Request(
            new_key(), (issue or self.wireless).pk, name, "maya@example.org", "It does not work.", "Browser"
        )
        with write():
            return start(request)

    def active(self, name: str = "Maya Okafor", by: Actor | None = None) -> Chat:
        """A customer who is being helped, by Ana unless somebody else is named."""
        chat = self.waiting(name)
        with write():
            outcome = get_next([(by or self.ana, GetNext(key=new_key(), beyond=True))])[0]
        assert outcome == {"chat": chat.pk}, "somebody else was waiting too"
        chat.refresh_from_db()
        return chat


def make_cast() -> Cast:
    """Write the cast into an empty database."""
    # Whoever ends a chat here means it; the time to undo it is a test of its own.
    desk, classroom = (Team.objects.create(name=name, undo_end_for=0) for name in ("Service Desk", "Classroom Support"))
    roles = {
        "Ana Ruiz": (desk, "member"),
        "Devin Park": (desk, "member"),
        "Leah Stone": (desk, "lead"),
        "Tomas Berg": (classroom, "member"),
    }
    people = {}
    for name, (team, role) in roles.items():
        email = f"{name.split()[0].lower()}@example.org"
        people[name] = Representative.objects.create(email=email, name=name)
        Membership.objects.create(team=team, representative=people[name], role=role)
    ana, devin, leah, tomas = (actor_of(person) for person in people.values())
    return Cast(
        desk=desk,
        classroom=classroom,
        wireless=Issue.objects.create(name="Wireless or network", team=desk),
        password=Issue.objects.create(name="Password or sign-in", team=desk, priority=1),
        projector=Issue.objects.create(name="Classroom equipment", team=classroom),
        ana=ana,
        devin=devin,
        leah=leah,
        tomas=tomas,
        people=people,
    )


def customer(chat: Chat) -> Actor:
    """The customer of a chat."""
    return Actor("customer", chat.pk, chat.customer_name)


def come(*actors: Actor, node: str = "one") -> None:
    """These connect to a node, whose lease has been running for an hour."""
    seats.renew(node)
    Node.objects.filter(name=node).update(started_at=clock.now() - timedelta(hours=1))
    seats.move(node, {(actor.role, actor.id): True for actor in actors})


def go(*actors: Actor, node: str = "one", ago: float = 0) -> None:
    """The last connection of these to a node is gone, since so many seconds."""
    seats.move(node, {(actor.role, actor.id): False for actor in actors})
    left = Seat.objects.filter(node=node, left_at__isnull=False, person__in=[actor.id for actor in actors])
    left.update(left_at=clock.now() - timedelta(seconds=ago))


def post(actor: Actor, chat: Chat | int, text: str, *, note: bool = False, key: str = "") -> Recorded | Refusal:
    """Say something, as the live shell would."""
    number = chat if isinstance(chat, int) else chat.pk
    command = PostMessage(key=key or new_key(), chat=number, text=text, note=note)
    with write():
        return record([draft_of(actor, command)])[0]
