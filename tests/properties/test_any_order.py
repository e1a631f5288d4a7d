"""Whatever people do, in whatever order, rightly or wrongly: the invariants hold.

1: each entitled reader gets each event once and in order, through reconnects. 2: an entry has one taker. 3: leaving is
not ending. 4: no open chat is out of sight. 6: nobody reads what isn't theirs. (The numbers are those of
docs/architecture.md.)
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
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.cast import Cast, come, customer, go, make_cast, new_key, post
from tests.chats.test_life import cached, replayed
from tests.properties.possible import Deed, possible_deeds

from deskside.chats import timeline
from deskside.chats.audience import for_customer
from deskside.chats.events import INTERNAL, Event, OfferClosed, OfferMade
from deskside.chats.feed import Opening, Wish, open_chats
from deskside.chats.life import offers_of
from deskside.chats.models import Chat, Participant
from deskside.chats.timeline import Recorded, read
from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.commands import Keyed
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.live.connection import Connection
from deskside.live.hub import encode
from deskside.live.watch import Watch
from deskside.live.wire import EventFrame
from deskside.people.models import Team
from deskside.queues import jobs
from deskside.queues.commands import (
    AcceptOffer,
    DeclineOffer,
    EndChat,
    GetNext,
    HoldChat,
    InviteToChat,
    LeaveChat,
    PassChat,
    RejoinChat,
    ResumeChat,
    TakeEntry,
    TakeOverChat,
    TransferChat,
    UndoEnd,
    WithdrawOffer,
)
from deskside.queues.entries import OFFERS
from deskside.queues.models import QueueEntry
from deskside.queues.offers import Receiver

LONG = os.environ.get("DESKSIDE_PROVE") == "1"

STEPS_PROVED = 20_000

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
    """People, what they may try, and what must always hold. ``steps`` counts what was done to chats."""

    steps = 0

    chats: Bundle[int] = Bundle("chats")
    keys = st.integers(0, 20).map(lambda number: f"used-before-{number}" if number < 4 else new_key())
    people = st.sampled_from(["ana", "devin", "leah", "tomas"])

    @initialize(target=chats)
    def open_the_desk(self) -> int:
        self._block = transaction.atomic()
        self._block.__enter__()
        self.cast: Cast = make_cast()
        Team.objects.update(undo_end_for=10, overflow_after=0)
        come(self.cast.ana, self.cast.devin, self.cast.leah, self.cast.tomas)
        self.readers: dict[tuple[Actor, int], Reader] = {}
        self.takers: dict[int, int] = {}
        timeline.recorded.append(self._tell)
        return self._asks_for_help(urgent=False)

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
        type(self).steps += 1
        open_before = self._open()
        with suppress(Refusal):
            carry_out(actor, command)
        if actor.role == "representative" and not isinstance(command, EndChat):
            assert self._open() == open_before, "leaving is not ending"
        self._let_go()

    def _open(self) -> set[int]:
        return set(Chat.objects.exclude(state="ended").values_list("pk", flat=True))

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
    def somebody_asks_for_help(self, urgent: bool) -> int:
        return self._asks_for_help(urgent=urgent)

    def _asks_for_help(self, *, urgent: bool) -> int:
        chat = self.cast.waiting(issue=self.cast.password if urgent else self.cast.wireless)
        reader = Reader(customer(chat), chat.pk)
        assert reader.connect()
        self.readers[reader.actor, chat.pk] = reader
        return chat.pk

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
        command=st.sampled_from([HoldChat, ResumeChat, LeaveChat, RejoinChat, EndChat, UndoEnd]),
    )
    def hold_resume_leave_rejoin_end_or_undo(self, who: str, chat: int, key: str, command: type[Keyed]) -> None:
        self._do(self._somebody(who, chat), command(key=key, chat=chat))  # type: ignore[call-arg]

    @rule(choices=st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=12))
    def people_do_what_they_can(self, choices: list[tuple[int, int]]) -> None:
        """Again and again, of all that is rightly possible, some kind of deed and one of its kind; or one is lost."""
        for kind, pick in choices:
            possible: dict[type[Keyed], list[Deed]] = {}
            for deed in possible_deeds(self.cast):
                possible.setdefault(type(deed.command), []).append(deed)
            kinds = [*possible.values(), None]
            deeds = kinds[kind % len(kinds)]
            if deeds is None:
                self.lose_a_representative(["ana", "devin", "leah", "tomas"][pick % 4])
            else:
                self._do(*deeds[pick % len(deeds)])
            for held in self.invariants:
                held.function(self)

    @rule(
        who=people,
        chat=chats,
        key=keys,
        command=st.sampled_from([TransferChat, InviteToChat]),
        to=st.one_of(people, st.sampled_from(["desk", "classroom"])),
    )
    def offer(self, who: str, chat: int, key: str, command: type[Keyed], to: str) -> None:
        named = getattr(self.cast, to)
        receiver = Receiver(representative=named.id) if isinstance(named, Actor) else Receiver(team=named.pk)
        self._do(getattr(self.cast, who), command(key=key, chat=chat, to=receiver))  # type: ignore[call-arg]

    @rule(who=people, key=keys, pick=st.integers(0, 10), only_pending=st.booleans(),
          command=st.sampled_from([AcceptOffer, AcceptOffer, DeclineOffer, WithdrawOffer]))  # fmt: skip
    def answer(self, who: str, key: str, pick: int, only_pending: bool, command: type[Keyed]) -> None:
        offers = QueueEntry.objects.filter(reason__in=OFFERS).order_by("-pk")
        entries = list((offers.filter(state="waiting") if only_pending else offers).values_list("pk", flat=True))
        offer = entries[pick % len(entries)] if entries else 10**6
        self._do(getattr(self.cast, who), command(key=key, offer=offer))  # type: ignore[call-arg]

    @rule(who=people, chat=chats, key=keys, to=people)
    def pass_on(self, who: str, chat: int, key: str, to: str) -> None:
        self._do(getattr(self.cast, who), PassChat(key=key, chat=chat, to=getattr(self.cast, to).id))

    @rule(who=people, chat=chats, key=keys)
    def take_over(self, who: str, chat: int, key: str) -> None:
        self._do(getattr(self.cast, who), TakeOverChat(key=key, chat=chat, reason="Because."))

    @rule(
        change=st.sampled_from(
            [jobs.end_the_due, jobs.close_offers, jobs.return_old_holds, jobs.let_overflow, jobs.replace_the_lost]
        ),
        overflows=st.booleans(),
    )
    def time_passes(self, change, overflows: bool) -> None:  # type: ignore[no-untyped-def]
        type(self).steps += 1
        now = clock.now()
        Chat.objects.filter(ending_at__isnull=False).update(ending_at=now)
        QueueEntry.objects.filter(state="waiting", until__isnull=False).update(until=now)
        Team.objects.filter(pk=self.cast.desk.pk).update(overflow_to=self.cast.classroom if overflows else None)
        about_to_end = set(Chat.objects.filter(ending_at__isnull=False).values_list("pk", flat=True))
        gone = set(Chat.objects.filter(customer_presence="left").values_list("pk", flat=True))
        open_before = self._open()
        change()
        assert open_before - self._open() <= about_to_end | gone, "nothing else ends a chat"
        self._let_go()

    @rule(who=people, long_ago=st.booleans())
    def lose_a_console(self, who: str, long_ago: bool) -> None:
        go(getattr(self.cast, who), ago=1000 if long_ago else 0)

    @rule(who=people)
    def open_a_console(self, who: str) -> None:
        come(getattr(self.cast, who))

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
        type(self).steps += 1
        gone = set(Chat.objects.filter(customer_presence="left").values_list("pk", flat=True))
        open_before = self._open()
        jobs.representative_lost(getattr(self.cast, who).id)
        assert open_before - self._open() <= gone, "a lost representative cuts nobody off"
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

    @rule(frame=st.one_of(st.text(max_size=40), st.binary(max_size=10)))
    def send_nonsense(self, frame: str | bytes) -> None:
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

    @invariant()
    def an_entry_has_one_taker(self) -> None:
        if hasattr(self, "takers"):
            for entry, taker in QueueEntry.objects.filter(state="taken").values_list("pk", "taken_by"):
                assert self.takers.setdefault(entry, taker) == taker

    @invariant()
    def no_open_chat_is_out_of_sight(self) -> None:
        for chat in self._all():
            entries = QueueEntry.objects.filter(chat=chat, state="waiting").exclude(reason__in=OFFERS).count()
            inside = Participant.objects.filter(chat=chat, left_at=None).count()
            expected = {"waiting": (1, 0), "held": (1, 0), "active": (0, 1), "ended": (0, 0)}[chat.state]
            assert (entries, min(inside, 1)) == expected

    @invariant()
    def the_columns_say_what_the_timeline_says(self) -> None:
        for chat in self._all():
            assert cached(chat) == replayed(chat)

    @invariant()
    def an_offer_has_one_outcome(self) -> None:
        for chat in self._all():
            bodies = [event.body for event in read({chat.pk: 0})[chat.pk]]
            made = [body.offer for body in bodies if isinstance(body, OfferMade)]
            closed = [body.offer for body in bodies if isinstance(body, OfferClosed)]
            pending = [offer.offer for offer in offers_of(chat)]
            assert sorted(made) == sorted(closed + pending)
            rows = QueueEntry.objects.filter(chat=chat, state="waiting", reason__in=OFFERS).order_by("pk")
            assert pending == list(rows.values_list("pk", flat=True))
            allowed = {"active": {"transfer", "invitation"}, "held": {"transfer"}}.get(chat.state, set())
            assert set(rows.values_list("reason", flat=True)) <= allowed
            assert not pending or chat.customer_presence != "left"

    @invariant()
    def whose_a_chat_is_is_in_it_or_holds_it(self) -> None:
        for chat in self._all():
            if chat.state == "active":
                assert Participant.objects.filter(chat=chat, left_at=None, representative=chat.owner_id).exists()
            assert (chat.owner_id is None) == (chat.state == "waiting") or chat.state == "ended"

    def _all(self) -> list[Chat]:
        return list(Chat.objects.all()) if hasattr(self, "cast") else []

    def _readers(self) -> list[tuple[tuple[Actor, int], Reader]]:
        return list(self.readers.items()) if hasattr(self, "readers") else []


@pytest.mark.django_db
def test_the_invariants_hold_in_any_order() -> None:
    AnyOrder.steps = 0
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        AnyOrder,
        settings=settings(
            max_examples=1000 if LONG else 40,
            stateful_step_count=50 if LONG else 30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    assert AnyOrder.steps >= STEPS_PROVED or not LONG
