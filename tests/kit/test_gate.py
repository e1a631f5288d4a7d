"""The write gate: first come, first served, and reads that do not wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from deskside.kit.gate import FairLock, reading, write
from deskside.people.models import Team


def test_waiters_are_served_in_the_order_they_came() -> None:
    lock = FairLock()
    lock.acquire()
    served: list[int] = []
    with ThreadPoolExecutor(8) as crowd:
        for number in range(8):
            crowd.submit(lambda number=number: (lock.acquire(), served.append(number), lock.release()))
            while len(lock._waiting) <= number:
                pass
        lock.release()
    assert served == list(range(8))


def test_only_one_writer_at_a_time() -> None:
    lock = FairLock()
    inside = 0
    most = 0

    def enter() -> None:
        nonlocal inside, most
        for _ in range(200):
            lock.acquire()
            inside += 1
            most = max(most, inside)
            inside -= 1
            lock.release()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda _: enter(), range(8)))
    assert most == 1


@pytest.mark.django_db(transaction=True)
def test_a_failed_write_leaves_nothing_and_opens_the_gate() -> None:
    def fail() -> None:
        with write():
            Team.objects.create(name="Ghosts")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with write():
        assert not Team.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reader_sees_one_moment_and_waits_for_nobody() -> None:
    Team.objects.create(name="First")
    written = threading.Event()

    def writer() -> None:
        try:
            with write():
                Team.objects.create(name="Second")
        finally:
            connection.close()
            written.set()

    with reading():
        assert Team.objects.count() == 1
        threading.Thread(target=writer).start()
        assert written.wait(5), "the writer was kept waiting by a reader"
        assert Team.objects.count() == 1
    assert Team.objects.count() == 2
