"""Subscribing browsers: whose they are, how many, and where they may lead."""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from tests.cast import Cast, new_key
from tests.push.conftest import subscribe
from tests.push.service import Browser

from deskside.kit.clock import clock
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.push.actions import MOST
from deskside.push.addresses import Forbidden, resolved
from deskside.push.commands import Subscribe, Unsubscribe
from deskside.push.models import Subscription

pytestmark = pytest.mark.django_db

SOMEWHERE = "https://push.example/"


def whose() -> dict[str, int]:
    return dict(Subscription.objects.values_list("endpoint", "representative"))


def test_a_browser_belongs_to_whoever_said_so_last(cast: Cast) -> None:
    browser = Browser(SOMEWHERE)
    for actor in (cast.ana, cast.devin, cast.devin):
        subscribe(actor, browser)
    assert whose() == {SOMEWHERE: cast.devin.id}


def test_nobody_ends_the_subscription_of_another(cast: Cast) -> None:
    subscribe(cast.ana, Browser(SOMEWHERE))
    carry_out(cast.devin, Unsubscribe(key=new_key(), endpoint=SOMEWHERE))
    assert whose() == {SOMEWHERE: cast.ana.id}
    carry_out(cast.ana, Unsubscribe(key=new_key(), endpoint=SOMEWHERE))
    assert whose() == {}


def test_beyond_ten_browsers_the_oldest_goes(cast: Cast) -> None:
    subscribe(cast.devin, Browser(f"{SOMEWHERE}devin"))
    for number in range(MOST + 2):
        subscribe(cast.ana, Browser(f"{SOMEWHERE}{number}"))
        Subscription.objects.update(created_at=clock.now() - timedelta(seconds=60 - number))
    assert set(whose()) == {f"{SOMEWHERE}devin", *(f"{SOMEWHERE}{number}" for number in range(2, MOST + 2))}


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/1",
        "ftp://push.example/1",
        "push.example/1",
        "https://",
        "https://somebody:secret@push.example/1",
        "https://push.example:99999/1",
        "https://push.example/1#part",
        "https://push.example/1\r\nX: 1",
        "https://" + "a" * 500,
        "https://127.0.0.1/1",
        "https://10.1.2.3/1",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/1",
        "https://[::ffff:192.168.0.1]/1",
        "https://[64:ff9b::a00:1]/1",
        "https://[2002:7f00:1::]/1",
        "https://[fe80::1]/1",
        "https://224.0.0.1/1",
        "https://0.0.0.0/1",
    ],
)
def test_an_endpoint_is_an_address_on_the_public_internet(cast: Cast, endpoint: str) -> None:
    with pytest.raises(Refusal) as refused:
        subscribe(cast.ana, Browser(endpoint))
    assert refused.value.code == "push.endpoint"
    assert whose() == {}


def test_a_push_service_has_a_usual_address(cast: Cast) -> None:
    for endpoint in (
        "https://fcm.googleapis.com/fcm/send/a:b-c_d",
        "https://push.example:8443/1?x=y",
        "https://8.8.8.8/1",
    ):
        subscribe(cast.ana, Browser(endpoint))
    assert len(whose()) == 3


@pytest.mark.parametrize("keys", [{"p256dh": "BAAA"}, {"auth": "c2hvcnQ"}, {"p256dh": "é"}, {"auth": ""}])
def test_keys_are_those_of_a_browser(cast: Cast, keys: dict[str, str]) -> None:
    browser = Browser(SOMEWHERE)
    with pytest.raises(Refusal) as refused:
        carry_out(cast.ana, Subscribe(key=new_key(), endpoint=SOMEWHERE, **(browser.keys | keys)))
    assert refused.value.code == "push.keys"


def answering(*addresses: str) -> Callable[..., Any]:
    """A resolver that gives these addresses."""
    return lambda *_args, **_kwargs: [(2, 1, 6, "", (str(ip_address(each)), 443)) for each in addresses]


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.7", "100.64.0.1", "fd00::1", "64:ff9b::7f00:1"])
def test_a_name_that_leads_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch, private: str) -> None:
    monkeypatch.setattr("socket.getaddrinfo", answering("8.8.8.8", private))
    with pytest.raises(Forbidden):
        resolved("push.example", 443)


def test_a_name_that_leads_outside_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", answering("8.8.8.8", "64:ff9b::808:808"))
    assert resolved("push.example", 443) == "8.8.8.8"
