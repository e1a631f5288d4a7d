"""What is recorded in a chat's timeline: one struct a kind of event, its audience, its line in the transcript.

The timeline stores these as JSON; `chats.timeline` is the only writer. Every other room records kinds of this
list: they are kept together because the browser's reducer and the transcript must know them all.
"""

from typing import Literal

from msgspec import Struct


class Person(Struct, frozen=True):
    """A representative as others see them."""

    id: int
    name: str


class Body(Struct, frozen=True, tag_field="kind"):
    """What happened. The tag ``kind`` names it."""


class ChatStarted(Body, frozen=True, tag="chat.started"):
    """The customer asked for help and stands in the team's queue."""

    issue: str
    team: str
    description: str


class MessagePosted(Body, frozen=True, tag="message"):
    """Somebody said something both sides read. ``canned`` is the title of the canned message it was made from."""

    text: str
    canned: str | None = None


class NotePosted(Body, frozen=True, tag="note"):
    """A representative wrote something the customer never sees."""

    text: str


class RepresentativeJoined(Body, frozen=True, tag="representative.joined"):
    """A representative took the chat from a queue; the first in the chat is its owner."""

    representative: Person


class RepresentativeLeft(Body, frozen=True, tag="representative.left"):
    """A representative left while another stayed. ``owner`` has the chat now."""

    representative: Person
    owner: Person


class ChatHeld(Body, frozen=True, tag="chat.held"):
    """The last representative stepped away; the chat lies in their personal queue."""

    representative: Person


class ChatResumed(Body, frozen=True, tag="chat.resumed"):
    """The representative who held the chat is back."""

    representative: Person


class ChatReturned(Body, frozen=True, tag="chat.returned"):
    """The chat lies at the head of its team's queue again: its representative was lost, or the hold grew too old."""

    representative: Person
    why: Literal["lost", "hold_too_long"]


class CustomerAway(Body, frozen=True, tag="customer.away"):
    """The customer's connection is gone; they keep their place."""


class CustomerBack(Body, frozen=True, tag="customer.back"):
    """The customer is connected again."""


class CustomerLeft(Body, frozen=True, tag="customer.left"):
    """The customer left: by the button, or by being away longer than the grace."""

    how: Literal["button", "away"]


class ChatEnded(Body, frozen=True, tag="chat.ended"):
    """The chat is over; nothing can be posted any more."""

    by: Literal["representative", "customer"]


AnyBody = (
    ChatStarted
    | MessagePosted
    | NotePosted
    | RepresentativeJoined
    | RepresentativeLeft
    | ChatHeld
    | ChatResumed
    | ChatReturned
    | CustomerAway
    | CustomerBack
    | CustomerLeft
    | ChatEnded
)

INTERNAL: frozenset[type[Body]] = frozenset({NotePosted, CustomerAway, CustomerBack, CustomerLeft})
"""Kinds the customer never receives; they move only the representatives' counter."""


class Event(Struct, frozen=True, omit_defaults=True):
    """One line of a timeline, as it is stored and as it travels.

    Args:
        seq: its number for this reader: without holes, in commit order, from 1. Customers have a counter of
            their own, which internal events do not move.
        at: milliseconds since 1970.
        role: who caused it.
        author: the representative's id; 0 for the customer and for Deskside itself.
        name: the author's name at that time.
        body: what happened.
        key: the key of the command that caused it, so that a sender finds their own again.
        public: for representatives only: the customer's number for this event, none where it is internal.
    """

    seq: int
    at: int
    role: Literal["customer", "representative", "system"]
    author: int
    name: str
    body: AnyBody
    key: str | None = None
    public: int | None = None
