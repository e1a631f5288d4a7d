"""Looking at chats one does not follow: those of the past, those one is offered, a team's."""

from datetime import datetime
from typing import Literal, cast

from msgspec import Struct

from deskside.chats.access import theirs
from deskside.chats.events import Event, Person
from deskside.chats.feed import ChatView, State, Wish, opened
from deskside.chats.life import offers_of
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import not_yours
from deskside.kit.actor import Actor
from deskside.kit.clock import milliseconds
from deskside.kit.errors import NotAllowed
from deskside.kit.gate import reading
from deskside.kit.seats import present
from deskside.people.access import leads, teams_served

MOST_RECENT = 30

LATELY = 100
"""Participations among which those are; somebody may have been in a chat more than once."""


class PastChat(Struct, frozen=True):
    """A chat I took part in.

    Args:
        left_at: when I left it, or it ended; milliseconds since 1970.
        owner: whose it is or was at last.
        open: whether it goes on without me.
    """

    id: int
    number: str
    name: str
    issue: str
    team: str
    left_at: int
    owner: Person | None
    open: bool


class Recent(Struct, frozen=True):
    """My recent chats, the last first."""

    chats: list[PastChat]


class Look(Struct, frozen=True):
    """A chat as it is at this moment; nothing more will come of it."""

    view: ChatView
    events: list[Event]


class TeamChat(Struct, frozen=True):
    """A chat somebody of a team has.

    Args:
        owner_presence: whether they are there; ``signed_out`` is not connected.
        since: when the customer first stood in line; milliseconds since 1970.
    """

    id: int
    number: str
    name: str
    issue: str
    state: State
    owner: Person
    owner_presence: Literal["available", "busy", "away", "signed_out"]
    since: int


class TeamChats(Struct, frozen=True):
    """The chats of a team that somebody has, the oldest first."""

    rows: list[TeamChat]


def recent(actor: Actor) -> Recent:
    """The chats a representative took part in and is in no more."""
    mine_now = frozenset(theirs([actor.id]).get(actor.id, ()))
    left = Participant.objects.filter(representative=actor.id, left_at__isnull=False).order_by("-pk")[:LATELY]
    latest: dict[int, datetime] = {}
    for chat_id, left_at in left.values_list("chat", "left_at"):
        if left_at is not None and chat_id not in mine_now:
            latest[chat_id] = max(left_at, latest.get(chat_id, left_at))
    newest = sorted(latest, key=lambda chat_id: latest[chat_id], reverse=True)[:MOST_RECENT]
    chats = Chat.objects.select_related("issue", "team", "owner").in_bulk(newest)
    return Recent(
        [
            PastChat(
                chat.pk,
                chat.number,
                chat.customer_name,
                chat.issue.name,
                chat.team.name,
                milliseconds(latest[chat.pk]),
                Person(chat.owner.pk, chat.owner.name) if chat.owner else None,
                chat.state != Chat.State.ENDED,
            )
            for chat in map(chats.__getitem__, newest)
        ]
    )


def look(actor: Actor, chat_id: int) -> Look:
    """A chat one may read without following it.

    Raises:
        NotAllowed: ``chat.not_yours``.
    """
    with reading():
        chat = Chat.objects.select_related("team", "issue", "owner").filter(pk=chat_id).first()
        if chat is None or not _may_look(actor, chat):
            raise not_yours()
        opening = opened(Wish(actor, chat_id, 0), chat)
    return Look(opening.view, opening.events)


def team_chats(actor: Actor, team: int) -> TeamChats:
    """The chats somebody of a team has, for its leads.

    Raises:
        NotAllowed: ``team.not_led``.
    """
    if not leads(actor.id, team):
        raise NotAllowed("Only a lead of this team sees its chats.", "team.not_led")
    here = set(present("representative"))
    chats = Chat.objects.filter(team=team, owner__isnull=False).exclude(state=Chat.State.ENDED)
    return TeamChats(
        [
            TeamChat(
                chat.pk,
                chat.number,
                chat.customer_name,
                chat.issue.name,
                cast("State", chat.state),
                Person(chat.owner.pk, chat.owner.name),
                cast("Literal['available', 'busy', 'away']", chat.owner.availability)
                if chat.owner.pk in here
                else "signed_out",
                milliseconds(chat.waiting_since),
            )
            for chat in chats.select_related("issue", "owner").order_by("waiting_since", "pk")
            if chat.owner is not None
        ]
    )


def _may_look(actor: Actor, chat: Chat) -> bool:
    """Ended chats: the team's, and whoever took part. Open ones: who is in it, who is offered it, the team's leads."""
    teams = teams_served(actor.id)
    if chat.state == Chat.State.ENDED:
        return chat.team_id in teams or chat.participants.filter(representative=actor.id).exists()
    if chat.owner_id == actor.id or leads(actor.id, chat.team_id):
        return True
    if chat.participants.filter(representative=actor.id, left_at=None).exists():
        return True
    return any(made.to.representative == actor.id or made.to.team in teams for made in offers_of(chat))
