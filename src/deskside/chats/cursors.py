"""How far each side has read: cursors, not events, since nobody needs their history."""

from collections.abc import Iterable

from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.gate import write

Sight = tuple[Actor, int, int]
"""Who has seen a chat up to which number of the customer's counter."""


def store(sights: Iterable[Sight]) -> None:
    """Move cursors forward; one that is further already stays."""
    with write():
        for actor, chat, public in sights:
            if actor.role == "customer":
                Chat.objects.filter(pk=chat, customer_seen__lt=public, public_seq__gte=public).update(
                    customer_seen=public
                )
            else:
                Participant.objects.filter(
                    chat=chat, representative=actor.id, left_at=None, seen__lt=public, chat__public_seq__gte=public
                ).update(seen=public)
