"""A load of customers who are connected and silent."""

import asyncio
import time
from functools import partial
from typing import Any

from bench.people import Job, hello
from bench.process import resident_kib
from bench.wire import connect, connect_all


async def idle(job: Job) -> Any:
    """What each costs in memory, and all with the servers themselves."""
    before = resident_kib(*job["servers"])
    urls = [url + "/live/customer" for url in job["urls"]]
    wishes = [
        partial(connect, urls[number % len(urls)], hello(chat["token"]), lambda *_: None)
        for number, chat in enumerate(job["chats"])
    ]
    began = time.perf_counter()
    screens = await connect_all(wishes)
    took = time.perf_counter() - began
    await asyncio.sleep(job["seconds"])
    after = resident_kib(*job["servers"])
    return {
        "kib_per_connection": round((after - before) / len(screens), 2),
        "memory_mib": round(after / 1024, 1),
        "connects_per_s": round(len(screens) / took),
    }
