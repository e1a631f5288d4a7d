"""Taking a chat from a team's queue: *Get Next*, or one particular row. Each entry has exactly one taker."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection

from deskside.chats import life
from deskside.kit.actor import Actor
from deskside.kit.claim import claim_each
from deskside.kit.clock import clock
from deskside.kit.commands import Keyed
from deskside.kit.errors import Conflict, NotAllowed, Refusal
from deskside.kit.gate import write
from deskside.kit.metrics import waited_seconds
from deskside.kit.receipts import answer_of, find, keep
from deskside.kit.storage import persistent
from deskside.people.access import teams_of, teams_served
from deskside.queues import offers
from deskside.queues.capacity import Room, full, rooms_kept_still
from deskside.queues.entries import OFFERS, Reason, claim_entry, lying
from deskside.queues.feed import Taken
from deskside.queues.line import servable, teams_with_absent
from deskside.queues.models import QueueEntry


class GetNext(Keyed, frozen=True, tag="queue.get_next", kw_only=True):
    """Give me the longest-waiting chat of the highest priority among my teams.

    Args:
        beyond: even if I have as many as I can already.
    """

    beyond: bool = False


Press = tuple[Actor, GetNext]


def get_next(presses: Sequence[Press]) -> list[Any | Refusal]:
    """Serve presses of *Get Next* that came together, first come first served.

    Returns:
        For each press a `Taken` as built-in types, or the refusal ``queue.empty`` or ``capacity.full``; for a key that
        came before, the first answer.
    """
    asked = {(actor.id, command.key): place for place, (actor, command) in reversed(list(enumerate(presses)))}
    answers = _served(presses, sorted(asked.values()), patient=False)
    unserved = [place for place in sorted(asked.values()) if place not in answers]
    if unserved and connection.features.has_select_for_update:
        # What looked like an empty queue may only have been held for a moment by another node that left it there.
        answers |= _served(presses, unserved, patient=True)
    refusals = _refusals({presses[place][0].id for place in asked.values() if place not in answers})
    return [answers.get(asked[actor.id, command.key]) or refusals[actor.id] for actor, command in presses]


def _served(presses: Sequence[Press], places: Sequence[int], *, patient: bool) -> dict[int, Any]:
    """Serve the presses at these places; gives the answers of those for whom there was a chat, or no room."""
    answers, transfers = _match(presses, places, patient)
    for place, offer in transfers.items():
        answer = _accept(*presses[place], offer)
        if answer is not None:
            answers[place] = answer
    return answers


@persistent
def _match(presses: Sequence[Press], places: Sequence[int], patient: bool) -> tuple[dict[int, Any], dict[int, int]]:
    """In one transaction: the answers, and the transfers which some of the presses come to first."""
    with write():
        known = find([presses[place] for place in places])
        answers: dict[int, Any] = {places[found]: answer for found, answer in known.items()}
        new = {place: presses[place] for place in places if place not in answers}
        room = rooms_kept_still({actor.id for actor, _ in new.values()})
        matched, crowded = _matches(new, room, patient)
        taken = {place: entry for place, entry in matched.items() if not _offered(entry)}
        _take([(entry, presses[place][0]) for place, entry in taken.items()])
        got = {place: answer_of(Taken(entry.chat_id)) for place, entry in taken.items()}
        keep([(*presses[place], answer) for place, answer in got.items()])
        transfers = {place: entry.pk for place, entry in matched.items() if _offered(entry)}
        return answers | got | crowded, transfers


def _offered(entry: QueueEntry) -> bool:
    return entry.reason == Reason.TRANSFER


def _matches(
    presses: dict[int, Press], room: dict[int, Room], patient: bool
) -> tuple[dict[int, QueueEntry], dict[int, Conflict]]:
    """For each press in turn the first entry of their teams' lines; or the refusal for those who have no room."""
    teams = teams_of(actor.id for actor, _ in presses.values())
    # What one of them offered to their own team lies in the line, too, and is not for them.
    own = lying(representative=None, reason=Reason.TRANSFER, offered_by__in=list(teams)).count()
    waiting = servable(set().union(*teams.values()), len(presses) + own, patient=patient)
    matched: dict[int, QueueEntry] = {}
    crowded: dict[int, Conflict] = {}
    for place, (actor, command) in presses.items():
        mine = room[actor.id]
        if not (mine.left or command.beyond):
            crowded[place] = full(mine)
            continue
        entry = next((entry for entry in waiting if _is_for(actor, entry, teams)), None)
        if entry is not None:
            waiting.remove(entry)
            matched[place] = entry
            room[actor.id] = mine._replace(load=mine.load + 1)
    return matched, crowded


def _is_for(actor: Actor, entry: QueueEntry, teams: Mapping[int, frozenset[int]]) -> bool:
    """Whether it lies in a line of theirs, and is not what they offered to their colleagues."""
    return entry.team_id in teams.get(actor.id, ()) and entry.offered_by_id != actor.id


def _take(taken: Sequence[tuple[QueueEntry, Actor]]) -> None:
    if not taken:
        return
    now = clock.now()
    for entry, _ in taken:
        waited_seconds.observe((now - entry.waiting_since).total_seconds())
    claim_each(
        "UPDATE queues_queueentry SET state = 'taken', closed_at = %s,"
        " taken_by_id = CAST(item.value ->> 1 AS bigint)"
        " FROM {rows} WHERE queues_queueentry.id = CAST(item.value ->> 0 AS bigint) AND state = 'waiting'",
        [(entry.pk, actor.id) for entry, actor in taken],
        Conflict("queue.taken", "Somebody else was faster. Please try again."),
        connection.ops.adapt_datetimefield_value(now),
    )
    life.join([(entry.chat_id, actor) for entry, actor in taken])


@persistent
def _accept(actor: Actor, command: GetNext, offer: int) -> Any | None:
    """Accept a transfer that *Get Next* came to; nothing where somebody else was faster."""
    try:
        with write():
            answer = answer_of(Taken(offers.accept(actor, offer)))
            keep([(actor, command, answer)])
            return answer
    except Conflict:
        return None


def take(actor: Actor, entry_id: int, beyond: bool) -> Taken:
    """Take one particular entry of a team's queue.

    Raises:
        NotAllowed: ``queue.not_yours``, an entry of another team, or of nobody's.
        Conflict: ``queue.taken`` and by whom; ``queue.withdrawn`` when the customer has gone; ``capacity.full``.
    """
    entry = QueueEntry.objects.filter(pk=entry_id, representative=None).first()
    if entry is None or entry.team_id not in teams_served(actor.id):
        raise NotAllowed("This chat is not in one of your queues.", "queue.not_yours")
    if entry.reason in OFFERS:
        return Taken(offers.accept(actor, entry.pk))
    room = rooms_kept_still([actor.id])[actor.id]
    if not room.left and not beyond and entry.state == QueueEntry.State.WAITING:
        raise full(room)
    claim_entry(entry, actor)
    waited_seconds.observe((clock.now() - entry.waiting_since).total_seconds())
    life.join([(entry.chat_id, actor)])
    return Taken(entry.chat_id)


@persistent
def _refusals(representatives: Collection[int]) -> dict[int, Conflict]:
    """Why there was nobody for these: nobody waits, or whoever does is away."""
    if not representatives:
        return {}
    absent, teams = teams_with_absent(), teams_of(representatives)
    nobody = Conflict("queue.empty", "No one is waiting in your teams' queues.")
    away = Conflict("queue.empty", "Whoever waits in your teams' queues is away for the moment and keeps the place.")
    return {each: away if absent & teams.get(each, frozenset()) else nobody for each in representatives}
