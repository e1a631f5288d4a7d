"""The timeline: numbered without holes, each key once, nothing from those who are not in the chat."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, customer, new_key, post

from deskside.chats.audience import for_customer
from deskside.chats.commands import PostMessage, draft_of
from deskside.chats.events import MessagePosted, NotePosted
from deskside.chats.models import Chat, Event
from deskside.chats.timeline import Recorded, read, record
from deskside.kit.errors import Refusal
from deskside.kit.gate import write
from deskside.queues.ending import end


def recorded(outcome: Recorded | Refusal) -> Recorded:
    assert isinstance(outcome, Recorded), outcome
    return outcome


def code(outcome: Recorded | Refusal) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_numbers_have_no_holes_in_either_counter(cast: Cast) -> None:
    chat = cast.active()
    for turn in range(10):
        post(cast.ana, chat, f"note {turn}", note=turn % 3 == 0)
        post(customer(chat), chat, f"answer {turn}")
    events = read({chat.pk: 0})[chat.pk]
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    seen = [shown for event in events if (shown := for_customer(event))]
    assert [event.seq for event in seen] == list(range(1, len(seen) + 1))
    chat.refresh_from_db()
    assert (chat.seq, chat.public_seq) == (len(events), len(seen))


def test_a_note_moves_only_the_representatives_counter(cast: Cast) -> None:
    chat = cast.active()
    before = chat.public_seq
    note = recorded(post(cast.ana, chat, "account not locked", note=True))
    assert note.event.public is None
    assert for_customer(note.event) is None
    chat.refresh_from_db()
    assert chat.public_seq == before
    assert recorded(post(customer(chat), chat, "hello")).event.public == before + 1


def test_the_same_key_again_gets_the_first_number_and_adds_nothing(cast: Cast) -> None:
    chat = cast.active()
    key = new_key()
    first = recorded(post(cast.ana, chat, "hello", key=key))
    again = recorded(post(cast.ana, chat, "hello", key=key))
    assert again.repeated
    assert again.event == first.event
    assert Event.objects.filter(chat=chat, key=key).count() == 1


def test_the_same_key_twice_in_one_batch_is_one_event(cast: Cast) -> None:
    chat = cast.active()
    draft = draft_of(cast.ana, PostMessage(key=new_key(), chat=chat.pk, text="hello"))
    with write():
        first, again = record([draft, draft])
    assert recorded(first).event == recorded(again).event
    assert recorded(again).repeated


def test_the_same_key_with_other_words_is_refused(cast: Cast) -> None:
    chat = cast.active()
    key = new_key()
    post(cast.ana, chat, "hello", key=key)
    assert code(post(cast.ana, chat, "goodbye", key=key)) == "key.reused"
    assert code(post(cast.ana, chat, "hello", note=True, key=key)) == "key.reused"


def test_a_key_belongs_to_its_author(cast: Cast) -> None:
    chat = cast.active()
    key = new_key()
    post(cast.ana, chat, "hello", key=key)
    assert not recorded(post(customer(chat), chat, "hello", key=key)).repeated


def test_a_repeat_is_answered_even_after_the_end(cast: Cast) -> None:
    chat = cast.active()
    key = new_key()
    first = recorded(post(cast.ana, chat, "hello", key=key))
    with write():
        end(cast.ana, chat.pk)
    assert recorded(post(cast.ana, chat, "hello", key=key)).event == first.event


def test_nothing_is_said_after_the_end(cast: Cast) -> None:
    chat = cast.active()
    with write():
        end(cast.ana, chat.pk)
    assert code(post(customer(chat), chat, "one more thing")) == "chat.ended"


@pytest.mark.parametrize("outsider", ["devin", "leah", "tomas"])
def test_who_is_not_in_the_chat_says_nothing(cast: Cast, outsider: str) -> None:
    chat = cast.active()
    assert code(post(getattr(cast, outsider), chat, "hello")) == "chat.not_yours"


def test_another_customer_says_nothing(cast: Cast) -> None:
    chat, other = cast.active(), cast.waiting("Idris Vance")
    with pytest.raises(Refusal, match=r"chat\.not_yours"):
        post(customer(other), chat, "hello")


def test_a_customer_writes_no_notes(cast: Cast) -> None:
    chat = cast.active()
    with pytest.raises(Refusal, match=r"rights\.denied"):
        post(customer(chat), chat, "hello", note=True)


def test_a_chat_that_does_not_exist_looks_like_one_that_is_not_mine(cast: Cast) -> None:
    assert code(post(cast.ana, 10**9, "hello")) == "chat.not_yours"


def test_a_refused_draft_leaves_the_others_of_its_batch_untouched(cast: Cast) -> None:
    chat = cast.active()
    good = draft_of(cast.ana, PostMessage(key=new_key(), chat=chat.pk, text="hello"))
    bad = draft_of(cast.tomas, PostMessage(key=new_key(), chat=chat.pk, text="hello"))
    with write():
        outcomes = record([good, bad, good])
    assert [type(outcome).__name__ for outcome in outcomes] == ["Recorded", "NotAllowed", "Recorded"]


def test_the_work_does_not_grow_with_the_batch(cast: Cast) -> None:
    chats = [cast.active(f"Customer {number}") for number in range(12)]

    def statements(count: int) -> int:
        drafts = [draft_of(cast.ana, PostMessage(key=new_key(), chat=chat.pk, text="hello")) for chat in chats[:count]]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            record(drafts)
        # An executemany is captured as one statement.
        return len(captured)

    assert statements(12) == statements(1)


SEARCH = {
    "sqlite": "SEARCH e USING INDEX one_event_a_key (chat_id=? AND key=?)",
    "postgresql": "Index Scan using one_event_a_key on chats_event e",
}[connection.vendor]


def plan_of(sql: str) -> list[str]:
    """How the database goes about a query, once tables are too large to be read whole."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return [row[3] for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN (COSTS OFF) {sql}")
        return [row[0].strip(" ->") for row in cursor.fetchall()]


def test_a_post_reads_nothing_of_the_timeline_but_its_own_key(cast: Cast) -> None:
    chat = cast.active()
    draft = draft_of(cast.ana, PostMessage(key=new_key(), chat=chat.pk, text="hello"))
    with CaptureQueriesContext(connection) as captured:
        record([draft])
    reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT") and "chats_event" in query["sql"]]
    assert len(reads) == 1
    assert [step for step in plan_of(reads[0]) if "one_event_a" in step or "chats_event" in step] == [SEARCH]


def test_the_words_are_stored_as_they_were_written(cast: Cast) -> None:
    chat = cast.active()
    words = "<script>alert(1)</script> \u202eabc\u202c  two  spaces\n\n\ttab 漢字 🙂 "
    body = recorded(post(cast.ana, chat, words)).event.body
    assert body == MessagePosted(words)
    assert read({chat.pk: 0})[chat.pk][-1].body == MessagePosted(words)


def test_a_view_of_ended_counts_matches_the_rows(cast: Cast) -> None:
    chat = cast.active()
    post(cast.ana, chat, "note", note=True)
    assert Event.objects.filter(chat=chat).count() == Chat.objects.get(pk=chat.pk).seq
    assert isinstance(read({chat.pk: chat.seq})[chat.pk][0].body, NotePosted)
