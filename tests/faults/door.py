"""The HTTP door, for visitors who have no connection yet."""

import asyncio
import json
import random
import urllib.error
import urllib.request
from collections.abc import Sequence

from tests.faults.wish import Frame, new_key

PATIENCE = 5.0


async def knock(doors: Sequence[str], do: str, **fields: object) -> Frame:
    """Ask until it is answered, each time at any node, always with the same key; the answer."""
    frame = {"do": do, "key": new_key(), **fields}
    while True:
        answer = await asyncio.to_thread(_ask, random.choice(doors), frame)
        if answer is not None:
            return answer
        await asyncio.sleep(random.uniform(0.25, 0.5))


def _ask(door: str, frame: Frame) -> Frame | None:
    request = urllib.request.Request(f"{door}/api/do", json.dumps(frame).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            done: Frame = json.load(answer)
            return done
    except urllib.error.HTTPError as refusal:
        if refusal.code < 500:
            raise
        return None
    except (OSError, ValueError):
        return None
