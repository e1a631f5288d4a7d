"""What a client wants and has no answer to, and all it was ever answered."""

import time
from collections.abc import Callable

from tests.faults.wish import Frame, Wish


class Outbox:
    """Sends each wish until it is answered; of one chat's messages one at a time, so that they keep their order.

    Args:
        send: puts a frame on the connection there is, if any.
        waited: told how long each wish had to wait for its answer, and what it was.
    """

    def __init__(self, send: Callable[[Frame], None], waited: Callable[[float, str], None]) -> None:
        self.settled: list[Wish] = []
        self._send = send
        self._waited = waited
        self._open: dict[str, Wish] = {}
        self._under_way: dict[int, str] = {}
        self._online = False

    @property
    def unanswered(self) -> list[Wish]:
        """What goes again on the next connection."""
        return list(self._open.values())

    def ask(self, wish: Wish) -> None:
        """Want something."""
        self._open[wish.key] = wish
        self._go(wish)

    def resume(self) -> None:
        """The server is up to date with us: everything unanswered goes again."""
        self._online = True
        self._under_way.clear()
        for wish in self.unanswered:
            self._go(wish)

    def pause(self) -> None:
        """There is no connection."""
        self._online = False

    def again(self, key: str) -> None:
        """It could not be saved when it was sent; try anew."""
        if key in self._open:
            wish = self._open[key]
            if wish.is_post:
                self._under_way.pop(wish.frame["chat"], None)
            self._go(wish)

    def done(self, key: str, answer: Frame) -> Wish | None:
        """It was carried out."""
        if wish := self._settle(key):
            wish.answer = answer
        return wish

    def refused(self, key: str, code: str) -> Wish | None:
        """It was not, and never will be."""
        if wish := self._settle(key):
            wish.refusal = code
        return wish

    def waiting_again(self) -> None:
        """Count the waits from now on: until now it was we who did not listen."""
        for wish in self._open.values():
            wish.since = time.monotonic()

    def _settle(self, key: str) -> Wish | None:
        wish = self._open.pop(key, None)
        if wish is None:
            return None
        self._waited(time.monotonic() - wish.since, wish.frame["do"])
        self.settled.append(wish)
        if wish.is_post and self._under_way.get(wish.frame["chat"]) == key:
            del self._under_way[wish.frame["chat"]]
            self._next_post(wish.frame["chat"])
        return wish

    def _next_post(self, chat: int) -> None:
        post = next((wish for wish in self._open.values() if wish.is_post and wish.frame["chat"] == chat), None)
        if post is not None:
            self._go(post)

    def _go(self, wish: Wish) -> None:
        if not self._online:
            return
        if wish.is_post:
            if wish.frame["chat"] in self._under_way:
                return
            self._under_way[wish.frame["chat"]] = wish.key
        self._send(wish.frame)
