"""Whether what people were told is what is written: the invariants 1, 2 and 4 of docs/architecture.md.

Asked when everything wanted is answered. Each rule looks at everything there has ever been.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from tests.faults import hands
from tests.faults.client import Client
from tests.faults.deeds import verbs_are_carried_out_once
from tests.faults.finding import DOUBLED, LOST, OUT_OF_ORDER, Finding
from tests.faults.log import OFFERS, Line, Log
from tests.faults.scene import Scene
from tests.faults.verbs import FAIR
from tests.faults.view import View
from tests.faults.wish import Frame

Rule = Callable[[Log, Scene], Iterator[Finding]]


def audit(log: Log, scene: Scene) -> set[Finding]:
    """Everything that is wrong."""
    return {finding for rule in RULES for finding in rule(log, scene)}


def numbers_have_no_holes(log: Log, scene: Scene) -> Iterator[Finding]:
    """Both counters of a chat count from one, and the chat's row knows their ends."""
    for chat in log.chats:
        for name, counted, head in (
            ("seq", [line.seq for line in log.lines[chat.chat]], chat.seq),
            ("public_seq", [line.public for line in log.lines[chat.chat] if line.public is not None], chat.public_seq),
        ):
            if len(set(counted)) < len(counted):
                yield Finding(DOUBLED, f"chat {chat.chat}: a {name} twice")
            elif sorted(counted) != list(range(1, head + 1)):
                yield Finding(LOST, f"chat {chat.chat}: {name} goes to {head}, there are {len(counted)}")
            elif counted != sorted(counted):
                yield Finding(OUT_OF_ORDER, f"chat {chat.chat}: {name} does not grow")


def keys_are_there_once(log: Log, scene: Scene) -> Iterator[Finding]:
    """Each acknowledged message is in its chat, and none twice."""
    written: Counter[tuple[int, str | None]] = Counter()
    for chat, lines in log.lines.items():
        written.update((chat, line.key) for line in lines if line.key)
    for (chat, key), times in written.items():
        if times > 1:
            yield Finding(DOUBLED, f"chat {chat}: message {key} {times} times")
    for wish in scene.load.settled:
        if wish.is_post and wish.acknowledged and not written[wish.frame["chat"], wish.key]:
            yield Finding(LOST, f"chat {wish.frame['chat']}: acknowledged message {wish.key}")


def messages_keep_their_order(log: Log, scene: Scene) -> Iterator[Finding]:
    """What one person said stands in the order in which they said it."""
    places = {line.key: (chat, line.seq) for chat, lines in log.lines.items() for line in lines if line.key}
    for client in scene.load.clients:
        heads: dict[int, int] = {}
        for wish in sorted(client.outbox.settled, key=lambda wish: wish.number):
            chat, seq = places.get(wish.key, (0, 0))
            if chat and seq < heads.get(chat, 0):
                yield Finding(OUT_OF_ORDER, f"chat {chat}: message {wish.key}")
            heads[chat] = max(seq, heads.get(chat, 0))


def chats_are_started_once(log: Log, scene: Scene) -> Iterator[Finding]:
    """Each chat somebody asked for is there, and no other of that person."""
    started = {start["key"]: start["result"]["chat"] for customer in scene.load.customers for start in customer.starts}
    there = {chat.start_key: chat.chat for chat in log.chats}
    names = {customer.name for customer in scene.load.customers}
    for key, number in started.items():
        if there.get(key) != number:
            yield Finding(LOST, f"chat {number} that was given for {key}")
    for chat in log.chats:
        if chat.customer in names and chat.start_key not in started:
            yield Finding(DOUBLED, f"chat {chat.chat}: nobody was told of it")


def views_equal_the_log(log: Log, scene: Scene) -> Iterator[Finding]:
    """Each reader has seen what is theirs to see, once and in order; who still looks has seen all of it."""
    for client in scene.load.clients:
        for view in client.past:
            yield from _seen(client, view, log, whole=False)
        for view in client.views.values():
            yield from _seen(client, view, log, whole=not client.frozen)


def no_open_chat_is_out_of_sight(log: Log, scene: Scene) -> Iterator[Finding]:
    """It lies in one queue, or a representative who is connected has it."""
    waiting = Counter(entry.chat for entry in log.entries if entry.state == "waiting" and entry.reason not in OFFERS)
    gone = {
        person.client.id
        for person in scene.load.representatives
        if not person.client.online and not person.client.frozen
    }
    attended = {chat for chat, representative in log.inside if representative not in gone}
    for chat in log.chats:
        places = (waiting[chat.chat], chat.chat in attended)
        if places != {"active": (0, True), "ended": (0, False)}.get(chat.state, (1, False)):
            yield Finding(LOST, f"chat {chat.chat}: {chat.state}, in {places[0]} queues, attended: {places[1]}")


def nothing_is_refused_for_a_wrong_reason(log: Log, scene: Scene) -> Iterator[Finding]:
    """Nobody is told that they did wrong, or sent away for good."""
    for wish in scene.load.settled:
        if wish.refusal and wish.refusal not in FAIR[wish.frame["do"]]:
            yield Finding(LOST, f"{wish.frame['do']} {wish.key} was refused: {wish.refusal}")
    for client in scene.load.clients:
        if client.farewell:
            yield Finding(LOST, f"{client.name} was sent away: {client.farewell}")


def browsers_lose_nothing(log: Log, scene: Scene) -> Iterator[Finding]:
    """What was said in a browser that was reloaded at once, is written once."""
    written = Counter(line.body["text"] for _, line in _all(log) if line.kind == "message")
    for text in scene.browsers.said:
        if written[text] != 1:
            yield Finding(DOUBLED if written[text] else LOST, f"{text} is written {written[text]} times")


RULES: list[Rule] = [
    numbers_have_no_holes,
    keys_are_there_once,
    messages_keep_their_order,
    chats_are_started_once,
    verbs_are_carried_out_once,
    hands.entries_have_one_taker,
    hands.nobody_takes_what_somebody_has,
    hands.whoever_accepts_comes_in,
    hands.offers_have_one_outcome,
    hands.ends_come,
    hands.rows_say_what_the_timelines_say,
    views_equal_the_log,
    no_open_chat_is_out_of_sight,
    nothing_is_refused_for_a_wrong_reason,
    browsers_lose_nothing,
]


def _all(log: Log) -> Iterator[tuple[int, Line]]:
    return ((chat, line) for chat, lines in log.lines.items() for line in lines)


def _seen(client: Client, view: View, log: Log, whole: bool) -> Iterator[Finding]:
    theirs = _readable(log.lines.get(view.chat, []), customer=client.id == 0)
    seen = [_as_line(event) for event in view.events]
    expected = theirs if whole else theirs[: len(seen)]
    if seen == expected:
        return
    yield Finding(_how_it_differs(seen, expected), f"chat {view.chat}: {client.name} saw {len(seen)} events")


def _how_it_differs(seen: list[Line], expected: list[Line]) -> str:
    if len({line.seq for line in seen}) < len(seen):
        return DOUBLED
    return OUT_OF_ORDER if sorted(seen, key=lambda line: line.seq) == expected else LOST


def _readable(lines: list[Line], customer: bool) -> list[Line]:
    """The timeline as a reader may see it, in their own numbers."""
    if not customer:
        return lines
    return [line._replace(seq=line.public, public=None) for line in lines if line.public is not None]


def _as_line(event: Frame) -> Line:
    return Line(**{"key": None, "public": None, **event})
