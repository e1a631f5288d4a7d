"""What representatives do: a table, to which every new verb of the product adds its line.

Each entry says how often it is done against the others, how to find something to do it to, and which event in the
timeline, by that representative, each acknowledgement stands for.
"""

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.faults.view import View

CHATS_AT_ONCE = 6

BROWSER = "Maya Okafor"
"""The customer in front of a real browser."""

Arguments = dict[str, Any]


class Verb(NamedTuple):
    """A command, and what it leaves behind.

    Args:
        do: its name on the wire.
        weight: how often.
        find: its arguments, or None where there is nothing to do it to.
        event: the kind of event each success writes.
    """

    do: str
    weight: int
    find: Callable[[list[View]], Arguments | None]
    event: str


def _one(state: str, least: int = 0) -> Callable[[list[View]], Arguments | None]:
    """One of my chats in a state, having at least so many events."""

    def find(mine: list[View]) -> Arguments | None:
        fitting = [view for view in mine if view.state == state and len(view.events) >= least]
        return {"chat": random.choice(fitting).chat} if fitting else None

    return find


def _say(mine: list[View], **more: Any) -> Arguments | None:
    found = _one("active")(mine)
    return found and {**found, "text": f"Line {random.randrange(10**9)}", **more}


def _end(mine: list[View]) -> Arguments | None:
    """After some talk, and never what a real browser watches."""
    return _one("active", least=12)([view for view in mine if view.customer != BROWSER])


def _note(mine: list[View]) -> Arguments | None:
    return _say(mine, note=True)


def _has_room(mine: list[View]) -> Arguments | None:
    return {} if len(mine) < CHATS_AT_ONCE else None


VERBS = [
    Verb("message.post", 12, _say, "message"),
    Verb("message.post", 2, _note, "note"),
    Verb("queue.get_next", 6, _has_room, "representative.joined"),
    Verb("chat.hold", 1, _one("active"), "chat.held"),
    Verb("chat.resume", 3, _one("held"), "chat.resumed"),
    Verb("chat.end", 1, _end, "chat.ended"),
]

EVENTS = {verb.do: verb.event for verb in VERBS if verb.do != "message.post"}
"""For each verb that is no post: the event each acknowledgement stands for."""
