"""A client of the load generator: as little work as possible, so that the server is what is measured."""

import asyncio
import time
from collections.abc import Callable

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

PATIENCE = 15.0
"""Seconds that a page waits for the server to say something."""

_READY = b'{"on":"ready"'
_PING = b'{"on":"ping"'


class Screen(WSListener):
    """One connected customer or representative.

    Args:
        hello: the first frame.
        heard: called with the payload of every event and every answer.
    """

    def __init__(self, hello: bytes, heard: Callable[["Screen", bytes], None]) -> None:
        self._hello = hello
        self._heard = heard
        self._transport: WSTransport | None = None
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.gone: asyncio.Future[None] = loop.create_future()
        self.name = b""
        self.chat = 0

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Say hello."""
        self._transport = transport
        if self._hello:
            self.send(self._hello)
        else:
            self.ready.set_result(None)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Answer pings, pass the rest on."""
        payload = frame.get_payload_as_bytes()
        if payload.startswith(_PING):
            self.send(b'{"do":"pong","n":0}')
        elif payload.startswith(_READY):
            if not self.ready.done():  # Else nobody waits any more.
                self.ready.set_result(None)
        else:
            self._heard(self, payload)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Tell whoever waits for it to be ready, or to be gone."""
        self.gone.set_result(None)
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("closed before it was ready"))

    def send(self, payload: bytes) -> None:
        """Send a text frame."""
        assert self._transport is not None
        self._transport.send(WSMsgType.TEXT, payload)

    def post(self, chat: int, mark: bytes) -> None:
        """Post a message whose key says who sent it and when."""
        key = b"%s-%d" % (mark, time.perf_counter_ns())
        self.send(
            b'{"do":"message.post","key":"%s","chat":%d,"text":"The printer in hall B says it has no paper, but'
            b' the tray is full. What can I do?"}' % (key, chat)
        )


async def connect(url: str, hello: bytes, heard: Callable[[Screen, bytes], None], cookie: str = "") -> Screen:
    """Connect a screen and wait until it is up to date."""
    headers = {"Cookie": cookie} if cookie else {}
    _, screen = await ws_connect(
        lambda: Screen(hello, heard), url, extra_headers=headers, websocket_handshake_timeout=PATIENCE
    )
    if not isinstance(screen, Screen):  # Lost while shaking hands.
        raise ConnectionError("closed before it was open")
    await screen.ready
    return screen


async def connect_all(screens: list[Callable[[], "asyncio.Future[Screen]"]], together: int = 50) -> list[Screen]:
    """Connect many, some at a time."""
    connected: list[Screen] = []
    for first in range(0, len(screens), together):
        connected += await asyncio.gather(*(make() for make in screens[first : first + together]))
    return connected
