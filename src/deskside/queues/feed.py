"""What a screen sees of a queue."""

from typing import Literal

from msgspec import Struct

Reason = Literal["new", "returned", "hold"]


class WaitingRow(Struct, frozen=True):
    """One chat waiting in a team's queue.

    Args:
        entry: the queue entry, which *queue.take* names.
        description: the beginning of what the customer wrote, at most 120 characters.
        priority: higher is served first.
        waiting_since: when the customer first stood in line; milliseconds since 1970.
        away: the customer's connection is gone for the moment; Get Next passes over them.
    """

    entry: int
    chat: int
    number: str
    name: str
    issue: str
    description: str
    reason: Reason
    priority: int
    waiting_since: int
    away: bool


class Withdrawn(Struct, frozen=True):
    """A row that is no longer waiting, and who took it; nobody where the customer left."""

    entry: int
    taken_by: str | None


class TeamBoard(Struct, frozen=True):
    """A team's queue in the order it is served, at a version."""

    team: int
    version: int
    rows: list[WaitingRow]
