"""Three hundred accepts, declines and withdrawals of the same offers at the same moment, over two nodes: each offer has
one outcome, and everybody is told the same.
"""

import random
import threading
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from tests.running import Frame, Screen, Site
from tests.several.conftest import Ground
from tests.several.test_two_nodes import PATIENCE, Pair

OFFERS = 100
HANDS = 10
"""Screens of each of the three who want different things; each does a tenth."""


@pytest.fixture
def pair(ground: Ground, tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(ground, tmp_path)
    pair.start()
    with psycopg.connect(ground.environment["DATABASE_URL"]) as database:
        database.execute("UPDATE people_representative SET capacity = 1000")
        database.execute("UPDATE people_team SET offer_lapses_after = 600")
    yield pair
    for node in pair.nodes:
        node.stop()


def made_offers(site: Site, ana: Screen, devin: int) -> dict[int, int]:
    """Chats of Ana's, each offered to Devin: the offers, and their chats."""
    offers = {}
    for number in range(OFFERS):
        site.start_chat(name=f"Customer {number}")
        chat = ana.ask({"do": "queue.get_next"})["result"]["chat"]
        answer = ana.ask({"do": "chat.transfer", "chat": chat, "to": {"representative": devin}})
        offers[answer["result"]["offer"]] = chat
    return offers


def closed(screen: Screen) -> dict[int, list[str]]:
    """How each offer ended, as one screen was told, each time it was."""
    told: dict[int, list[str]] = defaultdict(list)
    for frame in screen.heard:
        events = [frame["event"]] if frame["on"] == "event" else frame.get("events", [])
        for event in events:
            if event["body"]["kind"] == "offer.closed":
                told[event["body"]["offer"]].append(event["body"]["how"])
    return told


def act(screen: Screen, do: str, offers: list[int], start: threading.Barrier) -> dict[int, Frame]:
    start.wait()
    return {offer: screen.ask({"do": do, "offer": offer}) for offer in offers}


def test_each_offer_has_one_outcome_and_everybody_is_told_the_same(pair: Pair) -> None:
    one, two = pair.sites
    ana_cookie, devin_cookie = one.sign_in("Ana Ruiz"), two.sign_in("Devin Park")
    with ExitStack() as screens:
        ana = screens.enter_context(one.representative("Ana Ruiz", ana_cookie))
        elsewhere = screens.enter_context(two.representative("Ana Ruiz", ana_cookie))
        devin = screens.enter_context(two.representative("Devin Park", devin_cookie))
        offers = made_offers(one, ana, devin.heard[0]["me"]["id"])
        hands = []
        for hand in range(HANDS):
            site = pair.sites[hand % 2]
            for do, who, cookie in (
                ("offer.accept", "Devin Park", devin_cookie),
                ("offer.decline", "Devin Park", devin_cookie),
                ("offer.withdraw", "Ana Ruiz", ana_cookie),
            ):
                screen = screens.enter_context(site.representative(who, cookie))
                hands.append((screen, do, sorted(offers)[hand::HANDS]))
        random.Random(4).shuffle(hands)
        start = threading.Barrier(len(hands))
        with ThreadPoolExecutor(len(hands)) as people:
            answers = list(people.map(lambda hand: (hand[1], act(*hand, start)), hands))

        outcomes: dict[int, list[str]] = defaultdict(list)
        refusals: set[str] = set()
        for do, answered in answers:
            for offer, answer in answered.items():
                if answer["on"] == "done":
                    outcomes[offer].append(do)
                else:
                    refusals.add(answer["code"])
        assert set(outcomes) == set(offers)
        assert all(len(done) == 1 for done in outcomes.values()), "one outcome each"
        assert refusals <= {"queue.taken", "offer.closed"}
        assert len({done[0] for done in outcomes.values()}) == 3, "each of the three was first somewhere"

        words = {"offer.accept": ["accepted"], "offer.decline": ["declined"], "offer.withdraw": ["withdrawn"]}
        expected = {offer: words[done[0]] for offer, done in outcomes.items()}
        for screen in (ana, elsewhere):
            while set(closed(screen)) != set(offers):
                screen.read(PATIENCE)
            assert closed(screen) == expected
        devin.until(lambda frame: frame["on"] == "desk" and not frame["desk"]["offers"], PATIENCE)
        accepted = {offers[offer] for offer, how in expected.items() if how == ["accepted"]}
        while accepted - _shown(devin):
            devin.read(PATIENCE)
        assert _shown(devin) == accepted


def _shown(screen: Screen) -> set[int]:
    return {frame["chat"]["id"] for frame in screen.heard if frame["on"] == "chat"}
