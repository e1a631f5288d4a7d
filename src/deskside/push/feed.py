"""What the console's service worker is told."""

from typing import Literal

from msgspec import Struct

from deskside.queues.feed import Alert, AlertKind

CONSOLE = "/console/"


class PushMessage(Struct, frozen=True):
    """An alert while no console is open, or a test of it. It says no more than a notification shows.

    Args:
        entry: the queue entry it is about; a later message about it takes the place of this one.
        by: who offers it.
        url: the page to open.
    """

    kind: AlertKind | Literal["test"]
    entry: int = 0
    team: str = ""
    name: str = ""
    issue: str = ""
    by: str | None = None
    url: str = CONSOLE


class Tested(Struct, frozen=True):
    """To how many browsers a test is on its way."""

    browsers: int


def message_of(alert: Alert) -> PushMessage:
    """What is said of an alert."""
    return PushMessage(alert.kind, alert.entry, alert.team, alert.name, alert.issue, alert.by)
