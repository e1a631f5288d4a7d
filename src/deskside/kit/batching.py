"""Serving in one transaction what comes together.

While one batch is being carried out the next one gathers; the end of the first starts the second. There is no
timer: an idle system answers at once, a busy one makes its batches larger.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from deskside.kit.crossing import own_thread
from deskside.kit.errors import Refusal, Unavailable
from deskside.kit.log import log

Call = TypeVar("Call")
Outcome = TypeVar("Outcome")


class Batcher(Generic[Call, Outcome]):
    """Gathers calls and serves them together, in a thread of its own.

    Args:
        name: of the thread, for logs.
        serve: carries out a batch; one outcome a call, in order, a `Refusal` where one is refused.
        limit: how many calls one batch may hold, so that one crowd does not keep others from the write gate.
    """

    def __init__(self, name: str, serve: Callable[[Sequence[Call]], Sequence[Outcome | Refusal]], limit: int) -> None:
        self._name = name
        self._serve = serve
        self._limit = limit
        self._thread = own_thread(name)
        self._waiting: list[tuple[Call, Callable[[Outcome | Refusal], None]]] = []
        self._runner: asyncio.Task[None] | None = None

    def add(self, call: Call, answer: Callable[[Outcome | Refusal], None]) -> None:
        """Put a call into the open batch; ``answer`` is called on the loop with its outcome."""
        self._waiting.append((call, answer))
        if self._runner is None:
            self._runner = asyncio.get_running_loop().create_task(self._run())

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
        while self._runner is not None:
            await asyncio.wait([self._runner])

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[: self._limit], self._waiting[self._limit :]
            calls = [call for call, _ in batch]
            outcomes: Sequence[Outcome | Refusal]
            try:
                outcomes = await loop.run_in_executor(self._thread, self._serve, calls)
            except Exception:
                log.exception("batch.failed", batch=self._name, calls=len(calls))
                # Whether it was committed is unknown; the client sends again with the same key and learns.
                failure = Unavailable(
                    "storage.unavailable", "This could not be saved just now. It will be tried again."
                )
                outcomes = [failure] * len(calls)
            for (_, answer), outcome in zip(batch, outcomes, strict=True):
                answer(outcome)
        self._runner = None
