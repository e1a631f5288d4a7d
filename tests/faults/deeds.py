"""Whether each verb that was acknowledged has left its event, and each event was acknowledged."""

from collections import Counter
from collections.abc import Collection, Iterator

from tests.faults.client import Client
from tests.faults.finding import DOUBLED, LOST, Finding
from tests.faults.log import Line, Log
from tests.faults.scene import Scene
from tests.faults.verbs import DEEDS, deed_of
from tests.faults.wish import Wish

Deeds = Counter[tuple[int, int, str]]
"""How often somebody did something: the author; the offer, or else the chat, it was about; the deed."""

TAKEN, ACCEPTED = DEEDS["queue.get_next"], DEEDS["offer.accept"]


def verbs_are_carried_out_once(log: Log, scene: Scene) -> Iterator[Finding]:
    """Each acknowledged verb has left its event, and no event is without one."""
    clients = [person.client for person in scene.load.representatives if not person.client.frozen]
    told = Counter(_told(client, wish) for client in clients for wish in client.outbox.settled if _is_deed(wish))
    accepted = {offer for _, offer, deed in told if deed == ACCEPTED}
    yield from differences(told, _written(log, {client.id for client in clients}, accepted))


def differences(told: Deeds, written: Deeds) -> Iterator[Finding]:
    """What is in only one of the two."""
    for author, subject, deed in told - written:
        yield Finding(LOST, f"{deed} ({subject}) by {author}")
    for author, subject, deed in written - told:
        yield Finding(DOUBLED, f"{deed} ({subject}) by {author}, of which nobody was told")


def _is_deed(wish: Wish) -> bool:
    return wish.acknowledged and wish.frame["do"] in DEEDS


def _told(client: Client, wish: Wish) -> tuple[int, int, str]:
    """Named by the verb itself, or by the answer to it."""
    assert wish.answer is not None
    names = {**wish.frame, **(wish.answer.get("result") or {})}
    return client.id, int(names.get("offer") or names["chat"]), DEEDS[wish.frame["do"]]


def _written(log: Log, people: Collection[int], accepted: Collection[int]) -> Deeds:
    """What these people did; a transfer that nobody was told of as one, came by *Get Next*."""
    written: Deeds = Counter()
    for chat, lines in log.lines.items():
        for line, deed in deeds_of(lines):
            if line.author not in people or deed not in DEEDS.values():
                continue
            offer = line.body.get("offer", 0)
            if deed == ACCEPTED and offer not in accepted:
                written[line.author, chat, TAKEN] += 1
            else:
                written[line.author, offer or chat, deed] += 1
    return written


def deeds_of(lines: list[Line]) -> Iterator[tuple[Line, str]]:
    """What representatives did in a chat."""
    ending = False
    for line in lines:
        if line.role == "representative":
            yield line, deed_of(line.body, line.author, ending)
        if line.kind in ("chat.ending", "chat.ending_undone"):
            ending = line.kind == "chat.ending"
