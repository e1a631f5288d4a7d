"""The gateway: one coroutine a connection, between the ASGI server and the client's protocol."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from deskside.kit.crossing import in_thread
from deskside.kit.errors import Malformed, NotAllowed, Refusal, Unavailable
from deskside.kit.log import log
from deskside.kit.origin import allowed
from deskside.live import greeting
from deskside.live.client import Client
from deskside.live.connection import Connection
from deskside.live.hub import encode
from deskside.live.node import hub, presence
from deskside.live.outlet import Outlet, Send
from deskside.live.wire import Bye, Hello, Refused

Receive = Callable[[], Awaitable[dict[str, Any]]]
Scope = dict[str, Any]

HELLO_WITHIN = 10.0
"""Seconds."""

CUSTOMER = "/live/customer"
CONSOLE = "/live/console"


async def gateway(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of the live connections."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    await receive()
    if scope["path"] not in (CUSTOMER, CONSOLE):
        await _deny(send, 404, NotAllowed("There is nothing here.", "path.unknown"))
    elif not allowed(headers):
        await _deny(send, 403, NotAllowed("Pages of other sites may not connect here.", "origin.refused"))
    else:
        await send({"type": "websocket.accept"})
        await _serve(scope["path"], headers.get("cookie", ""), receive, send)


async def _serve(path: str, cookies: str, receive: Receive, send: Send) -> None:
    task = asyncio.current_task()
    assert task is not None
    connection = Connection(time.monotonic())
    outlet = Outlet(send, cut=task.cancel)
    client: Client | None = None
    try:
        async with asyncio.timeout(HELLO_WITHIN):
            hello = await _hello(connection, outlet, receive)
        if hello is not None:
            client = await _identify(path, cookies, hello, outlet, connection)
            hub.arrive(client)
            presence.arrived(client.actor)
            await greeting.welcome(client, hello)
            await _converse(client, connection, receive)
    except Refusal as refusal:
        outlet.put(encode(Bye(refusal.code, refusal.text, again=isinstance(refusal, Unavailable))))
    except TimeoutError:
        outlet.put(encode(Bye("frame.order", "Hello was not said in time.", again=True)))
    except asyncio.CancelledError:
        # Either our own cut, and then all is said, or the server stops.
        task.uncancel()
    except Exception:
        log.exception("connection.failed")
        outlet.put(encode(Bye("server.failed", "Something went wrong here. Connecting again.", again=True)))
    if client is not None:
        client.leave()
        presence.departed(client.actor)
    await outlet.finish()


async def _hello(connection: Connection, outlet: Outlet, receive: Receive) -> Hello | None:
    """The first frame; None if the client went away before it."""
    while (message := await receive())["type"] == "websocket.receive":
        try:
            command = connection.received(message.get("text"), time.monotonic())
        except Malformed as fault:
            outlet.put(encode(refused(fault)))
            continue
        if isinstance(command, Hello):
            return command
    return None


async def _identify(path: str, cookies: str, hello: Hello, outlet: Outlet, connection: Connection) -> Client:
    """Who says hello.

    Raises:
        NotAllowed: ``token.invalid`` or ``signin.required``.
    """
    if path == CUSTOMER:
        return Client(await greeting.knocking.ask(hello.token or ""), outlet, connection)
    session = greeting.session_key(cookies)
    return Client(await in_thread(greeting.representative, session), outlet, connection, session)


async def _converse(client: Client, connection: Connection, receive: Receive) -> None:
    """Carry out what the client asks, frame by frame, until it goes."""
    while (message := await receive())["type"] == "websocket.receive":
        try:
            command = connection.received(message.get("text"), time.monotonic())
        except Malformed as fault:
            client.tell(refused(fault))
            continue
        await client.carry_out(command)


def refused(fault: Malformed) -> Refused:
    """The answer to a frame that was not understood."""
    detail = dict(fault.detail)
    return Refused(str(detail.pop("key", "")), fault.code, fault.text, detail)


async def _deny(send: Send, status: int, refusal: Refusal) -> None:
    """Refuse the handshake, with the reason as JSON."""
    body = msgspec.json.encode({"code": refusal.code, "text": refusal.text})
    headers = [(b"content-type", b"application/json")]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body})
