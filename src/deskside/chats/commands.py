"""What arrives over the wire about chats."""

from msgspec import Struct

from deskside.chats.audience import number_for
from deskside.chats.looking import Look, Recent, TeamChats, look, recent, team_chats
from deskside.chats.posting import post
from deskside.chats.timeline import Draft, record
from deskside.kit.actor import Actor
from deskside.kit.commands import Id, Keyed, registry
from deskside.kit.receipts import accepted


class PostMessage(Keyed, frozen=True, tag="message.post", kw_only=True):
    """Say something; with ``note``, only to the other representatives.

    Args:
        text: stored as written: at most 8,000 characters, something visible, no NUL.
        canned: the title of the canned message it was made from.
    """

    chat: Id
    text: str
    note: bool = False
    canned: str | None = None


class Posted(Struct, frozen=True):
    """The message's number in the sender's own counter."""

    seq: int


class RecentChats(Keyed, frozen=True, tag="chats.recent", kw_only=True):
    """Which chats did I take part in lately?"""


class LookAtChat(Keyed, frozen=True, tag="chat.look", kw_only=True):
    """Show me a chat without following it: one of the past, one I am offered, one of a team I lead."""

    chat: Id


class ListTeamChats(Keyed, frozen=True, tag="team.chats", kw_only=True):
    """Which chats of this team has somebody?"""

    team: Id


def draft_of(actor: Actor, command: PostMessage) -> Draft:
    """The draft a post asks for; see `posting.post`."""
    return post(actor, command.chat, command.key, command.text, command.note, command.canned)


def _post(actor: Actor, command: PostMessage) -> Posted:
    outcome = accepted(record([draft_of(actor, command)])[0])
    return Posted(number_for(actor, outcome.event))


def _recent(actor: Actor, command: RecentChats) -> Recent:
    return recent(actor)


def _look(actor: Actor, command: LookAtChat) -> Look:
    return look(actor, command.chat)


def _team_chats(actor: Actor, command: ListTeamChats) -> TeamChats:
    return team_chats(actor, command.team)


registry.add(
    PostMessage,
    roles={"customer", "representative"},
    right="is in the chat; notes: representatives",
    action=_post,
    returns=Posted,
    receipt=False,
)
registry.add(RecentChats, roles={"representative"}, right="one's own", action=_recent, returns=Recent, receipt=False)
registry.add(
    LookAtChat,
    roles={"representative"},
    right="ended: serves the team or took part; open: is in it, is offered it, or leads the team",
    action=_look,
    returns=Look,
    receipt=False,
)
registry.add(
    ListTeamChats,
    roles={"representative"},
    right="leads the team",
    action=_team_chats,
    returns=TeamChats,
    receipt=False,
)
