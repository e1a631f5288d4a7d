"""One connection as a state machine without I/O: frames and ticks of the clock go in, what is to be done comes out."""

from enum import Enum

from deskside.kit.commands import Command, registry
from deskside.kit.errors import Malformed, Refusal
from deskside.kit.frames import Frames
from deskside.live.wire import PROTOCOL, SIGNALS, Hello

_frames = Frames(lambda: (*SIGNALS, *(entry.command for entry in registry)))

PING_EVERY = 10.0
DEAD_AFTER = 25.0
"""Seconds of silence after which a client is gone: two pings unanswered and a little grace."""

FAULTS_FORGIVEN = 20
"""Frames in a row that were not understood, before the connection is closed."""


class State(Enum):
    """Where a connection is in its life."""

    GREETING = "greeting"
    OPEN = "open"


class Due(Enum):
    """What the clock asks for."""

    NOTHING = "nothing"
    PING = "ping"
    CLOSE = "close"


class Broken(Refusal):
    """The client does not speak this protocol; the connection ends."""


class Connection:
    """What one connection has said and may say next.

    Args:
        now: seconds of a clock that never goes back.
    """

    __slots__ = ("_faults", "_heard", "_pinged", "pings", "state")

    def __init__(self, now: float) -> None:
        self.state = State.GREETING
        self.pings = 0
        self._heard = now
        self._pinged = now
        self._faults = 0

    def received(self, frame: str | bytes | None, now: float) -> Command:
        """Understand a frame, and check that it may come now.

        Raises:
            Malformed: the frame is refused, the connection goes on.
            Broken: the connection ends.
        """
        self._heard = now
        try:
            if not isinstance(frame, str):
                raise Malformed("frame.malformed", "Frames are text.")
            command = _frames.decode(frame)
            self._expect(command)
        except Malformed:
            self._faults += 1
            if self._faults > FAULTS_FORGIVEN:
                raise Broken("frame.faults", "Too many frames were not understood.") from None
            raise
        self._faults = 0
        return command

    def tick(self, now: float) -> Due:
        """What is due: a ping, or the end of a client that is silent for too long."""
        if now - self._heard > DEAD_AFTER:
            return Due.CLOSE
        if now - self._pinged >= PING_EVERY:
            self._pinged = now
            self.pings += 1
            return Due.PING
        return Due.NOTHING

    def _expect(self, command: Command) -> None:
        hello = isinstance(command, Hello)
        if self.state is State.GREETING:
            if not hello:
                raise Broken("frame.order", "The first frame must be hello.")
            if command.protocol != PROTOCOL:  # type: ignore[attr-defined]  # it is a Hello
                raise Broken("protocol.version", "This page is out of date. Please reload it.")
            self.state = State.OPEN
        elif hello:
            raise Malformed("frame.order", "Hello is said once, as the first frame.")
