"""What representatives do: a table, to which every new verb of the product adds its line.

Each entry says how often it is done against the others that are possible just then, how to find something to do it to,
which deed in the timeline, by that representative, each acknowledgement stands for, and which refusals say only that
others were faster.
"""

from typing import NamedTuple

from tests.faults import choosing
from tests.faults.choosing import Find
from tests.faults.view import Frame


class Verb(NamedTuple):
    """A command, and what it leaves behind.

    Args:
        do: its name on the wire.
        weight: how often.
        find: its arguments, or None where there is nothing to do it to.
        deed: what each success writes, as `deed_of` names it.
        fair: refusals that say what happened meanwhile, and not that something broke.
    """

    do: str
    weight: int
    find: Find
    deed: str
    fair: set[str]


GONE_ON = {"chat.ended", "chat.not_yours", "chat.not_owner"}
"""The chat is over, or somebody else's now."""

NO_OFFER = {"offer.pending", "offer.already_theirs", "offer.not_connected", "chat.ending"}
"""Nothing can be offered any more, or not to that one."""

VERBS = [
    Verb("message.post", 12, choosing.say, "message", {"chat.ended", "chat.not_yours"}),
    Verb("message.post", 2, choosing.note, "note", {"chat.ended", "chat.not_yours"}),
    Verb("queue.get_next", 4, choosing.get_next, "representative.joined, taken", {"queue.empty"}),
    Verb(
        "chat.hold",
        1,
        choosing.hold,
        "chat.held",
        {*GONE_ON, "chat.moved", "chat.not_alone", "chat.ending"},
    ),
    Verb("chat.resume", 2, choosing.resume, "chat.resumed", {*GONE_ON, "chat.not_held", "chat.ending"}),
    Verb("chat.end", 1, choosing.end, "chat.ending", {*GONE_ON, "chat.ending"}),
    Verb("chat.undo_end", 8, choosing.undo_end, "chat.ending_undone, undone", {*GONE_ON, "chat.not_ending"}),
    Verb("chat.transfer", 1, choosing.transfer, "offer.made", {*GONE_ON, *NO_OFFER, "owner.present"}),
    Verb("chat.invite", 1, choosing.invite, "offer.made", {*GONE_ON, *NO_OFFER, "chat.not_active"}),
    Verb("offer.accept", 8, choosing.answer, "offer.closed, accepted", {"offer.closed", "queue.taken"}),
    Verb("offer.decline", 2, choosing.answer, "offer.closed, declined", {"offer.closed", "queue.taken"}),
    Verb(
        "offer.withdraw",
        1,
        choosing.withdraw,
        "offer.closed, withdrawn",
        {"offer.closed", "offer.not_yours", "queue.taken"},
    ),
    Verb("chat.leave", 2, choosing.leave, "representative.left", {*GONE_ON, "chat.last_representative"}),
    Verb("chat.rejoin", 4, choosing.rejoin, "representative.joined, rejoined", {"chat.not_yours", "chat.moved"}),
    Verb("chat.pass", 2, choosing.pass_on, "owner.changed", {*GONE_ON, "chat.ending", "owner.not_in_chat"}),
    Verb(
        "chat.take_over",
        2,
        choosing.take_over,
        "chat.taken_over",
        {"chat.ended", "chat.not_yours", "owner.already_you"},
    ),
]

DEEDS = {verb.do: verb.deed for verb in VERBS if verb.do != "message.post"}
"""For each verb that is no post: the deed each acknowledgement stands for."""

FAIR = {verb.do: verb.fair for verb in VERBS}
"""For each verb the refusals that only say what happened meanwhile."""


def deed_of(body: Frame, author: int, ending: bool) -> str:
    """What an event says its author did; ``ending`` where the chat was about to end anyway."""
    match body["kind"]:
        case "representative.joined" as kind:
            return f"{kind}, {body.get('how', 'taken')}"
        case "representative.left" as kind:
            return f"{kind}, lost" if body.get("lost") else kind
        case "owner.changed" as kind:
            return f"{kind}, to myself" if body["owner"]["id"] == author else kind
        case "offer.closed" as kind:
            return f"{kind}, {body['how']}"
        case "chat.ending_undone" as kind:
            return f"{kind}, {body['why']}"
        case "chat.ended" if not ending:
            return "chat.ending"
        case kind:
            return str(kind)
