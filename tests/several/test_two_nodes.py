"""Two nodes, people on either: what a node cannot hear of the other, it finds out."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.cast import new_key
from tests.nodes import Node
from tests.running import Frame, Screen, Site
from tests.services import wait_for
from tests.several.conftest import Ground

GRACES = {"DESKSIDE_CUSTOMER_AWAY_AFTER": "2", "DESKSIDE_REPRESENTATIVE_GRACE": "4"}

PATIENCE = 15.0
"""Seconds; far more than any of this takes."""


class Pair:
    """Two nodes, and a door to each."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        environment = {**ground.environment, **GRACES}
        self.ground = ground
        self.nodes = [Node("demo", folder / "one", environment), Node("serve", folder / "two", environment)]
        self.sites = [Site(node.port) for node in self.nodes]

    def start(self) -> None:
        for node in self.nodes:
            node.start()
        for site in self.sites:
            site.people = {person["name"]: person for person in self.nodes[0].said()["people"]}


@pytest.fixture
def pair(ground: Ground, tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(ground, tmp_path)
    pair.start()
    yield pair
    for node in pair.nodes:
        node.stop()


def take(representative: Screen, chat: int) -> None:
    rows = [row for board in representative.heard[0]["boards"] for row in board["rows"]]
    while not (found := [row["entry"] for row in rows if row["chat"] == chat]):
        rows = representative.until(lambda frame: frame["on"] == "board", PATIENCE).get("put", [])
    assert representative.ask({"do": "queue.take", "entry": found[0], "beyond": True})["on"] == "done"


def test_two_people_on_two_nodes_talk_as_on_one(pair: Pair) -> None:
    one, two = pair.sites
    chat = one.start_chat()
    with one.customer(chat["token"]) as maya, two.representative("Ana Ruiz") as ana:
        take(ana, chat["chat"])
        assert maya.event("representative.joined")["body"]["representative"]["name"] == "Ana Ruiz"
        for number in range(30):
            maya.send({"do": "message.post", "key": new_key(), "chat": chat["chat"], "text": f"m{number}"})
            ana.post(chat["chat"], f"a{number}")
        ana.send({"do": "typing", "chat": chat["chat"], "on": True})
        maya.until(lambda frame: frame["on"] == "typing")
        seqs = [frame["event"]["seq"] for frame in maya.heard if frame["on"] == "event"]
        assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))


def test_without_redis_all_arrives_a_little_later(pair: Pair) -> None:
    one, two = pair.sites
    pair.ground.redis.kill()
    chat = one.start_chat()
    with (
        one.customer(chat["token"]) as maya,
        two.representative("Ana Ruiz") as ana,
        one.representative("Ana Ruiz") as other_screen,
    ):
        take(ana, chat["chat"])
        maya.event("representative.joined", PATIENCE)
        other_screen.until(lambda frame: frame["on"] == "chat" and frame["chat"]["id"] == chat["chat"], PATIENCE)
        ana.post(chat["chat"], "Can you hear me?")
        assert maya.event("message", PATIENCE)["body"]["text"] == "Can you hear me?"
        maya.post(chat["chat"], "Yes")
        assert ana.event("message", PATIENCE)["body"]["text"] == "Yes"
        ana.ask({"do": "chat.end", "chat": chat["chat"]})
        maya.event("chat.ended", PATIENCE)
        other_screen.until(lambda frame: frame["on"] == "chat.gone" and frame["chat"] == chat["chat"], PATIENCE)


def test_the_people_of_a_killed_node_are_missed_and_those_who_move_are_not(pair: Pair) -> None:
    one, two = pair.sites
    moves, stays = one.start_chat("Moves"), one.start_chat("Stays away")
    cookie = two.sign_in("Ana Ruiz")
    with ExitStack() as screens:
        ana = screens.enter_context(two.representative("Ana Ruiz", cookie))
        take(ana, moves["chat"])
        take(ana, stays["chat"])
        screens.enter_context(one.customer(moves["token"]))
        screens.enter_context(one.customer(stays["token"]))
        pair.nodes[0].kill()
        screens.enter_context(two.customer(moves["token"]))
        away = ana.event("customer.away", 30)
        assert away["name"] == "Stays away"
        with pytest.raises(TimeoutError):
            ana.event("customer.away", seconds=3)
        pair.nodes[0].start()


def test_a_killed_nodes_representative_is_replaced_in_time(pair: Pair) -> None:
    one, two = pair.sites
    chat = two.start_chat()
    with two.customer(chat["token"]) as maya, ExitStack() as screens:
        ana = screens.enter_context(one.representative("Ana Ruiz"))
        take(ana, chat["chat"])
        maya.event("representative.joined")
        pair.nodes[0].kill()
        assert maya.event("chat.returned", 30)["body"]["why"] == "lost"
        pair.nodes[0].start()


def test_signing_out_on_one_node_ends_the_connections_of_the_other(pair: Pair) -> None:
    import urllib.request

    one, two = pair.sites
    cookie = one.sign_in("Leah Stone")
    with two.representative("Leah Stone", cookie) as leah:
        token = next(part.partition("=")[2] for part in cookie.split("; ") if part.startswith("csrftoken"))
        headers = {"Cookie": cookie, "X-CSRFToken": token, "Referer": one.console}
        urllib.request.urlopen(urllib.request.Request(f"{one.console}sign-out/", b"", headers)).close()
        assert leah.until(lambda frame: frame["on"] == "bye", 3)["code"] == "signin.required"


def test_a_node_that_stops_has_its_people_move_and_loses_nothing(pair: Pair) -> None:
    one, two = pair.sites
    chat = one.start_chat()
    said: list[str] = []
    with one.customer(chat["token"]) as maya:
        for number in range(20):
            maya.send({"do": "message.post", "key": new_key(), "chat": chat["chat"], "text": f"line {number}"})
        said = [maya.event("message")["body"]["text"] for _ in range(10)]
        pair.nodes[0].stop()
        goodbye = maya.until(lambda frame: frame["on"] == "bye")
        assert (goodbye["code"], goodbye["again"]) == ("server.moving", True)
        said = maya.texts(chat["chat"])
    with two.customer(chat["token"]) as again:
        assert again.texts(chat["chat"])[: len(said)] == said
    pair.nodes[0].start()


def test_what_time_does_is_done_once(pair: Pair) -> None:
    one, two = pair.sites
    chats = [one.start_chat(f"Customer {number}") for number in range(6)]
    with two.representative("Ana Ruiz") as ana:
        for chat in chats:
            with one.customer(chat["token"]):
                take(ana, chat["chat"])
        gone = {chat["chat"] for chat in chats}
        wait_for(lambda: _away(ana) >= gone, "not everybody was called away", 30)
        aways = [frame["chat"] for frame in ana.heard if _is_away(frame)]
        assert sorted(aways) == sorted(gone)


def _away(screen: Screen) -> set[int]:
    screen.event("customer.away", PATIENCE)
    return {frame["chat"] for frame in screen.heard if _is_away(frame)}


def _is_away(frame: Frame) -> bool:
    return bool(frame["on"] == "event" and frame["event"]["body"]["kind"] == "customer.away")
