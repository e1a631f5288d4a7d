"""The timeline: the append-only log of every chat, and `record`, the only way into it.

Hand-written SQL, because this is the one hot path: a batch of messages costs a handful of statements however many
messages it holds. Numbers are given out under the chats' locks, so that each chat's are without holes and in the
order of the commits.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from msgspec import Struct

from deskside.chats.audience import is_public
from deskside.chats.events import AnyBody, Event
from deskside.kit.actor import Actor
from deskside.kit.clock import clock, milliseconds
from deskside.kit.errors import Conflict, NotAllowed, Refusal
from deskside.kit.receipts import key_reused
from deskside.kit.rows import execute, to_json


class Draft(Struct, frozen=True):
    """An event before it has a number.

    Args:
        key: the author's own name for it, unique among theirs in the chat; only posts have one.
        claimed: the caller has claimed the chat's row in this transaction, so that its state and the author's
            membership need no second look. Posts are not claimed: rights in memory may be stale.
        at: when it happened, where the caller writes the same time elsewhere; else the time of recording.
    """

    chat: int
    actor: Actor
    body: AnyBody
    key: str | None = None
    claimed: bool = True
    at: datetime | None = None


class Recorded(Struct, frozen=True):
    """An event that is in the timeline.

    Args:
        team: the chat's team.
        repeated: it was there before, and this key was sent again; then nothing is told to anybody.
    """

    chat: int
    team: int
    event: Event
    repeated: bool = False


class _Head(Struct):
    """What `record` needs of a chat's row, and moves on."""

    team: int
    state: str
    seq: int
    public_seq: int


Listener = Callable[[Sequence[Recorded]], None]

recorded: list[Listener] = []
"""Called inside the transaction, for rows that must be written together with the events."""

committed: list[Listener] = []
"""Called after the commit, in the committing thread, for telling people."""

_to_body = msgspec.json.Decoder(AnyBody).decode


def record(drafts: Sequence[Draft]) -> list[Recorded | Refusal]:
    """Append events, all in the caller's transaction.

    The chats are locked in ascending order; keys are looked up in a later statement, so that what another
    transaction has just committed is seen; only then are numbers given out.

    Args:
        drafts: in the order in which they shall be numbered.

    Returns:
        For each draft what became of it; a refused draft leaves the others untouched.
    """
    with connection.cursor() as cursor:
        return _record(cursor, drafts)


def _record(cursor: CursorWrapper, drafts: Sequence[Draft]) -> list[Recorded | Refusal]:
    heads = _lock(cursor, {draft.chat for draft in drafts})
    known = _known_keys(cursor, drafts, heads)
    unclaimed = {draft.chat for draft in drafts if not draft.claimed}
    members = _members(cursor, unclaimed) if unclaimed else set()
    moved: dict[int, _Head] = {}
    fresh: list[Recorded] = []
    outcomes: list[Recorded | Refusal] = []
    at = clock.milliseconds()
    for draft in drafts:
        outcome = _outcome(draft, heads.get(draft.chat), known, members, at)
        outcomes.append(outcome)
        if isinstance(outcome, Recorded) and not outcome.repeated:
            fresh.append(outcome)
            moved[draft.chat] = heads[draft.chat]
            if draft.key is not None:
                known[draft.chat, draft.key, draft.actor.role, _author(draft.actor)] = outcome
    if fresh:
        _insert(cursor, fresh)
        _advance(cursor, moved)
        for listener in recorded:
            listener(fresh)
        transaction.on_commit(partial(_tell, fresh))
    return outcomes


def append(chat: int, actor: Actor, *bodies: AnyBody, at: datetime | None = None) -> None:
    """Record what a verb did to a chat it has claimed."""
    for outcome in record([Draft(chat, actor, body, at=at) for body in bodies]):
        if isinstance(outcome, Refusal):
            raise outcome


def read(after: dict[int, int]) -> dict[int, list[Event]]:
    """The events of several chats in order, of each those with a number above the given one."""
    timelines: dict[int, list[Event]] = {chat: [] for chat in after}
    with connection.cursor() as cursor:
        rows = execute(
            cursor,
            "SELECT e.chat_id, e.seq, e.at, e.role, e.author, e.name, e.body, e.key, e.public_seq"
            " FROM {rows} JOIN chats_event e"
            " ON e.chat_id = CAST(item.value ->> 0 AS bigint) AND e.seq > CAST(item.value ->> 1 AS bigint)"
            " ORDER BY e.chat_id, e.seq",
            after.items(),
        ).fetchall()
    for chat, seq, at, role, author, name, body, key, public in rows:
        timelines[chat].append(Event(seq, at, role, author, name, _to_body(body), key, public))
    return timelines


def _outcome(
    draft: Draft,
    head: _Head | None,
    known: dict[tuple[int, str, str, int], Recorded],
    members: set[tuple[int, int]],
    at: int,
) -> Recorded | Refusal:
    actor = draft.actor
    if head is None:
        return not_yours()
    if draft.key is not None:
        before = known.get((draft.chat, draft.key, actor.role, _author(actor)))
        if before is not None:
            return _repeat(before, draft.body)
    if not draft.claimed:
        if actor.role == "representative" and (draft.chat, actor.id) not in members:
            return not_yours()
        if head.state == "ended":
            return ended()
    head.seq += 1
    public = None
    if is_public(draft.body):
        head.public_seq += 1
        public = head.public_seq
    role: Any = actor.role
    at = milliseconds(draft.at) if draft.at else at
    event = Event(head.seq, at, role, _author(actor), actor.name, draft.body, draft.key, public)
    return Recorded(draft.chat, head.team, event)


def _author(actor: Actor) -> int:
    """A customer is known by the chat itself; writing its id into each line again would only give it away."""
    return actor.id if actor.role == "representative" else 0


def _repeat(before: Recorded, body: AnyBody) -> Recorded | Refusal:
    if before.event.body != body:
        return key_reused()
    return Recorded(before.chat, before.team, before.event, repeated=True)


def lock(chats: Collection[int]) -> None:
    """Let nobody else move these chats until the transaction ends; always in ascending order, so that two who lock
    several never wait for each other.
    """
    with connection.cursor() as cursor:
        _lock(cursor, chats)


def _lock(cursor: CursorWrapper, chats: Collection[int]) -> dict[int, _Head]:
    rows = execute(
        cursor,
        "SELECT id, team_id, state, seq, public_seq FROM chats_chat"
        " WHERE id IN (SELECT CAST(item.value AS bigint) FROM {rows}) ORDER BY id{locked}",
        chats,
    ).fetchall()
    return {chat: _Head(team, state, seq, public_seq) for chat, team, state, seq, public_seq in rows}


def _known_keys(
    cursor: CursorWrapper, drafts: Sequence[Draft], heads: dict[int, _Head]
) -> dict[tuple[int, str, str, int], Recorded]:
    keys = [(draft.chat, draft.key) for draft in drafts if draft.key is not None]
    if not keys:
        return {}
    rows = execute(
        cursor,
        "SELECT e.chat_id, e.seq, e.at, e.role, e.author, e.name, e.body, e.key, e.public_seq"
        " FROM {rows} JOIN chats_event e"
        " ON e.chat_id = CAST(item.value ->> 0 AS bigint) AND e.key = item.value ->> 1 AND e.key IS NOT NULL",
        keys,
    ).fetchall()
    return {
        (chat, key, role, author): Recorded(
            chat, heads[chat].team, Event(seq, at, role, author, name, _to_body(body), key, public)
        )
        for chat, seq, at, role, author, name, body, key, public in rows
    }


def _members(cursor: CursorWrapper, chats: set[int]) -> set[tuple[int, int]]:
    """Who is in which of these chats now, as (chat, representative)."""
    rows = execute(
        cursor,
        "SELECT chat_id, representative_id FROM chats_participant"
        " WHERE left_at IS NULL AND chat_id IN (SELECT CAST(item.value AS bigint) FROM {rows})",
        chats,
    )
    return set(rows.fetchall())


def _insert(cursor: CursorWrapper, fresh: Sequence[Recorded]) -> None:
    rows = [
        (
            row.chat,
            event.seq,
            event.public,
            event.at,
            event.role,
            event.author,
            event.name,
            event.key,
            to_json(event.body),
        )
        for row in fresh
        for event in (row.event,)
    ]
    execute(
        cursor,
        "INSERT INTO chats_event (chat_id, seq, public_seq, at, role, author, name, key, body)"
        " SELECT CAST(item.value ->> 0 AS bigint), CAST(item.value ->> 1 AS bigint), CAST(item.value ->> 2 AS bigint),"
        " CAST(item.value ->> 3 AS bigint), item.value ->> 4, CAST(item.value ->> 5 AS bigint), item.value ->> 6,"
        " item.value ->> 7, item.value ->> 8 FROM {rows}",
        rows,
    )


def _advance(cursor: CursorWrapper, heads: dict[int, _Head]) -> None:
    execute(
        cursor,
        "UPDATE chats_chat SET seq = CAST(item.value ->> 1 AS bigint), public_seq = CAST(item.value ->> 2 AS bigint)"
        " FROM {rows} WHERE chats_chat.id = CAST(item.value ->> 0 AS bigint)",
        [(chat, head.seq, head.public_seq) for chat, head in heads.items()],
    )


def _tell(fresh: Sequence[Recorded]) -> None:
    for listener in committed:
        listener(fresh)


def not_yours() -> NotAllowed:
    """The refusal for a chat that does not exist or is none of the asker's; which of the two, is not told."""
    return NotAllowed("This chat is not open to you.", "chat.not_yours")


def ended() -> Conflict:
    """The refusal for a chat that is over."""
    return Conflict("chat.ended", "This chat has ended.")
