"""What changes about people while they work."""

from collections.abc import Collection
from datetime import timedelta

from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Malformed
from deskside.kit.gate import write
from deskside.people.models import Representative

ONLINE_LEASE = timedelta(seconds=30)
"""How long a representative counts as connected after the last renewal, which comes every ten seconds."""


def set_availability(actor: Actor, availability: str, label: str) -> None:
    """Say whether a representative can take chats.

    Raises:
        Malformed: ``label.too_long``, over 60 characters.
    """
    label = label.strip()
    if len(label) > 60:
        raise Malformed("label.too_long", "A label has at most 60 characters.")
    Representative.objects.filter(pk=actor.id).update(availability=availability, availability_label=label)


def renew_online(representatives: Collection[int]) -> None:
    """Note that these representatives have a console connected."""
    with write():
        Representative.objects.filter(pk__in=representatives).update(online_until=clock.now() + ONLINE_LEASE)


def go_offline(representatives: Collection[int]) -> None:
    """Note that these representatives' last consoles are gone, as of now."""
    with write():
        Representative.objects.filter(pk__in=representatives).update(online_until=clock.now())
