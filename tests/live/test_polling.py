"""Customers without a WebSocket: the same frames, one exchange at a time."""

import json
import threading
import urllib.error
import urllib.request
from typing import Any

import pytest
from tests.cast import new_key
from tests.running import Desk, Frame


class Poller:
    """A customer's page that can only ask."""

    def __init__(self, desk: Desk, chat: Frame) -> None:
        self._address = f"{desk.portal}live/customer"
        self._chat, self._token = chat["chat"], chat["token"]
        self.events: list[Frame] = []

    def exchange(self, *frames: Frame, wait: bool = False, seconds: float = 5) -> list[Frame]:
        """Ask; what was answered."""
        cursor = {self._chat: self.events[-1]["seq"]} if self.events else {}
        hello = {"do": "hello", "protocol": 1, "token": self._token, "cursors": cursor}
        answered: list[Frame] = ask(self._address, {"hello": hello, "frames": list(frames), "wait": wait}, seconds)[
            "frames"
        ]
        for frame in answered:
            if frame["on"] == "chat":
                self.events = frame["events"]
            elif frame["on"] == "event":
                self.events.append(frame["event"])
        return answered

    def texts(self) -> list[str]:
        return [event["body"]["text"] for event in self.events if event["body"]["kind"] == "message"]


def ask(address: str, said: Any, seconds: float = 5) -> Any:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=seconds) as answer:
        return json.load(answer)


def kinds(frames: list[Frame]) -> list[str]:
    return [frame["on"] for frame in frames]


@pytest.fixture
def chat(desk: Desk) -> Frame:
    return desk.start_chat()


def test_the_first_exchange_gives_all_and_the_next_only_what_is_new(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    assert kinds(page.exchange())[:2] == ["welcome", "chat"]
    again = kinds(page.exchange())
    assert "chat" not in again
    assert "event" not in again
    assert again[-1] == "ready"


def test_what_is_said_comes_back_once_and_a_repeat_changes_nothing(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    page.exchange()
    post = {"do": "message.post", "key": new_key(), "chat": chat["chat"], "text": "hello"}
    said = page.exchange(post)
    assert [frame["event"]["key"] for frame in said if frame["on"] == "event"] == [post["key"]]
    repeated = page.exchange(post)
    assert [frame["key"] for frame in repeated if frame["on"] == "done"] == [post["key"]]
    assert page.texts() == ["hello"]


def test_the_answer_is_held_until_somebody_says_something(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    page.exchange()
    waiting = threading.Thread(target=page.exchange, kwargs={"wait": True, "seconds": 20})
    waiting.start()
    with desk.customer(chat["token"]) as other_tab:
        other_tab.post(chat["chat"], "from the other tab")
    waiting.join(5)
    assert not waiting.is_alive()
    assert page.texts() == ["from the other tab"]


def test_a_silent_wait_ends_with_a_ping(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    page.exchange()
    answered = page.exchange(wait=True, seconds=15)
    while answered[-1]["on"] == "place":  # Others leave the line meanwhile.
        answered = page.exchange(wait=True, seconds=15)
    assert answered[-1]["on"] == "ping"
    assert answered[-1]["heads"] == {str(chat["chat"]): page.events[-1]["seq"]}


def test_a_page_that_hangs_up_is_called_away_and_one_that_asks_again_is_back(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    page.exchange()
    with desk.representative("Ana Ruiz") as ana:
        row = next(row for board in ana.heard[0]["boards"] for row in board["rows"] if row["chat"] == chat["chat"])
        ana.ask({"do": "queue.take", "entry": row["entry"]})
        page.exchange()
        with pytest.raises(TimeoutError):
            page.exchange(wait=True, seconds=0.3)
        ana.event("customer.away")
        page.exchange()
        ana.event("customer.back")


def test_every_command_can_be_asked_for(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    page.exchange()
    answered = page.exchange({"do": "chat.leave", "key": new_key(), "chat": chat["chat"]})
    assert "done" in kinds(answered)
    assert page.events[-1]["body"]["kind"] == "chat.ended"


def test_a_forged_token_is_told_goodbye(desk: Desk) -> None:
    page = Poller(desk, {"chat": 1, "token": "1.forged"})
    goodbye = page.exchange()
    assert [(frame["on"], frame["code"], frame["again"]) for frame in goodbye] == [("bye", "token.invalid", False)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "frame.malformed"),
        (b"[]", "frame.malformed"),
        (b'{"hello":', "frame.malformed"),
        (b'{"frames":[]}', "frame.malformed"),
        (b'{"hello":{},"frames":[' + b"1," * 200_000 + b"1]}", "frame.too_large"),
        (b'{"hello":{},"frames":[' + b"1," * 50 + b"1]}", "frame.too_large"),
    ],
)
def test_nonsense_is_refused_in_words(desk: Desk, body: bytes, code: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(f"{desk.portal}live/customer", body)
    with refused.value as answer:
        assert (answer.status, json.load(answer)["code"]) == (422, code)


def test_an_answer_that_grows_too_large_ends_and_the_page_comes_back_for_the_rest(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    page.exchange()
    for _ in range(12):
        page.exchange({"do": "message.post", "key": new_key(), "chat": chat["chat"], "text": "x" * 8000})
    whole = {"do": "sync", "chat": chat["chat"], "after": 0}
    answered = page.exchange(*[whole] * 40)
    assert len(json.dumps(answered)) < 4 * 1024 * 1024
    assert (answered[-1]["on"], answered[-1]["again"]) == ("bye", True)


def test_a_frame_that_is_not_understood_costs_the_others_nothing(desk: Desk, chat: Frame) -> None:
    page = Poller(desk, chat)
    page.exchange()
    post = {"do": "message.post", "key": new_key(), "chat": chat["chat"], "text": "heard"}
    answered = page.exchange({"do": "dance"}, post)
    assert [frame["code"] for frame in answered if frame["on"] == "refused"] == ["frame.unknown"]
    assert page.texts() == ["heard"]


def test_pages_of_other_sites_may_not_ask(desk: Desk, chat: Frame) -> None:
    request = urllib.request.Request(
        f"{desk.portal}live/customer",
        json.dumps({"hello": {"do": "hello", "protocol": 1, "token": chat["token"]}}).encode(),
        {"Content-Type": "application/json", "Origin": "https://elsewhere.example"},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    with refused.value as answer:
        assert answer.status == 403
