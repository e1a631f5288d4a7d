"""Alerts on real connections: they reach those they concern, soon, and nobody else."""

import statistics
import time

from tests.running import Desk, Frame, Screen

ROUNDS = 7

PROMPT = 1.0
"""Seconds within which an alert arrives, as a rule; single rounds may fall into a pause of the machine."""


def alerts(frame: Frame) -> list[Frame]:
    """What a frame alerts of, if it is about that."""
    board = frame.get("desk") or {}
    return board.get("alerts", [])  # type: ignore[no-any-return]


def entries(screen: Screen) -> set[int]:
    """Every entry a screen was ever alerted of."""
    return {alert["entry"] for frame in screen.heard for alert in alerts(frame)}


def alerted(screen: Screen, about: str, number: int) -> tuple[int, float]:
    """Read until alerted of a chat, or of an entry; the entry, and when."""
    frame = screen.until(lambda frame: any(alert[about] == number for alert in alerts(frame)))
    return next(alert["entry"] for alert in alerts(frame) if alert[about] == number), time.monotonic()


def quiet(screen: Screen) -> None:
    """Read everything there is: the answer comes after whatever was said before."""
    screen.send({"do": "ping", "n": 7})
    screen.until(lambda frame: frame["on"] == "pong")


def test_a_waiting_chat_alerts_who_is_on_duty_and_nobody_else(desk: Desk) -> None:
    with (
        desk.representative("Ana Ruiz") as ana,
        desk.representative("Devin Park") as devin,
        desk.representative("Tomas Berg") as tomas,
    ):
        team = ana.heard[0]["me"]["teams"][0]["id"]
        assert ana.ask({"do": "duty.take", "team": team})["on"] == "done"
        ana.until(lambda frame: frame["on"] == "desk" and frame["desk"]["duty"][0]["watching"])
        known, waits = set[int](), []
        for number in range(ROUNDS):
            began = time.monotonic()
            started = desk.start_chat(name=f"Customer {number}")
            with desk.customer(started["token"]):
                entry, at = alerted(ana, "chat", started["chat"])
                waits.append(at - began)
                known.add(entry)
                ana.ask({"do": "queue.take", "entry": entry})
        for screen in (devin, tomas):
            quiet(screen)
            assert not entries(screen) & known, "it does not concern them"
        assert statistics.median(waits) < PROMPT
        ana.ask({"do": "duty.leave", "team": team})


def test_a_transfer_alerts_its_receiver_alone(desk: Desk) -> None:
    started = desk.start_chat()
    chat = started["chat"]
    with (
        desk.customer(started["token"]),
        desk.representative("Ana Ruiz") as ana,
        desk.representative("Devin Park") as devin,
        desk.representative("Leah Stone") as leah,
        desk.representative("Tomas Berg") as tomas,
    ):
        entry = next((alert["entry"] for alert in alerts(ana.heard[0]) if alert["chat"] == chat), None)
        entry = entry or alerted(ana, "chat", chat)[0]
        ana.ask({"do": "queue.take", "entry": entry})
        waits, offers = [], set[int]()
        for _ in range(ROUNDS):
            began = time.monotonic()
            to = {"representative": devin.heard[0]["me"]["id"]}
            answer = ana.ask({"do": "chat.transfer", "chat": chat, "to": to})
            offer, at = alerted(devin, "entry", answer["result"]["offer"])
            waits.append(at - began)
            offers.add(offer)
            assert devin.ask({"do": "offer.decline", "offer": offer})["on"] == "done"
            ana.event("offer.closed")
        for screen in (ana, leah, tomas):
            quiet(screen)
            assert not entries(screen) & offers, "it does not concern them"
        assert statistics.median(waits) < PROMPT


def test_a_taken_chat_stops_alerting(desk: Desk) -> None:
    with desk.representative("Ana Ruiz") as ana, desk.representative("Devin Park") as devin:
        started = desk.start_chat()
        chat = started["chat"]
        entry, _ = alerted(devin, "chat", chat)
        alerted(ana, "chat", chat)
        ana.ask({"do": "queue.take", "entry": entry})
        devin.until(lambda frame: frame["on"] == "desk" and not alerts(frame))
