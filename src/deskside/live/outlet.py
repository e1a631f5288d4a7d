"""The way out to one client: frames in order, never waiting for a slow reader.

A slow reader is cut, never skipped: when its bounded queue overflows the socket is closed, and the client comes
back with its cursors.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import suppress
from types import coroutine
from typing import Any

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]

LONGEST_QUEUE = 256
"""Frames waiting for one reader. A screen needs a few a second; one this far behind is quicker to resume."""

LARGEST_QUEUE = 2 * 1024 * 1024
"""Characters waiting for one reader, so that a few large frames cannot fill the memory either."""


class Outlet:
    """Sends frames to one socket.

    Args:
        send: the ASGI server's; it returns at once unless the socket's buffer is full.
        cut: called once when nothing more will be sent: the reader is too slow, or all is said.
    """

    __slots__ = ("_cut", "_open", "_send", "_size", "_waiting", "_writer")

    def __init__(self, send: Send, cut: Callable[[], object]) -> None:
        self._send = send
        self._cut = cut
        self._waiting: deque[str] | None = None
        self._writer: asyncio.Task[None] | None = None
        self._open = True
        self._size = 0

    def put(self, frame: str) -> None:
        """Send a frame, now if the socket takes it, else as soon as it does."""
        if not self._open:
            return
        if self._waiting is None:
            self._send_now(frame)
        elif len(self._waiting) < LONGEST_QUEUE and self._size + len(frame) <= LARGEST_QUEUE:
            self._waiting.append(frame)
            self._size += len(frame)
        else:
            self.close()

    def close(self) -> None:
        """Send nothing more."""
        if self._open:
            self._open = False
            self._cut()

    async def finish(self) -> None:
        """Say goodbye on the socket; a reader too slow to hear it is cut off, and what lies in its buffers dropped."""
        blocked = self._waiting is not None
        self._open = False
        if self._writer is not None:
            self._writer.cancel()
        if not blocked:
            with suppress(Exception):
                await self._send({"type": "websocket.close", "code": 1000})
        else:
            _abort(self._send)

    def _send_now(self, frame: str) -> None:
        """Take the first step of the send by hand. Nearly always it is also the last, and neither a task nor a
        turn of the loop was needed; that is a third of the cost of a message.
        """
        step = self._send({"type": "websocket.send", "text": frame})
        try:
            blocked_on = step.send(None)
        except StopIteration:
            return
        except Exception:
            self.close()
            return
        self._waiting = deque()
        self._writer = asyncio.get_running_loop().create_task(self._write(_rest(step, blocked_on)))

    async def _write(self, first: Awaitable[None]) -> None:
        try:
            await first
            while self._waiting:
                frame = self._waiting.popleft()
                self._size -= len(frame)
                await self._send({"type": "websocket.send", "text": frame})
        except Exception:
            self.close()
        self._waiting = None
        self._writer = None


def _abort(send: Send) -> None:
    """Close a socket without waiting until its reader has read what lies in the buffers. ASGI cannot say this; with
    uvicorn, ``send`` is a method of the protocol that has the transport.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()


@coroutine
def _rest(step: Coroutine[Any, Any, None], blocked_on: Any) -> Generator[Any, Any, None]:
    """What is left of a coroutine that has been started by hand and waits for ``blocked_on``."""
    try:
        while True:
            try:
                answer = yield blocked_on
            except BaseException as error:
                blocked_on = step.throw(error)
            else:
                blocked_on = step.send(answer)
    except StopIteration:
        return
