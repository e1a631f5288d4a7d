"""Node after node is stopped and started again, as the page says, while two people talk."""

import asyncio
import signal
import urllib.request
from contextlib import suppress

from tests.faults.client import Client
from tests.faults.until import until
from tests.nodes import Node
from tests.operations.conftest import TwoNodes
from tests.services import Balancer, running

BALANCER_SEES = 2.0
"""Seconds that the page says to wait."""

LONGEST = 4.0
"""Seconds for which anybody may be cut off or unanswered."""


def is_ready(node: Node) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://{node.address}/readyz") as answer:
        return bool(answer.status == 200)
    return False


def said(client: Client, chat: int) -> list[str]:
    """The messages of a chat, as this client sees it."""
    return [event["key"] for event in client.views[chat].events if event["body"]["kind"] == "message"]


async def talk(chat: int, *clients: Client) -> None:
    """All of them say something again and again."""
    while True:
        for client in clients:
            client.ask("message.post", chat=chat, text=f"{client.name} says {len(client.outbox.settled)}")
        await asyncio.sleep(0.05)


async def upgrade(nodes: list[Node]) -> None:
    for node in nodes:
        await asyncio.to_thread(node.end, signal.SIGTERM)
        await asyncio.to_thread(node.start)
        await until(lambda node=node: is_ready(node), "a node does not come back", 20)
        await asyncio.sleep(BALANCER_SEES)


async def talk_through_an_upgrade(site: str, two_nodes: TwoNodes) -> None:
    chat, token = two_nodes.chats[0]["chat"], two_nodes.chats[0]["token"]
    customer = Client("Customer", [site], "/live/customer", token=token)
    representative = Client("Representative", [site], "/live/console", cookie=two_nodes.cookies[0])
    both = customer, representative
    await until(lambda: all(client.online for client in both), "they are not connected", 20)
    talking = asyncio.create_task(talk(chat, *both))
    await upgrade(two_nodes.nodes)
    talking.cancel()
    await until(lambda: not any(client.outbox.unanswered for client in both), "something is unanswered", 20)
    await until(lambda: said(customer, chat) == said(representative, chat), "they do not see the same", 20)
    assert sorted(said(customer, chat)) == sorted(wish.key for client in both for wish in client.outbox.settled)
    kinds = {event["body"]["kind"] for event in representative.views[chat].events}
    assert kinds == {"chat.started", "representative.joined", "message"}
    for client in both:
        assert client.longest_outage.seconds < LONGEST, client.longest_outage
        await client.close()


def test_nobody_loses_anything_when_node_after_node_is_replaced(two_nodes: TwoNodes) -> None:
    with running(Balancer(two_nodes.folder, [node.address for node in two_nodes.nodes])) as balancer:
        asyncio.run(talk_through_an_upgrade(f"http://127.0.0.1:{balancer.port}", two_nodes))
