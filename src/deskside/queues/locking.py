"""Keeping a chat still while a verb looks at it and moves it."""

from django.db import connection, transaction

from deskside.chats import timeline
from deskside.queues.entries import lying


class _CameMeanwhileError(Exception):
    """An entry was made between the two locks."""


def lock(chat: int) -> None:
    """Let nobody else move a chat or the entries it lies in until the transaction ends. Everybody takes the entries
    first and then the chat, so that nobody waits for somebody who waits for them.
    """
    if not connection.features.has_select_for_update:
        return  # The writer has the whole database to itself.
    while not _locked(chat):
        pass


def _locked(chat: int) -> bool:
    """Lock the entries there are and the chat. Where another was made before the chat was ours, it is not locked, and
    to lock it now would be the wrong order: then everything is let go again.
    """
    try:
        with transaction.atomic():
            before = set(lying(chat=chat).order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
            timeline.lock([chat])
            if not before.issuperset(lying(chat=chat).values_list("pk", flat=True)):
                raise _CameMeanwhileError
    except _CameMeanwhileError:
        return False
    return True
