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

from deskside.kit.metrics import commit_seconds


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
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with commit_seconds.time(), _turn(), transaction.atomic():
        yield


@contextmanager
def _turn() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    _gate.acquire()
    try:
        yield
    finally:
        _gate.release()


@contextmanager
def reading() -> Iterator[None]:
    """Several reads that see one moment of the database, without waiting for any writer."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
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
