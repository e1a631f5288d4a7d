"""A keyed command is carried out once, however often it is sent."""

from datetime import timedelta

import pytest
from tests.cast import Cast, customer, new_key

from deskside.kit import receipts
from deskside.kit.clock import clock
from deskside.kit.errors import Refusal
from deskside.kit.models import Receipt
from deskside.kit.receipts import carry_out
from deskside.people.commands import SetAvailability
from deskside.people.models import Representative
from deskside.queues.commands import HoldChat


def test_the_second_time_nothing_changes(cast: Cast) -> None:
    busy = SetAvailability(key=new_key(), availability="busy")
    carry_out(cast.ana, busy)
    Representative.objects.update(availability="available")
    carry_out(cast.ana, busy)
    assert Representative.objects.get(pk=cast.ana.id).availability == "available"


def test_a_hold_sent_again_is_not_refused_for_being_held_already(cast: Cast) -> None:
    chat = cast.active()
    hold = HoldChat(key=new_key(), chat=chat.pk)
    assert carry_out(cast.ana, hold) == carry_out(cast.ana, hold)


def test_the_same_key_for_something_else_is_refused(cast: Cast) -> None:
    key = new_key()
    carry_out(cast.ana, SetAvailability(key=key, availability="busy"))
    with pytest.raises(Refusal, match=r"key\.reused"):
        carry_out(cast.ana, SetAvailability(key=key, availability="away"))


def test_keys_are_ones_own(cast: Cast) -> None:
    key = new_key()
    carry_out(cast.ana, SetAvailability(key=key, availability="busy"))
    carry_out(cast.devin, SetAvailability(key=key, availability="away"))
    assert Representative.objects.get(pk=cast.devin.id).availability == "away"


def test_a_refused_command_leaves_no_receipt_and_may_be_sent_again(cast: Cast) -> None:
    chat = cast.active()
    hold = HoldChat(key=new_key(), chat=chat.pk)
    with pytest.raises(Refusal):
        carry_out(cast.devin, hold)
    assert not Receipt.objects.filter(key=hold.key).exists()


def test_who_has_no_business_with_a_command_is_refused(cast: Cast) -> None:
    chat = cast.active()
    with pytest.raises(Refusal, match=r"rights\.denied"):
        carry_out(customer(chat), HoldChat(key=new_key(), chat=chat.pk))


def test_old_receipts_are_forgotten(cast: Cast) -> None:
    carry_out(cast.ana, SetAvailability(key=new_key(), availability="busy"))
    Receipt.objects.update(at=clock.now() - receipts.KEPT - timedelta(seconds=1))
    carry_out(cast.ana, SetAvailability(key=new_key(), availability="away"))
    receipts.forget_old()
    assert Receipt.objects.count() == 1
