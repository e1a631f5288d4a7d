"""How much a request may hold: looked at while it arrives, before anything is stored of it."""

from collections.abc import Awaitable, Callable
from typing import Any

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes; far more than any form or command of ours."""

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class _TooLargeError(Exception):
    """More came than a request may hold."""


async def limited(pages: Any, scope: Any, receive: Receive, send: Send) -> None:
    """Serve a request unless its body is too large, however it is sent."""
    received = 0

    async def counted() -> Any:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > LARGEST_BODY:
            raise _TooLargeError
        return message

    try:
        await pages(scope, counted, send)
    except _TooLargeError:
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        body = b'{"on":"refused","key":"","code":"frame.too_large","text":"This request is too large.","detail":{}}'
        await send({"type": "http.response.body", "body": body})
