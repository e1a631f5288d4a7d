"""The balancers of the examples carry all that a desk needs, to both nodes."""

import json
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from tests.nodes import Node
from tests.operations.conftest import TwoNodes
from tests.operations.nginx import Nginx
from tests.running import Frame, Screen
from tests.services import Balancer, running, wait_for
from websockets.sync.client import connect


@pytest.fixture(params=[Balancer, Nginx], ids=["haproxy", "nginx"])
def site(request: pytest.FixtureRequest, two_nodes: TwoNodes) -> Iterator[str]:
    """The address of a balancer before the two nodes."""
    home = two_nodes.folder / request.param.__name__
    home.mkdir(exist_ok=True)
    with running(request.param(home, [node.address for node in two_nodes.nodes])) as balancer:
        yield f"127.0.0.1:{balancer.port}"


def page(site: str) -> str:
    with urllib.request.urlopen(f"http://{site}/") as answer:
        return str(answer.read().decode())


def customer(ending: ExitStack, site: str, token: str) -> Screen:
    return Screen(ending.enter_context(connect(f"ws://{site}/live/customer", compression=None))).hello(token=token)


def connections(node: Node) -> float:
    """How many screens are connected to a node."""
    with urllib.request.urlopen(f"http://{node.address}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("deskside_connections{"))


def exchange(site: str, chat: Frame, cursor: int, *, wait: bool) -> list[Frame]:
    """One long poll of a customer."""
    hello = {"do": "hello", "protocol": 1, "token": chat["token"], "cursors": {str(chat["chat"]): cursor}}
    body = json.dumps({"hello": hello, "frames": [], "wait": wait}).encode()
    request = urllib.request.Request(f"http://{site}/live/customer", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        frames: list[Frame] = json.load(answer)["frames"]
        return frames


def test_live_connections_are_spread_and_hear_each_other(site: str, two_nodes: TwoNodes) -> None:
    with ExitStack() as ending:
        console = ending.enter_context(
            connect(f"ws://{site}/live/console", additional_headers={"Cookie": two_nodes.cookies[0]}, compression=None)
        )
        representative = Screen(console).hello()
        for chat in two_nodes.chats:
            customer(ending, site, chat["token"]).post(chat["chat"], "Can you read this?")
        assert all(connections(node) for node in two_nodes.nodes)
        heard = {representative.event("message")["body"]["text"] for _ in two_nodes.chats}
        assert heard == {"Can you read this?"}


def test_a_long_poll_is_held_until_there_is_news(site: str, two_nodes: TwoNodes) -> None:
    chat = two_nodes.chats[0]
    whole = next(frame for frame in exchange(site, chat, 0, wait=False) if frame["on"] == "chat")
    with ExitStack() as ending, ThreadPoolExecutor() as threads:
        before = sum(map(connections, two_nodes.nodes))
        poll = threads.submit(exchange, site, chat, whole["events"][-1]["seq"], wait=True)
        wait_for(lambda: sum(map(connections, two_nodes.nodes)) > before, "the poll has not arrived")
        assert not poll.done()
        customer(ending, site, chat["token"]).post(chat["chat"], "From another page of mine.")
        texts = [frame["event"]["body"]["text"] for frame in poll.result(20) if frame["on"] == "event"]
        assert texts == ["From another page of mine."]


def test_strangers_get_no_figures(site: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"http://{site}/metrics")


def test_pages_come_though_a_node_is_dead(site: str, two_nodes: TwoNodes) -> None:
    whole = page(site)
    two_nodes.nodes[0].kill()
    try:
        assert [page(site) for _ in range(6)] == [whole] * 6
    finally:
        two_nodes.nodes[0].start()
