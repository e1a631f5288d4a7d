"""Taking a chat from a team's queue: *Get Next*, or one particular row. Each entry has exactly one taker."""

from collections.abc import Collection, Sequence
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
from deskside.queues.feed import Taken
from deskside.queues.line import servable, teams_with_absent
from deskside.queues.models import QueueEntry

Press = tuple[Actor, Keyed]


def get_next(presses: Sequence[Press]) -> list[Any | Refusal]:
    """Serve presses of *Get Next* that came together, first come first served.

    Returns:
        For each press a `Taken` as built-in types, or the refusal ``queue.empty``; for a key that came before,
        the first answer.
    """
    asked = {(actor.id, command.key): place for place, (actor, command) in reversed(list(enumerate(presses)))}
    answers = _served(presses, sorted(asked.values()), patient=False)
    unserved = [place for place in sorted(asked.values()) if place not in answers]
    if unserved and connection.features.has_select_for_update:
        # What looked like an empty queue may only have been held for a moment by another node that left it there.
        answers |= _served(presses, unserved, patient=True)
    refusals = _refusals({presses[place][0].id for place in asked.values() if place not in answers})
    return [answers.get(asked[actor.id, command.key]) or refusals[actor.id] for actor, command in presses]


@persistent
def _served(presses: Sequence[Press], places: Sequence[int], *, patient: bool) -> dict[int, Any]:
    """Serve the presses at these places in one transaction; gives the answers of those for whom there was a chat."""
    with write():
        known = find([presses[place] for place in places])
        answers: dict[int, Any] = {places[found]: answer for found, answer in known.items()}
        new = [place for place in places if place not in answers]
        taken = {
            place: answer_of(Taken(entry.chat_id))
            for place, entry in _matches([presses[place][0] for place in new], new, patient).items()
        }
        keep([(*presses[place], answer) for place, answer in taken.items()])
        return answers | taken


def _matches(actors: Sequence[Actor], places: Sequence[int], patient: bool) -> dict[int, QueueEntry]:
    """Give each representative in turn the first entry of their teams' lines, and make it theirs."""
    teams = teams_of(actor.id for actor in actors)
    waiting = servable(set().union(*teams.values()), len(actors), patient=patient)
    matched: dict[int, QueueEntry] = {}
    takers: list[tuple[QueueEntry, Actor]] = []
    for place, actor in zip(places, actors, strict=True):
        entry = next((entry for entry in waiting if entry.team_id in teams.get(actor.id, ())), None)
        if entry is None:
            continue
        waiting.remove(entry)
        matched[place] = entry
        takers.append((entry, actor))
    for entry, _ in takers:
        waited_seconds.observe((clock.now() - entry.waiting_since).total_seconds())
    if takers:
        claim_each(
            "UPDATE queues_queueentry SET state = 'taken', taken_by_id = CAST(item.value ->> 1 AS bigint)"
            " FROM {rows} WHERE queues_queueentry.id = CAST(item.value ->> 0 AS bigint) AND state = 'waiting'",
            [(entry.pk, actor.id) for entry, actor in takers],
            Conflict("queue.taken", "Somebody else was faster. Please try again."),
        )
        life.join([(entry.chat_id, actor) for entry, actor in takers])
    return matched


def take(actor: Actor, entry_id: int) -> Taken:
    """Take one particular entry of a team's queue.

    Raises:
        NotAllowed: ``queue.not_yours``, an entry of another team, or of nobody's.
        Conflict: ``queue.taken`` and by whom; ``queue.withdrawn`` when the customer has gone.
    """
    entry = QueueEntry.objects.filter(pk=entry_id, representative=None).first()
    if entry is None or entry.team_id not in teams_served(actor.id):
        raise NotAllowed("This chat is not in one of your queues.", "queue.not_yours")
    claim_entry(entry, actor)
    waited_seconds.observe((clock.now() - entry.waiting_since).total_seconds())
    life.join([(entry.chat_id, actor)])
    return Taken(entry.chat_id)


def claim_entry(entry: QueueEntry, actor: Actor) -> None:
    """Make a waiting entry taken by this representative.

    Raises:
        Conflict: somebody or something else was first.
    """
    waiting = QueueEntry.objects.filter(pk=entry.pk, state=QueueEntry.State.WAITING)
    if not waiting.update(state=QueueEntry.State.TAKEN, taken_by=actor.id):
        raise _gone(entry)


def _gone(entry: QueueEntry) -> Conflict:
    # Read anew: who was faster is known only since this moment.
    taker = QueueEntry.objects.select_related("taken_by").get(pk=entry.pk).taken_by
    if taker is not None:
        return Conflict("queue.taken", f"Taken by {taker.name}.", taken_by=taker.name)
    return Conflict("queue.withdrawn", "This customer is no longer waiting.")


@persistent
def _refusals(representatives: Collection[int]) -> dict[int, Conflict]:
    """Why there was nobody for these: nobody waits, or whoever does is away."""
    if not representatives:
        return {}
    absent, teams = teams_with_absent(), teams_of(representatives)
    nobody = Conflict("queue.empty", "No one is waiting in your teams' queues.")
    away = Conflict("queue.empty", "Whoever waits in your teams' queues is away for the moment and keeps the place.")
    return {each: away if absent & teams.get(each, frozenset()) else nobody for each in representatives}
