"""A believable quarter of an hour at the demo's desk, played through the wire.

It is played in seconds. Then the server stops, the scene's times are set back as if it had taken minutes, and it
starts again; nothing else is touched.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tests.running import Desk, Screen
from websockets.exceptions import ConnectionClosed

REPRESENTATIVE = "Ana Ruiz"
BROWSER = "Browser 141 · Desktop"

Ago = int
"""Seconds before the picture."""

Line = tuple[Ago, str, str]
"""When, who (the customer, the representative, a note of theirs), and what."""


@dataclass
class Story:
    """One chat of the scene; ``issue`` is its place among the demo's issues."""

    name: str
    issue: int
    description: str
    asked: Ago
    joined: Ago | None = None
    lines: tuple[Line, ...] = ()
    held: Ago | None = None
    chat: int = 0
    token: str = ""

    @property
    def email(self) -> str:
        """An address of the invented university."""
        first, *_, last = self.name.lower().split()
        return f"{first[0]}.{last}@alderbay.example"

    @property
    def times(self) -> list[Ago]:
        """When each of its events happened, in order."""
        joined = [] if self.joined is None else [self.joined]
        held = [] if self.held is None else [self.held]
        return [self.asked, *joined, *(ago for ago, _, _ in self.lines), *held]


MAYA = Story(
    "Maya Okafor",
    2,
    "My laptop can’t join the campus wireless since I changed my password. My phone works fine.",
    asked=999,
    joined=848,
    lines=(
        (836, "representative", "Hello Maya, my name is Ana from the Service Desk. How can I help you today?"),
        (702, "customer", "It asks for a user name again and again, and then says “Cannot join”."),
        (610, "note", "Password changed Monday 17:52, account not locked. Second case from Chemistry today."),
        (540, "representative", "Thank you, that helps. Please choose “Forget” beside the campus network."),
        (64, "customer", "Done. Is my full email the user name now?"),
    ),
)
IDRIS = Story(
    "Idris Vance",
    3,
    "My mailbox is full and I can’t send anything.",
    asked=640,
    joined=566,
    lines=(
        (552, "representative", "Hello Idris, my name is Ana from the Service Desk. How can I help you today?"),
        (131, "customer", "I emptied the bin, but it still says that it is full."),
        (102, "customer", "Does it take a while?"),
    ),
)
SOFIA = Story(
    "Sofia Lind",
    1,
    "I am locked out after three tries.",
    asked=402,
    joined=371,
    lines=(
        (360, "representative", "Hello Sofia, my name is Ana from the Service Desk. How can I help you today?"),
        (305, "customer", "I get “account locked” on the account page."),
        (38, "representative", "It is unlocked now. Please try once more, slowly."),
    ),
)
BEN = Story(
    "Ben Castell",
    4,
    "The poster printer stopped halfway.",
    asked=1460,
    joined=1391,
    lines=((1380, "representative", "Hello Ben, my name is Ana from the Service Desk. How can I help you today?"),),
    held=200,
)
MINE = [BEN, MAYA, IDRIS, SOFIA]
WAITING = [
    Story("Grace Nwosu", 6, "My name is spelled wrongly in the directory.", asked=252),
    Story("Omar Haddad", 3, "A shared calendar has vanished since this morning.", asked=96),
]
NEWEST = Story("Rafael Monte", 4, "Jobs stay in the queue in Hall B", asked=0)


def ask(desk: Desk, story: Story) -> None:
    """The customer asks for help."""
    command = {
        "do": "chat.start",
        "issue": story.issue,
        "name": story.name,
        "email": story.email,
        "description": story.description,
        "browser": BROWSER,
    }
    started = desk.ask(command)["result"]
    story.chat, story.token = started["chat"], started["token"]


@contextmanager
def played(data: Path) -> Iterator[Desk]:
    """A running desk in the middle of the scene; its customers stay connected."""
    desk = Desk(data)
    desk.start()
    try:
        _play(desk)
        desk.stop()
        _set_back(data)
        desk.start()
        with ExitStack() as open_pages:
            for story in [*MINE, *WAITING]:
                open_pages.enter_context(present(desk, story))
            yield desk
    finally:
        desk.stop()


@contextmanager
def present(desk: Desk, story: Story, *, typing: bool = False) -> Iterator[None]:
    """The customer's page is open somewhere, and answers the server's pings."""
    gone = Event()
    with desk.customer(story.token) as screen:
        thread = Thread(target=_stay, args=(screen, story, gone, typing))
        thread.start()
        try:
            yield
        finally:
            gone.set()
            thread.join()


def _stay(screen: Screen, story: Story, gone: Event, typing: bool) -> None:
    while not gone.is_set():
        try:
            if typing:
                screen.send({"do": "typing", "chat": story.chat, "on": True})
            frame = screen.read(1)
            if frame["on"] == "ping":
                screen.send({"do": "pong", "n": frame["n"]})
        except TimeoutError:
            continue
        except ConnectionClosed:
            return


def _play(desk: Desk) -> None:
    with desk.representative(REPRESENTATIVE) as ana:
        for story in MINE:
            ask(desk, story)
            ana.ask({"do": "queue.get_next"})
            with desk.customer(story.token) as customer:
                for _, who, text in story.lines:
                    if who == "customer":
                        customer.post(story.chat, text)
                    else:
                        ana.post(story.chat, text, note=who == "note", canned=_canned(text))
                _see(customer, story)
            if story is not IDRIS:
                _see(ana, story)
            if story.held is not None:
                ana.ask({"do": "chat.hold", "chat": story.chat})
        for story in WAITING:
            ask(desk, story)


def _canned(text: str) -> str | None:
    return "Introduction" if "my name is" in text else None


def _see(screen: Screen, story: Story) -> None:
    notes = sum(who == "note" for _, who, _ in story.lines)
    screen.send({"do": "seen", "chat": story.chat, "public": 2 + len(story.lines) - notes})
    time.sleep(0.3)


def _set_back(data: Path) -> None:
    now = datetime.now(UTC)
    with sqlite3.connect(data / "deskside.sqlite3") as database:
        for story in [*MINE, *WAITING]:
            for seq, ago in enumerate(story.times, 1):
                at = round((now.timestamp() - ago) * 1000)
                database.execute("UPDATE chats_event SET at = ? WHERE chat_id = ? AND seq = ?", (at, story.chat, seq))
            moments: dict[str, Any] = {
                "chat": story.chat,
                "asked": _stored(now, story.asked),
                "joined": None if story.joined is None else _stored(now, story.joined),
                "lies": _stored(now, story.held if story.held is not None else story.asked),
            }
            database.execute(
                "UPDATE chats_chat SET waiting_since = :asked, answered_at = :joined WHERE id = :chat", moments
            )
            database.execute(
                "UPDATE queues_queueentry SET waiting_since = :asked, lies_since = :lies WHERE chat_id = :chat",
                moments,
            )
    database.close()


def _stored(now: datetime, ago: Ago) -> str:
    """A moment as the database keeps it."""
    return (now - timedelta(seconds=ago)).strftime("%Y-%m-%d %H:%M:%S.%f")


def ticket(story: Story) -> str:
    """What the portal's page keeps of a started chat."""
    return json.dumps({"chat": story.chat, "token": story.token})
