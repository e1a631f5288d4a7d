"""Ending connections whose right to exist has ended."""

import time
from collections.abc import Mapping

from deskside.kit.crossing import in_thread
from deskside.kit.errors import NotAllowed
from deskside.live.bus import SignedOut
from deskside.live.node import bus, hub
from deskside.people.access import teams_of
from deskside.people.sessions import signed_in


def cut_session(session: str) -> None:
    """End the connections of a sign-in session, on every node. May be called from any thread."""
    hub.soon(lambda: _cut_everywhere(session))


TURNS = 10
"""Everybody is looked at once in so many seconds, each second some, so that no second has all the work."""


async def look_at_rights() -> None:
    """Look again at the rights of those whose turn it is: an account, a password, a session or a team may be gone."""
    turn = int(time.monotonic()) % TURNS
    clients = [one for one in hub.everybody() if one.actor.role == "representative" and one.actor.id % TURNS == turn]
    if not clients:
        return
    valid, teams = await in_thread(_rights, {client.session: client.actor.id for client in clients})
    for client in clients:
        if valid.get(client.session) != client.actor.id:
            client.bye(_sign_in(), again=False)
        elif client.teams is not None and client.teams != teams.get(client.actor.id, frozenset()):
            client.bye(NotAllowed("Your teams have changed. Connecting again.", "teams.changed"), again=True)


def _rights(people: Mapping[str, int]) -> tuple[dict[str, int], dict[int, frozenset[int]]]:
    """The valid ones of these sessions, and the teams of their representatives."""
    return signed_in(people.keys()), teams_of(people.values())


def _cut_everywhere(session: str) -> None:
    cut_here(session)
    bus.tell(SignedOut(session))


def cut_here(session: str) -> None:
    """End the connections of a sign-in session on this node."""
    for client in hub.everybody():
        if client.session == session:
            client.bye(_sign_in(), again=False)


def _sign_in() -> NotAllowed:
    return NotAllowed("Please sign in again.", "signin.required")
