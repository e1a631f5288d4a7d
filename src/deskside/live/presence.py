"""Who is connected, and what happens when somebody is not any more.

A customer whose connection is gone is *away* after 15 seconds and has *left* after three minutes. Representatives
have a lease in the database, renewed while they are connected; `queues.jobs` replaces those whose lease ran out longer
ago than the grace. Coming back within the grace changes nothing. When the server starts, everybody is given the full
grace anew.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.conf import settings

from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.crossing import in_thread
from deskside.kit.log import log
from deskside.live.hub import Hub
from deskside.people.actions import go_offline, renew_online
from deskside.queues import jobs

Whom = TypeVar("Whom")


class Presence:
    """The customers' graces that are running, by chat, and the leases of the representatives."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._graces: dict[int, list[asyncio.TimerHandle]] = {}
        self._called_away: set[int] = set()
        # One thread: what is said of somebody's presence must be written in the order in which it happened.
        self._in_order = ThreadPoolExecutor(1, "presence")

    async def start(self) -> None:
        """Give everybody who takes part in an open chat the full grace."""
        customers, representatives = await in_thread(_open_people)
        await in_thread(go_offline, representatives)
        for chat in customers:
            self._begin_grace(chat)

    def arrived(self, actor: Actor, absent: bool = False) -> None:
        """Somebody has connected.

        Args:
            actor: who.
            absent: whether their chat says that they are away or have left.
        """
        if actor.role == "representative":
            self._do(renew_online, [actor.id])
            return
        for timer in self._graces.pop(actor.id, ()):
            timer.cancel()
        if absent or actor.id in self._called_away:
            self._called_away.discard(actor.id)
            self._do(jobs.customer_back, actor.id)

    def departed(self, actor: Actor) -> None:
        """Somebody's connection is gone; if it was their last, their grace begins."""
        if self._hub.clients(actor.role, actor.id):
            return
        if actor.role == "representative":
            self._do(go_offline, [actor.id])
        else:
            self._begin_grace(actor.id)

    async def renew(self) -> None:
        """Renew the leases of the representatives connected here."""
        connected = self._hub.representatives()
        if connected:
            await in_thread(renew_online, connected)

    def _begin_grace(self, chat: int) -> None:
        later = asyncio.get_running_loop().call_later
        self._graces[chat] = [
            later(settings.CUSTOMER_AWAY_AFTER, self._call_away, chat),
            later(settings.CUSTOMER_LEFT_AFTER, self._call_left, chat),
        ]

    def _call_away(self, chat: int) -> None:
        self._called_away.add(chat)
        self._do(jobs.customer_away, chat)

    def _call_left(self, chat: int) -> None:
        self._called_away.discard(chat)
        self._graces.pop(chat, None)
        self._do(jobs.customer_gone, chat)

    def _do(self, function: Callable[[Whom], None], whom: Whom) -> None:
        future = asyncio.get_running_loop().run_in_executor(self._in_order, function, whom)
        future.add_done_callback(_log_failure)


def _log_failure(future: asyncio.Future[None]) -> None:
    if not future.cancelled() and (error := future.exception()) is not None:
        log.error("presence.failed", error=repr(error))


def _open_people() -> tuple[list[int], list[int]]:
    """The open chats, and the representatives in or holding one."""
    open_chats = Chat.objects.exclude(state=Chat.State.ENDED)
    taking_part = Participant.objects.filter(left_at=None).values_list("representative", flat=True)
    holding = open_chats.filter(state=Chat.State.HELD).values_list("owner", flat=True)
    representatives = {*taking_part, *(owner for owner in holding if owner is not None)}
    return list(open_chats.values_list("pk", flat=True)), sorted(representatives)
