"""What arrives over the wire about people."""

from deskside.kit.commands import Keyed
from deskside.people.feed import Availability


class SetAvailability(Keyed, frozen=True, tag="availability.set", kw_only=True):
    """Say whether I can take chats, with a free label of at most 60 characters."""

    availability: Availability
    label: str = ""
