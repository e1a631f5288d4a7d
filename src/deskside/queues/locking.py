"""Keeping a chat still while a verb looks at it and moves it."""

from deskside.chats import timeline
from deskside.queues.models import QueueEntry


def lock(chat: int) -> None:
    """Let nobody else move a chat or the entries it lies in until the transaction ends. Everybody takes them in this
    order, so that nobody waits for somebody who waits for them.
    """
    entries = QueueEntry.objects.filter(chat=chat, state=QueueEntry.State.WAITING).order_by("pk")
    list(entries.select_for_update(no_key=True).values_list("pk"))
    timeline.lock([chat])
