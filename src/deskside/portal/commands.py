"""What arrives from the start form."""

from msgspec import Struct

from deskside.kit.commands import Id, Keyed


class StartChat(Keyed, frozen=True, tag="chat.start", kw_only=True):
    """Ask for help. Over HTTP only, since a visitor has no connection yet.

    Args:
        name: at most 80 characters.
        email: at most 254 characters.
        description: at most 1,000 characters.
    """

    issue: Id
    name: str
    email: str
    description: str


class Started(Struct, frozen=True):
    """The new chat and the token that opens it. The token is shown this once and stored only as a digest."""

    chat: int
    token: str
