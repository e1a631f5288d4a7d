"""Connecting the people of a job, and hearing what they say to each other."""

import json
import random
from functools import partial
from typing import Any

from bench.tally import Tally
from bench.wire import Screen, connect, connect_all

Job = dict[str, Any]


def hello(token: str | None = None, cursors: dict[str, int] | None = None) -> bytes:
    """The first frame of a customer (with a token) or a representative."""
    return json.dumps({"do": "hello", "protocol": 1, "token": token or "", "cursors": cursors or {}}).encode()


def customers_at(job: Job) -> str:
    """The node of a customer: the first, or where people are spread, any."""
    return str(random.choice(job["urls"]) if job.get("spread") else job["urls"][0]) + "/live/customer"


def representatives_at(job: Job) -> str:
    """The node of a representative: the last, so that each message goes from node to node; or any."""
    return str(random.choice(job["urls"]) if job.get("spread") else job["urls"][-1]) + "/live/console"


async def both_sides(job: Job, heard: Any) -> list[tuple[Screen, Screen]]:
    """Connect each chat's customer and representative, who may have several chats."""
    cookies = job["cookies"]
    talks = job["chats"][: len(cookies) * job.get("each", 1)]
    customers = await connect_all([partial(connect, customers_at(job), hello(chat["token"]), heard) for chat in talks])
    representatives = await connect_all(
        [partial(connect, representatives_at(job), hello(), heard, cookie) for cookie in cookies[: len(talks)]]
    )
    pairs = [(customer, representatives[n % len(cookies)]) for n, customer in enumerate(customers)]
    for number, ((customer, representative), chat) in enumerate(zip(pairs, talks, strict=True)):
        customer.name, representative.name = b"c%d" % number, b"r%d" % number
        customer.chat = representative.chat = chat["chat"]
    return pairs


def hear(tally: Tally, again: bool, screen: Screen, payload: bytes) -> None:
    """Count an event of the other side; with ``again``, post the next message when one's own has come back."""
    if payload.startswith(b'{"on":"event"'):
        start = payload.find(b'"key":"') + 7
        who, _, sent = payload[start : payload.index(b'"', start)].partition(b"-")
        if start > 6 and who != screen.name and who != b"before":
            tally.delivered(int(sent))
        elif start > 6 and again:
            screen.post(screen.chat, screen.name)
    elif payload.startswith(b'{"on":"refused"'):
        raise RuntimeError(payload.decode())
