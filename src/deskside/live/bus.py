"""What the nodes tell each other over Redis: a hint, never the truth. Whatever is lost here is noticed by the numbers
of the events and fetched from the database; see `catching_up`.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from urllib.parse import urlsplit

import msgspec
from msgspec import Raw, Struct
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from deskside.chats.timeline import Recorded
from deskside.kit.actor import Role
from deskside.kit.log import log

HEARTBEAT = 1.0
"""Seconds between two signs of life. A node hears its own too: one that does not is deaf."""

SILENCE = 3.0
"""Seconds without hearing anything, after which a node connects anew."""

_AGAIN_AFTER = 0.3
_SEAL = 16


class Line(Struct, array_like=True, frozen=True):
    """One recorded event, opened only by a node that needs it: its chat is followed there, or it stirs something."""

    chat: int
    stirs: bool
    row: Raw


class Told(Struct, array_like=True, frozen=True, tag="told"):
    """Events that were committed."""

    lines: list[Line]


class Signalled(Struct, array_like=True, frozen=True, tag="signal"):
    """Something ephemeral for all who follow a chat."""

    chat: int
    frame: str


class Shown(Struct, array_like=True, frozen=True, tag="shown"):
    """A frame for all screens of one person."""

    role: Role
    person: int
    frame: str


class SignedOut(Struct, array_like=True, frozen=True, tag="signed_out"):
    """A sign-in session has ended."""

    session: str


Note = Told | Signalled | Shown | SignedOut


class _Parcel(Struct, array_like=True, frozen=True):
    node: str
    notes: list[Note]


_encoder = msgspec.msgpack.Encoder()
_parcels = msgspec.msgpack.Decoder(_Parcel)
_rows = msgspec.msgpack.Decoder(Recorded)


def told(fresh: Sequence[Recorded], stirs: Callable[[Recorded], bool]) -> Told:
    """Committed events as a note."""
    return Told([Line(row.chat, stirs(row), Raw(_encoder.encode(row))) for row in fresh])


def opened(line: Line) -> Recorded:
    """The event of a line."""
    return _rows.decode(line.row)


class Bus:
    """The line of this node to the others. Lives on the event loop.

    Args:
        url: of Redis; empty where this node is alone, and then nothing is sent.
        channel: the same for all nodes of one installation.
        key: their common secret; what is not sealed with it is not believed.
        node: the name of this one.
    """

    def __init__(self, url: str, channel: str, key: bytes, node: str) -> None:
        self._url = url
        self._channel = channel
        self._key = key
        self._node = node
        self._puzzled = False
        self._lost = False
        self._redis: Redis | None = None
        self._notes: list[Note] = []
        self._something = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.deaf = bool(url)
        """Whether what others say does not arrive."""

    def start(self, hear: Callable[[Note], None], missed: Callable[[], None]) -> None:
        """Connect.

        Args:
            hear: called with each note of another node.
            missed: called when the line is up after it was down, since much may have been said meanwhile.
        """
        if not self._url:
            return
        self._redis = Redis.from_url(
            self._url, socket_timeout=SILENCE, socket_connect_timeout=SILENCE, retry=Retry(NoBackoff(), 0)
        )
        create = asyncio.get_running_loop().create_task
        self._tasks = [create(self._listen(hear, missed)), create(self._speak()), create(self._live())]

    async def stop(self) -> None:
        """Say what is left to say, and hang up."""
        if self._redis is None:
            return
        with suppress(RedisError, OSError):
            await self._publish(self._redis)
        for task in self._tasks:
            task.cancel()
        with suppress(RedisError, OSError):
            await self._redis.aclose()

    @property
    def connected(self) -> bool:
        """Whether there is anybody to tell."""
        return self._redis is not None

    def tell(self, note: Note) -> None:
        """Tell the others. Notes that come while some are under way go together."""
        if self.connected:
            self._notes.append(note)
            self._something.set()

    async def _speak(self) -> None:
        assert self._redis is not None
        while True:
            await self._something.wait()
            self._something.clear()
            try:
                await self._publish(self._redis)
            except Exception:  # Told by the listener: who cannot speak does not hear itself either.
                await asyncio.sleep(_AGAIN_AFTER)

    async def _publish(self, redis: Redis) -> None:
        notes, self._notes = self._notes, []
        content = _encoder.encode(_Parcel(self._node, notes))
        await redis.publish(self._channel, self._seal(content) + content)

    async def _live(self) -> None:
        while True:
            self._something.set()
            await asyncio.sleep(HEARTBEAT)

    async def _listen(self, hear: Callable[[Note], None], missed: Callable[[], None]) -> None:
        while True:
            try:
                await self._attend(hear, missed)
            except Exception as error:
                self._tell_lost(repr(error))
            else:
                self._tell_lost("nothing is heard")
            self.deaf = True
            await asyncio.sleep(_AGAIN_AFTER)

    async def _attend(self, hear: Callable[[Note], None], missed: Callable[[], None]) -> None:
        assert self._redis is not None
        async with self._redis.pubsub(ignore_subscribe_messages=True) as line:
            await line.subscribe(self._channel)
            heard = time.monotonic()
            while time.monotonic() - heard < SILENCE:
                message = await line.get_message(timeout=SILENCE)
                if message is None:
                    continue
                parcel = self._open(message["data"])
                if parcel is not None and parcel.node == self._node:
                    heard = time.monotonic()
                    if self.deaf:
                        self.deaf = False
                        self._tell_back()
                        missed()
                elif parcel is not None:
                    _pass_on(parcel, hear)

    def _tell_lost(self, error: str) -> None:
        if not self._lost:
            self._lost = True
            server = urlsplit(self._url)
            log.warning("bus.lost", redis=f"{server.hostname}:{server.port}", error=error)

    def _tell_back(self) -> None:
        if self._lost:
            self._lost = False
            log.warning("bus.back")

    def _open(self, data: bytes) -> _Parcel | None:
        """What a node of ours has sealed; nothing where somebody else did, or a node of another version, whose events
        are found out by their numbers.
        """
        seal, content = data[:_SEAL], data[_SEAL:]
        try:
            if compare_digest(seal, self._seal(content)):
                return _parcels.decode(content)
        except (msgspec.DecodeError, RecursionError):
            pass
        if not self._puzzled:
            self._puzzled = True
            log.warning("bus.unknown")
        return None

    def _seal(self, content: bytes) -> bytes:
        return blake2b(content, key=self._key, digest_size=_SEAL).digest()


def _pass_on(parcel: _Parcel, hear: Callable[[Note], None]) -> None:
    for note in parcel.notes:
        try:
            hear(note)
        except Exception:
            log.exception("bus.failed")
