"""Ending connections whose right to exist has ended."""

from collections.abc import Callable

from deskside.kit.crossing import in_thread
from deskside.kit.errors import NotAllowed
from deskside.live.client import Client
from deskside.live.node import hub
from deskside.people.access import may_sign_in


def cut_session(session: str) -> None:
    """End the connections of a sign-in session. May be called from any thread."""
    hub.soon(lambda: _cut(lambda client: client.session == session))


async def cut_deactivated() -> None:
    """End the connections of representatives who may not sign in any more."""
    connected = hub.representatives()
    if connected:
        allowed = await in_thread(may_sign_in, connected)
        _cut(lambda client: client.actor.role == "representative" and client.actor.id not in allowed)


def _cut(concerns: Callable[[Client], bool]) -> None:
    for client in hub.everybody():
        if concerns(client):
            client.bye(NotAllowed("Please sign in again.", "signin.required"), again=False)
