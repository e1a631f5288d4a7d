"""How long something lasts, where of some the end was not seen."""

from random import Random

import pytest

from deskside.queues.survival import Seen, median, moments

ENDED = [Seen(length, whole=True) for length in (10.0, 20.0, 60.0)]


def test_where_every_end_was_seen_it_is_the_plain_mean() -> None:
    assert moments(ENDED) == pytest.approx((30.0, 4100 / 3))


def test_what_was_cut_short_would_have_lasted_longer() -> None:
    # Half outlast the first 10 s, so the mean is 10 s and half of what one takes who is left: 30 s a seen end.
    mean, square = moments([Seen(10.0, whole=True), Seen(20.0, whole=False)])
    assert mean == pytest.approx(10 + 0.5 * 10 + 0.5 * 30)
    assert square == pytest.approx(100 + 0.5 * (400 - 100) + 0.5 * (2 * 20 * 30 + 2 * 30**2))


@pytest.mark.parametrize(
    ("seen", "half"),
    [
        (ENDED, 20.0),
        ([Seen(5.0, whole=False), *ENDED], 20.0),
        ([Seen(15.0, whole=False), *ENDED, Seen(70.0, whole=False)], 60.0),
        ([Seen(5.0, whole=False), Seen(7.0, whole=False)], 7.0),
        ([], 0.0),
    ],
    ids=["all ended", "one cut before any ended", "cut between", "none ended", "nothing"],
)
def test_half_of_them_outlast_the_median(seen: list[Seen], half: float) -> None:
    assert median(seen) == half


def test_chance_is_known_again_though_much_of_it_was_cut_short() -> None:
    random = Random(1)
    pairs = [(random.expovariate(1 / 60), random.expovariate(1 / 80)) for _ in range(4000)]
    seen = [Seen(min(pair), whole=pair[0] <= pair[1]) for pair in pairs]
    mean, square = moments(seen)
    assert mean == pytest.approx(60, rel=0.05)
    assert square / mean**2 - 1 == pytest.approx(1, abs=0.15)
    assert median(seen) == pytest.approx(41.6, rel=0.05)
