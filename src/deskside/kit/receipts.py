"""Carrying a keyed command out once, however often it is sent."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from msgspec import Struct

from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.commands import Keyed, registry
from deskside.kit.errors import Conflict, Refusal
from deskside.kit.gate import write
from deskside.kit.models import Receipt
from deskside.kit.storage import persistent

KEPT = timedelta(hours=24)


@persistent
def carry_out(actor: Actor, command: Keyed) -> Any:
    """Run a command in one transaction of its own, with its receipt.

    Returns:
        The answer, as built-in types; for a repeated key the first answer.

    Raises:
        Refusal: whatever the command's own rules say, or ``key.reused``.
    """
    entry = registry.entry(command, actor)
    if not entry.receipt:
        with write():
            return answer_of(entry.action(actor, command))
    try:
        with write():
            known = find([(actor, command)])
            if known:
                return accepted(known[0])
            answer = answer_of(entry.action(actor, command))
            keep([(actor, command, answer)])
            return answer
    except Refusal:
        # What stands in the way may be the command itself, carried out by another node at this very moment.
        known = find([(actor, command)])
        if known:
            return accepted(known[0])
        raise


def find(calls: Sequence[tuple[Actor, Keyed]]) -> dict[int, Any]:
    """The first answers to those calls that were carried out before, by their (first) place in ``calls``; a `Refusal`
    (``key.reused``) where the key came before with other content.
    """
    places: dict[tuple[str, int, str], int] = {}
    for place, (actor, command) in enumerate(calls):
        places.setdefault((actor.role, actor.id, command.key), place)
    answers: dict[int, Any] = {}
    for receipt in Receipt.objects.filter(key__in={command.key for _, command in calls}):
        whose = (receipt.role, receipt.actor, receipt.key)
        if whose not in places:
            continue
        place = places[whose]
        same = receipt.digest == digest(calls[place][1])
        answers[place] = msgspec.json.decode(receipt.answer) if same else key_reused()
    return answers


def keep(answers: Sequence[tuple[Actor, Keyed, Any]]) -> None:
    """Write the receipts of what has just been carried out."""
    now = clock.now()
    Receipt.objects.bulk_create(
        Receipt(
            role=actor.role,
            actor=actor.id,
            key=command.key,
            digest=digest(command),
            answer=msgspec.json.encode(answer).decode(),
            at=now,
        )
        for actor, command, answer in answers
    )


def forget_old() -> None:
    """Drop receipts nobody will ask for any more."""
    with write():
        Receipt.objects.filter(at__lt=clock.now() - KEPT).delete()


def digest(command: Struct) -> str:
    """What a command asks for, key included, as a short fingerprint."""
    return hashlib.sha256(msgspec.json.encode(command)).hexdigest()


def answer_of(result: Struct | None) -> Any:
    """An action's result as built-in types, the form in which it is kept and sent."""
    return msgspec.to_builtins(result)


def accepted(answer: Any) -> Any:
    """The answer, unless it is a refusal, which is raised."""
    if isinstance(answer, Refusal):
        raise answer
    return answer


def key_reused() -> Conflict:
    """The refusal for a key that came before with other content."""
    return Conflict("key.reused", "This key was used before for something else. Nothing was changed.")
