"""Who sees what of a timeline. The only place that decides it."""

from msgspec import structs

from deskside.chats.events import INTERNAL, Body, Event
from deskside.kit.actor import Actor


def is_public(body: Body) -> bool:
    """Whether the customer sees this kind of event at all."""
    return type(body) not in INTERNAL


def for_customer(event: Event) -> Event | None:
    """An event as the customer sees it, numbered by their own counter; None where they see nothing."""
    if event.public is None:
        return None
    return structs.replace(event, seq=event.public, public=None)


def number_for(actor: Actor, event: Event) -> int:
    """An event's number in the counter of somebody who sees it."""
    return event.public or 0 if actor.role == "customer" else event.seq
