"""A chat's cached state is what its timeline says, whatever happened to it."""

import pytest
from tests.cast import Cast

from deskside.chats.events import (
    AnyBody,
    ChatEnded,
    ChatHeld,
    ChatResumed,
    ChatReturned,
    CustomerAway,
    CustomerBack,
    CustomerLeft,
    OwnerChanged,
    Person,
    RepresentativeJoined,
    RepresentativeLeft,
)
from deskside.chats.models import Chat, Participant
from deskside.chats.state import MOVES
from deskside.chats.timeline import read
from deskside.kit.gate import write
from deskside.queues import actions, jobs


def replayed(chat: Chat) -> tuple[str, int | None, str, list[int]]:
    """State, owner, customer's presence and representatives, from the events alone."""
    state, presence = "waiting", "here"
    owner: Person | None = None
    inside: list[int] = []
    for event in read({chat.pk: 0})[chat.pk]:
        body: AnyBody = event.body
        match body:
            case RepresentativeJoined(representative=who, owner=now):
                state, owner = "active", now
                inside.append(who.id)
            case ChatResumed(representative=who):
                state, inside = "active", [who.id]
            case RepresentativeLeft(representative=who, owner=now):
                owner = now
                inside.remove(who.id)
            case OwnerChanged(owner=now):
                owner = now
            case ChatHeld():
                state, inside = "held", []
            case ChatReturned():
                state, owner, inside = "waiting", None, []
            case ChatEnded():
                state, inside = "ended", []
            case CustomerAway():
                presence = "away"
            case CustomerBack():
                presence = "here"
            case CustomerLeft():
                presence = "left"
            case _:
                pass
    return state, owner.id if owner else None, presence, inside


def cached(chat: Chat) -> tuple[str, int | None, str, list[int]]:
    chat.refresh_from_db()
    inside = Participant.objects.filter(chat=chat, left_at=None).order_by("joined_at", "pk")
    return chat.state, chat.owner_id, chat.customer_presence, list(inside.values_list("representative", flat=True))


def test_the_columns_say_what_the_timeline_says_through_a_whole_life(cast: Cast) -> None:
    chat = cast.active()
    for step in (
        lambda: actions.hold(cast.ana, chat.pk),
        lambda: actions.resume(cast.ana, chat.pk),
        lambda: jobs.customers_away([chat.pk]),
        lambda: jobs.customers_back([chat.pk]),
        lambda: jobs.representative_lost(cast.ana.id),
        lambda: jobs.customers_away([chat.pk]),
        lambda: jobs.customer_gone(chat.pk),
    ):
        with write():
            step()
        assert cached(chat) == replayed(chat)
    assert cached(chat)[0] == "ended"


@pytest.mark.parametrize("state", Chat.State.values)
def test_an_ended_chat_stays_ended(state: str) -> None:
    assert all("ended" not in move.before for move in MOVES)
    reachable = {move.after for move in MOVES}
    assert state in reachable
