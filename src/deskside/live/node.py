"""The parts of the live shell of this process, made once and started with the server; and what they say to those of the
other nodes.
"""

import os
import secrets
import socket
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from deskside.chats.feed import Opening, Wish, open_chats
from deskside.chats.posting import record_posts
from deskside.chats.timeline import Draft, Recorded
from deskside.kit.actor import Role
from deskside.kit.batching import Batcher
from deskside.kit.metrics import events
from deskside.live.boards import Boards
from deskside.live.bus import Bus, Shown, Signalled, told
from deskside.live.desks import Desks
from deskside.live.hub import Hub, encode
from deskside.live.presence import Presence
from deskside.live.schema import tag_of
from deskside.live.sights import Sights
from deskside.live.wire import Frame
from deskside.queues.alerting import desks as desk_boards
from deskside.queues.feed import DeskBoard
from deskside.queues.picking import Press, get_next

NAME = f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"


def _own(what: str) -> bytes:
    """Something of this installation's own, though several may share a Redis: made of its secret and its database."""
    name = str(settings.DATABASES["default"]["NAME"])
    return salted_hmac(f"deskside.live.node.{what}", name, algorithm="sha256").digest()


hub = Hub()
bus = Bus(settings.REDIS_URL, f"deskside:{_own('channel').hex()[:24]}", _own("key"), NAME)
boards = Boards(hub)
desks = Desks(hub)
presence = Presence(hub, NAME)
sights = Sights()

posting: Batcher[Draft, Recorded] = Batcher("posting", record_posts, limit=500)
"""Messages: all that come while one commit runs are the next commit."""

pressing: Batcher[Press, Any] = Batcher("get-next", get_next, limit=16)
"""Presses of Get Next; few at a time, so that messages need not wait long for the write gate."""

opening: Batcher[Wish, Opening] = Batcher("opening", open_chats, limit=100)
"""First looks at chats, which come in crowds: after Get Next, after a restart."""

desking: Batcher[int, DeskBoard] = Batcher("desks", desk_boards, limit=100)
"""First looks at people's own boards."""


def committed(fresh: Sequence[Recorded]) -> None:
    """The timeline's outlet: called in the committing thread, in the order of this node's commits."""
    for kind, count in Counter(tag_of(type(row.event.body)) for row in fresh).items():
        events.labels(kind).inc(count)
    hub.soon(partial(_tell, fresh))


def _tell(fresh: Sequence[Recorded]) -> None:
    hub.deliver(fresh)
    if bus.connected:
        bus.tell(told(fresh, hub.stirs))


def signal(chat: int, frame: Frame, but: Any) -> None:
    """Send something ephemeral to all who follow a chat, wherever they are connected, except the client it is from."""
    encoded = encode(frame)
    hub.signal(chat, encoded, but)
    bus.tell(Signalled(chat, encoded))


def show(role: Role, person: int, frame: Frame) -> None:
    """Send a frame to all screens of one person, wherever they are connected."""
    encoded = encode(frame)
    hub.show(role, person, encoded)
    bus.tell(Shown(role, person, encoded))
