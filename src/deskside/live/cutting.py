"""Ending connections whose right to exist has ended."""

from collections.abc import Callable, Sequence

from deskside.kit.crossing import in_thread
from deskside.kit.errors import NotAllowed
from deskside.live.client import Client
from deskside.live.greeting import representative
from deskside.live.node import hub
from deskside.people.access import teams_served


def cut_session(session: str) -> None:
    """End the connections of a sign-in session. May be called from any thread."""
    hub.soon(lambda: _cut(lambda client: client.session == session))


async def look_at_rights() -> None:
    """Look again at the rights of everybody connected: an account, a password, a session or a team may be gone."""
    clients = [client for client in hub.everybody() if client.actor.role == "representative"]
    found = await in_thread(_rights, [(client.session, client.actor.id) for client in clients])
    for client, teams in zip(clients, found, strict=True):
        if teams is None:
            client.bye(_sign_in(), again=False)
        elif client.teams is not None and teams != client.teams:
            client.bye(NotAllowed("Your teams have changed. Connecting again.", "teams.changed"), again=True)


def _rights(people: Sequence[tuple[str, int]]) -> list[frozenset[int] | None]:
    """For each session the teams of its representative, None where it is not valid any more."""
    found: list[frozenset[int] | None] = []
    for session, identity in people:
        try:
            representative(session)
        except NotAllowed:
            found.append(None)
        else:
            found.append(frozenset(teams_served(identity)))
    return found


def _cut(concerns: Callable[[Client], bool]) -> None:
    for client in hub.everybody():
        if concerns(client):
            client.bye(_sign_in(), again=False)


def _sign_in() -> NotAllowed:
    return NotAllowed("Please sign in again.", "signin.required")
