"""Who is connected, and what happens when somebody is not any more.

A customer whose connection is gone is *away* after 15 seconds and has *left* after three minutes; a representative
is replaced after 45 seconds. Coming back within the grace changes nothing. When the server starts, everybody is
given the full grace anew.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec

from django.conf import settings

from deskside.chats.models import Chat, Participant
from deskside.kit.actor import Actor
from deskside.kit.crossing import in_thread
from deskside.live.hub import Hub
from deskside.people.actions import go_offline, renew_online
from deskside.queues import jobs

P = ParamSpec("P")
Who = tuple[str, int]


class Presence:
    """The graces that are running, by person."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._graces: dict[Who, list[asyncio.TimerHandle]] = {}
        self._away: set[int] = set()
        self._work: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Give everybody who takes part in an open chat the full grace."""
        customers, representatives, self._away = await in_thread(_open_people)
        for chat in customers:
            self._customer_gone(chat)
        for representative in representatives:
            self._representative_gone(representative)

    def arrived(self, actor: Actor) -> None:
        """Somebody has connected."""
        for timer in self._graces.pop((actor.role, actor.id), ()):
            timer.cancel()
        if actor.role == "representative":
            self._do(renew_online, [actor.id])
        elif actor.id in self._away:
            self._away.discard(actor.id)
            self._do(jobs.customer_back, actor.id)

    def departed(self, actor: Actor) -> None:
        """Somebody's connection is gone; if it was their last, their grace begins."""
        if self._hub.clients(actor.role, actor.id):
            return
        if actor.role == "representative":
            self._do(go_offline, actor.id)
            self._representative_gone(actor.id)
        else:
            self._customer_gone(actor.id)

    async def renew(self) -> None:
        """Renew the leases of the representatives connected here."""
        connected = self._hub.representatives()
        if connected:
            await in_thread(renew_online, connected)

    def _customer_gone(self, chat: int) -> None:
        self._after(settings.CUSTOMER_AWAY_AFTER, ("customer", chat), lambda: self._call_away(chat))
        self._after(settings.CUSTOMER_LEFT_AFTER, ("customer", chat), lambda: self._do(jobs.customer_gone, chat))

    def _representative_gone(self, representative: int) -> None:
        who = ("representative", representative)
        self._after(settings.REPRESENTATIVE_GRACE, who, lambda: self._do(jobs.representative_lost, representative))

    def _call_away(self, chat: int) -> None:
        self._away.add(chat)
        self._do(jobs.customer_away, chat)

    def _after(self, seconds: float, who: Who, act: Callable[[], None]) -> None:
        timer = asyncio.get_running_loop().call_later(seconds, act)
        self._graces.setdefault(who, []).append(timer)

    def _do(self, function: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        task = asyncio.get_running_loop().create_task(in_thread(function, *args, **kwargs))
        self._work.add(task)
        task.add_done_callback(self._work.discard)


def _open_people() -> tuple[list[int], list[int], set[int]]:
    """The customers of open chats (by chat), the representatives in or holding one, the customers not here."""
    open_chats = Chat.objects.exclude(state=Chat.State.ENDED)
    customers = dict(open_chats.values_list("pk", "customer_presence"))
    taking_part = Participant.objects.filter(left_at=None).values_list("representative", flat=True)
    holding = open_chats.filter(state=Chat.State.HELD).values_list("owner", flat=True)
    representatives = {*taking_part, *(owner for owner in holding if owner is not None)}
    absent = {chat for chat, presence in customers.items() if presence != Chat.Presence.HERE}
    return list(customers), sorted(representatives), absent
