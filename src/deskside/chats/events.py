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


class Target(Struct, frozen=True, omit_defaults=True):
    """To whom a chat is offered: to one representative, or to whoever of a team accepts first."""

    name: str
    team: int | None = None
    representative: int | None = None


class Body(Struct, frozen=True, tag_field="kind", omit_defaults=True):
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


Joining = Literal["taken", "transfer", "invitation", "take_over", "rejoined"]
"""How a representative came into a chat: from a queue, by an offer, as a lead, or back after leaving it."""


class RepresentativeJoined(Body, frozen=True, tag="representative.joined"):
    """A representative came into the chat. ``owner`` has it now."""

    representative: Person
    owner: Person
    how: Joining = "taken"


class RepresentativeLeft(Body, frozen=True, tag="representative.left"):
    """A representative left, or was lost, while another stayed. ``owner`` has the chat now."""

    representative: Person
    owner: Person
    lost: bool = False


class OwnerChanged(Body, frozen=True, tag="owner.changed"):
    """Somebody who was in the chat already has it now."""

    owner: Person


class ChatTakenOver(Body, frozen=True, tag="chat.taken_over"):
    """A lead took the chat over, and why. Who owned it before stays in it."""

    representative: Person
    reason: str


OfferReason = Literal["transfer", "invitation"]


class OfferMade(Body, frozen=True, tag="offer.made"):
    """The chat was offered to somebody: as their own (*transfer*), or to help in it (*invitation*).

    Args:
        offer: its number, which *offer.accept* names.
        reason: whether the chat will be theirs.
        to: whom it waits for.
        by: who offered it.
        note: what they said about it; the customer never sees it.
        until: when it lapses, in milliseconds since 1970; none where it waits until somebody answers.
    """

    offer: int
    reason: OfferReason
    to: Target
    by: Person
    note: str = ""
    until: int | None = None


class OfferClosed(Body, frozen=True, tag="offer.closed"):
    """An offer is over: ``accepted`` or ``declined`` by the one it was made to, ``lapsed`` unanswered, ``withdrawn``,
    ``receiver_gone`` when their connection was lost, or ``moved_on``, the chat having ended or changed hands.
    """

    offer: int
    reason: OfferReason
    to: Target
    how: Literal["accepted", "declined", "lapsed", "withdrawn", "receiver_gone", "moved_on"]
    by: Person | None = None


class ChatMoved(Body, frozen=True, tag="chat.moved"):
    """The chat belongs to another team now: it was transferred, or had waited too long in the other's queue.

    Args:
        team: the name of its team.
        id: the team.
        before: the team it belonged to.
        why: what moved it.
    """

    team: str
    id: int
    before: int
    why: Literal["transfer", "overflow"]


class ChatHeld(Body, frozen=True, tag="chat.held"):
    """The last representative stepped away; the chat lies in their personal queue, until then at the longest
    (milliseconds since 1970).
    """

    representative: Person
    until: int | None = None


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


class ChatEnding(Body, frozen=True, tag="chat.ending"):
    """The owner ends the chat; until then it can be undone, and the customer knows nothing of it."""

    representative: Person
    until: int


class EndingUndone(Body, frozen=True, tag="chat.ending_undone"):
    """The chat goes on after all: somebody undid it, the customer wrote once more, or it changed hands."""

    why: Literal["undone", "customer_wrote", "moved_on"]


class ChatEnded(Body, frozen=True, tag="chat.ended"):
    """The chat is over; nothing can be posted any more."""

    by: Literal["representative", "customer"]


AnyBody = (
    ChatStarted
    | MessagePosted
    | NotePosted
    | RepresentativeJoined
    | RepresentativeLeft
    | OwnerChanged
    | ChatTakenOver
    | OfferMade
    | OfferClosed
    | ChatMoved
    | ChatHeld
    | ChatResumed
    | ChatReturned
    | CustomerAway
    | CustomerBack
    | CustomerLeft
    | ChatEnding
    | EndingUndone
    | ChatEnded
)

INTERNAL: frozenset[type[Body]] = frozenset(
    {
        NotePosted,
        ChatTakenOver,
        OfferMade,
        OfferClosed,
        CustomerAway,
        CustomerBack,
        CustomerLeft,
        ChatEnding,
        EndingUndone,
    }
)
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
