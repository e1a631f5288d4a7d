"""What a screen sees of a chat: a view at one number of its timeline; later events change it in the browser's reducer."""

from typing import Literal

from msgspec import Struct

from deskside.chats.events import Person

State = Literal["waiting", "active", "held", "ended"]
CustomerPresence = Literal["here", "away", "left"]


class CustomerCard(Struct, frozen=True):
    """Who the customer is, as they said on the portal."""

    name: str
    email: str
    browser: str


class ChatView(Struct, frozen=True):
    """A chat as one reader may see it, after event ``seq`` of that reader's counter.

    Args:
        id: the chat.
        number: its short number, which people can say aloud.
        team: the team whose queue it belongs to.
        issue: what the customer picked.
        customer: the customer's own words about themselves.
        state: where in its life the chat is.
        owner: the representative responsible for it, also while they hold it.
        representatives: who is in the chat, longest first.
        customer_presence: for representatives; a customer always reads *here*.
        waiting_since: when the customer first stood in line; milliseconds since 1970.
        answered_at: when a representative first joined.
        ended_at: when it ended.
        seq: the number of the last event this view contains.
        customer_seen: the last event the customer has seen, in the customer's counter.
        representatives_seen: the last event any representative has seen, in the customer's counter.
    """

    id: int
    number: str
    team: str
    issue: str
    customer: CustomerCard
    state: State
    owner: Person | None
    representatives: list[Person]
    customer_presence: CustomerPresence
    waiting_since: int
    answered_at: int | None
    ended_at: int | None
    seq: int
    customer_seen: int
    representatives_seen: int
