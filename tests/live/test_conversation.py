"""Two people talk through a real server."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cast import new_key
from tests.running import Desk, Screen


@pytest.fixture
def chat(desk: Desk) -> dict[str, Any]:
    return desk.start_chat()


def get_next(representative: Screen) -> dict[str, Any]:
    return representative.ask({"do": "queue.get_next"})


def waiting(representative: Screen, field: str, value: Any) -> dict[str, Any]:
    """The row of a chat in my queues, as soon as it is shown."""
    rows = [row for board in representative.heard[0]["boards"] for row in board["rows"]]
    rows += [row for frame in representative.heard if frame["on"] == "board" for row in frame.get("put", [])]
    while not (found := [row for row in rows if row[field] == value]):
        rows = representative.until(lambda frame: frame["on"] == "board").get("put", [])
    return found[-1]


def take(representative: Screen, chat: int) -> None:
    """Take one particular chat: in a queue that earlier tests have used, Get Next may give another."""
    answer = representative.ask({"do": "queue.take", "entry": waiting(representative, "chat", chat)["entry"]})
    assert answer["result"] == {"chat": chat}


def drain(desk: Desk) -> None:
    """Nobody waits from an earlier test, not even somebody who is away and whom Get Next would pass over."""
    with desk.representative("Priya Nair") as priya:
        for board in priya.heard[0].get("boards", []):
            for row in board["rows"]:
                if priya.ask({"do": "queue.take", "entry": row["entry"]})["on"] == "done":
                    priya.ask({"do": "chat.end", "chat": row["chat"]})


def test_what_one_says_the_other_reads(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya, desk.representative("Ana Ruiz") as ana:
        assert get_next(ana)["result"] == {"chat": chat["chat"]}
        assert maya.event("representative.joined")["body"]["representative"]["name"] == "Ana Ruiz"
        assert ana.post(chat["chat"], "Hello Maya")["on"] == "event"
        assert maya.event("message")["body"]["text"] == "Hello Maya"
        maya.post(chat["chat"], "Hello Ana")
        assert ana.event("message")["body"]["text"] == "Hello Ana"
        ana.post(chat["chat"], "account not locked", note=True)
        ana.post(chat["chat"], "Bye")
        assert maya.event("message")["body"]["text"] == "Bye"
    assert "account not locked" not in str(maya.heard)
    numbers = [frame["event"]["seq"] for frame in maya.heard if frame["on"] == "event"]
    assert numbers == list(range(2, 2 + len(numbers))), "a note left a hole in the customer's numbers"


def test_get_next_with_nobody_waiting_says_so(desk: Desk) -> None:
    drain(desk)
    with desk.representative("Ana Ruiz") as ana:
        assert get_next(ana)["code"] == "queue.empty"


def test_who_comes_back_gets_what_was_missed_and_nothing_twice(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.representative("Ana Ruiz") as ana:
        with desk.customer(chat["token"]) as maya:
            take(ana, chat["chat"])
            maya.event("representative.joined")
            ana.post(chat["chat"], "one")
            maya.event("message")
        for word in ("two", "three"):
            ana.post(chat["chat"], word)
        with desk.customer(chat["token"], cursors={str(chat["chat"]): 3}) as again:
            assert again.texts(chat["chat"]) == ["two", "three"]
        with desk.customer(chat["token"]) as anew:
            assert anew.texts(chat["chat"]) == ["one", "two", "three"]


def test_an_unanswered_message_sent_again_on_a_new_connection_is_one(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    key = new_key()
    with desk.customer(chat["token"]) as maya:
        maya.send({"do": "message.post", "key": key, "chat": chat["chat"], "text": "once"})
    with desk.customer(chat["token"]) as again:
        assert again.post(chat["chat"], "once", key=key)["on"] in ("event", "done")
        again.post(chat["chat"], "after")
    with desk.customer(chat["token"]) as anew:
        assert anew.texts(chat["chat"]) == ["once", "after"]


def test_a_second_tab_sees_the_chat_appear_and_go(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    cookie = desk.sign_in("Ana Ruiz")
    with desk.representative("Ana Ruiz", cookie) as one, desk.representative("Ana Ruiz", cookie) as two:
        take(one, chat["chat"])
        two.until(lambda frame: frame["on"] == "chat" and frame["chat"]["id"] == chat["chat"])
        one.ask({"do": "chat.end", "chat": chat["chat"]})
        two.until(lambda frame: frame["on"] == "chat.gone" and frame["chat"] == chat["chat"])


def test_availability_changes_on_all_my_screens(desk: Desk) -> None:
    cookie = desk.sign_in("Leah Stone")
    with desk.representative("Leah Stone", cookie) as one, desk.representative("Leah Stone", cookie) as two:
        one.ask({"do": "availability.set", "availability": "away", "label": "lunch"})
        assert two.until(lambda frame: frame["on"] == "me")["me"]["label"] == "lunch"


def test_the_queue_is_shown_to_its_team_alone(desk: Desk) -> None:
    drain(desk)
    with desk.representative("Ana Ruiz") as ana, desk.representative("Tomas Berg") as tomas:
        chat = desk.start_chat(name="Idris Vance")
        board = ana.until(lambda frame: frame["on"] == "board" and frame.get("put"))
        assert [row["name"] for row in board["put"]] == ["Idris Vance"]
        take(ana, chat["chat"])
        board = ana.until(lambda frame: frame["on"] == "board" and frame.get("dropped"))
        assert board["dropped"][0]["taken_by"] == "Ana Ruiz"
        ana.ask({"do": "chat.end", "chat": chat["chat"]})
        tomas.send({"do": "ping", "n": 7})
        tomas.until(lambda frame: frame["on"] == "pong")
    assert "Idris" not in str(tomas.heard)


def test_a_waiting_customer_sees_the_place_and_how_it_moves(desk: Desk) -> None:
    drain(desk)
    first, second = desk.start_chat("First"), desk.start_chat("Second")
    with desk.customer(first["token"]), desk.customer(second["token"]) as waiting:
        if {"on": "place", "chat": second["chat"], "place": 2} not in waiting.heard:
            waiting.until(lambda frame: frame["on"] == "place" and frame["place"] == 2)
        with desk.representative("Ana Ruiz") as ana:
            take(ana, first["chat"])
            waiting.until(lambda frame: frame["on"] == "place" and frame["place"] == 1)


def test_typing_and_seen_reach_the_other_side_only(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya, desk.representative("Ana Ruiz") as ana:
        take(ana, chat["chat"])
        maya.event("representative.joined")
        ana.send({"do": "typing", "chat": chat["chat"], "on": True})
        assert maya.until(lambda frame: frame["on"] == "typing")["name"] == "Ana Ruiz"
        maya.send({"do": "seen", "chat": chat["chat"], "public": 2})
        assert ana.until(lambda frame: frame["on"] == "seen" and frame["role"] == "customer")["public"] == 2


def test_what_i_do_after_saying_something_also_happens_after_it(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.representative("Ana Ruiz") as ana:
        take(ana, chat["chat"])
        for number in range(20):
            ana.send({"do": "message.post", "key": new_key(), "chat": chat["chat"], "text": f"line {number}"})
        assert ana.ask({"do": "chat.end", "chat": chat["chat"]})["on"] == "done"
    refused = [frame for frame in ana.heard if frame["on"] == "refused"]
    assert refused == []


def test_a_customer_gone_is_away_then_left(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.representative("Ana Ruiz") as ana:
        with desk.customer(chat["token"]):
            take(ana, chat["chat"])
        assert ana.event("customer.away")["name"] == "Maya Okafor"
        assert ana.event("customer.left")["body"]["how"] == "away"


def test_a_customer_back_in_time_has_not_left(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.representative("Ana Ruiz") as ana:
        with desk.customer(chat["token"]):
            take(ana, chat["chat"])
        ana.event("customer.away")
        with desk.customer(chat["token"]):
            ana.event("customer.back")
            ana.send({"do": "ping", "n": 1})
            ana.until(lambda frame: frame["on"] == "pong")


def test_a_representative_lost_for_too_long_is_replaced_and_the_customer_stays(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya:
        with desk.representative("Ana Ruiz") as ana:
            take(ana, chat["chat"])
        assert maya.event("chat.returned")["body"]["why"] == "lost"
        with desk.representative("Devin Park") as devin:
            assert get_next(devin)["result"] == {"chat": chat["chat"]}
            assert maya.event("representative.joined")["body"]["representative"]["name"] == "Devin Park"


def test_a_representative_back_in_time_changes_nothing(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    cookie = desk.sign_in("Ana Ruiz")
    with desk.representative("Ana Ruiz", cookie) as ana:
        take(ana, chat["chat"])
    with desk.representative("Ana Ruiz", cookie) as again:
        with pytest.raises(TimeoutError):
            again.event("chat.returned", seconds=2)
        assert again.post(chat["chat"], "still here")["on"] == "event"


def test_signing_out_ends_the_live_connection(desk: Desk) -> None:
    import urllib.request

    cookie = desk.sign_in("Leah Stone")
    with desk.representative("Leah Stone", cookie) as leah:
        token = next(part.partition("=")[2] for part in cookie.split("; ") if part.startswith("csrftoken"))
        headers = {"Cookie": cookie, "X-CSRFToken": token, "Referer": desk.console}
        urllib.request.urlopen(urllib.request.Request(f"{desk.console}sign-out/", b"", headers))
        assert leah.until(lambda frame: frame["on"] == "bye")["code"] == "signin.required"


def test_a_chat_taken_without_a_console_finds_somebody_else(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    cookie = desk.sign_in("Devin Park")
    with desk.customer(chat["token"]) as maya:
        assert desk.ask({"do": "queue.get_next"}, Cookie=cookie)["result"] == {"chat": chat["chat"]}
        assert maya.event("chat.returned", seconds=8)["body"]["why"] == "lost"


def test_leaving_a_team_ends_the_sight_of_its_queue(desk: Desk) -> None:
    with desk.representative("Tomas Berg") as tomas:
        desk.execute(
            "DELETE FROM people_membership WHERE representative_id ="
            " (SELECT id FROM people_representative WHERE name = 'Tomas Berg')"
        )
        assert tomas.until(lambda frame: frame["on"] == "bye", seconds=15)["code"] == "teams.changed"


def test_the_example_of_the_protocols_page_runs(desk: Desk, tmp_path: Path) -> None:
    drain(desk)
    page = (Path(__file__).resolve().parents[2] / "docs" / "protocol.md").read_text()
    example = page.partition("```python\n")[2].partition("```")[0]
    program = tmp_path / "example.py"
    program.write_text(example)
    site = desk.portal.rstrip("/")
    with subprocess.Popen([sys.executable, str(program), site], stdout=subprocess.PIPE, text=True) as stranger:
        try:
            assert stranger.stdout is not None
            assert stranger.stdout.readline().startswith("2 Robin Example message It says")
            with desk.representative("Ana Ruiz") as ana:
                robin = waiting(ana, "name", "Robin Example")
                ana.ask({"do": "queue.take", "entry": robin["entry"]})
                ana.post(robin["chat"], "Let me look.")
                ana.ask({"do": "chat.end", "chat": robin["chat"]})
            said, _ = stranger.communicate(timeout=10)
        except BaseException:
            stranger.kill()
            raise
    assert [line.split()[3] for line in said.splitlines()] == ["representative.joined", "message", "chat.ended"]
    assert stranger.returncode == 0


def test_what_was_acknowledged_survives_a_kill(desk: Desk) -> None:
    drain(desk)
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya:
        said = [f"line {number}" for number in range(25)]
        for line in said:
            assert maya.post(chat["chat"], line)["on"] == "event"
        desk.kill()
    desk.start()
    with desk.customer(chat["token"]) as again:
        assert again.texts(chat["chat"]) == said
