"""How long something lasts, where of some the end was not seen: those lasted at least so long (Kaplan and Meier,
Nonparametric Estimation from Incomplete Observations, 1958).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Seen(NamedTuple):
    """How long one was seen to last, and whether to its end."""

    length: float
    whole: bool


def median(seen: Iterable[Seen]) -> float:
    """What half of them outlast; where more than that was never seen to end, the longest seen."""
    seen = list(seen)
    longest = max((each.length for each in seen), default=0.0)
    return next((length for length, beyond in _survival(seen) if beyond <= 0.5), longest)


def moments(seen: Iterable[Seen]) -> tuple[float, float]:
    """The mean, and the mean square. What outlasts all that was seen ends by pure chance, at the pace of all."""
    seen = list(seen)
    mean = square = before = 0.0
    share = 1.0
    for length, beyond in _survival(seen):
        mean += share * (length - before)
        square += share * (length**2 - before**2)
        before, share = length, beyond
    rest = sum(each.length for each in seen) / sum(each.whole for each in seen)
    return mean + share * rest, square + 2 * share * rest * (before + rest)


def _survival(seen: Iterable[Seen]) -> Iterator[tuple[float, float]]:
    """Each length, and the share that outlasts it."""
    left = sorted(seen, key=lambda each: (each.length, not each.whole))
    beyond = 1.0
    for ahead, each in enumerate(left):
        if each.whole:
            beyond *= 1 - 1 / (len(left) - ahead)
        yield each.length, beyond
