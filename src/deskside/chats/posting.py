"""Saying something in a chat: what may be said, and recording what came together."""

from collections.abc import Sequence

from deskside.chats.events import MessagePosted, NotePosted
from deskside.chats.text import checked
from deskside.chats.timeline import Draft, Recorded, not_yours, record
from deskside.kit.actor import Actor
from deskside.kit.errors import Malformed, NotAllowed, Refusal
from deskside.kit.gate import write
from deskside.kit.storage import persistent

LONGEST_TITLE = 120


def post(actor: Actor, chat: int, key: str, text: str, note: bool, canned: str | None) -> Draft:
    """The draft of a message or note: all that can be the caller's fault, without the database.

    Raises:
        Refusal: for text that may not be a message, for a customer's note, for another customer's chat.
    """
    if actor.role == "customer":
        if chat != actor.id:
            raise not_yours()
        if note or canned is not None:
            raise NotAllowed
    if canned is not None and len(canned) > LONGEST_TITLE:
        raise Malformed("title.too_long", f"A title has at most {LONGEST_TITLE} characters.")
    if canned is not None and not canned.isprintable():
        raise Malformed("title.not_printable", "A title is one line of words.")
    text = checked(text)
    body = NotePosted(text) if note else MessagePosted(text, canned)
    return Draft(chat, actor, body, key, claimed=False)


@persistent
def record_posts(drafts: Sequence[Draft]) -> list[Recorded | Refusal]:
    """Record posts that came together, in one transaction. Membership and state are looked at again under the lock."""
    with write():
        return record(drafts)
