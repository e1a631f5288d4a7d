"""What one reader has seen of one chat."""

from dataclasses import dataclass, field
from typing import Any

Frame = dict[str, Any]

STATES = {
    "representative.joined": "active",
    "chat.held": "held",
    "chat.resumed": "active",
    "chat.returned": "waiting",
    "chat.ended": "ended",
}


@dataclass
class View:
    """A chat's timeline as it was shown, without holes; what came too early waits."""

    chat: int
    customer: str
    state: str
    seq: int
    events: list[Frame]
    asked: int = -1
    _early: dict[int, Frame] = field(default_factory=dict)

    @classmethod
    def opened(cls, frame: Frame) -> "View":
        """A whole chat."""
        chat = frame["chat"]
        return cls(chat["id"], chat["customer"]["name"], chat["state"], chat["seq"], list(frame["events"]))

    def replaced(self, frame: Frame) -> "View":
        """The whole chat anew, and what has come after it."""
        view = View.opened(frame)
        view._early = self._early
        return view

    def receive(self, event: Frame) -> list[Frame]:
        """Take an event; those that can be shown because of it."""
        if event["seq"] > self.seq:
            self._early[event["seq"]] = event
        return self.catch_up()

    def catch_up(self) -> list[Frame]:
        """Show what can be shown."""
        shown = []
        while event := self._early.pop(self.seq + 1, {}):
            self.seq += 1
            self.state = STATES.get(event["body"]["kind"], self.state)
            shown.append(event)
        self.events += shown
        self._early = {seq: early for seq, early in self._early.items() if seq > self.seq}
        return shown

    @property
    def has_gap(self) -> bool:
        """Whether events after a hole have come."""
        return bool(self._early)
