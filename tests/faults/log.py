"""What the database says of every chat."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

OFFERS = {"transfer", "invitation"}
"""Reasons of entries that offer a chat somebody has."""

Rows = Callable[[str], Sequence[tuple[Any, ...]]]


class Line(NamedTuple):
    """One event of a timeline; ``public`` is None where the customer never sees it."""

    seq: int
    public: int | None
    at: int
    role: str
    author: int
    name: str
    key: str | None
    body: dict[str, Any]

    @property
    def kind(self) -> str:
        """What happened."""
        return str(self.body["kind"])


class Entry(NamedTuple):
    """A place in a queue; ``own`` is a representative's own."""

    entry: int
    chat: int
    reason: str
    own: bool
    state: str
    taken_by: int | None


class ChatRow(NamedTuple):
    """What the chat's row says."""

    chat: int
    customer: str
    start_key: str
    state: str
    owner: int | None
    seq: int
    public_seq: int


class Log(NamedTuple):
    """Everything, at one moment."""

    chats: list[ChatRow]
    lines: dict[int, list[Line]]
    entries: list[Entry]
    inside: set[tuple[int, int]]


def read(rows: Rows) -> Log:
    """Read it."""
    chats = [
        ChatRow(*row)
        for row in rows("SELECT id, customer_name, start_key, state, owner_id, seq, public_seq FROM chats_chat")
    ]
    lines: dict[int, list[Line]] = {chat.chat: [] for chat in chats}
    columns = "chat_id, seq, public_seq, at, role, author, name, key, body"
    for chat, *values, body in rows(f"SELECT {columns} FROM chats_event ORDER BY chat_id, seq"):
        lines.setdefault(chat, []).append(Line(*values, json.loads(body)))
    entries = rows(
        "SELECT id, chat_id, reason, representative_id IS NOT NULL, state, taken_by_id FROM queues_queueentry"
    )
    inside = rows("SELECT chat_id, representative_id FROM chats_participant WHERE left_at IS NULL")
    return Log(chats, lines, [Entry(*row) for row in entries], {(chat, who) for chat, who in inside})
