"""Serving in one transaction what comes together.

A thread of its own takes whatever waits, serves it, and takes whatever has gathered meanwhile. There is no timer: an
idle system answers at once, a busy one makes its batches larger. The thread never waits for the event loop, so that
the next commit runs while the loop still tells people of the last one.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from deskside.kit.errors import Refusal, Unavailable
from deskside.kit.log import log
from deskside.kit.storage import unavailable

Call = TypeVar("Call")
Outcome = TypeVar("Outcome")

_Waiting = tuple[Call, Callable[[Outcome | Refusal], None]]


class Batcher(Generic[Call, Outcome]):
    """Gathers calls and serves them together. Used from one event loop.

    Args:
        name: of the thread, for logs.
        serve: carries out a batch; one outcome a call, in order, a `Refusal` where one is refused.
        limit: how many calls one batch may hold, so that one crowd does not keep others from the write gate.
    """

    def __init__(self, name: str, serve: Callable[[Sequence[Call]], Sequence[Outcome | Refusal]], limit: int) -> None:
        self._name = name
        self._serve = serve
        self._limit = limit
        self._calls: SimpleQueue[_Waiting[Call, Outcome]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._unanswered = 0
        self._idle: asyncio.Event | None = None

    def add(self, call: Call, answer: Callable[[Outcome | Refusal], None]) -> None:
        """Put a call into the open batch; ``answer`` is called on the loop with its outcome."""
        if self._thread is None:
            run = partial(self._run, asyncio.get_running_loop())
            self._thread = threading.Thread(target=run, name=self._name, daemon=True)
            self._thread.start()
        self._unanswered += 1
        self._calls.put((call, answer))

    async def ask(self, call: Call) -> Outcome:
        """Put a call into the open batch and wait for its outcome.

        Raises:
            Refusal: the call was refused.
        """
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

        def answer(outcome: Outcome | Refusal) -> None:
            if future.done():
                return
            if isinstance(outcome, Refusal):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

        self.add(call, answer)
        return await future

    async def settle(self) -> None:
        """Wait until everything gathered so far has been answered; for an orderly stop."""
        if self._unanswered:
            self._idle = asyncio.Event()
            await self._idle.wait()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            batch = self._gather()
            outcomes = self._outcomes([call for call, _ in batch])
            if loop.is_closed():
                return
            loop.call_soon_threadsafe(self._answer, batch, outcomes)

    def _gather(self) -> list[_Waiting[Call, Outcome]]:
        """Wait for a first call, then take what is there."""
        batch = [self._calls.get()]
        try:
            while len(batch) < self._limit:
                batch.append(self._calls.get_nowait())
        except Empty:
            pass
        return batch

    def _outcomes(self, calls: Sequence[Call]) -> Sequence[Outcome | Refusal]:
        try:
            return self._serve(calls)
        except Unavailable as failure:
            return [failure] * len(calls)
        except Exception:
            log.exception("batch.failed", batch=self._name, calls=len(calls))
            if len(calls) == 1:
                return [unavailable()]
            # One call nobody foresaw must not cost the others theirs.
            return [outcome for call in calls for outcome in self._outcomes([call])]

    def _answer(self, batch: list[_Waiting[Call, Outcome]], outcomes: Sequence[Outcome | Refusal]) -> None:
        self._unanswered -= len(batch)
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            try:
                answer(outcome)
            except Exception:
                # One listener's fault must not cost the others their answers.
                log.exception("answer.failed", batch=self._name)
        if self._idle is not None and not self._unanswered:
            self._idle.set()
