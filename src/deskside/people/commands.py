"""What arrives over the wire about people."""

from deskside.kit.actor import Actor
from deskside.kit.commands import Keyed, registry
from deskside.people import actions
from deskside.people.feed import Availability


class SetAvailability(Keyed, frozen=True, tag="availability.set", kw_only=True):
    """Say whether I can take chats, with a free label of at most 60 characters."""

    availability: Availability
    label: str = ""


def _set_availability(actor: Actor, command: SetAvailability) -> None:
    actions.set_availability(actor, command.availability, command.label)


registry.add(SetAvailability, roles={"representative"}, right="for oneself", action=_set_availability)
