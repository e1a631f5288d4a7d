"""What to do when the database is away for a moment: it was restarted, the network hiccuped, two waited for each other.

Nothing is lost by trying again: whatever changes something bears a key, so that doing it twice does it once.
"""

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError, connection

from deskside.kit.errors import Unavailable
from deskside.kit.log import log

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE = 8.0
"""Seconds of an outage during which callers are kept waiting; later ones hear at once that it cannot be done now."""

_FIRST_WAIT, _LONGEST_WAIT = 0.05, 0.5
_CLASHES_FORGIVEN = 3


class Outage:
    """Since when one kind of work has only failed in this process. Each kind has its own: with a full disk reading goes
    on while nothing can be written.
    """

    def __init__(self, work: str) -> None:
        self._work = work
        self._guard = threading.Lock()
        self._since: float | None = None

    def failed(self, error: Exception) -> float:
        """Note a failure; gives the seconds for which there were only failures."""
        with self._guard:
            now = time.monotonic()
            if self._since is None:
                self._since = now
                log.warning("storage.failed", work=self._work, error=str(error).strip())
            return now - self._since

    def over(self) -> None:
        """Note that it has been done."""
        if self._since is not None:
            with self._guard:
                since, self._since = self._since, None
            if since is not None:
                log.warning("storage.back", work=self._work, seconds=round(time.monotonic() - since, 1))


def unavailable() -> Unavailable:
    """The refusal while the database is away. Whether a change was committed may be unknown; whoever asks again with
    the same key learns.
    """
    return Unavailable("storage.unavailable", "This could not be saved just now. It will be tried again.")


def persistent(function: Callable[P, R]) -> Callable[P, R]:
    """Have a function tried again while the database is away, or when it clashed with another node. Only for one that
    opens its own transaction, and whose repetition harms nobody.

    Raises:
        Unavailable: ``storage.unavailable``, where that lasts too long.
    """
    outage = Outage(function.__qualname__)

    @wraps(function)
    def trying(*args: P.args, **kwargs: P.kwargs) -> R:
        began = time.monotonic()
        wait = _FIRST_WAIT
        clashes = 0
        while True:
            try:
                result = function(*args, **kwargs)
            except IntegrityError:
                # Somebody else wrote the same key at the same moment; a second look finds theirs.
                clashes += 1
                if connection.in_atomic_block or clashes > _CLASHES_FORGIVEN:
                    raise
            except (OperationalError, InterfaceError) as error:
                if connection.in_atomic_block:
                    raise
                connection.close()
                if max(outage.failed(error), time.monotonic() - began) > PATIENCE:
                    raise unavailable() from error
                time.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            else:
                outage.over()
                return result

    return trying
