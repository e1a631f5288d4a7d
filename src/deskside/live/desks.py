"""What is each representative's own beside their chats: offers, alerts, duty.

Worked out anew for everybody connected here, twice a second at most and at least, since much of it comes with
time; whoever's has changed is sent it whole. So nothing of it can be lost on the way.
"""

import asyncio

from deskside.chats.events import (
    ChatEnded,
    ChatEnding,
    ChatHeld,
    ChatMoved,
    ChatResumed,
    ChatReturned,
    ChatStarted,
    CustomerAway,
    CustomerBack,
    CustomerLeft,
    EndingUndone,
    OfferClosed,
    OfferMade,
    RepresentativeJoined,
    RepresentativeLeft,
)
from deskside.chats.timeline import Recorded
from deskside.kit.crossing import in_thread
from deskside.kit.errors import Unavailable
from deskside.kit.log import log
from deskside.live.hub import Hub
from deskside.live.wire import DeskChanged
from deskside.queues.alerting import desks

TICK = 0.5
"""Seconds between two looks."""

MOVES_A_DESK = (
    *(ChatStarted, ChatReturned, ChatHeld, ChatResumed, ChatMoved, ChatEnding, EndingUndone, ChatEnded),
    *(RepresentativeJoined, RepresentativeLeft, OfferMade, OfferClosed),
    *(CustomerAway, CustomerBack, CustomerLeft),
)


class Desks:
    """Keeps the own boards of those connected here as they are in the database."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._stale = False
        self._looking: asyncio.Task[None] | None = None
        for kind in MOVES_A_DESK:
            hub.reactions[kind].append(self._moved)

    async def look(self) -> None:
        """See what time has changed, and what happened on other nodes unheard."""
        self.look_soon()

    def look_soon(self) -> None:
        """Something has changed that may concern somebody."""
        self._stale = True
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look())

    def _moved(self, row: Recorded) -> None:
        self.look_soon()

    async def _look(self) -> None:
        try:
            while self._stale:
                self._stale = False
                try:
                    await self._show()
                except Unavailable:
                    pass  # The next look comes soon.
                except Exception:
                    log.exception("desks.failed")
                await asyncio.sleep(TICK)
        finally:
            self._looking = None

    async def _show(self) -> None:
        before = {client: client.desk for client in self._hub.of_role("representative") if client.desk is not None}
        if not before:
            return
        people = list({client.actor.id for client in before})
        boards = dict(zip(people, await in_thread(desks, people), strict=True))
        for client, shown in before.items():
            board = boards[client.actor.id]
            # What was shown while we looked is newer than what we saw.
            if board != shown and client.desk is shown:
                client.desk = board
                client.tell(DeskChanged(board))
