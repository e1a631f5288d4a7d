"""Whatever arrives, the answer is clear and has a stable code, the server lives on, and nothing is lost."""

import json
from contextlib import closing, suppress
from typing import Any

import pytest
from tests.cast import new_key
from tests.running import Desk, Screen
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

LONG_KEY = "k" * 65


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("", "frame.malformed"),
        ("nonsense", "frame.malformed"),
        ("[]", "frame.malformed"),
        ("null", "frame.malformed"),
        ("[" * 5000, "frame.malformed"),
        ('{"do": ' + "[" * 60_000, "frame.malformed"),
        (b"\x00\x01", "frame.malformed"),
        ("{}", "frame.unknown"),
        ('{"do": 7}', "frame.unknown"),
        ('{"do": "chat.unheard_of"}', "frame.unknown"),
        ('{"do": ["chat.end"]}', "frame.unknown"),
        ('{"do": "message.post"}', "frame.invalid"),
        ('{"do": "message.post", "key": "12345678", "chat": "1", "text": "x"}', "frame.invalid"),
        ('{"do": "message.post", "key": "12345678", "chat": 1.5, "text": "x"}', "frame.invalid"),
        ('{"do": "message.post", "key": "12345678", "chat": -1, "text": "x"}', "frame.invalid"),
        ('{"do": "message.post", "key": "12345678", "chat": 99999999999999999999, "text": "x"}', "frame.invalid"),
        ('{"do": "message.post", "key": "short", "chat": 1, "text": "x"}', "frame.invalid"),
        ('{"do": "message.post", "key": "' + LONG_KEY + '", "chat": 1, "text": "x"}', "frame.invalid"),
        ('{"do": "message.post", "key": "12345678", "chat": 1, "text": "x", "admin": true}', "frame.invalid"),
        ('{"do": "message.post", "key": "12345678", "chat": 1, "text": "\\ud83d"}', "frame.malformed"),
        ('{"do": "hello", "protocol": 1}', "frame.order"),
        ('{"do": "ping", "n": 1, "pad": "' + "x" * 70_000 + '"}', "frame.too_large"),
        ('{"do": "ping", "n": 1, "pad": "' + "漢" * 22_000 + '"}', "frame.too_large"),
    ],
)
def test_a_frame_that_is_not_right_is_refused_and_the_connection_goes_on(
    desk: Desk, frame: str | bytes, code: str
) -> None:
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya:
        maya.send(frame)
        assert maya.until(lambda heard: heard["on"] == "refused")["code"] == code
        assert maya.post(chat["chat"], "still here")["on"] == "event"


def test_a_refusal_names_the_key_it_answers(desk: Desk) -> None:
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya:
        assert maya.ask({"do": "message.post", "chat": chat["chat"], "text": 5})["code"] == "frame.invalid"


@pytest.mark.parametrize(
    ("text", "code"),
    [(" \u200b ", "text.empty"), ("a\u0000b", "text.not_storable"), ("x" * 8001, "text.too_long")],
)
def test_text_that_may_not_be_said_is_refused(desk: Desk, text: str, code: str) -> None:
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya:
        assert maya.post(chat["chat"], text)["code"] == code


def test_the_longest_text_passes_however_it_is_written(desk: Desk) -> None:
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya:
        for text in ("漢" * 8000, "\u0001" * 7999 + "x"):
            assert maya.post(chat["chat"], text)["on"] == "event"
        assert maya.texts(chat["chat"]) == ["漢" * 8000, "\u0001" * 7999 + "x"]


def test_hostile_words_come_out_as_they_went_in(desk: Desk) -> None:
    words = "<script>alert(1)</script><img src=x onerror=alert(1)> \u202e\u2066 שלום {{7*7}} %s \\u0000 '--"
    chat = desk.start_chat(name="<b>Maya</b>", description=words)
    with desk.customer(chat["token"]) as maya:
        maya.post(chat["chat"], words)
        opened = next(frame for frame in maya.heard if frame["on"] == "chat")
        assert opened["events"][0]["body"]["description"] == words
        assert opened["chat"]["customer"]["name"] == "<b>Maya</b>"
        assert maya.texts(chat["chat"]) == [words]


def first_answer(desk: Desk, door: str, frame: Any) -> dict[str, Any]:
    with connect(f"{desk.socket}/{door}", compression=None) as socket:
        screen = Screen(socket)
        screen.send(frame)
        return screen.read()


def test_the_first_frame_must_be_hello(desk: Desk) -> None:
    bye = first_answer(desk, "customer", {"do": "ping", "n": 1})
    assert (bye["on"], bye["code"], bye["again"]) == ("bye", "frame.order", False)


def test_a_client_of_another_protocol_is_told_to_reload(desk: Desk) -> None:
    assert first_answer(desk, "customer", {"do": "hello", "protocol": 99})["code"] == "protocol.version"


@pytest.mark.parametrize("token", [None, "", "1.forged", "x" * 5000])
def test_a_wrong_token_opens_nothing(desk: Desk, token: str | None) -> None:
    bye = first_answer(desk, "customer", {"do": "hello", "protocol": 1, "token": token})
    assert (bye["on"], bye["code"], bye["again"]) == ("bye", "token.invalid", False)


def test_the_console_is_not_opened_without_signing_in(desk: Desk) -> None:
    token = desk.start_chat()["token"]
    assert first_answer(desk, "console", {"do": "hello", "protocol": 1, "token": token})["code"] == "signin.required"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://[::1"])
def test_a_page_of_another_site_is_not_let_in(desk: Desk, origin: str) -> None:
    with pytest.raises(InvalidStatus) as denied, connect(f"{desk.socket}/customer", origin=origin):  # type: ignore[arg-type]
        pass
    assert denied.value.response.status_code == 403
    assert json.loads(denied.value.response.body)["code"] == "origin.refused"


def test_too_many_bad_frames_end_the_connection_kindly(desk: Desk) -> None:
    with desk.customer(desk.start_chat()["token"]) as maya:
        for _ in range(25):
            maya.send("nonsense")
        assert maya.until(lambda frame: frame["on"] == "bye")["code"] == "frame.faults"


def test_a_customer_reaches_no_other_chat_by_any_command(desk: Desk) -> None:
    mine, other = desk.start_chat(), desk.start_chat("Idris Vance")
    with desk.customer(mine["token"]) as maya, desk.customer(other["token"]) as idris:
        assert maya.post(other["chat"], "hello")["code"] == "chat.not_yours"
        for do in ("chat.leave", "chat.end", "chat.hold", "chat.resume"):
            assert maya.ask({"do": do, "chat": other["chat"]})["code"] in ("chat.not_yours", "rights.denied")
        for do in ("queue.get_next", "queue.take", "availability.set"):
            more = {"queue.take": {"entry": 1}, "availability.set": {"availability": "busy"}}.get(do, {})
            assert maya.ask({"do": do, **more})["code"] == "rights.denied"
        maya.send({"do": "sync", "chat": other["chat"], "after": 0})
        assert maya.until(lambda frame: frame["on"] == "chat.gone")["chat"] == other["chat"]
        maya.send({"do": "typing", "chat": other["chat"], "on": True})
        maya.send({"do": "seen", "chat": other["chat"], "public": 1})
        assert idris.post(other["chat"], "undisturbed")["on"] == "event"
    assert not [frame for frame in idris.heard if frame["on"] in ("typing", "seen")]
    assert "Idris" not in str(maya.heard)


def test_a_representative_reaches_no_chat_they_are_not_in(desk: Desk) -> None:
    chat = desk.start_chat("Idris Vance")
    with desk.representative("Tomas Berg") as tomas:
        assert tomas.post(chat["chat"], "hello")["code"] == "chat.not_yours"
        assert tomas.post(chat["chat"], "hello", note=True)["code"] == "chat.not_yours"
        for do in ("chat.leave", "chat.end", "chat.hold", "chat.resume"):
            assert tomas.ask({"do": do, "chat": chat["chat"]})["code"] == "chat.not_yours"
        tomas.send({"do": "sync", "chat": chat["chat"], "after": 0})
        tomas.until(lambda frame: frame["on"] == "chat.gone")
    assert "Idris" not in str(tomas.heard)


def test_asking_for_another_chat_overhears_nothing(desk: Desk) -> None:
    mine, other = desk.start_chat(), desk.start_chat("Idris Vance")
    with desk.customer(mine["token"]) as maya, desk.customer(other["token"]) as idris:
        for _ in range(50):
            maya.send({"do": "sync", "chat": other["chat"], "after": 0})
            idris.send({"do": "typing", "chat": other["chat"], "on": True})
        idris.send({"do": "ping", "n": 1})
        idris.until(lambda frame: frame["on"] == "pong")
        maya.send({"do": "ping", "n": 1})
        maya.until(lambda frame: frame["on"] == "pong")
    assert not [frame for frame in maya.heard if frame["on"] == "typing"]


def test_one_who_vanishes_costs_nobody_else_an_answer(desk: Desk) -> None:
    vanishing, staying = desk.start_chat("Vanishing"), desk.start_chat("Staying")
    with desk.customer(staying["token"]) as maya:
        for turn in range(10):
            with desk.customer(vanishing["token"]) as ghost:
                for number in range(20):
                    text = {
                        "do": "message.post",
                        "key": new_key(),
                        "chat": vanishing["chat"],
                        "text": f"{turn} {number}",
                    }
                    ghost.send(text)
                ghost.send({"do": "queue.get_next", "key": new_key()})
                ghost.socket.socket.close()
            assert maya.post(staying["chat"], f"turn {turn}")["on"] == "event"
            assert maya.ask({"do": "queue.get_next"})["code"] == "rights.denied"


@pytest.mark.parametrize("odd", ['prefs={"a": 1}; ', "x=a b; ", '{"a"; ', "=; "])
def test_other_cookies_lock_nobody_out(desk: Desk, odd: str) -> None:
    with desk.representative("Ana Ruiz", odd + desk.sign_in("Ana Ruiz")) as ana:
        assert ana.heard[-1]["on"] == "ready"


def test_too_large_a_request_is_refused_while_it_arrives(desk: Desk) -> None:
    import http.client

    with closing(http.client.HTTPConnection("127.0.0.1", desk.port)) as door:
        with suppress(ConnectionError):  # The refusal may come, and the line be closed, before all of it is sent.
            door.request(
                "POST",
                "/api/do",
                iter([b"x" * 100_000] * 30),
                {"Content-Type": "application/json"},
                encode_chunked=True,
            )
        with door.getresponse() as answer:
            assert (answer.status, json.loads(answer.read())["code"]) == (413, "frame.too_large")


def test_nothing_is_posted_to_a_chat_that_has_ended(desk: Desk) -> None:
    chat = desk.start_chat()
    with desk.customer(chat["token"]) as maya:
        assert maya.ask({"do": "chat.leave", "chat": chat["chat"]})["on"] == "done"
        assert maya.post(chat["chat"], "wait")["code"] == "chat.ended"


def test_a_key_used_for_something_else_is_refused(desk: Desk) -> None:
    chat = desk.start_chat()
    key = new_key()
    with desk.customer(chat["token"]) as maya:
        maya.post(chat["chat"], "hello", key=key)
        assert maya.post(chat["chat"], "goodbye", key=key)["code"] == "key.reused"


def test_after_all_this_the_server_lives(desk: Desk) -> None:
    assert desk.alive
