"""The books find every kind of fault that they look for."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from tests.faults import audit, deeds, hands
from tests.faults.audit import Rule
from tests.faults.finding import DOUBLED, LOST, OUT_OF_ORDER
from tests.faults.log import ChatRow, Entry, Line, Log
from tests.faults.verbs import deed_of
from tests.faults.view import Standing, View
from tests.faults.wish import Wish

ANA, BEN = 7, 8

PEOPLE = {0: "Customer 1", ANA: "Ana", BEN: "Ben"}


def person(number: int) -> dict[str, Any]:
    return {"id": number, "name": PEOPLE[number]}


TO_BEN = {"offer": 2, "reason": "transfer", "to": {"representative": BEN}, "by": person(ANA)}


class World:
    """One chat that Ana took, in which the customer said two things and Ana noted one, and which she transferred to
    Ben; all of it told and written.
    """

    def __init__(self) -> None:
        entries = [Entry(1, 1, "new", False, "taken", ANA), Entry(2, 1, "transfer", True, "taken", BEN)]
        self.log = Log([], {1: []}, entries, {(1, ANA), (1, BEN)})
        self.write(0, "chat.started")
        self.write(ANA, "representative.joined", owner=person(ANA), representative=person(ANA))
        self.write(0, "message", key="first", text="first")
        self.write(ANA, "note", public=False, key="aside", text="aside")
        self.write(0, "message", key="second", text="second")
        self.write(ANA, "offer.made", public=False, **TO_BEN)
        self.write(BEN, "offer.closed", public=False, how="accepted", **TO_BEN)
        self.write(BEN, "representative.joined", how="transfer", owner=person(BEN), representative=person(BEN))
        self.said: list[str] = []
        self.start = {"key": "start", "result": {"chat": 1}}
        self.customer = page(0, [line._replace(seq=line.public, public=None) for line in self.lines if line.public])
        self.ana, self.ben = page(ANA, self.lines), page(BEN, self.lines)
        self.grant(self.customer, "message.post", "first", chat=1)
        self.grant(self.customer, "message.post", "second", chat=1)
        self.grant(self.ana, "message.post", "aside", chat=1)
        self.grant(self.ana, "queue.get_next", "next", result={"chat": 1})
        self.grant(self.ana, "chat.transfer", "transfer", result={"offer": 2}, chat=1)
        self.grant(self.ben, "offer.accept", "accept", result={"chat": 1}, offer=2)

    @property
    def lines(self) -> list[Line]:
        return self.log.lines[1]

    def write(self, author: int, kind: str, public: bool = True, key: str | None = None, **body: Any) -> None:
        """Add an event to the chat, and to its row what that does to it."""
        seq = len(self.lines) + 1
        counted = sum(line.public is not None for line in self.lines) + public
        role = "representative" if author else "customer"
        number = counted if public else None
        self.lines.append(Line(seq, number, 0, role, author, PEOPLE[author], key, {"kind": kind, **body}))
        now = Standing("waiting")
        for line in self.lines:
            now.move(line.body)
        self.log.chats[:] = [ChatRow(1, "Customer 1", "start", now.state, now.owner, seq, counted)]

    def grant(self, client: Any, do: str, key: str, result: Any = None, **fields: int) -> None:
        client.outbox.settled.append(Wish({"do": do, "key": key, **fields}, answer={"result": result}))

    @property
    def scene(self) -> Any:
        """All who noticed."""
        clients = [self.customer, self.ana, self.ben]
        load = SimpleNamespace(
            clients=clients,
            settled=[wish for client in clients for wish in client.outbox.settled],
            customers=[SimpleNamespace(name="Customer 1", starts=[self.start])],
            representatives=[SimpleNamespace(client=client) for client in (self.ana, self.ben)],
        )
        return SimpleNamespace(load=load, browsers=SimpleNamespace(said=self.said))


def page(number: int, lines: list[Line]) -> Any:
    events = [{name: value for name, value in line._asdict().items() if value is not None} for line in lines]
    return SimpleNamespace(
        name=PEOPLE[number],
        id=number,
        views={1: View(1, PEOPLE[0], lines[-1].seq, events, Standing("active"))},
        past=[],
        outbox=SimpleNamespace(settled=[]),
        online=True,
        frozen=False,
        farewell="",
    )


def test_where_all_is_well_nothing_is_found() -> None:
    world = World()
    assert audit.audit(world.log, world.scene) == set()


def an_event_is_missing(world: World) -> None:
    del world.lines[4]


def an_event_is_there_twice(world: World) -> None:
    world.lines.append(world.lines[4])


def a_key_is_there_twice(world: World) -> None:
    world.write(0, "message", key="second", text="second")


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
    world.grant(world.ben, "chat.end", "end", chat=1)


def an_event_has_no_answer(world: World) -> None:
    world.ana.outbox.settled.pop()


def an_offer_was_accepted_unasked(world: World) -> None:
    world.ben.outbox.settled.pop()


def another_took_it_too(world: World) -> None:
    world.write(ANA, "representative.joined", owner=person(ANA), representative=person(ANA))


def an_entry_was_taken_by_somebody_else(world: World) -> None:
    world.log.entries[0] = world.log.entries[0]._replace(taken_by=BEN)


def an_offer_was_taken_by_somebody_else(world: World) -> None:
    world.log.entries[1] = world.log.entries[1]._replace(taken_by=ANA)


def who_accepted_did_not_come_in(world: World) -> None:
    world.lines.pop()


def who_came_in_had_not_accepted(world: World) -> None:
    world.lines[6] = world.lines[6]._replace(body={**world.lines[6].body, "how": "declined"})


def an_offer_is_forgotten(world: World) -> None:
    del world.lines[6]


def an_offer_is_closed_twice(world: World) -> None:
    world.write(ANA, "offer.closed", public=False, how="withdrawn", **TO_BEN)


def an_accepted_offer_still_stands(world: World) -> None:
    world.log.entries.append(world.log.entries[1]._replace(state="waiting"))


def an_offer_to_somebody_never_lapses(world: World) -> None:
    world.write(BEN, "offer.made", public=False, **{**TO_BEN, "offer": 3})
    world.log.entries.append(Entry(3, 1, "transfer", True, "waiting", None))


def an_offer_outlives_its_chat(world: World) -> None:
    world.write(BEN, "offer.made", public=False, **{**TO_BEN, "offer": 3})
    world.write(BEN, "chat.ended", by="representative")
    world.log.entries.append(Entry(3, 1, "transfer", False, "waiting", None))


def an_end_never_comes(world: World) -> None:
    world.write(BEN, "chat.ending", public=False, representative=person(BEN))


def the_row_says_another_owner(world: World) -> None:
    world.log.chats[0] = world.log.chats[0]._replace(owner=ANA)


def somebody_is_in_it_unseen(world: World) -> None:
    world.log.inside.add((1, 9))


def nobody_is_with_the_customer(world: World) -> None:
    world.log.inside.clear()


def who_is_with_the_customer_is_not_connected(world: World) -> None:
    world.ana.online = world.ben.online = False


def only_an_offer_keeps_it_in_sight(world: World) -> None:
    world.log.chats[0] = world.log.chats[0]._replace(state="held")
    world.log.inside.clear()
    world.log.entries.append(Entry(3, 1, "transfer", False, "waiting", None))


def a_chat_nobody_was_told_of(world: World) -> None:
    world.log.chats.append(ChatRow(2, PEOPLE[0], "other", "ended", None, 0, 0))
    world.log.lines[2] = []


def a_chat_that_was_given_is_not_there(world: World) -> None:
    world.start = {"key": "start", "result": {"chat": 3}}


def a_key_is_said_to_be_used(world: World) -> None:
    world.customer.outbox.settled.append(Wish({"do": "message.post", "key": "third"}, refusal="key.reused"))


def the_refusal_is_of_another_verb(world: World) -> None:
    world.ana.outbox.settled.append(Wish({"do": "queue.get_next", "key": "more"}, refusal="queue.taken"))


def a_customer_is_sent_away(world: World) -> None:
    world.customer.farewell = "token.invalid"


def a_browsers_message_is_missing(world: World) -> None:
    world.said.append("Said before reload 0.")


@pytest.mark.parametrize(
    ("wrong", "rule", "kind"),
    [
        (an_event_is_missing, audit.numbers_have_no_holes, LOST),
        (an_event_is_there_twice, audit.numbers_have_no_holes, DOUBLED),
        (an_event_is_missing, audit.keys_are_there_once, LOST),
        (a_key_is_there_twice, audit.keys_are_there_once, DOUBLED),
        (messages_are_turned_round, audit.messages_keep_their_order, OUT_OF_ORDER),
        (a_screen_lacks_the_last, audit.views_equal_the_log, LOST),
        (a_screen_shows_one_twice, audit.views_equal_the_log, DOUBLED),
        (a_screen_shows_them_turned_round, audit.views_equal_the_log, OUT_OF_ORDER),
        (an_old_screen_showed_what_is_not_written, audit.views_equal_the_log, LOST),
        (an_answer_has_no_event, deeds.verbs_are_carried_out_once, LOST),
        (an_event_has_no_answer, deeds.verbs_are_carried_out_once, DOUBLED),
        (an_offer_was_accepted_unasked, deeds.verbs_are_carried_out_once, DOUBLED),
        (another_took_it_too, hands.nobody_takes_what_somebody_has, DOUBLED),
        (an_entry_was_taken_by_somebody_else, hands.entries_have_one_taker, LOST),
        (an_offer_was_taken_by_somebody_else, hands.entries_have_one_taker, LOST),
        (another_took_it_too, hands.entries_have_one_taker, DOUBLED),
        (who_accepted_did_not_come_in, hands.whoever_accepts_comes_in, LOST),
        (who_came_in_had_not_accepted, hands.whoever_accepts_comes_in, DOUBLED),
        (an_offer_is_forgotten, hands.offers_have_one_outcome, LOST),
        (an_offer_is_closed_twice, hands.offers_have_one_outcome, DOUBLED),
        (an_accepted_offer_still_stands, hands.offers_have_one_outcome, DOUBLED),
        (an_offer_to_somebody_never_lapses, hands.offers_have_one_outcome, LOST),
        (an_offer_outlives_its_chat, hands.offers_have_one_outcome, LOST),
        (an_end_never_comes, hands.ends_come, LOST),
        (the_row_says_another_owner, hands.rows_say_what_the_timelines_say, LOST),
        (somebody_is_in_it_unseen, hands.rows_say_what_the_timelines_say, LOST),
        (nobody_is_with_the_customer, audit.no_open_chat_is_out_of_sight, LOST),
        (who_is_with_the_customer_is_not_connected, audit.no_open_chat_is_out_of_sight, LOST),
        (only_an_offer_keeps_it_in_sight, audit.no_open_chat_is_out_of_sight, LOST),
        (a_chat_nobody_was_told_of, audit.chats_are_started_once, DOUBLED),
        (a_chat_that_was_given_is_not_there, audit.chats_are_started_once, LOST),
        (a_key_is_said_to_be_used, audit.nothing_is_refused_for_a_wrong_reason, LOST),
        (the_refusal_is_of_another_verb, audit.nothing_is_refused_for_a_wrong_reason, LOST),
        (a_customer_is_sent_away, audit.nothing_is_refused_for_a_wrong_reason, LOST),
        (a_browsers_message_is_missing, audit.browsers_lose_nothing, LOST),
    ],
)
def test_what_is_wrong_is_found(wrong: Callable[[World], None], rule: Rule, kind: str) -> None:
    world = World()
    wrong(world)
    assert kind in {finding.kind for finding in rule(world.log, world.scene)}


def test_every_rule_is_tried() -> None:
    cases: list[tuple[Any, Rule, str]] = test_what_is_wrong_is_found.pytestmark[0].args[1]
    assert {rule for _, rule, _ in cases} == set(audit.RULES)


@pytest.mark.parametrize(
    ("kind", "body", "ending", "deed"),
    [
        ("representative.joined", {}, False, "representative.joined, taken"),
        ("representative.left", {"lost": True}, False, "representative.left, lost"),
        ("owner.changed", {"owner": person(ANA)}, False, "owner.changed, to myself"),
        ("owner.changed", {"owner": person(BEN)}, False, "owner.changed"),
        ("chat.ending_undone", {"why": "moved_on"}, False, "chat.ending_undone, moved_on"),
        ("chat.ended", {}, False, "chat.ending"),
        ("chat.ended", {}, True, "chat.ended"),
    ],
)
def test_an_event_says_what_its_author_did(kind: str, body: dict[str, Any], ending: bool, deed: str) -> None:
    assert deed_of({"kind": kind, **body}, ANA, ending) == deed
