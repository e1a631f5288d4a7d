"""The load: everybody at work, and what all of them were told."""

import asyncio
from collections.abc import Iterable, Sequence

from tests.faults.client import NONE, Client, Outage
from tests.faults.customer import Customer
from tests.faults.ground import Cast
from tests.faults.representative import Representative
from tests.faults.until import until
from tests.faults.wish import Wish


class Load:
    """Customers and representatives who talk while things break.

    Args:
        sites: the nodes' addresses.
        cast: what customers ask help for, and the representatives with their sign-in sessions.
        chats: how many at once.
    """

    def __init__(self, sites: Sequence[str], cast: Cast, chats: int) -> None:
        self._at_work = asyncio.Event()
        self.customers = [Customer(number, sites, cast.issue, self._at_work) for number in range(chats)]
        self.representatives = [
            Representative(number, sites, cookie, cast.people, self._at_work)
            for number, cookie in enumerate(cast.cookies)
        ]
        people = (*self.customers, *self.representatives)
        self._lives = [asyncio.create_task(person.live()) for person in people]

    async def begin(self) -> None:
        """Everybody sits down and begins to work."""
        self.work()
        await until(lambda: all(customer.client for customer in self.customers), "not everybody was given a chat")
        await self.recovered()

    def work(self) -> None:
        """Everybody does something."""
        self._at_work.set()

    async def quiet(self) -> None:
        """Nobody does anything new, and everything that was wanted is answered.

        Raises:
            TimeoutError: something stays unanswered, or somebody cut off.
        """
        self._at_work.clear()
        await until(lambda: not any(customer.asking for customer in self.customers), "a chat is not given")
        await self.recovered()

    async def recovered(self) -> None:
        """Everybody who listens is connected again, and what they wanted until now is answered.

        Raises:
            TimeoutError: somebody is not, or something is not.
        """
        for life in self._lives:
            assert not life.done(), life.exception()
        await until(lambda: all(client.online for client in self.listening), "a client is cut off")
        wanted = self._unanswered()
        await until(lambda: not wanted & self._unanswered(), "a wish is unanswered")

    @property
    def clients(self) -> list[Client]:
        """Every page that was ever open."""
        customers = [client for customer in self.customers for client in customer.clients]
        return [*customers, *(representative.client for representative in self.representatives)]

    @property
    def listening(self) -> list[Client]:
        """Every page that is open, not frozen, and was not sent away."""
        opened = [customer.client for customer in self.customers]
        opened += [representative.client for representative in self.representatives]
        return [client for client in opened if client is not None and not client.frozen and not client.farewell]

    @property
    def settled(self) -> Iterable[Wish]:
        """Every wish that was answered."""
        return (wish for client in self.clients for wish in client.outbox.settled)

    def acknowledged(self, slept: bool = False) -> int:
        """How many wishes were granted to those who never slept, starts of chats among them; or to those who did."""
        starts = 0 if slept else sum(len(customer.starts) for customer in self.customers)
        granted = (wish for client in self._those(slept) for wish in client.outbox.settled if wish.acknowledged)
        return starts + sum(1 for _ in granted)

    def granted(self, do: str) -> int:
        """How often this was asked for and granted."""
        return sum(wish.acknowledged and wish.frame["do"] == do for wish in self.settled)

    def take_longest_outage(self, slept: bool = False) -> Outage:
        """The longest one of them suffered since the last time this was asked."""
        longest = max((client.longest_outage for client in self._those(slept)), default=NONE)
        for client in self._those(slept):
            client.longest_outage = NONE
        return longest

    async def stop(self) -> None:
        """Close every page."""
        for life in self._lives:
            life.cancel()
        await asyncio.gather(*self._lives, *(client.close() for client in self.clients), return_exceptions=True)

    def _unanswered(self) -> set[str]:
        return {wish.key for client in self.listening for wish in client.outbox.unanswered}

    def _those(self, slept: bool) -> list[Client]:
        return [client for client in self.clients if client.has_slept == slept]
