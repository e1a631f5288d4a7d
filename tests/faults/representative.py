"""Somebody who helps."""

import asyncio
import random
from collections.abc import Sequence

from tests.faults.client import Client
from tests.faults.verbs import VERBS

PAUSE = 0.8
"""Seconds between two deeds, on average."""


class Representative:
    """Sits at an open console and does now this, now that.

    Args:
        number: which one.
        sites: the nodes' addresses.
        cookie: the sign-in session.
        at_work: set while there is load.
    """

    def __init__(self, number: int, sites: Sequence[str], cookie: str, at_work: asyncio.Event) -> None:
        self.client = Client(f"Representative {number}", sites, "/live/console", cookie=cookie)
        self._at_work = at_work

    async def live(self) -> None:
        """Never stop."""
        while True:
            await asyncio.sleep(random.expovariate(1 / PAUSE))
            await self._at_work.wait()
            if not self.client.frozen:
                self._act()

    def _act(self) -> None:
        mine = list(self.client.views.values())
        verb = random.choices(VERBS, [verb.weight for verb in VERBS])[0]
        if (arguments := verb.find(mine)) is not None:
            self.client.ask(verb.do, **arguments)
