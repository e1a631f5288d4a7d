"""A small XMPP client over plain TCP, and the load of pairs who talk by it; for comparison."""

import asyncio
import time
from base64 import b64encode
from typing import Any

from bench.people import Job
from bench.talking import window
from bench.tally import Tally

_STREAM = "<stream:stream to='%s' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
_AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
_BIND = "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>b</resource></bind></iq>"
_TEXT = "The printer in hall B says it has no paper, but the tray is full. What can I do?"
_END = b"</message>"


class Talker(asyncio.Protocol):
    """One signed-in user, who says the next thing to the other when told that the last one has arrived.

    Args:
        tally: counts what arrives here.
    """

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._transport: asyncio.Transport | None = None
        self._waiting: tuple[bytes, asyncio.Future[None]] | None = None
        self._received = b""
        self.other: Talker | None = None
        self._start = b""

    def connection_made(self, transport: Any) -> None:
        """Keep the connection."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take the answers while signing in, then messages."""
        self._received += data
        if self._waiting is not None:
            mark, found = self._waiting
            if mark in self._received:
                self._received = b""
                found.set_result(None)
                self._waiting = None
            return
        *messages, self._received = self._received.split(_END)
        for message in messages:
            start = message.find(b"id='") + 4
            self._tally.delivered(int(message[start : message.index(b"'", start)]))
            assert self.other is not None
            self.other.say()

    async def sign_in(self, user: str, host: str, password: str) -> None:
        """Go through stream, SASL and binding."""
        secret = b64encode(f"\0{user}\0{password}".encode()).decode()
        for said, mark in (
            (_STREAM % host, b"</stream:features>"),
            (_AUTH % secret, b"<success"),
            (_STREAM % host, b"</stream:features>"),
            (_BIND, b"</bind>"),
        ):
            found = asyncio.get_running_loop().create_future()
            self._waiting = mark, found
            self._send(said.encode())
            await asyncio.wait_for(found, 30)
        self._send(b"<presence/>")

    def meet(self, other: "Talker", address: str) -> None:
        """Talk to this one from now on."""
        self.other = other
        self._start = f"<message type='chat' to='{address}' id='".encode()

    def say(self) -> None:
        """Say something, at this moment."""
        self._send(b"%b%d'><body>%b</body></message>" % (self._start, time.perf_counter_ns(), _TEXT.encode()))

    def _send(self, said: bytes) -> None:
        assert self._transport is not None
        self._transport.write(said)


async def closed(job: Job) -> Any:
    """Every user always has one message in flight to the other of the pair."""
    tally = Tally(job["servers"])
    loop = asyncio.get_running_loop()
    talkers: list[Talker] = []
    for user in job["users"]:
        _, talker = await loop.create_connection(lambda: Talker(tally), "127.0.0.1", job["port"])
        await talker.sign_in(user, job["host"], job["password"])
        talkers.append(talker)
    for number, talker in enumerate(talkers):
        talker.meet(talkers[number ^ 1], f"{job['users'][number ^ 1]}@{job['host']}/b")
    for talker in talkers:
        talker.say()
    return await window(job, tally)
