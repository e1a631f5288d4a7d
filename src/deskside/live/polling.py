"""For customers whose proxy lets no WebSocket through: a connection that lasts one exchange, over plain HTTP.

The request carries the very frames the socket would have carried, *hello* first, and the answer those it would have
sent. Nothing is kept between two exchanges: the cursors in the next *hello* say what is still missing, and any node may
answer it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
from msgspec import Raw, Struct

from deskside.kit.errors import Malformed, NotAllowed, Refusal, Unavailable
from deskside.kit.frames import LARGEST
from deskside.kit.log import log
from deskside.kit.origin import allowed
from deskside.live import greeting
from deskside.live.client import Client
from deskside.live.connection import Connection
from deskside.live.gateway import Receive, Scope, refused
from deskside.live.hub import encode
from deskside.live.node import hub, presence
from deskside.live.outlet import LARGEST_QUEUE
from deskside.live.wire import Bye, Hello

Send = Callable[[dict[str, Any]], Awaitable[None]]

_NEWS = ('{"on":"event"', '{"on":"chat"', '{"on":"done"', '{"on":"refused"', '{"on":"bye"')
"""Frames that end the wait even while the customer is being greeted."""

ARRIVES_WITHIN = 10.0
"""Seconds."""

MOST_FRAMES = 50
"""In one request."""

LARGEST_REQUEST = 4 * LARGEST
"""Bytes; a few of the largest frames at once."""


class Exchange(Struct):
    """One request.

    Args:
        hello: as on the socket; its cursors say what the page has.
        frames: what else the page has to say, in order.
        wait: whether to hold the answer until there is something new; a ping after ten seconds is.
    """

    hello: Raw
    frames: list[Raw] = []
    wait: bool = False


_exchanges = msgspec.json.Decoder(Exchange)


class Basket:
    """Gathers the frames of one answer; stands where the socket's way out would be."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self._size = 0
        self.news = asyncio.Event()
        self.greeted = False
        self._open = True

    def put(self, frame: str) -> None:
        """Gather a frame; with more than a slow reader may have waiting, the page is told to come back for the rest."""
        if self._open and self._size > LARGEST_QUEUE:
            frame = encode(Bye("frame.too_large", "This is too much at once. Connecting again.", again=True))
            self.close()
            self.frames.append(frame)
        elif self._open:
            self.frames.append(frame)
            self._size += len(frame)
            if self.greeted or frame.startswith(_NEWS):
                self.news.set()

    def close(self) -> None:
        """All is said."""
        self._open = False
        self.news.set()


async def poll(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of these exchanges."""
    try:
        async with asyncio.timeout(ARRIVES_WITHIN):
            exchange = await _understood(scope, receive)
    except TimeoutError:
        await _answer(send, 408, {"code": "frame.order", "text": "The request did not arrive in time."})
    except NotAllowed as refusal:
        await _answer(send, 403, {"code": refusal.code, "text": refusal.text})
    except Malformed as fault:
        await _answer(send, 422, {"code": fault.code, "text": fault.text})
    else:
        basket = Basket()
        await _serve(exchange, basket, receive)
        await _answer(send, 200, {"frames": [Raw(frame.encode()) for frame in basket.frames]})


async def _serve(exchange: Exchange, basket: Basket, receive: Receive) -> None:
    client: Client | None = None
    try:
        connection = Connection(time.monotonic())
        hello = connection.received(_text(exchange.hello), time.monotonic())
        assert isinstance(hello, Hello), "the first frame of a connection is nothing else"
        client = Client(await greeting.knocking.ask(hello.token or ""), basket, connection)
        hub.arrive(client)
        presence.arrived(client.actor)
        await greeting.welcome(client, hello)
        await _carry_out(exchange.frames, client, connection)
        basket.greeted = True
        if exchange.wait:
            await _first(basket.news.wait(), _gone(receive))
    except Refusal as refusal:
        basket.put(encode(Bye(refusal.code, refusal.text, again=isinstance(refusal, Unavailable))))
    except Exception:
        log.exception("connection.failed")
        basket.put(encode(Bye("server.failed", "Something went wrong here. Connecting again.", again=True)))
    finally:
        if client is not None:
            client.leave()
            presence.departed(client.actor)


async def _carry_out(frames: Sequence[Raw], client: Client, connection: Connection) -> None:
    for frame in frames:
        try:
            command = connection.received(_text(frame), time.monotonic())
        except Malformed as fault:
            client.tell(refused(fault))
            continue
        await client.carry_out(command)
    await client.posts_answered()


async def _understood(scope: Scope, receive: Receive) -> Exchange:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if not allowed(headers):
        raise NotAllowed("Pages of other sites may not connect here.", "origin.refused")
    if scope["method"] != "POST" or headers.get("content-type", "").partition(";")[0] != "application/json":
        raise Malformed("frame.malformed", "Post JSON here, or open a WebSocket.")
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_REQUEST:
            raise Malformed("frame.too_large", f"At most {LARGEST_REQUEST} bytes.")
    try:
        exchange = _exchanges.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed("frame.malformed", f"This is not an exchange: {error}") from None
    if len(exchange.frames) > MOST_FRAMES:
        raise Malformed("frame.too_large", f"At most {MOST_FRAMES} frames.")
    return exchange


async def _gone(receive: Receive) -> None:
    """Wait until the page has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first(*awaited: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(one) for one in awaited]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _text(frame: Raw) -> str:
    return bytes(frame).decode(errors="replace")


async def _answer(send: Send, status: int, said: dict[str, Any]) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(said)})
