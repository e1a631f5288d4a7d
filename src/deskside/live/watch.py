"""One client following one chat: a cursor that lets each event through once and in order. No I/O."""

from collections.abc import Callable

from deskside.kit.actor import Actor


class Watch:
    """The cursor of a client in a chat.

    Between asking for the chat's timeline and getting it, live events wait here; when the timeline is there, those
    it contains are dropped and the others follow it.

    Args:
        put: sends a frame to the client.
        lost: called when an event is missing, so that it is fetched.
    """

    __slots__ = ("_early", "_lost", "_put", "actor", "chat", "seq")

    def __init__(self, actor: Actor, chat: int, put: Callable[[str], None], lost: Callable[[int], None]) -> None:
        self.actor = actor
        self.chat = chat
        self.seq = 0
        self._put = put
        self._lost = lost
        self._early: list[tuple[int, str]] | None = []

    @property
    def following(self) -> bool:
        """Whether the timeline has been sent, so that events pass at once."""
        return self._early is None

    def offer(self, seq: int, frame: str) -> None:
        """A live event of this client's counter: pass it on if it is the next one."""
        if self._early is not None:
            self._early.append((seq, frame))
        elif seq == self.seq + 1:
            self.seq = seq
            self._put(frame)
        elif seq > self.seq:
            self._fetch()

    def _fetch(self) -> None:
        """Hold live events back and have what is missing fetched."""
        if self._early is None:
            self.hold_back()
            self._lost(self.chat)

    def hold_back(self) -> None:
        """Let live events wait until `follow`."""
        if self._early is None:
            self._early = []

    def follow(self, seq: int) -> None:
        """The timeline up to ``seq`` has been sent; from here on events pass."""
        early, self._early = self._early or [], None
        self.seq = seq
        for number, frame in sorted(early):
            self.offer(number, frame)
