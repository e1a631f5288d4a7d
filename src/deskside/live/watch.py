"""One client following one chat: a cursor that lets each event through once and in order. No I/O."""

from collections.abc import Callable

from deskside.kit.actor import Actor

HOLD_BACK = 0.5
"""Seconds for which a later number waits for an earlier one. Commits of different threads and nodes arrive in any
order, under load some 100 ms apart; what is still missing then was lost on its way and is fetched."""


class Watch:
    """The cursor of a client in a chat.

    Between asking for the chat's timeline and getting it, live events wait here; when the timeline is there, those
    it contains are dropped and the others follow it.

    Args:
        put: sends a frame to the client.
        lost: called when an event is missing, so that it is fetched.
        later: calls something after so many seconds.
    """

    __slots__ = ("_early", "_head", "_later", "_lost", "_opening", "_put", "_waits", "actor", "chat", "seq")

    def __init__(
        self,
        actor: Actor,
        chat: int,
        put: Callable[[str], None],
        lost: Callable[[int], None],
        later: Callable[[float, Callable[[], None]], object],
    ) -> None:
        self.actor = actor
        self.chat = chat
        self.seq = 0
        self._put = put
        self._lost = lost
        self._later = later
        self._early: dict[int, str] | None = None
        self._opening = True
        self._waits = False
        self._head = 0

    @property
    def following(self) -> bool:
        """Whether the timeline has been sent, so that events pass at once."""
        return not self._opening

    def offer(self, seq: int, frame: str) -> None:
        """A live event of this client's counter: pass it on if it is the next one."""
        if seq == self.seq + 1 and not self._opening:
            self.seq = seq
            self._put(frame)
            if self._early:
                self._catch_up(self._early)
        elif seq > self.seq:
            if self._early is None:
                self._early = {}
            self._early[seq] = frame
            self.expect(seq)

    def expect(self, head: int) -> None:
        """The timeline has come as far as ``head``; what is still missing after a moment is fetched."""
        if head > self.seq:
            self._head = max(self._head, head)
            if not self._waits and not self._opening:
                self._waits = True
                self._later(HOLD_BACK, self._still_missing)

    def hold_back(self) -> None:
        """Let live events wait until `follow`."""
        self._opening = True

    def follow(self, seq: int) -> None:
        """The timeline up to ``seq`` has been sent; from here on events pass."""
        self.seq = seq
        self._opening = False
        self._head = max([seq, *(self._early or ())])
        self._catch_up(self._early or {})
        self.expect(self._head)

    def _catch_up(self, early: dict[int, str]) -> None:
        while (frame := early.pop(self.seq + 1, None)) is not None:
            self.seq += 1
            self._put(frame)
        left = {seq: frame for seq, frame in early.items() if seq > self.seq}
        self._early = left or None

    def _still_missing(self) -> None:
        self._waits = False
        if self._head > self.seq and not self._opening:
            self.hold_back()
            self._lost(self.chat)
