"""What changes about people while they work."""

from deskside.kit.actor import Actor
from deskside.kit.errors import Malformed
from deskside.people.models import Representative


def set_availability(actor: Actor, availability: str, label: str) -> None:
    """Say whether a representative can take chats.

    Raises:
        Malformed: ``label.too_long``, over 60 characters; ``label.not_printable``, with line breaks and the like.
    """
    label = label.strip()
    if len(label) > 60:
        raise Malformed("label.too_long", "A label has at most 60 characters.")
    if not label.isprintable():
        raise Malformed("label.not_printable", "A label is one line of words.")
    Representative.objects.filter(pk=actor.id).update(availability=availability, availability_label=label)
