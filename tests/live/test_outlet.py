"""The way out: frames in order, a slow reader is cut and never waited for."""

import asyncio
from typing import Any

from deskside.live.outlet import LARGEST_QUEUE, LONGEST_QUEUE, Outlet


class Socket:
    """A socket whose reader can stop reading."""

    def __init__(self) -> None:
        self.readable = asyncio.Event()
        self.readable.set()
        self.sent: list[str] = []
        self.cuts = 0

    async def send(self, message: dict[str, Any]) -> None:
        await self.readable.wait()
        self.sent.append(message.get("text", message["type"]))

    def cut(self) -> None:
        self.cuts += 1


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_frame_goes_out_at_once_while_the_reader_reads() -> None:
    async def scene() -> None:
        socket = Socket()
        outlet = Outlet(socket.send, socket.cut)
        outlet.put("one")
        assert socket.sent == ["one"], "it waited for a turn of the loop"

    asyncio.run(scene())


def test_what_waits_goes_out_in_order_once_the_reader_reads_again() -> None:
    async def scene() -> None:
        socket = Socket()
        outlet = Outlet(socket.send, socket.cut)
        socket.readable.clear()
        for number in range(LONGEST_QUEUE):
            outlet.put(str(number))
        await settled()
        assert (socket.sent, socket.cuts) == ([], 0)
        socket.readable.set()
        await settled()
        for _ in range(LONGEST_QUEUE):
            await asyncio.sleep(0)
        outlet.put("last")
        assert socket.sent == [*map(str, range(LONGEST_QUEUE)), "last"]

    asyncio.run(scene())


def test_a_reader_too_far_behind_is_cut_once_and_sent_nothing_more() -> None:
    async def scene() -> None:
        socket = Socket()
        outlet = Outlet(socket.send, socket.cut)
        socket.readable.clear()
        for number in range(LONGEST_QUEUE + 10):
            outlet.put(str(number))
        assert socket.cuts == 1
        await outlet.finish()
        socket.readable.set()
        await settled()
        assert socket.sent == []

    asyncio.run(scene())


def test_a_few_large_frames_count_as_many() -> None:
    async def scene() -> None:
        socket = Socket()
        outlet = Outlet(socket.send, socket.cut)
        socket.readable.clear()
        for _ in range(4):
            outlet.put("x" * (LARGEST_QUEUE // 2))
        assert socket.cuts == 1

    asyncio.run(scene())


def test_goodbye_is_said_to_a_reader_who_reads() -> None:
    async def scene() -> None:
        socket = Socket()
        outlet = Outlet(socket.send, socket.cut)
        await outlet.finish()
        assert socket.sent == ["websocket.close"]
        outlet.put("too late")
        assert socket.sent == ["websocket.close"]

    asyncio.run(scene())
