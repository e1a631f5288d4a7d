"""The one clock. Everything that asks the time asks here, so that a test can move it."""

import time
from datetime import UTC, datetime


class Clock:
    """The time of day, which a test may set forward with `advance`."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> datetime:
        """The present moment in UTC, in whole milliseconds, so that rows and events can bear the same time."""
        return datetime.fromtimestamp(self.milliseconds() / 1000, UTC)

    def seconds(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def milliseconds(self) -> int:
        """Milliseconds since 1970: the form times have on the wire and in the timeline."""
        return int(self.seconds() * 1000)

    def advance(self, seconds: float) -> None:
        """Move the clock forward; for tests."""
        self._ahead += seconds


clock = Clock()


def milliseconds(moment: datetime) -> int:
    """A moment in the form times have on the wire."""
    return round(moment.timestamp() * 1000)
