"""What arrives over the wire about chats."""

from deskside.kit.commands import Id, Keyed


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


class LeaveChat(Keyed, frozen=True, tag="chat.leave", kw_only=True):
    """Leave the line or the chat (customer); step out while another stays (representative)."""

    chat: Id


class EndChat(Keyed, frozen=True, tag="chat.end", kw_only=True):
    """End the session for the customer; only the owner may."""

    chat: Id
