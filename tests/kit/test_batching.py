"""Calls that come together are served together, each with its own outcome."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from deskside.kit.batching import Batcher
from deskside.kit.errors import Conflict, Refusal, Unavailable


def test_what_gathers_during_one_batch_is_the_next_one() -> None:
    batches: list[list[int]] = []
    began, go_on = threading.Event(), threading.Event()

    def serve(calls: Sequence[int]) -> list[int | Refusal]:
        batches.append(list(calls))
        began.set()
        go_on.wait(5)
        return [call * 10 for call in calls]

    async def scene() -> list[int]:
        batcher: Batcher[int, int] = Batcher("test", serve, limit=3)
        first = asyncio.ensure_future(batcher.ask(1))
        await asyncio.to_thread(began.wait, 5)
        others = [asyncio.ensure_future(batcher.ask(number)) for number in range(2, 7)]
        await asyncio.sleep(0)
        go_on.set()
        return list(await asyncio.gather(first, *others))

    assert asyncio.run(scene()) == [10, 20, 30, 40, 50, 60]
    assert batches == [[1], [2, 3, 4], [5, 6]]


def test_one_refused_call_does_not_harm_the_others() -> None:
    def serve(calls: Sequence[int]) -> list[int | Refusal]:
        return [Conflict("odd", "Odd.") if call % 2 else call for call in calls]

    async def scene() -> list[object]:
        batcher: Batcher[int, int] = Batcher("test", serve, limit=10)
        return list(await asyncio.gather(*(batcher.ask(number) for number in range(3)), return_exceptions=True))

    zero, one, two = asyncio.run(scene())
    assert (zero, two) == (0, 2)
    assert isinstance(one, Conflict)


def test_one_listeners_fault_costs_nobody_else_an_answer() -> None:
    def serve(calls: Sequence[int]) -> list[int | Refusal]:
        return list(calls)

    def fail(_: object) -> None:
        raise RuntimeError("gone")

    async def scene() -> int:
        batcher: Batcher[int, int] = Batcher("test", serve, limit=10)
        batcher.add(1, fail)
        answer = await batcher.ask(2)
        await batcher.settle()
        return answer

    assert asyncio.run(scene()) == 2


def test_a_failing_batch_says_try_again_and_the_next_one_is_served() -> None:
    def serve(calls: Sequence[int]) -> list[int | Refusal]:
        if 13 in calls:
            raise OSError("disk full")
        return list(calls)

    async def scene() -> int:
        batcher: Batcher[int, int] = Batcher("test", serve, limit=10)
        with pytest.raises(Unavailable, match=r"storage\.unavailable"):
            await batcher.ask(13)
        answer = await batcher.ask(14)
        await batcher.settle()
        return answer

    assert asyncio.run(scene()) == 14
