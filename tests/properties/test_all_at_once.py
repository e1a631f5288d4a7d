"""Many people do everything at the same moment, as on several nodes: what must always hold, holds afterwards.

Unlike `test_any_order`, which steps, here threads with connections of their own run into each other. On PostgreSQL
nothing but the database stands between them, as between two nodes; on SQLite the write gate does.
"""

import os
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, connections
from tests.cast import Cast, come, customer, new_key
from tests.chats.test_life import cached, replayed

from deskside.chats.commands import PostMessage, draft_of
from deskside.chats.life import offers_of
from deskside.chats.models import Chat, Participant
from deskside.chats.posting import record_posts
from deskside.chats.timeline import Recorded, read
from deskside.kit.actor import Actor
from deskside.kit.commands import Keyed
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
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
    WithdrawOffer,
)
from deskside.queues.entries import OFFERS
from deskside.queues.models import QueueEntry
from deskside.queues.offers import Receiver
from deskside.queues.picking import get_next

HANDS = 8
DEEDS = 400 if os.environ.get("DESKSIDE_PROVE") == "1" else 40
"""How many things each hand does."""


class Desk:
    """Few chats and few people, so that they are in each other's way."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.people = [cast.ana, cast.devin, cast.leah]
        come(*self.people)
        self.chats = [cast.waiting(f"Customer {number}") for number in range(3)]
        self.keys = [new_key() for _ in range(HANDS)]
        self.acknowledged: Counter[tuple[int, str]] = Counter()
        self.taken: list[tuple[int, int]] = []
        self._guard = threading.Lock()

    def deed(self, dice: random.Random) -> None:
        """Somebody does something, at any time, rightly or wrongly, sometimes with a key used before."""
        who, chat = dice.choice(self.people), dice.choice(self.chats)
        key = dice.choice([new_key(), new_key(), dice.choice(self.keys)])
        act = dice.randrange(18)
        if act < 4:
            self._post(dice.choice([who, customer(chat)]), chat.pk, key)
        elif act == 4:
            self._get_next(who, key)
        elif act == 5:
            self._take(who, chat.pk, key)
        elif act == 6:
            jobs.representative_lost(who.id)
        elif act == 7:
            dice.choice([jobs.customers_away, jobs.customers_back])([chat.pk])
        elif act == 8 and dice.random() < 0.3:
            self._replace(dice, chat)
        elif act == 9:
            carry_out(customer(chat), LeaveChat(key=key, chat=chat.pk)) if dice.random() < 0.1 else None
        elif act >= 12:
            self._hand_over(dice, who, chat.pk, key)
        else:
            command = dice.choice([HoldChat, ResumeChat, HoldChat, ResumeChat, LeaveChat])
            carry_out(who, command(key=key, chat=chat.pk))

    def _post(self, actor: Actor, chat: int, key: str) -> None:
        # The words are the key's own, so that the same key never says something else.
        outcome = record_posts([draft_of(actor, PostMessage(key=key, chat=chat, text=f"words of {key}"))])[0]
        if isinstance(outcome, Recorded):
            with self._guard:
                self.acknowledged[chat, f"{actor.role} {outcome.event.author} {key}"] += 1

    def _get_next(self, who: Actor, key: str) -> None:
        answer = get_next([(who, GetNext(key=key))])[0]
        if isinstance(answer, dict):
            with self._guard:
                self.taken.append((answer["chat"], who.id))

    def _take(self, who: Actor, chat: int, key: str) -> None:
        entry = QueueEntry.objects.filter(chat=chat, state="waiting").first()
        if entry is not None:
            carry_out(who, TakeEntry(key=key, entry=entry.pk))

    def _hand_over(self, dice: random.Random, who: Actor, chat: int, key: str) -> None:
        other = dice.choice([person for person in self.people if person != who])
        to = dice.choice([Receiver(representative=other.id), Receiver(team=self.cast.desk.pk)])
        offers = list(QueueEntry.objects.filter(state="waiting", reason__in=OFFERS).values_list("pk", flat=True))
        wishes: list[Keyed] = [
            TransferChat(key=key, chat=chat, to=to),
            InviteToChat(key=key, chat=chat, to=to),
            PassChat(key=key, chat=chat, to=other.id),
            RejoinChat(key=key, chat=chat),
        ]
        for offer in offers:
            wishes += [answer(key=key, offer=offer) for answer in (AcceptOffer, DeclineOffer, WithdrawOffer)]
        carry_out(who, dice.choice(wishes))
        if dice.random() < 0.1:
            carry_out(self.cast.leah, TakeOverChat(key=new_key(), chat=chat, reason="Because."))

    def _replace(self, dice: random.Random, chat: Chat) -> None:
        """A chat ends, and another customer comes."""
        owner = Chat.objects.get(pk=chat.pk).owner_id
        who = next((person for person in self.people if person.id == owner), dice.choice(self.people))
        with suppress(Refusal):
            carry_out(who, EndChat(key=new_key(), chat=chat.pk))
        fresh = self.cast.waiting("Another customer")
        with self._guard:
            self.chats[self.chats.index(chat) if chat in self.chats else 0] = fresh


@pytest.mark.parametrize("seed", range(3))
def test_the_invariants_hold_when_everything_happens_at_once(real_cast: Cast, seed: int) -> None:
    desk = Desk(real_cast)

    def hand(number: int) -> list[str]:
        dice = random.Random(f"{seed} {number}")
        faults: list[str] = []
        for _ in range(DEEDS):
            try:
                desk.deed(dice)
            except Refusal:
                continue
            except Exception as error:
                faults.append(repr(error))
                connection.close()
        connections.close_all()
        return faults

    with ThreadPoolExecutor(HANDS) as hands:
        faults = [fault for found in hands.map(hand, range(HANDS)) for fault in found]
    assert faults == []
    for chat in Chat.objects.all():
        _holds_together(chat)
    _nothing_was_lost_or_doubled(desk)
    assert QueueEntry.objects.filter(state="taken", taken_by=None).count() == 0


def _holds_together(chat: Chat) -> None:
    events = read({chat.pk: 0})[chat.pk]
    assert [event.seq for event in events] == list(range(1, chat.seq + 1))
    public = [event.public for event in events if event.public is not None]
    assert public == list(range(1, chat.public_seq + 1))
    assert cached(chat) == replayed(chat)
    waiting = QueueEntry.objects.filter(chat=chat, state="waiting")
    offered = waiting.filter(reason__in=OFFERS)
    assert [made.offer for made in offers_of(chat)] == list(offered.order_by("pk").values_list("pk", flat=True))
    lies = waiting.exclude(reason__in=OFFERS).count()
    inside = Participant.objects.filter(chat=chat, left_at=None).count()
    expected = {"waiting": (1, 0), "held": (1, 0), "active": (0, 1), "ended": (0, 0)}[chat.state]
    assert (lies, min(inside, 1)) == expected, f"chat {chat.pk} is out of sight or in two places"


def _nothing_was_lost_or_doubled(desk: Desk) -> None:
    stored: Counter[tuple[int, str]] = Counter()
    for chat in Chat.objects.values_list("pk", flat=True):
        for event in read({chat: 0})[chat]:
            if event.key is not None:
                stored[chat, f"{event.role} {event.author} {event.key}"] += 1
    assert set(stored.values()) <= {1}
    assert set(desk.acknowledged) == set(stored)
