"""What one reader has seen of one chat."""

from dataclasses import dataclass, field
from typing import Any

Frame = dict[str, Any]


@dataclass
class Standing:
    """How a chat stands, as its events have told: whose it is, who is in it, to whom it is offered."""

    state: str
    owner: int = 0
    inside: set[int] = field(default_factory=set)
    offers: dict[int, Frame] = field(default_factory=dict)
    ending: bool = False

    @classmethod
    def told(cls, chat: Frame) -> "Standing":
        """As a whole chat says it."""
        return cls(
            chat["state"],
            chat["owner"]["id"] if chat["owner"] else 0,
            {person["id"] for person in chat["representatives"]},
            {made["offer"]: made for made in chat["offers"]},
            chat["ending_at"] is not None,
        )

    def move(self, body: Frame) -> None:
        """One thing more has happened."""
        match body["kind"]:
            case "representative.joined" | "representative.left" as kind:
                change = self.inside.add if kind == "representative.joined" else self.inside.discard
                change(body["representative"]["id"])
                self.state, self.owner = "active", body["owner"]["id"]
            case "owner.changed":
                self.owner = body["owner"]["id"]
            case "chat.held":
                self.state, self.inside = "held", set()
            case "chat.resumed":
                self.state, self.inside = "active", {self.owner}
            case "chat.returned":
                self.state, self.owner, self.inside = "waiting", 0, set()
            case "chat.ended":
                self.state, self.inside, self.ending = "ended", set(), False
            case "chat.ending" | "chat.ending_undone" as kind:
                self.ending = kind == "chat.ending"
            case "offer.made":
                self.offers[body["offer"]] = body
            case "offer.closed":
                self.offers.pop(body["offer"], None)


@dataclass
class View:
    """A chat's timeline as it was shown, without holes; what came too early waits."""

    chat: int
    customer: str
    seq: int
    events: list[Frame]
    now: Standing
    asked: int = -1
    _early: dict[int, Frame] = field(default_factory=dict)

    @classmethod
    def opened(cls, frame: Frame) -> "View":
        """A whole chat."""
        chat = frame["chat"]
        return cls(chat["id"], chat["customer"]["name"], chat["seq"], list(frame["events"]), Standing.told(chat))

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
            self.now.move(event["body"])
            shown.append(event)
        self.events += shown
        self._early = {seq: early for seq, early in self._early.items() if seq > self.seq}
        return shown

    @property
    def has_gap(self) -> bool:
        """Whether events after a hole have come."""
        return bool(self._early)
