"""How far people have read: many cursors at once, forward only, never beyond what is there."""

from tests.cast import Cast, customer, post

from deskside.chats.cursors import store
from deskside.chats.models import Chat, Participant


def seen(chat: Chat) -> tuple[int, int]:
    """By the customer, by the representative."""
    chat.refresh_from_db()
    return chat.customer_seen, Participant.objects.get(chat=chat, left_at=None).seen


def test_both_sides_cursors_of_several_chats_move_in_one_go(cast: Cast) -> None:
    chats = [cast.active(f"Customer {number}") for number in range(3)]
    for chat in chats:
        post(cast.ana, chat, "Hello")
    store([(customer(chat), chat.pk, 3) for chat in chats] + [(cast.ana, chat.pk, 2) for chat in chats])
    assert [seen(chat) for chat in chats] == [(3, 2)] * 3


def test_a_cursor_that_is_further_stays_and_none_goes_beyond_the_end(cast: Cast) -> None:
    chat = cast.active()
    store([(customer(chat), chat.pk, 2), (cast.ana, chat.pk, 2)])
    store([(customer(chat), chat.pk, 1), (cast.ana, chat.pk, 1)])
    store([(customer(chat), chat.pk, 99), (cast.ana, chat.pk, 99)])
    assert seen(chat) == (2, 2)


def test_who_has_left_has_seen_no_more(cast: Cast) -> None:
    chat = cast.active()
    store([(cast.devin, chat.pk, 2)])
    assert seen(chat) == (0, 0)
