"""The one crossing between the event loop and the threads in which all domain code runs."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_THREADS = 8
"""More would only wait for each other: two cores, and one writer at a time on SQLite."""

_pool = ThreadPoolExecutor(_THREADS, "verbs")


async def in_thread(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a plain function in a worker thread and wait for its answer without blocking the loop."""
    return await asyncio.get_running_loop().run_in_executor(_pool, lambda: function(*args, **kwargs))


def own_thread(name: str) -> Executor:
    """A thread of one's own, for work whose steps must follow each other, such as the posting writer's."""
    return ThreadPoolExecutor(1, name)
