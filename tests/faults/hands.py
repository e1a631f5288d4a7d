"""Whether each chat went from hand to hand as docs/architecture.md says: who takes what, and what becomes of offers."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tests.faults.deeds import ACCEPTED, TAKEN, Deeds, deeds_of, differences
from tests.faults.finding import DOUBLED, LOST, Finding
from tests.faults.log import OFFERS, Line, Log
from tests.faults.scene import Scene
from tests.faults.verbs import DEEDS
from tests.faults.view import Standing

TAKES = {"new": TAKEN, "returned": TAKEN, "hold": DEEDS["chat.resume"], **dict.fromkeys(OFFERS, ACCEPTED)}
"""What is written when an entry with this reason is taken."""

MAY_STAND = {"active": {"transfer", "invitation"}, "held": {"transfer"}}
"""Which offers there may be of a chat in this state."""

NOTHING = Line(0, None, 0, "", 0, "", None, {"kind": ""})
"""What follows the last line."""


def entries_have_one_taker(log: Log, scene: Scene) -> Iterator[Finding]:
    """Who took an entry is who says so in the timeline."""
    taken: Deeds = Counter(
        (entry.taken_by or 0, entry.entry if entry.reason in OFFERS else entry.chat, TAKES[entry.reason])
        for entry in log.entries
        if entry.state == "taken"
    )
    said: Deeds = Counter(
        (line.author, line.body.get("offer", chat), deed)
        for chat, lines in log.lines.items()
        for line, deed in deeds_of(lines)
        if deed in TAKES.values()
    )
    yield from differences(taken, said)


def nobody_takes_what_somebody_has(log: Log, scene: Scene) -> Iterator[Finding]:
    """Only a chat that nobody has is taken from the line."""
    for chat, lines in log.lines.items():
        now = Standing("waiting")
        for line in lines:
            if now.owner and _came_by(line) == "taken":
                yield Finding(DOUBLED, f"chat {chat}: taken at {line.seq}, when {now.owner} had it")
            now.move(line.body)


def whoever_accepts_comes_in(log: Log, scene: Scene) -> Iterator[Finding]:
    """Who accepts a transfer has the chat, who accepts an invitation is in it; and nobody else comes in that way."""
    for chat, lines in log.lines.items():
        now = Standing("waiting")
        for before, line in pairwise([*(line for line in lines if line.kind != "chat.moved"), NOTHING]):
            now.move(before.body)
            comes = line.author if line.kind in ("representative.joined", "owner.changed") else 0
            if _accepts(before) and comes != before.author and not _helps_already(before, now):
                yield Finding(LOST, f"chat {chat}: {before.author} accepted at {before.seq} and did not come in")
            if _came_by(line) in OFFERS and not (_accepts(before) and comes == before.author):
                yield Finding(DOUBLED, f"chat {chat}: {line.author} came in at {line.seq} without accepting")


def offers_have_one_outcome(log: Log, scene: Scene) -> Iterator[Finding]:
    """Each offer is closed once, or stands where somebody can accept it; those to one person do not stand for long."""
    made, closed = (
        Counter(line.body["offer"] for lines in log.lines.values() for line in lines if line.kind == kind)
        for kind in ("offer.made", "offer.closed")
    )
    standing = [entry for entry in log.entries if entry.state == "waiting" and entry.reason in OFFERS]
    outcomes = closed + Counter(entry.entry for entry in standing)
    yield from (Finding(LOST, f"offer {offer} has no outcome") for offer in made - outcomes)
    yield from (Finding(DOUBLED, f"offer {offer} has one outcome too many") for offer in outcomes - made)
    states = {chat.chat: chat.state for chat in log.chats}
    for entry in standing:
        if entry.own or entry.reason not in MAY_STAND.get(states[entry.chat], ()):
            yield Finding(LOST, f"offer {entry.entry} of chat {entry.chat}, {states[entry.chat]}, is never closed")


def ends_come(log: Log, scene: Scene) -> Iterator[Finding]:
    """A chat that is about to end does, or goes on."""
    for chat, now in _standings(log):
        if now.ending:
            yield Finding(LOST, f"chat {chat} never ends")


def rows_say_what_the_timelines_say(log: Log, scene: Scene) -> Iterator[Finding]:
    """Whose each chat is, who is in it, and where in its life it is."""
    inside: dict[int, set[int]] = {chat.chat: set() for chat in log.chats}
    for chat, representative in log.inside:
        inside[chat].add(representative)
    rows = {chat.chat: (chat.state, chat.owner or 0, inside[chat.chat]) for chat in log.chats}
    for chat, now in _standings(log):
        if rows[chat] != (now.state, now.owner, now.inside):
            yield Finding(LOST, f"chat {chat}: the row says {rows[chat]}, the timeline {now}")


def _standings(log: Log) -> Iterator[tuple[int, Standing]]:
    for chat, lines in log.lines.items():
        now = Standing("waiting")
        for line in lines:
            now.move(line.body)
        yield chat, now


def _came_by(line: Line) -> str:
    return str(line.body.get("how", "taken")) if line.kind == "representative.joined" else ""


def _accepts(line: Line) -> bool:
    return line.kind == "offer.closed" and line.body["how"] == "accepted"


def _helps_already(accepted: Line, now: Standing) -> bool:
    return accepted.body["reason"] == "invitation" and accepted.author in now.inside
