"""Taking a chat from a team's queue: *Get Next*, or one particular row. Each entry has exactly one taker."""

from collections.abc import Sequence
from typing import Any

from deskside.chats import life
from deskside.kit.actor import Actor
from deskside.kit.claim import claim, claim_each
from deskside.kit.commands import Keyed
from deskside.kit.errors import Conflict, NotAllowed, Refusal
from deskside.kit.gate import write
from deskside.kit.receipts import answer_of, find, keep
from deskside.people.access import teams_of, teams_served
from deskside.queues.feed import Taken
from deskside.queues.line import servable
from deskside.queues.models import QueueEntry

Press = tuple[Actor, Keyed]


def get_next(presses: Sequence[Press]) -> list[Any | Refusal]:
    """Serve presses of *Get Next* that came together, in one transaction, first come first served.

    Returns:
        For each press a `Taken` as built-in types, or the refusal ``queue.empty``; for a key that came before,
        the first answer.
    """
    with write():
        answers: dict[int, Any] = find(presses)
        asked = {(actor.id, command.key): place for place, (actor, command) in reversed(list(enumerate(presses)))}
        new = [place for place in sorted(asked.values()) if place not in answers]
        for place, entry in _matches([presses[place][0] for place in new], new).items():
            answers[place] = answer_of(Taken(entry.chat_id))
        keep([(*presses[place], answers[place]) for place in new if place in answers])
        return [answers.get(asked[actor.id, command.key], _empty()) for actor, command in presses]


def _matches(actors: Sequence[Actor], places: Sequence[int]) -> dict[int, QueueEntry]:
    """Give each representative in turn the first entry of their teams' lines, and make it theirs."""
    teams = teams_of(actor.id for actor in actors)
    waiting = servable(set().union(*teams.values()), len(actors))
    matched: dict[int, QueueEntry] = {}
    takers: list[tuple[QueueEntry, Actor]] = []
    for place, actor in zip(places, actors, strict=True):
        entry = next((entry for entry in waiting if entry.team_id in teams.get(actor.id, ())), None)
        if entry is None:
            continue
        waiting.remove(entry)
        matched[place] = entry
        takers.append((entry, actor))
    if takers:
        claim_each(
            "UPDATE queues_queueentry SET state = 'taken', taken_by_id = row.value ->> 1"
            " FROM json_each(%s) AS row WHERE queues_queueentry.id = row.value ->> 0 AND state = 'waiting'",
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
    entry = QueueEntry.objects.filter(pk=entry_id, representative=None).select_related("taken_by").first()
    if entry is None or entry.team_id not in teams_served(actor.id):
        raise NotAllowed("This chat is not in one of your queues.", "queue.not_yours")
    claim_entry(entry, actor)
    life.join([(entry.chat_id, actor)])
    return Taken(entry.chat_id)


def claim_entry(entry: QueueEntry, actor: Actor) -> None:
    """Make a waiting entry taken by this representative.

    Raises:
        Conflict: somebody or something else was first.
    """
    waiting = QueueEntry.objects.filter(pk=entry.pk, state=QueueEntry.State.WAITING)
    claim(waiting, _gone(entry), state=QueueEntry.State.TAKEN, taken_by=actor.id)


def _gone(entry: QueueEntry) -> Conflict:
    taker = entry.taken_by
    if taker is not None:
        return Conflict("queue.taken", f"Taken by {taker.name}.", taken_by=taker.name)
    return Conflict("queue.withdrawn", "This customer is no longer waiting.")


def _empty() -> Conflict:
    return Conflict("queue.empty", "No one is waiting in your teams' queues.")
