"""Somebody who helps."""

import asyncio
import random
from collections.abc import Sequence

from tests.faults.choosing import Sight
from tests.faults.client import Client
from tests.faults.verbs import VERBS
from tests.faults.wish import Wish

PAUSE = 0.8
"""Seconds between two deeds, on average."""

LATELY = 20
"""Among so many of the latest answers a chat counts as one that was just left."""


class Representative:
    """Sits at an open console and does now this, now that.

    Args:
        number: which one.
        sites: the nodes' addresses.
        cookie: the sign-in session.
        people: all who work here.
        at_work: set while there is load.
    """

    def __init__(
        self, number: int, sites: Sequence[str], cookie: str, people: Sequence[int], at_work: asyncio.Event
    ) -> None:
        self.client = Client(f"Representative {number}", sites, "/live/console", cookie=cookie)
        self._people = people
        self._at_work = at_work

    async def live(self) -> None:
        """Never stop."""
        while True:
            await asyncio.sleep(random.expovariate(1 / PAUSE))
            await self._at_work.wait()
            if not self.client.frozen:
                self._act()

    def _act(self) -> None:
        sight = self._look()
        if any(frame["do"] == "chat.rejoin" for frame in sight.under_way):
            return  # Whatever else brought them back would leave this one without its event.
        possible = [(verb, arguments) for verb in VERBS if (arguments := verb.find(sight)) is not None]
        if possible:
            verb, arguments = random.choices(possible, [verb.weight for verb, _ in possible])[0]
            self.client.ask(verb.do, **arguments)

    def _look(self) -> Sight:
        client = self.client
        return Sight(
            me=client.id,
            team=client.team,
            others=[person for person in self._people if person != client.id],
            chats=list(client.views.values()),
            under_way=[wish.frame for wish in client.outbox.unanswered if not wish.is_post],
            offers=client.offers,
            left=[wish.frame["chat"] for wish in client.outbox.settled[-LATELY:] if _left(wish)],
        )


def _left(wish: Wish) -> bool:
    return wish.acknowledged and wish.frame["do"] == "chat.leave"
