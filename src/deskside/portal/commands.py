"""What arrives from the start form."""

from msgspec import Struct

from deskside.chats.tokens import token_for
from deskside.kit.actor import Actor
from deskside.kit.commands import Id, Keyed, registry
from deskside.portal import actions
from deskside.portal.form import Request


class StartChat(Keyed, frozen=True, tag="chat.start", kw_only=True):
    """Ask for help. Over HTTP only, since a visitor has no connection yet.

    Args:
        name: one line of at most 80 characters.
        email: at most 254 characters.
        description: at most 1,000 characters.
        browser: what the browser says of itself; cut to 300 characters.
    """

    issue: Id
    name: str
    email: str
    description: str
    browser: str = ""


class Started(Struct, frozen=True):
    """The new chat and the token that opens it."""

    chat: int
    token: str


def _start(_: Actor, command: StartChat) -> Started:
    request = Request(
        key=command.key,
        issue=command.issue,
        name=command.name.strip(),
        email=command.email.strip(),
        description=command.description.strip(),
        browser="".join(character for character in command.browser if character.isprintable())[:300],
    )
    chat = actions.start(request)
    return Started(chat.pk, token_for(chat))


registry.add(
    StartChat, roles={"visitor", "representative"}, right="anybody", action=_start, returns=Started, receipt=False
)
