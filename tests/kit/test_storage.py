"""Trying again while the database is away."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, OperationalError, connection

from deskside.kit import storage
from deskside.kit.errors import Unavailable
from deskside.kit.storage import persistent

pytestmark = pytest.mark.django_db(transaction=True)


class Flaky:
    """Fails so many times, then answers."""

    def __init__(self, failures: int, error: Exception) -> None:
        self.__qualname__ = "flaky"
        self.failures = failures
        self.calls = 0
        self.meanwhile: Callable[[], object] = lambda: None
        self._error = error

    def __call__(self) -> str:
        self.calls += 1
        self.meanwhile()
        if self.calls <= self.failures:
            raise self._error
        return "answer"


def test_an_outage_shorter_than_our_patience_is_waited_out() -> None:
    flaky = Flaky(3, OperationalError("the server is starting up"))
    assert persistent(flaky)() == "answer"
    assert flaky.calls == 4


def test_a_longer_one_is_told_and_later_callers_are_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "PATIENCE", 0.2)
    flaky = Flaky(10**6, OperationalError("connection refused"))
    work = persistent(flaky)
    with pytest.raises(Unavailable):
        work()
    assert flaky.calls > 2
    before = flaky.calls
    with pytest.raises(Unavailable):
        work()
    assert flaky.calls == before + 1


def test_the_first_answer_ends_the_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "PATIENCE", 0.2)
    flaky = Flaky(10**6, OperationalError("down"))
    work = persistent(flaky)
    with pytest.raises(Unavailable):
        work()
    flaky.failures = flaky.calls
    assert work() == "answer"
    flaky.failures = flaky.calls + 2
    assert work() == "answer", "the next outage is waited out again"


def test_what_fails_alone_gives_up_though_everything_else_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "PATIENCE", 0.2)
    reading = persistent(Flaky(0, OperationalError()))
    flaky = Flaky(10**6, OperationalError("the disk is full"))
    flaky.meanwhile = reading
    with pytest.raises(Unavailable):
        persistent(flaky)()


def test_a_clash_is_looked_at_again_but_not_for_ever() -> None:
    assert persistent(Flaky(2, IntegrityError("one_receipt_a_key")))() == "answer"
    stubborn = Flaky(10**6, IntegrityError("one_receipt_a_key"))
    with pytest.raises(IntegrityError):
        persistent(stubborn)()
    assert stubborn.calls < 10


def test_nothing_is_tried_again_inside_somebody_elses_transaction() -> None:
    from deskside.kit.gate import write

    flaky = Flaky(1, OperationalError("lost"))
    with pytest.raises(OperationalError), write():
        persistent(flaky)()
    assert flaky.calls == 1


def test_a_broken_connection_is_made_anew() -> None:
    connection.ensure_connection()

    def broken_once(said: list[object] = []) -> int:  # noqa: B006  # remembers that it was called
        if not said:
            said.append(connection.connection)
            raise OperationalError("server closed the connection unexpectedly")
        connection.ensure_connection()
        assert connection.connection is not said[0]
        return 1

    assert persistent(broken_once)() == 1
