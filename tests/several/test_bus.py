"""What the nodes tell each other, over a real Redis that comes and goes."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from tests.services import RedisServer, running

from deskside.live.bus import Bus, Note, Shown, Signalled, SignedOut


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with running(RedisServer(tmp_path)) as redis:
        yield redis


KEY = b"what the nodes of one desk share"


class Ear:
    """A node that only listens."""

    def __init__(self, redis: RedisServer, name: str, channel: str = "test") -> None:
        self.bus = Bus(redis.url, channel, KEY, name)
        self.heard: list[Note] = []
        self.missed = 0

    def start(self) -> None:
        self.bus.start(self.heard.append, self._missed)

    def _missed(self) -> None:
        self.missed += 1


async def until(truth: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not truth():  # noqa: ASYNC110  # what is awaited are other programs
            await asyncio.sleep(0.01)


def test_notes_reach_the_other_nodes_of_the_installation_and_not_oneself(redis: RedisServer) -> None:
    async def scene() -> None:
        one, two, stranger = Ear(redis, "one"), Ear(redis, "two"), Ear(redis, "one", "another")
        for ear in (one, two, stranger):
            ear.start()
        await until(lambda: not (one.bus.deaf or two.bus.deaf or stranger.bus.deaf))
        said: list[Note] = [Signalled(7, "typing"), Shown("representative", 3, "me"), SignedOut("s")]
        for note in said:
            one.bus.tell(note)
        await until(lambda: two.heard == said)
        assert one.heard == stranger.heard == []
        for ear in (one, two, stranger):
            await ear.bus.stop()

    asyncio.run(scene())


def test_a_node_notices_that_it_is_deaf_and_when_it_hears_again(redis: RedisServer) -> None:
    async def scene() -> None:
        one, two = Ear(redis, "one"), Ear(redis, "two")
        one.start()
        two.start()
        await until(lambda: one.missed == two.missed == 1)
        redis.kill()
        await until(lambda: one.bus.deaf and two.bus.deaf)
        one.bus.tell(Signalled(1, "into the void"))
        redis.start()
        await until(lambda: one.missed == two.missed == 2)
        one.bus.tell(Signalled(2, "heard"))
        await until(lambda: Signalled(2, "heard") in two.heard)
        await one.bus.stop()
        await two.bus.stop()

    asyncio.run(scene())


def test_a_redis_that_hangs_is_noticed_too(redis: RedisServer) -> None:
    async def scene() -> None:
        one = Ear(redis, "one")
        one.start()
        await until(lambda: not one.bus.deaf)
        redis.pause()
        await until(lambda: one.bus.deaf)
        redis.resume()
        await until(lambda: not one.bus.deaf)
        await one.bus.stop()

    asyncio.run(scene())


def test_what_is_not_sealed_by_a_node_of_ours_is_passed_over(redis: RedisServer) -> None:
    from redis import Redis

    async def scene() -> None:
        one, two = Ear(redis, "one"), Ear(redis, "two")
        one.start()
        two.start()
        await until(lambda: not (one.bus.deaf or two.bus.deaf))
        forged = msgspec.msgpack.encode(["three", [Signalled(7, "not from us")]])
        with Redis.from_url(redis.url) as line:
            for said in (b"", b"\xff\x00 of another version", b"x" * 16 + forged):
                line.publish("test", said)
        one.bus.tell(SignedOut("after"))
        await until(lambda: two.heard == [SignedOut("after")])
        await one.bus.stop()
        await two.bus.stop()

    asyncio.run(scene())


def test_a_node_that_is_alone_says_nothing() -> None:
    async def scene() -> None:
        alone = Bus("", "test", KEY, "one")
        alone.start(lambda note: None, lambda: None)
        alone.tell(SignedOut("s"))
        assert not alone.connected
        assert not alone.deaf
        await alone.stop()

    asyncio.run(scene())
