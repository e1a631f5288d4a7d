"""A chat that has waited too long in one team's queue goes on to another's, never to one in which it lay before."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from deskside.chats import life
from deskside.chats.events import ChatMoved
from deskside.chats.models import Chat
from deskside.kit.actor import SYSTEM
from deskside.kit.clock import clock
from deskside.people.models import Team
from deskside.queues.entries import WAITS, enter, entry_of, withdraw
from deskside.queues.line import line
from deskside.queues.models import QueueEntry


def overdue(team: Team) -> list[int]:
    """The chats that have waited too long in a team's queue."""
    since = clock.now() - timedelta(seconds=team.overflow_after)
    waiting = line(team.pk).filter(reason__in=WAITS, lies_since__lte=since)
    return list(waiting.exclude(Exists(_lay_in(team.overflow_to, OuterRef("chat")))).values_list("chat", flat=True))


def overflow(chat: Chat) -> None:
    """Let a chat go on, if it still waits and its team lets it; the chat is locked."""
    to, entry = chat.team.overflow_to, entry_of(chat.pk)
    if to is None or entry is None or entry.representative_id is not None or _lay_in(to, chat).exists():
        return
    life.change_team(chat.pk, SYSTEM, to, ChatMoved(to.name, to.pk, chat.team_id, "overflow"))
    withdraw(chat.pk)
    chat.team = to
    enter(chat, entry.reason, entry.rank)


def _lay_in(team: Team | None, chat: OuterRef | Chat) -> QuerySet[QueueEntry]:
    """That a chat has lain in a team's queue."""
    return QueueEntry.objects.filter(chat=chat, team=team, representative=None, reason__in=WAITS)
