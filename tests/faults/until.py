"""Waiting for something to become true."""

import asyncio
import time
from collections.abc import Callable


async def until(truth: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    """Look again and again.

    Raises:
        TimeoutError: with ``otherwise``, where it does not become true in time.
    """
    deadline = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        await asyncio.sleep(0.05)
