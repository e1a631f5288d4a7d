"""What is broken, how, and how often.

Each injection breaks one thing and, where it does not mend by itself, mends it again.
"""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from tests.faults.client import SILENCE
from tests.faults.network import Link, arriving_at, coming_from, going_to, leaving_from
from tests.faults.scene import Scene
from tests.nodes import Node

SLEEP = 30.0
"""Seconds a frozen client sleeps."""


class Fault(NamedTuple):
    """One way to break it.

    Args:
        name: what happens.
        inject: does it once.
        tries: how often.
        short: how often where there is little time; some take too long for that.
    """

    name: str
    inject: Callable[[Scene], Awaitable[None]]
    tries: int
    short: int = 1


async def kill_a_node(scene: Scene) -> None:
    """It is gone at once, and comes back."""
    node = random.choice(scene.ground.nodes)
    await asyncio.to_thread(node.kill)
    await asyncio.to_thread(node.start)


async def stop_a_node(scene: Scene) -> None:
    """It says goodbye to its clients, and comes back."""
    node = random.choice(scene.ground.nodes)
    await asyncio.to_thread(node.end, signal.SIGTERM)
    await asyncio.to_thread(node.start)


async def restart_redis(scene: Scene) -> None:
    """Everything in it is forgotten."""
    await asyncio.to_thread(scene.ground.redis.restart)


async def stop_postgres(scene: Scene) -> None:
    """Every session breaks off."""
    await asyncio.to_thread(scene.ground.postgres.end, signal.SIGQUIT)
    await asyncio.to_thread(scene.ground.postgres.start)


async def kill_postgres(scene: Scene) -> None:
    """The server and its sessions vanish, and it has to recover from its log."""
    await asyncio.to_thread(scene.ground.postgres.restart)


async def lose_a_machine(scene: Scene) -> None:
    """A node and the database are gone at the same instant: nobody is left who knows what was not written yet."""
    node = random.choice(scene.ground.nodes)
    await asyncio.gather(asyncio.to_thread(scene.ground.postgres.kill), asyncio.to_thread(node.kill))
    await asyncio.to_thread(scene.ground.postgres.start)
    await asyncio.to_thread(node.start)


async def cut_from_redis(scene: Scene) -> None:
    """A node hears nothing of what happens on the others."""
    link = random.choice(scene.ground.links)
    port = scene.ground.redis.port
    with link.losing(coming_from(port), going_to(port)):
        await asyncio.sleep(random.uniform(2, 6))


async def cut_from_clients(scene: Scene) -> None:
    """A node works, but nobody reaches it; it is back before anybody gives up."""
    await _cut_off(scene, random.uniform(2, 8))


async def cut_for_long(scene: Scene) -> None:
    """The same, until everybody goes elsewhere."""
    await _cut_off(scene, SILENCE + 3)


async def lose_what_nodes_say(scene: Scene) -> None:
    """Every third packet from a node to its clients is lost."""
    node, link = _node(scene)
    with link.losing(leaving_from(node.port), share=0.33):
        await asyncio.sleep(5)


async def lose_what_clients_say(scene: Scene) -> None:
    """Every third packet from clients to a node is lost."""
    node, link = _node(scene)
    with link.losing(arriving_at(node.port), share=0.33):
        await asyncio.sleep(5)


async def freeze_a_client(scene: Scene) -> None:
    """Somebody's computer sleeps."""
    await random.choice(scene.load.listening).freeze(SLEEP)


async def reload_browsers(scene: Scene) -> None:
    """Two people press Send and reload the page."""
    await scene.browsers.reload()


async def fill_the_disk(scene: Scene) -> None:
    """The database finds no room for anything, and then does."""
    with scene.ground.full_disk():
        await asyncio.sleep(3)
    if not scene.ground.postgres.alive:
        await asyncio.to_thread(scene.ground.postgres.start)


async def _cut_off(scene: Scene, seconds: float) -> None:
    node, link = _node(scene)
    with link.losing(arriving_at(node.port), leaving_from(node.port)):
        await asyncio.sleep(seconds)


def _node(scene: Scene) -> tuple[Node, Link]:
    return random.choice(list(zip(scene.ground.nodes, scene.ground.links, strict=True)))


SLEEPERS = Fault("client frozen for 30 s", freeze_a_client, 30, 8)
"""Beside the other faults."""

FAULTS: Sequence[Fault] = [
    Fault("node killed", kill_a_node, 30, 2),
    Fault("node stopped", stop_a_node, 20),
    Fault("Redis killed", restart_redis, 40, 2),
    Fault("PostgreSQL stopped at once", stop_postgres, 15),
    Fault("PostgreSQL killed", kill_postgres, 15),
    Fault("node and PostgreSQL killed", lose_a_machine, 8),
    Fault("node cut from Redis", cut_from_redis, 15),
    Fault("node cut from its clients", cut_from_clients, 10),
    Fault("node cut from its clients for long", cut_for_long, 3, 0),
    Fault("packets to clients lost", lose_what_nodes_say, 8),
    Fault("packets from clients lost", lose_what_clients_say, 8),
    Fault("browsers reloaded", reload_browsers, 20),
    Fault("disk of the database full", fill_the_disk, 5),
]
