"""What this node may have missed of what others did: looked up in the database every few seconds.

It changes nothing while all is well. Where a hint was lost it mends, for the clients of this node, the chats they
follow, the chats that became theirs or ceased to be, and the queues they see; it also keeps the heads sent in pings
honest.
"""

import time

from deskside.chats.access import theirs
from deskside.chats.feed import heads
from deskside.kit.crossing import in_thread
from deskside.live.node import boards, bus, hub

EVERY = 2.0
WHILE_DEAF = 0.5
"""Seconds."""


class _Due:
    """When to look next; seconds of a clock that never goes back."""

    at = 0.0


def look_now() -> None:
    """Look at the next opportunity: something may just have been missed."""
    _Due.at = 0.0


async def catch_up() -> None:
    """Look, if it is time: seldom while the others can be heard, often while they cannot."""
    now = time.monotonic()
    if now >= _Due.at:
        _Due.at = now + (WHILE_DEAF if bus.deaf else EVERY)
        await look()


async def look() -> None:
    """Compare what is shown here with what the database says."""
    for chat, (seq, public) in (await in_thread(heads, hub.chats())).items():
        for watch in hub.following(chat):
            watch.expect(public if watch.actor.role == "customer" else seq)
    await _whose_chats()
    await boards.look()


async def _whose_chats() -> None:
    before = {client: frozenset(client.chats) for client in hub.of_role("representative") if client.teams is not None}
    owned = await in_thread(theirs, {client.actor.id for client in before})
    for client, shown in before.items():
        now = owned.get(client.actor.id, frozenset())
        for chat in now.difference(client.chats):
            client.open_soon(chat)
        # What was opened while we looked is newer than what we saw.
        for chat in shown.difference(now).intersection(client.chats):
            client.close(chat)
