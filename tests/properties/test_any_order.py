"""Whatever people do, in whatever order, rightly or wrongly: the invariants hold.

1: each entitled reader gets each event once and in order, through reconnects. 2: an entry has one taker. 4: no open
chat is out of sight. 6: nobody reads what isn't theirs. (The numbers are those of docs/architecture.md.)
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.cast import Cast, customer, make_cast, new_key, post
from tests.chats.test_life import cached, replayed

from deskside.chats import timeline
from deskside.chats.audience import for_customer
from deskside.chats.events import INTERNAL, Event
from deskside.chats.feed import Opening, Wish, open_chats
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import Recorded, read
from deskside.kit.actor import Actor
from deskside.kit.commands import Keyed
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.live.connection import Connection
from deskside.live.hub import encode
from deskside.live.watch import Watch
from deskside.live.wire import EventFrame
from deskside.queues import jobs
from deskside.queues.commands import EndChat, GetNext, HoldChat, LeaveChat, ResumeChat, TakeEntry
from deskside.queues.models import QueueEntry

TEXTS = st.one_of(st.sampled_from(["hello", "", "\u200b", "a\0b", "<b>", "x" * 8001]), st.text(max_size=20))


class Reader:
    """A screen that follows one chat through the real cursor logic, and may lose its connection."""

    def __init__(self, actor: Actor, chat: int) -> None:
        self.actor = actor
        self.chat = chat
        self.events: list[Event] = []
        self.watch: Watch | None = None

    def connect(self) -> bool:
        """Come back with the cursor; whether that was allowed."""
        after = self.events[-1].seq if self.events else 0
        opened = open_chats([Wish(self.actor, self.chat, after)])[0]
        if not isinstance(opened, Opening):
            self.watch = None
            return False
        self.events = [*([] if opened.whole else self.events), *opened.events]
        self.watch = Watch(
            self.actor, self.chat, self._hear, pytest.fail, lambda *_: pytest.fail("an event was missed")
        )
        self.watch.follow(opened.view.seq)
        return True

    def offer(self, event: Event) -> None:
        """A live event, as the hub offers it."""
        if self.watch is not None:
            shown = for_customer(event) if self.actor.role == "customer" else event
            if shown is not None:
                self._next = shown
                self.watch.offer(shown.seq, encode(EventFrame(self.chat, shown)))

    def _hear(self, _: str) -> None:
        self.events.append(self._next)


class AnyOrder(RuleBasedStateMachine):
    """People, what they may try, and what must always hold."""

    chats: Bundle[int] = Bundle("chats")
    keys: Bundle[str] = Bundle("keys")
    people = st.sampled_from(["ana", "devin", "leah", "tomas"])

    @initialize()
    def open_the_desk(self) -> None:
        self._block = transaction.atomic()
        self._block.__enter__()
        self.cast: Cast = make_cast()
        self.readers: dict[tuple[Actor, int], Reader] = {}
        self.takers: dict[int, int] = {}
        timeline.recorded.append(self._tell)

    def teardown(self) -> None:
        if hasattr(self, "_block"):
            timeline.recorded.remove(self._tell)
            transaction.set_rollback(True)
            self._block.__exit__(None, None, None)

    def _tell(self, fresh: Sequence[Recorded]) -> None:
        for row in fresh:
            for reader in self._readers_of(row.chat):
                reader.offer(row.event)

    def _readers_of(self, chat: int) -> Iterator[Reader]:
        return (reader for (_, other), reader in list(self.readers.items()) if other == chat)

    def _do(self, actor: Actor, command: Keyed) -> None:
        with suppress(Refusal):
            carry_out(actor, command)
        self._let_go()

    def _let_go(self) -> None:
        """As the live shell does: who may not watch any more is cut off, who joined begins."""
        for (actor, chat), reader in list(self.readers.items()):
            if actor.role == "representative" and not isinstance(open_chats([Wish(actor, chat, 0)])[0], Opening):
                reader.watch = None
        for row in Participant.objects.filter(left_at=None).select_related("representative"):
            actor = Actor("representative", row.representative_id, row.representative.name)
            reader = self.readers.setdefault((actor, row.chat_id), Reader(actor, row.chat_id))
            if reader.watch is None:
                assert reader.connect()

    def _somebody(self, name: str, chat: int) -> Actor:
        return customer(Chat.objects.get(pk=chat)) if name == "customer" else getattr(self.cast, name)

    @rule(target=chats, urgent=st.booleans())
    def ask_for_help(self, urgent: bool) -> int:
        chat = self.cast.waiting(issue=self.cast.password if urgent else self.cast.wireless)
        reader = Reader(customer(chat), chat.pk)
        assert reader.connect()
        self.readers[reader.actor, chat.pk] = reader
        return chat.pk

    @rule(target=keys)
    def make_a_key(self) -> str:
        return new_key()

    @rule(who=people, key=keys)
    def get_next(self, who: str, key: str) -> None:
        self._do(getattr(self.cast, who), GetNext(key=key))

    @rule(who=people, key=keys, pick=st.integers(0, 10))
    def take_a_row(self, who: str, key: str, pick: int) -> None:
        entries = list(QueueEntry.objects.order_by("pk").values_list("pk", flat=True)) or [10**6]
        self._do(getattr(self.cast, who), TakeEntry(key=key, entry=entries[pick % len(entries)]))

    @rule(who=st.one_of(people, st.just("customer")), chat=chats, key=keys, text=TEXTS, note=st.booleans())
    def say(self, who: str, chat: int, key: str, text: str, note: bool) -> None:
        with suppress(Refusal):
            post(self._somebody(who, chat), chat, text, note=note, key=key)

    @rule(who=st.one_of(people, st.just("customer")), chat=chats, other=chats, text=TEXTS, key=keys)
    def say_in_another_chat(self, who: str, chat: int, other: int, text: str, key: str) -> None:
        with suppress(Refusal):
            post(self._somebody(who, chat), other, text, key=key)

    @rule(
        who=st.one_of(people, st.just("customer")),
        chat=chats,
        key=keys,
        command=st.sampled_from([HoldChat, ResumeChat, LeaveChat, EndChat]),
    )
    def hold_resume_leave_or_end(self, who: str, chat: int, key: str, command: type[Keyed]) -> None:
        self._do(self._somebody(who, chat), command(key=key, chat=chat))  # type: ignore[call-arg]

    @rule(some=st.lists(chats, max_size=3), change=st.sampled_from([jobs.customers_away, jobs.customers_back]))
    def customers_connections(self, some: list[int], change) -> None:  # type: ignore[no-untyped-def]
        change(some)
        self._let_go()

    @rule(chat=chats)
    def customer_does_not_come_back(self, chat: int) -> None:
        jobs.customer_gone(chat)
        self._let_go()

    @rule(who=people)
    def lose_a_representative(self, who: str) -> None:
        jobs.representative_lost(getattr(self.cast, who).id)
        self._let_go()

    @rule(pick=st.integers(0, 20))
    def lose_a_connection(self, pick: int) -> None:
        readers = list(self.readers.values())
        if readers:
            readers[pick % len(readers)].watch = None

    @rule(pick=st.integers(0, 20))
    def come_back(self, pick: int) -> None:
        readers = list(self.readers.values())
        if readers:
            readers[pick % len(readers)].connect()

    @rule(key=consumes(keys), frame=st.one_of(st.text(max_size=40), st.binary(max_size=10)))
    def send_nonsense(self, key: str, frame: str | bytes) -> None:
        with suppress(Refusal):
            Connection(0).received(frame, 0)

    @invariant()
    def numbers_have_no_holes(self) -> None:
        for chat in self._all():
            events = read({chat.pk: 0})[chat.pk]
            assert [event.seq for event in events] == list(range(1, chat.seq + 1))
            public = [event.public for event in events if event.public is not None]
            assert public == list(range(1, chat.public_seq + 1))

    @invariant()
    def connected_readers_have_everything_once_and_in_order(self) -> None:
        for (actor, chat), reader in self._readers():
            if reader.watch is None:
                continue
            log = read({chat: 0})[chat]
            entitled = [shown for event in log if (shown := for_customer(event))] if actor.role == "customer" else log
            assert reader.events == entitled

    @invariant()
    def nobody_reads_what_is_not_theirs(self) -> None:
        for (actor, chat), reader in self._readers():
            if actor.role == "customer":
                assert chat == actor.id
                assert not [event for event in reader.events if type(event.body) in INTERNAL or event.public]
            else:
                assert Participant.objects.filter(chat=chat, representative=actor.id).exists()
                assert actor.name != "Tomas Berg", "he serves another team"

    @invariant()
    def an_entry_has_one_taker(self) -> None:
        if hasattr(self, "takers"):
            for entry, taker in QueueEntry.objects.filter(state="taken").values_list("pk", "taken_by"):
                assert self.takers.setdefault(entry, taker) == taker

    @invariant()
    def no_open_chat_is_out_of_sight(self) -> None:
        for chat in self._all():
            entries = QueueEntry.objects.filter(chat=chat, state="waiting").count()
            inside = Participant.objects.filter(chat=chat, left_at=None).count()
            expected = {"waiting": (1, 0), "held": (1, 0), "active": (0, 1), "ended": (0, 0)}[chat.state]
            assert (entries, min(inside, 1)) == expected

    @invariant()
    def the_columns_say_what_the_timeline_says(self) -> None:
        for chat in self._all():
            assert cached(chat) == replayed(chat)

    def _all(self) -> list[Chat]:
        return list(Chat.objects.all()) if hasattr(self, "cast") else []

    def _readers(self) -> list[tuple[tuple[Actor, int], Reader]]:
        return list(self.readers.items()) if hasattr(self, "readers") else []


@pytest.mark.django_db
def test_the_invariants_hold_in_any_order() -> None:
    long = os.environ.get("DESKSIDE_PROVE") == "1"
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        AnyOrder,
        settings=settings(
            max_examples=400 if long else 25,
            stateful_step_count=50 if long else 30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
