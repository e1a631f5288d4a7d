"""The frames of the live connection. Typed once, here and in the rooms' commands and events; the TypeScript types
and the tables in ``docs/protocol.md`` are generated from these definitions.

A client sends the commands of the registry and the four signals below; the server sends the frames tagged ``on``.
"""

from typing import Any, Literal

from msgspec import Struct

from deskside.canned.feed import CannedMessageView
from deskside.chats.events import Event
from deskside.chats.feed import ChatView
from deskside.kit.commands import Command, Id
from deskside.people.feed import Me
from deskside.queues.feed import DeskBoard, TeamBoard, Wait, WaitingRow, Withdrawn

PROTOCOL = 1
"""Raised when an old client could misunderstand the new server; it is then told to reload."""


class Hello(Command, frozen=True, tag="hello", kw_only=True):
    """The first frame on every connection.

    Args:
        protocol: the version the client speaks.
        token: the customer's token; representatives are known by their session cookie.
        cursors: for each chat the client still shows, the last ``seq`` it has.
    """

    protocol: int
    token: str | None = None
    cursors: dict[int, int] = {}  # noqa: RUF012  # msgspec copies it


class Sync(Command, frozen=True, tag="sync", kw_only=True):
    """Fetch what is missing of a chat after number ``after``; 0 asks for the whole chat."""

    chat: Id
    after: int


class Typing(Command, frozen=True, tag="typing", kw_only=True):
    """I am typing (sent at most every three seconds), or have stopped. Never stored."""

    chat: Id
    on: bool


class Seen(Command, frozen=True, tag="seen", kw_only=True):
    """I have seen everything up to this number of the customer's counter."""

    chat: Id
    public: int


class Ping(Command, frozen=True, tag="ping", kw_only=True):
    """Every 10 s, either way. The server's ping carries the head of each open chat."""

    n: int


class Pong(Command, frozen=True, tag="pong", kw_only=True):
    """The answer to a ping; sent from the message handler, since timers of hidden tabs are slowed."""

    n: int


class Frame(Struct, frozen=True, tag_field="on", omit_defaults=True):
    """Something the server says. The tag ``on`` names it."""


class Welcome(Frame, frozen=True, tag="welcome"):
    """The answer to *hello*; the chats, or what is missing of them, follow as ``chat`` and ``event``, then ``ready``.

    Args:
        now: the server's time, so that a client with a wrong clock shows right waits.
        chats: the chats that follow; a client forgets any other it still shows as its own.
        me: for representatives: who they are and their teams.
        boards: for representatives: the queue of each of their teams.
        canned: for representatives: the canned messages they may use.
        desk: for representatives: what is offered to them and what they are alerted of.
    """

    now: int
    chats: list[int]
    me: Me | None = None
    boards: list[TeamBoard] = []
    canned: list[CannedMessageView] = []
    desk: DeskBoard | None = None


class Ready(Frame, frozen=True, tag="ready"):
    """Everything that was missing has been sent; the client is up to date."""


class ChatOpened(Frame, frozen=True, tag="chat"):
    """A whole chat: on the first load, when it becomes mine, and whenever the gap is too large to fill."""

    chat: ChatView
    events: list[Event]


class ChatGone(Frame, frozen=True, tag="chat.gone"):
    """A chat is no longer mine to see; nothing more will come of it."""

    chat: int


class EventFrame(Frame, frozen=True, tag="event"):
    """One more line of a chat's timeline. If ``seq`` is not the one after the last, send *sync*."""

    chat: int
    event: Event


class BoardChanged(Frame, frozen=True, tag="board"):
    """A team's queue has changed from ``version - 1`` to ``version``; a client that missed one connects anew."""

    team: int
    version: int
    put: list[WaitingRow] = []
    dropped: list[Withdrawn] = []


class BoardWhole(Frame, frozen=True, tag="board.whole"):
    """A team's queue as it is, where it changed while I was being welcomed."""

    board: TeamBoard


class DeskChanged(Frame, frozen=True, tag="desk"):
    """What is offered to me and what I am alerted of, whole, whenever it changes."""

    desk: DeskBoard


class MeChanged(Frame, frozen=True, tag="me"):
    """My own availability has changed, perhaps in another tab."""

    me: Me


class PlaceInLine(Frame, frozen=True, tag="place"):
    """For a waiting customer: 1 is next.

    Args:
        wait: how long it usually takes from here; none where it cannot be told honestly.
    """

    chat: int
    place: int
    wait: Wait | None = None


class TypingFrame(Frame, frozen=True, tag="typing"):
    """Somebody is typing; forget it after six seconds without another."""

    chat: int
    role: Literal["customer", "representative"]
    author: int
    name: str
    typing: bool


class SeenFrame(Frame, frozen=True, tag="seen"):
    """The other side has seen everything up to this number of the customer's counter."""

    chat: int
    role: Literal["customer", "representative"]
    public: int


class Done(Frame, frozen=True, tag="done"):
    """A command was carried out. A new message is answered by its own event instead; sent again, by this."""

    key: str
    seq: int | None = None
    result: Any = None


class Refused(Frame, frozen=True, tag="refused"):
    """A command, or a frame that could not be understood (then ``key`` is empty), was not carried out."""

    key: str
    code: str
    text: str
    detail: dict[str, Any] = {}


class PingFrame(Frame, frozen=True, tag="ping"):
    """Are you there? ``heads`` holds the last number of each chat of this connection: behind it, send *sync*."""

    n: int
    heads: dict[int, int] = {}


class PongFrame(Frame, frozen=True, tag="pong"):
    """The answer to the client's ping."""

    n: int


class Bye(Frame, frozen=True, tag="bye"):
    """The connection is about to be closed, and why. ``again`` says whether connecting anew makes sense."""

    code: str
    text: str
    again: bool


FRAMES: tuple[type[Frame], ...] = (
    Welcome, Ready, ChatOpened, ChatGone, EventFrame, BoardChanged, BoardWhole, DeskChanged, MeChanged, PlaceInLine,
    TypingFrame, SeenFrame, Done, Refused, PingFrame, PongFrame, Bye,
)  # fmt: skip

SIGNALS: tuple[type[Command], ...] = (Hello, Sync, Typing, Seen, Ping, Pong)
