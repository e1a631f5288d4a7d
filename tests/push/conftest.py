"""A push service, and what it takes to write to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.cast import Cast, come, go, new_key
from tests.push.service import Browser, PushService, push_service

from deskside.kit.actor import Actor
from deskside.kit.receipts import carry_out
from deskside.push import sending
from deskside.push.commands import Subscribe
from deskside.push.jobs import note_outcomes
from deskside.push.sending import Outcome


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    settings.PUSH_TO_PRIVATE = True
    with push_service() as running:
        yield running
    sending.outcomes()


def subscribe(actor: Actor, browser: Browser) -> None:
    carry_out(actor, Subscribe(key=new_key(), endpoint=browser.endpoint, **browser.keys))


def noted(count: int = 1) -> list[Outcome]:
    """What became of so many messages, once it has been noted."""
    known = [sending._outcomes.get(timeout=10) for _ in range(count)]
    for outcome in known:
        sending._outcomes.put(outcome)
    note_outcomes()
    return known


def closes_the_console(cast: Cast, *actors: Actor) -> None:
    """These were here today and are not connected any more."""
    come(*(actors or (cast.ana,)))
    go(*(actors or (cast.ana,)), ago=10)
