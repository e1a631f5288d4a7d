"""The convergence cases: for each verb and each viewer, the view before, the events, the view after.

The server makes them with its own verbs; the browser's reducer must arrive at the same view. A feature that changes a
chat owes one line in `STEPS`.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from tests.cast import Cast, customer, make_cast, post

from deskside.chats.feed import ChatView, Opening, Wish, _opening, _taking_part
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import read
from deskside.chats.transcript import transcript
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.queues import actions, jobs

Step = Callable[[Cast, Chat], object]

BEGAN = datetime(2026, 11, 22, 10, 28, 0, tzinfo=UTC)
"""When every scenario begins; one minute passes with each step."""


def _join(cast: Cast, chat: Chat, actor: Actor) -> None:
    """A second representative, as an invitation will bring one."""
    Participant.objects.create(chat=chat, representative_id=actor.id, joined_at=clock.now())


def _get_next(cast: Cast, chat: Chat) -> None:
    from deskside.queues.commands import GetNext
    from deskside.queues.picking import get_next

    get_next([(cast.ana, GetNext(key=f"press-{chat.seq:08d}"))])


LIVES: dict[str, list[tuple[str, Step]]] = {
    "a whole life": [
        ("representative joins", _get_next),
        ("representative says hello", lambda cast, chat: post(cast.ana, chat, "Hello Maya", key="said-00000001")),
        (
            "customer answers",
            lambda cast, chat: post(customer(chat), chat, "It says\n“wrong key”", key="said-00000002"),
        ),
        ("note", lambda cast, chat: post(cast.ana, chat, "Not locked", note=True, key="said-00000003")),
        ("hold", lambda cast, chat: actions.hold(cast.ana, chat.pk)),
        ("resume", lambda cast, chat: actions.resume(cast.ana, chat.pk)),
        ("customer away", lambda cast, chat: jobs.customers_away([chat.pk])),
        ("customer back", lambda cast, chat: jobs.customers_back([chat.pk])),
        ("customer leaves", lambda cast, chat: actions.leave(customer(chat), chat.pk)),
        ("end", lambda cast, chat: actions.end(cast.ana, chat.pk)),
    ],
    "a lost representative": [
        ("representative joins", _get_next),
        ("representative lost", lambda cast, chat: jobs.representative_lost(cast.ana.id)),
        ("the same one takes it again", _get_next),
        ("hold", lambda cast, chat: actions.hold(cast.ana, chat.pk)),
        ("holder lost", lambda cast, chat: jobs.representative_lost(cast.ana.id)),
        ("customer leaves the line", lambda cast, chat: actions.leave(customer(chat), chat.pk)),
    ],
}


def convergence_cases() -> Iterator[dict[str, Any]]:
    """Every step of every life, as the customer and as a representative see it."""
    for life, steps in LIVES.items():
        for name, viewer, before, after in _played(steps):
            yield {
                "name": f"{life}: {name}, seen by the {viewer.role}",
                "before": msgspec.to_builtins(before.view),
                "events": [msgspec.to_builtins(event) for event in after.events if event.seq > before.view.seq],
                "after": msgspec.to_builtins(after.view),
            }


def transcript_cases() -> Iterator[dict[str, Any]]:
    """Each life as text."""
    for life, steps in LIVES.items():
        *_, (_, _, _, last) = _played(steps)
        view: ChatView = last.view
        yield {
            "name": life,
            "view": msgspec.to_builtins(view),
            "events": msgspec.to_builtins(last.events),
            "text": transcript(view, last.events, ZoneInfo("UTC")),
        }


def _played(steps: list[tuple[str, Step]]) -> list[tuple[str, Actor, Opening, Opening]]:
    from django.db import transaction

    with transaction.atomic(), StandingClock(BEGAN) as tick:
        _count_from_one()
        cast = make_cast()
        chat = cast.waiting()
        viewers = (customer(chat), cast.ana)
        played = []
        for name, step in steps:
            before = [_seen(viewer, chat) for viewer in viewers]
            tick()
            step(cast, chat)
            chat.refresh_from_db()
            after = [_seen(viewer, chat) for viewer in viewers]
            played += [(name, *row) for row in zip(viewers, before, after, strict=True)]
        transaction.set_rollback(True)
    return played


def _count_from_one() -> None:
    """Where the numbers of rows go on although the rows are gone, begin them anew, so that every life has the same."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _seen(viewer: Actor, chat: Chat) -> Opening:
    """The whole chat as a viewer sees it; whether they may is another test's business."""
    chat = Chat.objects.select_related("team", "issue", "owner").get(pk=chat.pk)
    taking_part = _taking_part([chat.pk])[chat.pk]
    return _opening(Wish(viewer, chat.pk, 0), chat, taking_part, read({chat.pk: 0})[chat.pk])


class StandingClock:
    """A clock that stands still and moves a minute when told to."""

    def __init__(self, began: datetime) -> None:
        self._now = began.timestamp()

    def __enter__(self) -> Callable[[], None]:
        clock.seconds = lambda: self._now  # type: ignore[method-assign]
        return self._tick

    def __exit__(self, *_: object) -> None:
        del clock.seconds  # type: ignore[method-assign]

    def _tick(self) -> None:
        self._now += 60
