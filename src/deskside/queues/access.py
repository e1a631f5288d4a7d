"""Who may hand a chat on that is not their own."""

from deskside.chats.access import owned
from deskside.chats.models import Chat
from deskside.chats.timeline import ended, not_yours
from deskside.kit.actor import Actor
from deskside.kit.errors import Conflict
from deskside.kit.seats import present
from deskside.people.access import leads
from deskside.people.models import Representative


def may_transfer(actor: Actor, chat_id: int) -> Chat:
    """The chat, if the actor owns it, or leads its team while its owner is absent.

    Raises:
        Refusal: as `owned` does; ``owner.present`` for a lead whose colleague is there.
    """
    chat = led(actor, chat_id)
    if chat is None or chat.owner_id == actor.id:
        return owned(actor, chat_id)
    if not _absent(chat):
        raise Conflict("owner.present", "The owner of this chat is there. Ask them, or take it over.")
    return chat


def led(actor: Actor, chat_id: int) -> Chat | None:
    """An open chat that somebody has, if the actor leads its team."""
    chat = Chat.objects.select_related("team", "issue", "owner").filter(pk=chat_id).first()
    if chat is None or not leads(actor.id, chat.team_id):
        return None
    if chat.state == Chat.State.ENDED:
        raise ended()
    return chat if chat.owner_id is not None else None


def must_lead(actor: Actor, chat_id: int) -> Chat:
    """The same, or a refusal.

    Raises:
        NotAllowed: ``chat.not_yours``.
        Conflict: ``chat.ended``.
    """
    chat = led(actor, chat_id)
    if chat is None:
        raise not_yours()
    return chat


def _absent(chat: Chat) -> bool:
    if chat.state == Chat.State.HELD:
        return True
    here = Representative.objects.filter(owned_chats=chat, pk__in=present("representative"))
    return not here.exclude(availability=Representative.Availability.AWAY).exists()
