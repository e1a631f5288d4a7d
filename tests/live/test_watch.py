"""A client's cursor in a chat lets each event through once and in order."""

from hypothesis import given
from hypothesis import strategies as st

from deskside.kit.actor import Actor
from deskside.live.watch import Watch


def watching() -> tuple[Watch, list[str], list[int]]:
    heard: list[str] = []
    lost: list[int] = []
    return Watch(Actor("customer", 7, "Maya"), 7, heard.append, lost.append), heard, lost


def test_what_comes_before_the_timeline_follows_it_once() -> None:
    watch, heard, lost = watching()
    for number in (5, 6, 7):
        watch.offer(number, str(number))
    assert heard == []
    watch.follow(5)
    assert (heard, watch.seq, lost) == (["6", "7"], 7, [])


def test_an_event_again_is_not_passed_on() -> None:
    watch, heard, _ = watching()
    watch.follow(3)
    watch.offer(3, "3")
    watch.offer(4, "4")
    watch.offer(4, "4")
    assert heard == ["4"]


def test_a_missing_event_is_fetched_once_and_the_later_ones_wait() -> None:
    watch, heard, lost = watching()
    watch.follow(3)
    watch.offer(5, "5")
    watch.offer(6, "6")
    assert (heard, lost, watch.following) == ([], [7], False)
    watch.follow(5)
    assert heard == ["6"]


@given(st.permutations(range(1, 12)), st.integers(0, 11))
def test_whatever_the_order_nothing_comes_twice_or_early(order: list[int], fetched: int) -> None:
    watch, heard, _ = watching()
    watch.follow(0)
    for number in order[:6]:
        watch.offer(number, str(number))
    watch.hold_back()
    for number in order[6:]:
        watch.offer(number, str(number))
    sent = watch.seq
    watch.follow(max(fetched, sent))
    numbers = [int(frame) for frame in heard]
    assert numbers == sorted(set(numbers))
