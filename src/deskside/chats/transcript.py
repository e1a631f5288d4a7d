"""A chat as plain text: what *Copy log* copies and what goes into a ticket. Nothing internal is in it.

The browser builds the same text (``ui/src/wire/transcript.ts``); both are held to the same cases.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from deskside.chats.events import (
    AnyBody,
    ChatEnded,
    ChatHeld,
    ChatResumed,
    ChatReturned,
    ChatStarted,
    CustomerLeft,
    Event,
    MessagePosted,
    OwnerChanged,
    RepresentativeJoined,
    RepresentativeLeft,
)
from deskside.chats.feed import ChatView

_INDENT = " " * 6
"""Under the text, past the time."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def transcript(view: ChatView, events: Sequence[Event], zone: ZoneInfo) -> str:
    """The transcript of a chat, times in ``zone``, one line an event that has one; no newline at the end."""
    heading = f"Chat {view.number} · {view.customer.name} · {view.team} · {view.issue}"
    lines = [heading]
    if events:
        first = _moment(events[0], zone)
        lines.append(f"{first.day} {_MONTHS[first.month - 1]} {first.year}")
    lines.append("")
    for event in events:
        said = _line(event.body, event.name)
        if said is not None:
            lines.append(f"{_moment(event, zone):%H:%M} {said}")
    return "\n".join(lines)


def _line(body: AnyBody, author: str) -> str | None:
    match body:
        case ChatStarted(description=text) | MessagePosted(text=text):
            return f"{author}: {text}".replace("\n", f"\n{_INDENT}")
        case RepresentativeJoined(representative=person, how="invitation"):
            return f"{person.name} has joined to help."
        case RepresentativeJoined(representative=person, how="rejoined"):
            return f"{person.name} is back."
        case RepresentativeJoined(representative=person) | OwnerChanged(owner=person):
            return f"You are now chatting with {person.name}."
        case RepresentativeLeft(representative=person, lost=True):
            return f"{person.name} could not reconnect."
        case RepresentativeLeft(representative=person):
            return f"{person.name} has left the chat."
        case ChatHeld(representative=person):
            return f"{person.name} put the chat on hold."
        case ChatResumed(representative=person):
            return f"{person.name} is back."
        case ChatReturned(representative=person, why="lost"):
            return f"{person.name} could not reconnect. The chat went back to the line."
        case ChatReturned():
            return "The chat went back to the line."
        case CustomerLeft():
            return f"{author} has left."
        case ChatEnded():
            return "The chat has ended."
        case _:
            return None


def _moment(event: Event, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(event.at / 1000, zone)
