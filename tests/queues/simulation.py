"""A help desk played by chance: customers come, wait, give up or are taken; what they were shown is kept beside what
they really waited.
"""

import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random
from typing import NamedTuple

from deskside.queues.estimating import Range, Served

Service = Callable[[Random], float]
"""Draws how long a chat lasts, as a multiple of the mean."""

Estimator = Callable[[list[Served], list[float], float, set[int]], Callable[[int], Range | None]]
"""Takes what is known now, as `Pace.of` does, and gives what to show at each place."""

CHAT = 480.0
"""Seconds a chat lasts on average."""

HISTORY = 200
REACTION = (3.0, 15.0)
LUNCH_EVERY, LUNCH = 4 * 3600.0, 1800.0
OVERTAKING = 0.1
"""The share of customers with an urgent issue, where there are such."""


def exponential(random: Random) -> float:
    return random.expovariate(1.0)


def lognormal(random: Random) -> float:
    return random.lognormvariate(-0.5 * 0.9**2, 0.9)


def steady(random: Random) -> float:
    return random.uniform(0.8, 1.2)


def unchanging(_now: float) -> float:
    return 1.0


def swinging(now: float) -> float:
    """For three hours of every eight, chats take much longer."""
    return 1.0 if now % (8 * 3600) < 5 * 3600 else 1.7


@dataclass(frozen=True)
class Scenario:
    """What kind of desk it is, and for how long it is watched.

    Args:
        load: what comes, in relation to what all could do if nobody ever rested.
        at_once: chats a representative holds at the same time.
        patience: seconds after which a customer gives up, on average.
        lunch: everybody is away for half an hour in four.
        undeclared: they do not say so.
        urgent: some customers have an urgent issue.
        pace: what multiplies the length of chats that begin at a moment.
        every: seconds between two looks of those who wait.
    """

    staff: int = 4
    load: float = 0.85
    service: Service = exponential
    at_once: int = 1
    patience: float | None = None
    lunch: bool = False
    undeclared: bool = False
    urgent: bool = False
    pace: Callable[[float], float] = unchanging
    hours: float = 48.0
    every: float = 60.0

    def __str__(self) -> str:
        traits = [
            f"{self.staff} staff",
            self.service.__name__,
            f"load {self.load}",
            *([f"{self.at_once} at once"] if self.at_once > 1 else []),
            *([f"patience {self.patience:.0f} s"] if self.patience else []),
            *(["lunch"] if self.lunch else []),
            *(["nobody says so"] if self.undeclared else []),
            *([self.pace.__name__] if self.pace is not unchanging else []),
            *(["urgent ones"] if self.urgent else []),
        ]
        return ", ".join(traits)


@dataclass(eq=False)
class Customer:
    """Somebody in line; one who gave up stays as a shadow, so that it is known how long they would have waited."""

    joined: float
    urgent: bool
    gone: bool = False


class Look(NamedTuple):
    """What a customer saw at a moment, and how long it was from there, had they stayed."""

    at: float
    place: int
    joining: bool
    shown: Range | None
    wait: float


@dataclass(eq=False)
class Desk:
    """One run of a scenario."""

    scenario: Scenario
    estimator: Estimator
    random: Random
    now: float = 0.0
    line: list[Customer] = field(default_factory=list)
    history: deque[Served] = field(default_factory=lambda: deque(maxlen=HISTORY))
    looks: list[Look] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._chats = dict.fromkeys(range(self.scenario.staff), 0)
        self._at_lunch: set[int] = set()
        self._seen: dict[Customer, list[tuple[float, int, bool, Range | None]]] = {}

    def run(self) -> list[Look]:
        """Play it, and give back what was seen by those whose wait has ended."""
        self._in(self._until_next(), self._arrive)
        self._in(self.scenario.every, self._look)
        if self.scenario.lunch:
            for person in self._chats:
                self._in(LUNCH_EVERY * (person + 1) / (len(self._chats) + 1), lambda person=person: self._eat(person))
        while self._agenda[0][0] < self.scenario.hours * 3600:
            self.now, _, act = heappop(self._agenda)
            act()
        return self.looks

    def _in(self, seconds: float, act: Callable[[], None]) -> None:
        heappush(self._agenda, (self.now + seconds, self.random.getrandbits(60), act))

    def _until_next(self) -> float:
        capacity = self.scenario.staff * self.scenario.at_once
        return self.random.expovariate(self.scenario.load * capacity / CHAT)

    def _arrive(self) -> None:
        self._in(self._until_next(), self._arrive)
        customer = Customer(self.now, self.scenario.urgent and self.random.random() < OVERTAKING)
        self.line.append(customer)
        self.line.sort(key=lambda each: (not each.urgent, each.joined))
        self._seen[customer] = []
        self._show([customer], joining=True)
        self._in(self.random.uniform(*REACTION), self._get_next)
        if self.scenario.patience:
            self._in(self.random.expovariate(1 / self.scenario.patience), lambda: self._give_up(customer))

    def _give_up(self, customer: Customer) -> None:
        if customer in self._seen and not customer.gone:
            customer.gone = True
            self.history.append(Served(customer.joined, self.now, None))

    def _free(self) -> list[int]:
        most = self.scenario.at_once
        return [person for person, chats in self._chats.items() if chats < most and person not in self._at_lunch]

    def _get_next(self) -> None:
        for person in sorted(self._free(), key=lambda person: (self._chats[person], self.random.random())):
            customer = self._front()
            if customer is None:
                return
            self.history.append(Served(customer.joined, self.now, person))
            self._chats[person] += 1
            chat = CHAT * self.scenario.service(self.random) * self.scenario.pace(self.now)
            self._in(chat, lambda person=person: self._finish(person))

    def _front(self) -> Customer | None:
        while self.line:
            customer = self.line.pop(0)
            for at, place, joining, shown in self._seen.pop(customer):
                self.looks.append(Look(at, place, joining, shown, self.now - at))
            if not customer.gone:
                return customer
        return None

    def _finish(self, person: int) -> None:
        self._chats[person] -= 1
        self._get_next()

    def _eat(self, person: int) -> None:
        self._at_lunch.add(person)
        self._in(LUNCH, lambda: self._return(person))
        self._in(LUNCH_EVERY, lambda: self._eat(person))

    def _return(self, person: int) -> None:
        self._at_lunch.remove(person)
        for _ in range(self.scenario.at_once):
            self._get_next()

    def _look(self) -> None:
        self._in(self.scenario.every, self._look)
        self._show([customer for customer in self.line if not customer.gone])

    def _show(self, customers: list[Customer], *, joining: bool = False) -> None:
        if not customers:
            return
        places = {customer: place for place, customer in enumerate(self._waiting(), start=1)}
        staff = self._chats.keys() - (set() if self.scenario.undeclared else self._at_lunch)
        shown = self.estimator([*self.history], sorted(each.joined for each in places), self.now, staff)
        for customer in customers:
            place = places[customer]
            self._seen[customer].append((self.now, place, joining, shown(place)))

    def _waiting(self) -> Iterator[Customer]:
        return (customer for customer in self.line if not customer.gone)


@dataclass(frozen=True)
class Outcome:
    """How honest and how useful the ranges of a run were."""

    looks: list[Look]

    def shown(self) -> list[tuple[Range, float]]:
        return [(look.shown, look.wait) for look in self.looks if look.shown]

    def share_shown(self, warm: float = 4 * 3600.0) -> float:
        """The share of looks at which there was a range, once the desk had run for a while."""
        later = [look.shown is not None for look in self.looks if look.at > warm]
        return sum(later) / len(later) if later else math.nan

    def held(self) -> float:
        """The share of shown ranges that held the real wait."""
        shown = self.shown()
        return sum(low <= wait <= high for (low, high), wait in shown) / len(shown) if shown else math.nan

    def width(self) -> float:
        """The median width of a range, beside the real wait."""
        ratios = sorted((high - low) / max(wait, 1.0) for (low, high), wait in self.shown())
        return ratios[len(ratios) // 2] if ratios else math.nan
