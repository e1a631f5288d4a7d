"""How long somebody at a place in line usually waits from here: a range that holds four of five real waits, or nothing
where that cannot be promised. Pure arithmetic over what the line did lately.

While a line stands, everybody who serves it is busy, and the gaps between two takes tell the team's pace. Somebody at
place n waits for the rest of the running gap and n - 1 more. The measurements are in
docs/decisions/2026-11-22-wait-estimate.md.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple, Self

from deskside.queues.gamma import Gamma
from deskside.queues.survival import Seen, median, moments

SHOWN = [*range(0, 120, 15), *range(120, 300, 30), *range(300, 3600, 60), *range(3600, 7201, 300)]
"""The seconds a person is shown; what is further off is not shown."""

BELOW, INSIDE = 0.1, 0.82
"""The shares of waits that should end before the range and within it."""

ABOVE_AT_LEAST = 0.05
"""The share of waits that may end after the range also where the figures are too coarse for the shares above."""

FEWEST, MOST = 8, 50
"""The full gaps a pace is taken from: with fewer it is a guess, with more it is history."""

OLDEST = 24 * 3600.0
"""Seconds after which a gap was another day's."""

STANDING = 20.0
"""Seconds a line must have stood: until then somebody who is free may be about to press *Get Next*."""

UNHEARD_OF = 0.005
"""How improbable the running gap may be before the pace is no longer what it was."""

OVERTAKEN_AT_MOST = 0.3
"""The share of takes that passed over somebody who came earlier; beyond it a place says little."""

NOBODY_THERE = 8.0
"""A gap of so many medians was no pace: whoever serves the line was away."""

ROUND = 3.0
"""In how many of its usual times between two takes a representative who is at work takes at least once."""

DRIFT = 3.0
"""The pace of the coming hour differs from the last one's by more than chance alone; found by simulation."""

CHANGED = 3.0
"""Standard deviations between the latest gaps and all that count as another pace."""

_REGULAR = 0.005
"""No more regular than this is anything that people do."""


class Served(NamedTuple):
    """An entry that left a team's line.

    Args:
        joined: when it came to lie there; seconds.
        left: when it left.
        taker: the representative who took it; nobody where the customer gave up.
    """

    joined: float
    left: float
    taker: int | None


class Range(NamedTuple):
    """From and to, in seconds, rounded for people."""

    low: int
    high: int


class Gap(NamedTuple):
    """A time during which somebody waited and nobody was taken.

    Args:
        begin: when it began, with a take.
        end: when the next was taken, or the last gave up.
        whole: that it ended with a take.
    """

    begin: float
    end: float
    whole: bool = True

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.begin


class Pace(NamedTuple):
    """How a line moves.

    Args:
        gap: seconds between two takes, by the representatives available now.
        near: the dispersion of single gaps: variance over the square of the mean.
        far: the dispersion of many in a row, for each of them; less than ``near`` where chats are regular.
        staff: representatives available now; so many gaps make near into far.
        known: the gaps it is taken from.
        running: seconds since the last take.
        giving_up: customers who give up, for each second one of them waits.
        overtaken: the share of takes that passed over somebody who came earlier.
    """

    gap: float
    near: float
    far: float
    staff: int
    known: int
    running: float
    giving_up: float
    overtaken: float

    @classmethod
    def of(
        cls, history: Collection[Served], waiting: Sequence[float], now: float, staff: Collection[int]
    ) -> Self | None:
        """The pace of a line, or nothing where it cannot be told.

        Args:
            history: what left the line lately; a few hundred entries are plenty.
            waiting: when those in line came to lie there.
            now: the present, on the same clock.
            staff: the representatives who serve this line now, busy in chats or not.
        """
        left = sorted(history, key=lambda each: each.left)
        takes = [each for each in left if each.taker is not None]
        standing = _standing(left, waiting)
        if not staff or not takes or not waiting or now - standing[-1].begin < STANDING:
            return None
        gaps = _usual([gap for gap in _gaps(takes, standing) if gap.begin > now - OLDEST])[-MOST:]
        lasted = [gap.length for gap in gaps if gap.whole]
        if len(lasted) < FEWEST or not any(lasted):
            return None
        present = _present(takes, gaps)
        usually = sum(present) / len(present)
        work = [Seen(gap.length * people, gap.whole) for gap, people in zip(gaps, present, strict=True)]
        mean, _ = moments(work)
        near, far = _dispersion(work, len(staff))
        overtaken = _overtaken(left, waiting, gaps)
        steady = abs(_latest(work) / mean - 1) < CHANGED * math.sqrt(max(near, far) / FEWEST)
        if overtaken > OVERTAKEN_AT_MOST or not steady or not usually / 2 <= len(staff) <= usually * 2:
            return None
        return cls(
            gap=mean / len(staff),
            near=near,
            far=far,
            staff=len(staff),
            known=len(lasted),
            running=now - takes[-1].left,
            giving_up=_giving_up(left, waiting, gaps[0].begin, now),
            overtaken=overtaken,
        )

    def range(self, place: int) -> Range | None:
        """What to show somebody at a place in line, the first being 1; nothing where the data do not carry so far."""
        running = Gamma(self.gap, self.near)
        if place > self.known or running.beyond(self.running) < UNHEARD_OF:
            return None
        dispersion = self.near + (self.far - self.near) * min(1.0, (place - 1) / self.staff)
        wait, variance = running.rest(self.running)
        variance *= dispersion / self.near
        for step in self._steps(place):
            wait += step
            variance += dispersion * step**2
        overtaking = place * self.overtaken / (1 - self.overtaken)
        wait += overtaking * self.gap
        variance += overtaking * (1 + dispersion) * self.gap**2  # How many there will be is chance, too.
        variance += DRIFT * self.far / self.known * wait**2
        return _rounded(Gamma(wait, variance / wait**2))

    def _steps(self, place: int) -> list[float]:
        """The mean time of each move after the first: somebody is taken, or one of those ahead gives up (Ibrahim and
        Whitt, Real-Time Delay Estimation in Overloaded Multiserver Queues with Abandonments, 2009).
        """
        return [1 / (1 / self.gap + ahead * self.giving_up) for ahead in range(1, place)]


def _standing(left: Sequence[Served], waiting: Sequence[float]) -> list[Gap]:
    """The times during which there was a line at all."""
    lay = sorted([*((each.joined, each.left) for each in left), *((joined, math.inf) for joined in waiting)])
    spans: list[Gap] = []
    for joined, until in lay:
        if spans and joined <= spans[-1].end:
            spans[-1] = Gap(spans[-1].begin, max(spans[-1].end, until))
        else:
            spans.append(Gap(joined, until))
    return spans


def _gaps(takes: Sequence[Served], standing: Sequence[Gap]) -> list[Gap]:
    """The gaps that began in a line that had stood for a while; those that began without one would be selected by their
    length, and so would be those of which the end was seen, without the others.
    """
    begins = [span.begin for span in standing]
    found = []
    for before, after in pairwise(takes):
        span = standing[max(0, bisect_right(begins, before.left) - 1)]
        if span.begin + STANDING <= before.left < span.end:
            found.append(Gap(before.left, min(after.left, span.end), whole=after.left <= span.end))
    return found


def _usual(gaps: Sequence[Gap]) -> list[Gap]:
    longest = max(NOBODY_THERE * median(Seen(gap.length, gap.whole) for gap in gaps), 60.0)
    return [gap for gap in gaps if gap.length <= longest]


def _present(takes: Sequence[Served], gaps: Sequence[Gap]) -> list[int]:
    """How many representatives were at work in each gap: those who took somebody about that time."""
    everybody = len({take.taker for take in takes})
    around = ROUND * everybody * sum(gap.length for gap in gaps) / len(gaps)
    times = [take.left for take in takes]
    return [
        len({take.taker for take in takes[bisect_left(times, begin - around) : bisect_right(times, end + around)]})
        for begin, end, _ in gaps
    ]


def _latest(work: Sequence[Seen]) -> float:
    """The mean of the latest gaps."""
    ends = [at for at, each in enumerate(work) if each.whole]
    return sum(each.length for each in work[ends[-FEWEST] :]) / FEWEST


def _dispersion(work: Sequence[Seen], staff: int) -> tuple[float, float]:
    """The dispersion of single gaps and of as many in a row as there are representatives.

    Few gaps tell little of it: on a logarithmic scale, the one is drawn towards 1, as of chats that end by pure chance,
    and the other towards the one.
    """
    whole = [each.length for each in work if each.whole]
    known = len(whole)
    mean, square = moments(work)
    near = max((square / mean**2 - 1) * known / (known - 1), _REGULAR) ** (known / (known + 2))
    trust = known / (known + 1)
    return near, near * _evening_out(whole, staff) ** trust


def _evening_out(lengths: Sequence[float], staff: int) -> float:
    """The dispersion of as many gaps in a row as there are representatives, for each of them, over that of one."""
    known = len(lengths)
    mean = sum(lengths) / known
    row = max(2, min(staff, known // 4))
    one = sum((length / mean - 1) ** 2 for length in lengths) / (known - 1)
    sums = [sum(lengths[at : at + row]) / mean for at in range(known - row + 1)]
    many = sum((each - row) ** 2 for each in sums) / len(sums) / row / (1 - row / known)
    return max(many, _REGULAR) / max(one, _REGULAR)


def _giving_up(left: Sequence[Served], waiting: Sequence[float], since: float, now: float) -> float:
    later = [each for each in left if each.left > since]
    waited = sum(each.left - max(each.joined, since) for each in later) + sum(now - max(at, since) for at in waiting)
    return sum(each.taker is None for each in later) / waited


def _overtaken(left: Sequence[Served], waiting: Sequence[float], gaps: Sequence[Gap]) -> float:
    """The share of takes at the ends of these gaps that passed over somebody who came earlier."""
    ends = {gap.end for gap in gaps if gap.whole}
    earliest = min(waiting)
    overtaking = 0
    for each in reversed(left):
        if each.left in ends and each.taker is not None and earliest < each.joined:
            overtaking += 1
        earliest = min(earliest, each.joined)
    return overtaking / len(ends)


def _rounded(wait: Gamma) -> Range | None:
    """The range in rounded figures that comes nearest to holding the share it should."""
    low = _nearest(1 - BELOW, wait)
    if low == len(SHOWN):
        return None
    above = max(wait.beyond(SHOWN[low]) - INSIDE, ABOVE_AT_LEAST)
    high = max(_nearest(above, wait), low + 1)
    return Range(SHOWN[low], SHOWN[high]) if high < len(SHOWN) else None


def _nearest(share: float, wait: Gamma) -> int:
    """Which shown figure is exceeded with a probability nearest to this; one past the last where none is far enough."""
    at = bisect_left(SHOWN, -share, key=lambda seconds: -wait.beyond(seconds))
    if at == 0 or at == len(SHOWN):
        return at
    before, after = wait.beyond(SHOWN[at - 1]), wait.beyond(SHOWN[at])
    return at if share - after < before - share else at - 1
