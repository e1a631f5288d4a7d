"""A client that behaves as the product's own pages do (ui/src/wire), and remembers what it was told."""

import asyncio
import json
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from tests.faults.outbox import Outbox
from tests.faults.polling import PollSocket
from tests.faults.view import View
from tests.faults.wish import Frame, Wish, new_key
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

SILENCE = 15.0
FIRST_RETRY, LONGEST_RETRY = 0.5, 10.0
MOVE_WITHIN = 1.0
UNAVAILABLE = "storage.unavailable"


Socket = ClientConnection | PollSocket


class Outage(NamedTuple):
    """How long somebody was cut off or unanswered, and in what."""

    seconds: float
    what: str


NONE = Outage(0.0, "")


class Client:
    """One open page: one connection after another, to any node.

    Args:
        name: whose page it is.
        sites: the nodes' addresses; taken by chance, as a balancer would.
        path: the customers' door or the representatives'.
        token: the customer's.
        cookie: the representative's.
        polls: whether a proxy forbids WebSockets here.
        shown: told of each event as it is shown.

    ``offers`` are those made to this representative. ``farewell`` says why it will not come back, if so.
    """

    def __init__(
        self,
        name: str,
        sites: Sequence[str],
        path: str,
        token: str = "",
        cookie: str = "",
        polls: bool = False,
        shown: Callable[[View, Frame], None] = lambda view, event: None,
    ) -> None:
        self.name = name
        self.id = 0
        self.team = 0
        self.offers: list[Frame] = []
        self.views: dict[int, View] = {}
        self.past: list[View] = []
        self.outbox = Outbox(self._send, self._suffered)
        self.online = False
        self.farewell = ""
        self.has_slept = False
        self.longest_outage = NONE
        self._sites = sites
        self._polls = polls
        self._path = path
        self._token = {"token": token} if token else {}
        self._headers = {"Cookie": cookie} if cookie else {}
        self._shown = shown
        self._boards: dict[int, int] = {}
        self._sending: asyncio.Queue[Frame] | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._lost_at: float | None = time.monotonic()
        self._tries = 0
        self._thawed = asyncio.Event()
        self._thawed.set()
        self._running = asyncio.create_task(self._live())
        self._running.add_done_callback(self._fell_over)

    def ask(self, do: str, **fields: object) -> Wish:
        """Want something; it is sent until it is answered."""
        wish = Wish({"do": do, "key": new_key(), **fields})
        self.outbox.ask(wish)
        return wish

    @property
    def frozen(self) -> bool:
        """Whether it listens to nothing and does nothing."""
        return not self._thawed.is_set()

    async def freeze(self, seconds: float) -> None:
        """Do as a page whose computer sleeps: the connection stands, nobody reads."""
        self.has_slept = True
        self._thawed.clear()
        await asyncio.sleep(seconds)
        self.outbox.waiting_again()
        self._lost_at = self._lost_at and time.monotonic()
        self._thawed.set()

    async def close(self) -> None:
        """Close the page."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await asyncio.gather(*self._closing, return_exceptions=True)
        self.past += self.views.values()
        self.views = {}

    async def _live(self) -> None:
        while not self.farewell:
            pause = None
            with suppress(OSError, WebSocketException, TimeoutError):
                pause = await self._connection()
            self._went_offline(time.monotonic())
            if pause is None:
                longest = min(LONGEST_RETRY, FIRST_RETRY * 2**self._tries)
                self._tries += 1
                pause = longest * random.uniform(0.5, 1)
            await asyncio.sleep(pause)
            await self._thawed.wait()

    async def _connection(self) -> float | None:
        """One connection until it ends; how long to wait for the next, where the server has said so."""
        socket = await self._connect(random.choice(self._sites))
        self._sending = asyncio.Queue()
        writing = asyncio.create_task(_write(socket, self._sending))
        self._send(self._hello())
        try:
            return await self._converse(socket)
        finally:
            writing.cancel()
            self._sending = None
            closing = asyncio.create_task(socket.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def _connect(self, site: str) -> Socket:
        if self._polls:
            return PollSocket(site + self._path, self._hello, self._thawed)
        async with asyncio.timeout(SILENCE):
            return await connect(
                site.replace("http", "ws") + self._path,
                additional_headers=self._headers,
                compression=None,
                ping_interval=None,
                close_timeout=1,
                proxy=None,
            )

    def _hello(self) -> Frame:
        cursors = {str(chat): view.seq for chat, view in self.views.items()}
        return {"do": "hello", "protocol": 1, **self._token, "cursors": cursors}

    async def _converse(self, socket: Socket) -> float | None:
        heard = time.monotonic()
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    frame = json.loads(await socket.recv())
            except TimeoutError:
                self._went_offline(heard)
                raise
            await self._thawed.wait()
            heard = time.monotonic()
            if frame["on"] == "bye":
                return self._bye(frame)
            self._receive(frame)

    def _bye(self, frame: Frame) -> float | None:
        if not frame["again"]:
            self.farewell = frame["code"]
        return random.uniform(0, MOVE_WITHIN) if frame["code"] == "server.moving" else None

    def _receive(self, frame: Frame) -> None:
        match frame["on"]:
            case "welcome":
                self._welcome(frame)
            case "ready":
                self._ready()
            case "chat":
                self._opened(frame)
            case "chat.gone":
                self._gone(frame["chat"])
            case "event":
                self._event(frame["chat"], frame["event"])
            case "board":
                self._board(frame["team"], frame["version"])
            case "board.whole":
                self._boards[frame["board"]["team"]] = frame["board"]["version"]
            case "desk":
                self.offers = frame["desk"]["offers"]
            case "done":
                self.outbox.done(frame["key"], frame)
            case "refused":
                self._refused(frame["key"], frame["code"])
            case "ping":
                self._send({"do": "pong", "n": frame["n"]})
                self._compare(frame.get("heads", {}))

    def _welcome(self, frame: Frame) -> None:
        if me := frame.get("me"):
            self.id, self.team = me["id"], me["teams"][0]["id"]
            self.offers = frame["desk"]["offers"]
        self._boards = {board["team"]: board["version"] for board in frame.get("boards") or []}
        for view in self.views.values():
            view.asked = -1
        for chat in [chat for chat in self.views if chat not in frame["chats"]]:
            self._gone(chat)

    def _ready(self) -> None:
        self._tries = 0
        self.online = True
        if self._lost_at is not None:
            self._suffered(time.monotonic() - self._lost_at, "connection")
            self._lost_at = None
        self.outbox.resume()

    def _opened(self, frame: Frame) -> None:
        known = self.views.get(frame["chat"]["id"])
        view = known.replaced(frame) if known else View.opened(frame)
        if known:
            self.past.append(known)
        self.views[view.chat] = view
        view.catch_up()
        for event in view.events:
            self._confirm(event)

    def _gone(self, chat: int) -> None:
        if view := self.views.pop(chat, None):
            self.past.append(view)

    def _event(self, chat: int, event: Frame) -> None:
        view = self.views.get(chat)
        if view is None:
            return
        for shown in view.receive(event):
            self._confirm(shown)
            self._shown(view, shown)
        if view.has_gap:
            self._fetch(view)

    def _confirm(self, event: Frame) -> None:
        if event.get("key"):
            self.outbox.done(event["key"], event)

    def _compare(self, heads: dict[str, int]) -> None:
        """The fetch asked for at the last ping may have been lost, so it is asked anew."""
        for view in self.views.values():
            if heads.get(str(view.chat), 0) > view.seq:
                view.asked = -1
                self._fetch(view)

    def _fetch(self, view: View) -> None:
        if view.asked != view.seq:
            view.asked = view.seq
            self._send({"do": "sync", "chat": view.chat, "after": view.seq})

    def _board(self, team: int, version: int) -> None:
        if version > self._boards.get(team, 0) + 1:
            raise ConnectionAbortedError("a change of a board was missed")
        self._boards[team] = version

    def _refused(self, key: str, code: str) -> None:
        if code == UNAVAILABLE:
            asyncio.get_running_loop().call_later(random.uniform(0.5, 1), self.outbox.again, key)
        else:
            self.outbox.refused(key, code)

    def _send(self, frame: Frame) -> None:
        if self._sending is not None:
            self._sending.put_nowait(frame)

    def _fell_over(self, running: "asyncio.Task[None]") -> None:
        """What was said could not be understood."""
        if not running.cancelled() and (error := running.exception()):
            self.farewell = repr(error)

    def _went_offline(self, at: float) -> None:
        self.online = False
        self.outbox.pause()
        self._lost_at = self._lost_at or at

    def _suffered(self, seconds: float, what: str) -> None:
        self.longest_outage = max(self.longest_outage, Outage(seconds, f"{self.name}, {what}"))


async def _write(socket: Socket, frames: "asyncio.Queue[Frame]") -> None:
    with suppress(WebSocketException):
        while True:
            await socket.send(json.dumps(await frames.get()))
