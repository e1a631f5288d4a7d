"""Who may see a chat and act in it. Every rule about a chat's people is here."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import ended, not_yours
from deskside.kit.actor import Actor
from deskside.kit.errors import Conflict, NotAllowed


def mine(representative: int) -> QuerySet[Chat]:
    """The open chats a representative is in or holds."""
    taking_part = Participant.objects.filter(representative=representative, left_at=None).values("chat")
    held = Chat.objects.filter(owner=representative, state=Chat.State.HELD, ended_at=None).values("pk")
    return Chat.objects.filter(Q(pk__in=taking_part) | Q(pk__in=held), ended_at=None)


def theirs(representatives: Collection[int]) -> dict[int, frozenset[int]]:
    """The same of several representatives; those who have none are left out."""
    has: dict[int, set[int]] = {}
    taking_part = Participant.objects.filter(representative__in=representatives, left_at=None)
    held = Chat.objects.filter(owner__in=representatives, state=Chat.State.HELD, ended_at=None)
    for rows in (taking_part.values_list("representative", "chat"), held.values_list("owner", "pk")):
        for representative, chat in rows:
            has.setdefault(representative, set()).add(chat)
    return {representative: frozenset(chats) for representative, chats in has.items()}


def may_watch(viewer: Actor, chat: Chat, taking_part: Iterable[Participant]) -> bool:
    """Whether a viewer may follow a chat's timeline live, given all participations of it, past ones too."""
    if viewer.role == "customer":
        return chat.pk == viewer.id
    if viewer.role != "representative" or chat.state == Chat.State.ENDED:
        return False
    holds = chat.state == Chat.State.HELD and chat.owner_id == viewer.id
    return holds or any(row.representative_id == viewer.id and row.left_at is None for row in taking_part)


def participant(actor: Actor, chat: int) -> None:
    """Let only those pass who are in the chat.

    Raises:
        NotAllowed: ``chat.not_yours``.
    """
    if actor.role == "customer":
        allowed = chat == actor.id
    else:
        allowed = Participant.objects.filter(chat=chat, representative=actor.id, left_at=None).exists()
    if not allowed:
        raise not_yours()


def owned(actor: Actor, chat: int) -> Chat:
    """The chat, if the actor owns it.

    Raises:
        NotAllowed: ``chat.not_yours`` for an outsider, ``chat.not_owner`` for one who takes part.
        Conflict: ``chat.ended``.
    """
    found = Chat.objects.select_related("team", "issue").filter(pk=chat, owner=actor.id).first()
    if found is None:
        participant(actor, chat)
        raise NotAllowed("Only the owner of this chat may do that.", "chat.not_owner")
    if found.state == Chat.State.ENDED:
        raise ended()
    return found


def not_ending(chat: Chat) -> None:
    """Let nothing new begin in a chat that is about to end.

    Raises:
        Conflict: ``chat.ending``.
    """
    if chat.ending_at is not None:
        raise Conflict("chat.ending", "This chat is about to end. Undo that first.")
