"""What arrives over the wire about chats."""

from msgspec import Struct

from deskside.chats.audience import number_for
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


def draft_of(actor: Actor, command: PostMessage) -> Draft:
    """The draft a post asks for; see `posting.post`."""
    return post(actor, command.chat, command.key, command.text, command.note, command.canned)


def _post(actor: Actor, command: PostMessage) -> Posted:
    outcome = accepted(record([draft_of(actor, command)])[0])
    return Posted(number_for(actor, outcome.event))


registry.add(
    PostMessage,
    roles={"customer", "representative"},
    right="is in the chat; notes: representatives",
    action=_post,
    returns=Posted,
    receipt=False,
)
