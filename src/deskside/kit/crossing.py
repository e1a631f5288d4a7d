"""The one crossing between the event loop and the threads in which all domain code runs."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import Error, connection

P = ParamSpec("P")
R = TypeVar("R")

_THREADS = 4
"""More would only wait for each other: two cores, and one writer at a time on SQLite."""

_pool = ThreadPoolExecutor(_THREADS, "verbs")


async def in_thread(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a plain function in a worker thread and wait for its answer without blocking the loop."""
    return await asyncio.get_running_loop().run_in_executor(_pool, lambda: _clean(function, *args, **kwargs))


def _clean(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    try:
        return function(*args, **kwargs)
    except Error:
        # The thread keeps its connection, and this one may be broken.
        connection.close()
        raise
