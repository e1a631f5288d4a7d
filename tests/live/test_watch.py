"""A client's cursor in a chat lets each event through once and in order."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from deskside.kit.actor import Actor
from deskside.live.watch import Watch


class Follower:
    """A watch, what it let through, what it asked for, and a clock moved by hand."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.asked: list[int] = []
        self._due: list[Callable[[], None]] = []
        self.watch = Watch(Actor("customer", 7, "Maya"), 7, self.heard.append, self.asked.append, self._later)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        assert seconds > 0
        self._due.append(act)

    def offer(self, *numbers: int) -> None:
        for number in numbers:
            self.watch.offer(number, str(number))

    def a_moment_passes(self) -> None:
        due, self._due = self._due, []
        for act in due:
            act()


def following(seq: int) -> Follower:
    follower = Follower()
    follower.watch.follow(seq)
    return follower


def test_what_comes_before_the_timeline_follows_it_once() -> None:
    follower = Follower()
    follower.offer(5, 6, 7)
    assert follower.heard == []
    follower.watch.follow(5)
    follower.a_moment_passes()
    assert (follower.heard, follower.watch.seq, follower.asked) == (["6", "7"], 7, [])


def test_an_event_again_is_not_passed_on() -> None:
    follower = following(3)
    follower.offer(3, 4, 4)
    assert follower.heard == ["4"]


def test_a_later_number_waits_for_an_earlier_one() -> None:
    follower = following(3)
    follower.offer(5, 6)
    assert follower.heard == []
    follower.offer(4)
    follower.a_moment_passes()
    assert (follower.heard, follower.asked) == (["4", "5", "6"], [])


def test_a_number_still_missing_after_a_moment_is_fetched_once() -> None:
    follower = following(3)
    follower.offer(5, 6)
    follower.a_moment_passes()
    assert (follower.heard, follower.asked, follower.watch.following) == ([], [7], False)
    follower.offer(7)
    follower.a_moment_passes()
    assert follower.asked == [7]
    follower.watch.follow(5)
    assert follower.heard == ["6", "7"]


def test_a_gap_that_is_left_after_the_fetch_is_fetched_too() -> None:
    follower = Follower()
    follower.offer(7)
    follower.watch.follow(4)
    follower.a_moment_passes()
    assert (follower.heard, follower.asked) == ([], [7])


def test_a_head_further_than_the_cursor_is_a_gap_even_if_nothing_was_heard() -> None:
    follower = following(3)
    follower.watch.expect(3)
    follower.a_moment_passes()
    assert follower.asked == []
    follower.watch.expect(4)
    follower.a_moment_passes()
    assert follower.asked == [7]


def test_a_head_whose_event_is_only_on_its_way_is_no_gap() -> None:
    follower = following(3)
    follower.watch.expect(4)
    follower.offer(4)
    follower.a_moment_passes()
    assert (follower.heard, follower.asked) == (["4"], [])


@given(st.permutations(range(1, 12)), st.sets(st.integers(0, 11)))
def test_whatever_the_order_all_come_once_and_in_order(order: list[int], moments: set[int]) -> None:
    follower = following(0)
    for place, number in enumerate(order):
        follower.offer(number)
        if place in moments:
            follower.a_moment_passes()
            if follower.asked:
                follower.asked.clear()
                # What is fetched is at least all that had been committed when it was asked for.
                follower.heard += [str(seq) for seq in range(follower.watch.seq + 1, max(order[: place + 1]) + 1)]
                follower.watch.follow(max(order[: place + 1]))
    follower.a_moment_passes()
    assert follower.asked == []
    assert follower.heard == [str(number) for number in range(1, 12)]
