"""The convergence cases: for each verb and each viewer, the view before, the events, the view after.

The server makes them with its own verbs; the browser's reducer must arrive at the same view. A feature that changes a
chat owes one line in `STEPS`.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from tests.cast import Cast, come, customer, make_cast, post

from deskside.chats.feed import ChatView, Opening, Wish, _opening, _taking_part
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import read
from deskside.chats.transcript import transcript
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.people.models import Team
from deskside.queues import actions, ending, jobs, offers, owning
from deskside.queues.entries import OFFERS
from deskside.queues.models import QueueEntry
from deskside.queues.offers import Receiver

Step = Callable[[Cast, Chat], object]

BEGAN = datetime(2026, 11, 22, 10, 28, 0, tzinfo=UTC)
"""When every scenario begins; one minute passes with each step."""


def _transfer(sender: str, receiver: str, note: str = "") -> Step:
    def offer(cast: Cast, chat: Chat) -> None:
        come(getattr(cast, receiver))
        offers.transfer(getattr(cast, sender), chat.pk, Receiver(representative=getattr(cast, receiver).id), note)

    return offer


def _invite(sender: str, receiver: str) -> Step:
    def offer(cast: Cast, chat: Chat) -> None:
        come(getattr(cast, receiver))
        offers.invite(getattr(cast, sender), chat.pk, Receiver(representative=getattr(cast, receiver).id), "")

    return offer


def _offer(chat: Chat) -> int:
    return QueueEntry.objects.get(chat=chat, state="waiting", reason__in=OFFERS).pk


def _rejoin(cast: Cast, chat: Chat) -> None:
    Participant.objects.filter(chat=chat, representative=cast.devin.id).update(left_at=clock.now())
    owning.rejoin(cast.devin, chat.pk)


def _slow_end(cast: Cast, chat: Chat) -> None:
    Team.objects.update(undo_end_for=10)
    ending.end(cast.ana, chat.pk)


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
        ("end", lambda cast, chat: ending.end(cast.ana, chat.pk)),
    ],
    "a transfer": [
        ("representative joins", _get_next),
        ("offered to Devin", _transfer("ana", "devin", "She needs a new certificate.")),
        ("declined", lambda cast, chat: offers.decline(cast.devin, _offer(chat))),
        ("offered again", _transfer("ana", "devin")),
        ("withdrawn", lambda cast, chat: offers.take_back(cast.ana, _offer(chat))),
        ("offered once more", _transfer("ana", "devin")),
        ("hold with the offer", lambda cast, chat: actions.hold(cast.ana, chat.pk)),
        ("accepted from the hold", lambda cast, chat: offers.accept(cast.devin, _offer(chat))),
        ("Leah invited", _invite("devin", "leah")),
        ("Leah joins", lambda cast, chat: offers.accept(cast.leah, _offer(chat))),
        ("passed to Leah", lambda cast, chat: owning.pass_on(cast.devin, chat.pk, cast.leah.id)),
        ("Devin leaves", lambda cast, chat: actions.leave(cast.devin, chat.pk)),
        ("Devin rejoins", lambda cast, chat: _rejoin(cast, chat)),
        (
            "offered to a team",
            lambda cast, chat: offers.transfer(cast.leah, chat.pk, Receiver(team=cast.classroom.pk), ""),
        ),
        ("Tomas accepts", lambda cast, chat: offers.accept(cast.tomas, _offer(chat))),
        ("Leah leaves", lambda cast, chat: actions.leave(cast.leah, chat.pk)),
        ("Devin is lost", lambda cast, chat: jobs.representative_lost(cast.devin.id)),
        ("the customer leaves", lambda cast, chat: actions.leave(customer(chat), chat.pk)),
    ],
    "an end with second thoughts": [
        ("representative joins", _get_next),
        ("end", lambda cast, chat: _slow_end(cast, chat)),
        ("undone", lambda cast, chat: ending.undo(cast.ana, chat.pk)),
        ("end again", lambda cast, chat: ending.end(cast.ana, chat.pk)),
        ("the customer writes", lambda cast, chat: post(customer(chat), chat, "One more thing", key="said-00000004")),
        ("due, but goes on", lambda cast, chat: jobs.end_the_due()),
        ("taken over", lambda cast, chat: owning.take_over(cast.leah, chat.pk, "Ana is in a meeting.")),
        ("end for good", lambda cast, chat: ending.end(cast.leah, chat.pk)),
        ("due", lambda cast, chat: jobs.end_the_due()),
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
