"""What stands where a WebSocket would, for customers whose proxy forbids them; as ui/src/wire/poll.ts."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from httptools import HttpResponseParser
from tests.faults.wish import Frame

ANSWER_WITHIN = 15.0
IMPLIED = {"hello", "pong"}


class PollSocket:
    """One request waits for news while another carries what is sent; to the page they are one connection.

    Args:
        url: where the WebSocket would be, by HTTP.
        hello: the first frame of each exchange, with the cursors as they are then.
        awake: set while the page may ask.
    """

    def __init__(self, url: str, hello: Callable[[], Frame], awake: asyncio.Event) -> None:
        self._url = url
        self._awake = awake
        self._hello = hello
        self._heard: asyncio.Queue[Frame | None] = asyncio.Queue()
        self._said: asyncio.Queue[Frame] = asyncio.Queue()
        self._tasks = [asyncio.create_task(self._until_it_breaks(part)) for part in (self._listen, self._speak)]

    async def send(self, text: str) -> None:
        """Send a frame."""
        frame = json.loads(text)
        if frame["do"] not in IMPLIED:
            self._said.put_nowait(frame)

    async def recv(self) -> str:
        """The next frame.

        Raises:
            ConnectionError: there will be none.
        """
        frame = await self._heard.get()
        if frame is None:
            raise ConnectionError("an exchange failed")
        return json.dumps(frame)

    async def close(self) -> None:
        """Give it up."""
        for task in self._tasks:
            task.cancel()

    async def _until_it_breaks(self, part: Callable[[], Awaitable[None]]) -> None:
        try:
            await part()
        except (OSError, EOFError, TimeoutError, ValueError):
            self._heard.put_nowait(None)

    async def _listen(self) -> None:
        for frame in await self._exchange([], wait=False):
            self._heard.put_nowait(frame)
        while True:
            self._deliver(await self._exchange([], wait=True))

    async def _speak(self) -> None:
        while True:
            frames = [await self._said.get()]
            while not self._said.empty():
                frames.append(self._said.get_nowait())
            self._deliver(await self._exchange(frames, wait=False))

    def _deliver(self, frames: list[Frame]) -> None:
        """To the page it is one connection, which was welcomed once."""
        for frame in frames:
            if frame["on"] not in ("welcome", "ready"):
                self._heard.put_nowait(frame)

    async def _exchange(self, frames: list[Frame], wait: bool) -> list[Frame]:
        await self._awake.wait()
        body = json.dumps({"hello": self._hello(), "frames": frames, "wait": wait})
        async with asyncio.timeout(ANSWER_WITHIN):
            answer = await _post(self._url, body.encode())
        answered: list[Frame] = json.loads(answer)["frames"]
        return answered


class _Answer:
    """An answer as it arrives."""

    def __init__(self) -> None:
        self.body = b""
        self.complete = False

    def on_body(self, part: bytes) -> None:
        self.body += part

    def on_message_complete(self) -> None:
        self.complete = True


async def _post(url: str, body: bytes) -> bytes:
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        lines = [f"POST {address.path} HTTP/1.1", f"Host: {address.netloc}", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
        writer.write("\r\n".join(lines).encode() + body)
        answer = _Answer()
        parser = HttpResponseParser(answer)
        while not answer.complete:
            if not (part := await reader.read(65536)):
                raise EOFError("the answer broke off")
            parser.feed_data(part)
    finally:
        writer.close()
    if parser.get_status_code() != 200:
        raise ConnectionError(f"status {parser.get_status_code()}")
    return answer.body
