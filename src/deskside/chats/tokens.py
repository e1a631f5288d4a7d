"""The token by which a customer's browser opens its one chat.

A token is ``<chat id>.<signature>``: derived from the server's secret and the chat's own nonce, so that nothing in
the database opens a chat, and a lost answer to *chat.start* can be given again.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from deskside.chats.models import Chat
from deskside.kit.clock import clock
from deskside.kit.errors import NotAllowed, Refusal

READABLE_AFTER_END = timedelta(hours=24)
"""How long a customer can still read a chat that has ended."""


def token_for(chat: Chat) -> str:
    """The token of a chat."""
    return f"{chat.pk}.{_signature(chat.pk, chat.token_nonce)}"


def chat_of(token: str) -> Chat:
    """The chat a token opens.

    Raises:
        NotAllowed: ``token.invalid``, for a token that is malformed, forged or expired; which, is not told.
    """
    chat = chats_of([token])[0]
    if isinstance(chat, Refusal):
        raise chat
    return chat


def chats_of(tokens: Sequence[str]) -> list[Chat | Refusal]:
    """The same for many, in one look at the database."""
    named = {token: identity for token in tokens if (identity := _identity(token)) is not None}
    chats = Chat.objects.in_bulk(set(named.values()))
    return [_opened(token, chats.get(named.get(token, 0))) for token in tokens]


def _identity(token: str) -> int | None:
    identity, _, _ = token.partition(".")
    return int(identity) if identity.isascii() and identity.isdigit() and len(identity) < 16 else None


def _opened(token: str, chat: Chat | None) -> Chat | Refusal:
    refusal = NotAllowed("This chat can no longer be opened here. Please start a new one.", "token.invalid")
    signature = token.partition(".")[2]
    if chat is None or not constant_time_compare(signature, _signature(chat.pk, chat.token_nonce)):
        return refusal
    if chat.ended_at and chat.ended_at + READABLE_AFTER_END < clock.now():
        return refusal
    return chat


def _signature(chat: int, nonce: str) -> str:
    return salted_hmac("deskside.chats.tokens", f"{chat}:{nonce}", algorithm="sha256").hexdigest()
