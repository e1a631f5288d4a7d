"""The start form, over the HTTP door."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, come, new_key

from deskside.chats.models import Chat
from deskside.chats.tokens import READABLE_AFTER_END, chat_of, token_for
from deskside.kit.clock import clock
from deskside.kit.errors import Refusal
from deskside.portal.feed import issue_cards
from deskside.queues.models import QueueEntry


def form(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "do": "chat.start",
        "key": new_key(),
        "issue": cast.wireless.pk,
        "name": "Maya Okafor",
        "email": "maya@example.org",
        "description": "It does not connect.",
        **changes,
    }


def send(client: Client, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    answer = client.post("/api/do", data, content_type="application/json", headers=headers)
    return answer.status_code, json.loads(answer.content)


def test_a_filled_in_form_stands_in_line(cast: Cast, client: Client) -> None:
    status, answer = send(client, form(cast))
    assert status == 200
    chat = Chat.objects.get(pk=answer["result"]["chat"])
    assert (chat.state, chat.customer_name, chat.team) == ("waiting", "Maya Okafor", cast.desk)
    assert QueueEntry.objects.get(chat=chat).state == "waiting"
    assert chat_of(answer["result"]["token"]) == chat


def test_a_form_sent_twice_is_one_chat(cast: Cast, client: Client) -> None:
    asked = form(cast)
    assert send(client, asked) == send(client, asked)
    assert Chat.objects.count() == 1


def test_a_key_is_not_used_for_another_form(cast: Cast, client: Client) -> None:
    asked = form(cast)
    send(client, asked)
    status, answer = send(client, {**asked, "description": "Something else."})
    assert (status, answer["code"]) == (409, "key.reused")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "form.name"),
        ({"name": "\u200b"}, "form.name"),
        ({"name": "x" * 81}, "form.name"),
        ({"name": "two\nlines"}, "form.name"),
        ({"email": "nonsense"}, "form.email"),
        ({"email": f"{'x' * 250}@example.org"}, "form.email"),
        ({"description": ""}, "form.description"),
        ({"description": "x" * 1001}, "form.description"),
        ({"description": "a\u0000b"}, "form.description"),
        ({"issue": 10**9}, "issue.unknown"),
        ({"issue": -1}, "frame.invalid"),
        ({"issue": "1"}, "frame.invalid"),
        ({"key": "short"}, "frame.invalid"),
        ({"key": "with spaces in it"}, "frame.invalid"),
        ({"admin": True}, "frame.invalid"),
        ({"do": "chat.unheard_of"}, "frame.unknown"),
    ],
)
def test_a_form_that_is_not_right_is_refused_by_name(
    cast: Cast, client: Client, changes: dict[str, Any], code: str
) -> None:
    status, answer = send(client, form(cast, **changes))
    assert (answer["on"], answer["code"]) == ("refused", code)
    assert 400 <= status < 500
    assert not Chat.objects.exists()


@pytest.mark.parametrize(
    "body", ["[]", "null", "{", '"x"', b"\xff\xfe", "[" * 3000, '{"do":' * 9000, '{"do": ' + "[" * 50_000]
)
def test_what_is_no_command_is_refused(cast: Cast, client: Client, body: str | bytes) -> None:
    status, answer = send(client, body)
    assert (status, answer["code"]) == (422, "frame.malformed")


def test_a_refusal_names_the_key_it_answers(cast: Cast, client: Client) -> None:
    asked = form(cast, issue="1")
    assert send(client, asked)[1]["key"] == asked["key"]


@pytest.mark.parametrize("origin", ["http://[::1", "null", "https://testserver:444", "http://"])
def test_an_odd_origin_is_a_foreign_one(cast: Cast, client: Client, origin: str) -> None:
    assert send(client, form(cast), Origin=origin)[1]["code"] == "origin.refused"


def test_a_withdrawn_issue_does_not_hide_the_chat_that_was_started(cast: Cast, client: Client) -> None:
    asked = form(cast)
    started = send(client, asked)
    cast.wireless.offered = False
    cast.wireless.save()
    assert send(client, asked) == started


def test_a_signed_in_representative_may_ask_for_help_too(cast: Cast, client: Client) -> None:
    client.force_login(cast.people["Ana Ruiz"])
    assert send(client, form(cast))[0] == 200


def test_half_a_surrogate_pair_is_refused(cast: Cast, client: Client) -> None:
    body = json.dumps(form(cast, description="half \ud83d"))
    assert send(client, body)[1]["on"] == "refused"


def test_too_large_a_body_is_refused(cast: Cast, client: Client) -> None:
    assert send(client, json.dumps(form(cast)) + " " * 70_000)[1]["code"] == "frame.too_large"


def test_a_page_of_another_site_cannot_ask(cast: Cast, client: Client) -> None:
    status, answer = send(client, form(cast), Origin="https://evil.example")
    assert (status, answer["code"]) == (403, "origin.refused")


def test_only_json_is_taken(cast: Cast, client: Client) -> None:
    answer = client.post("/api/do", json.dumps(form(cast)), content_type="text/plain")
    assert json.loads(answer.content)["code"] == "frame.malformed"


def test_hostile_words_are_kept_as_words(cast: Cast, client: Client) -> None:
    words = {"name": "<script>alert(1)</script>", "description": "\u202egnp.exe {{7*7}} ' OR 1=1 --"}
    _, answer = send(client, form(cast, **words))
    chat = Chat.objects.get(pk=answer["result"]["chat"])
    assert (chat.customer_name, chat.description) == (words["name"], words["description"])


@pytest.mark.parametrize("spoil", ["", "x", "1", "1.", ".", "9999999.abc", "-1.abc", "1.é", "٣.abc", "1.1.1"])
def test_a_forged_token_opens_nothing(cast: Cast, spoil: str) -> None:
    cast.waiting()
    with pytest.raises(Refusal, match=r"token\.invalid"):
        chat_of(spoil)


def test_a_token_opens_only_its_own_chat(cast: Cast) -> None:
    mine, other = cast.waiting(), cast.waiting("Idris Vance")
    forged = f"{other.pk}.{token_for(mine).partition('.')[2]}"
    with pytest.raises(Refusal, match=r"token\.invalid"):
        chat_of(forged)


def test_a_token_runs_out_some_time_after_the_end(cast: Cast) -> None:
    chat = cast.active()
    Chat.objects.filter(pk=chat.pk).update(state="ended", ended_at=clock.now())
    assert chat_of(token_for(chat)) == chat
    Chat.objects.filter(pk=chat.pk).update(ended_at=clock.now() - READABLE_AFTER_END * 1.01)
    with pytest.raises(Refusal, match=r"token\.invalid"):
        chat_of(token_for(chat))


def test_the_portal_says_whether_somebody_answers(cast: Cast) -> None:
    assert not any(card.answering for card in issue_cards())
    come(cast.tomas)
    assert [card.name for card in issue_cards() if card.answering] == ["Classroom equipment"]


def test_a_customer_uses_the_door_with_their_token(cast: Cast, client: Client) -> None:
    chat = cast.active()
    said = {"do": "message.post", "key": new_key(), "chat": chat.pk, "text": "Hello"}
    assert send(client, said)[1]["code"] == "rights.denied"
    status, answer = send(client, said, Authorization=f"Bearer {token_for(chat)}")
    assert (status, answer["result"]) == (200, {"seq": 3})
    assert send(client, said, Authorization="Bearer 1.forged")[1]["code"] == "token.invalid"
