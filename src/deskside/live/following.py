"""Who begins and who stops following a chat when something happens to it: derived from the events alone, so that no
verb has to remember to say it.
"""

from deskside.chats.events import (
    ChatEnded,
    ChatResumed,
    ChatReturned,
    RepresentativeJoined,
    RepresentativeLeft,
)
from deskside.chats.timeline import Recorded
from deskside.live.node import hub


def begin(row: Recorded) -> None:
    """Somebody has joined: every screen of theirs shows the chat."""
    if isinstance(row.event.body, RepresentativeJoined | ChatResumed):
        for client in hub.clients("representative", row.event.body.representative.id):
            if not client.watches(row.chat):
                client.open_soon(row.chat)


def look_again(row: Recorded) -> None:
    """The chat has been handed over: whoever held it has nothing to do with it any more."""
    if isinstance(row.event.body, RepresentativeJoined) and row.event.body.how in {"transfer", "take_over"}:
        for client in hub.holding("representative", row.chat):
            client.look_again(row.chat)


def stop(row: Recorded) -> None:
    """Somebody is in the chat no more: their screens forget it."""
    if isinstance(row.event.body, RepresentativeLeft):
        for client in hub.clients("representative", row.event.body.representative.id):
            client.close(row.chat)


def stop_all(row: Recorded) -> None:
    """No representative is in the chat any more."""
    for client in hub.holding("representative", row.chat):
        client.close(row.chat)


def wire() -> None:
    """Have the hub call these after it has delivered such events."""
    hub.reactions[RepresentativeJoined].append(begin)
    hub.reactions[RepresentativeJoined].append(look_again)
    hub.reactions[ChatResumed].append(begin)
    hub.reactions[RepresentativeLeft].append(stop)
    hub.reactions[ChatReturned].append(stop_all)
    hub.reactions[ChatEnded].append(stop_all)
