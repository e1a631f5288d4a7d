"""What the Messages tree shows."""

from msgspec import Struct


class CannedMessageView(Struct, frozen=True):
    """A canned message, its variables not yet filled.

    Args:
        category: the path of its category from the root, e.g. ``["Closings", "Solved"]``.
        team: the team it belongs to, none where all may use it.
    """

    id: int
    title: str
    text: str
    category: list[str]
    team: int | None
