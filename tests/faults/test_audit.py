"""The books find every kind of fault that they look for."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from tests.faults.audit import DOUBLED, LOST, OUT_OF_ORDER, audit
from tests.faults.log import ChatRow, Entry, Line, Log
from tests.faults.view import View
from tests.faults.wish import Wish

ANA = 7


class World:
    """One chat in which the customer said two things and Ana noted one, all of it told and written."""

    def __init__(self) -> None:
        def line(seq: int, public: int | None, role: str, kind: str, key: str | None = None) -> Line:
            author, name = (ANA, "Ana") if role == "representative" else (0, "Customer 1")
            return Line(seq, public, 0, role, author, name, key, {"kind": kind, "text": kind})

        lines = [
            line(1, 1, "customer", "chat.started"),
            line(2, 2, "representative", "representative.joined"),
            line(3, 3, "customer", "message", "first"),
            line(4, None, "representative", "note", "aside"),
            line(5, 4, "customer", "message", "second"),
        ]
        row = ChatRow(1, "Customer 1", "start", "active", seq=5, public_seq=4)
        self.log = Log([row], {1: lines}, [Entry(1, False, "taken", ANA)], {(1, ANA)})
        shown = [line._replace(seq=line.public, public=None) for line in lines if line.public]
        self.customer = person("Customer 1", 0, shown, ["first", "second"])
        self.ana = person("Ana", ANA, lines, ["aside"])
        self.ana.outbox.settled.append(granted("queue.get_next", "next", result={"chat": 1}))
        self.start = {"key": "start", "result": {"chat": 1}}
        self.said: list[str] = []

    @property
    def lines(self) -> list[Line]:
        return self.log.lines[1]

    def found(self) -> set[str]:
        """The kinds of what is wrong."""
        clients = [self.customer, self.ana]
        load = SimpleNamespace(
            clients=clients,
            settled=[wish for client in clients for wish in client.outbox.settled],
            customers=[SimpleNamespace(name="Customer 1", starts=[self.start])],
            representatives=[SimpleNamespace(client=self.ana)],
        )
        scene: Any = SimpleNamespace(load=load, browsers=SimpleNamespace(said=self.said))
        return {finding.kind for finding in audit(self.log, scene)}


def granted(do: str, key: str, result: Any = None) -> Wish:
    return Wish({"do": do, "key": key, "chat": 0 if result else 1}, answer={"result": result})


def person(name: str, number: int, lines: list[Line], said: list[str]) -> Any:
    events = [{name: value for name, value in line._asdict().items() if value is not None} for line in lines]
    return SimpleNamespace(
        name=name,
        id=number,
        views={1: View(1, "Customer 1", "active", lines[-1].seq, events)},
        past=[],
        outbox=SimpleNamespace(settled=[granted("message.post", key) for key in said]),
        online=True,
        frozen=False,
        farewell="",
    )


def test_where_all_is_well_nothing_is_found() -> None:
    assert World().found() == set()


def an_event_is_missing(world: World) -> None:
    del world.lines[4]


def a_key_is_there_twice(world: World) -> None:
    world.lines.append(world.lines[4]._replace(seq=6, public=5))
    world.log.chats[0] = world.log.chats[0]._replace(seq=6, public_seq=5)


def messages_are_turned_round(world: World) -> None:
    first, second = world.lines[2], world.lines[4]
    world.lines[2], world.lines[4] = first._replace(key="second"), second._replace(key="first")


def a_screen_lacks_the_last(world: World) -> None:
    world.customer.views[1].events.pop()


def a_screen_shows_one_twice(world: World) -> None:
    world.ana.views[1].events.append(world.ana.views[1].events[-1])


def a_screen_shows_them_turned_round(world: World) -> None:
    world.ana.views[1].events.reverse()


def an_old_screen_showed_what_is_not_written(world: World) -> None:
    shown = World().ana.views[1]
    shown.events[-1]["body"] = {"kind": "message", "text": "never written"}
    world.ana.past.append(shown)


def an_answer_has_no_event(world: World) -> None:
    world.ana.outbox.settled.append(granted("chat.end", "end"))


def an_event_has_no_answer(world: World) -> None:
    world.ana.outbox.settled.pop()


def another_took_it_too(world: World) -> None:
    world.lines[3] = world.lines[1]._replace(seq=4, public=None, author=8)


def an_entry_was_taken_by_somebody_else(world: World) -> None:
    world.log.entries[0] = Entry(1, False, "taken", 8)


def nobody_is_with_the_customer(world: World) -> None:
    world.log.inside.clear()


def who_is_with_the_customer_is_not_connected(world: World) -> None:
    world.ana.online = False


def a_chat_nobody_was_told_of(world: World) -> None:
    world.log.chats.append(ChatRow(2, "Customer 1", "other", "ended", 0, 0))
    world.log.lines[2] = []


def a_chat_that_was_given_is_not_there(world: World) -> None:
    world.start = {"key": "start", "result": {"chat": 3}}


def a_key_is_said_to_be_used(world: World) -> None:
    world.customer.outbox.settled.append(Wish({"do": "message.post", "key": "third"}, refusal="key.reused"))


def a_customer_is_sent_away(world: World) -> None:
    world.customer.farewell = "token.invalid"


def a_browsers_message_is_missing(world: World) -> None:
    world.said.append("Said before reload 0.")


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (an_event_is_missing, LOST),
        (a_key_is_there_twice, DOUBLED),
        (messages_are_turned_round, OUT_OF_ORDER),
        (a_screen_lacks_the_last, LOST),
        (a_screen_shows_one_twice, DOUBLED),
        (a_screen_shows_them_turned_round, OUT_OF_ORDER),
        (an_old_screen_showed_what_is_not_written, LOST),
        (an_answer_has_no_event, LOST),
        (an_event_has_no_answer, DOUBLED),
        (another_took_it_too, DOUBLED),
        (an_entry_was_taken_by_somebody_else, LOST),
        (nobody_is_with_the_customer, LOST),
        (who_is_with_the_customer_is_not_connected, LOST),
        (a_chat_nobody_was_told_of, DOUBLED),
        (a_chat_that_was_given_is_not_there, LOST),
        (a_key_is_said_to_be_used, LOST),
        (a_customer_is_sent_away, LOST),
        (a_browsers_message_is_missing, LOST),
    ],
)
def test_what_is_wrong_is_found(wrong: Callable[[World], None], kind: str) -> None:
    world = World()
    wrong(world)
    assert kind in world.found()
