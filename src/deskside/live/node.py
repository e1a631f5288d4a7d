"""The parts of the live shell of this process, made once and started with the server."""

from typing import Any

from deskside.chats.feed import Opening, Wish, open_chats
from deskside.chats.posting import record_posts
from deskside.chats.timeline import Draft, Recorded
from deskside.kit.batching import Batcher
from deskside.live.boards import Boards
from deskside.live.hub import Hub
from deskside.live.presence import Presence
from deskside.live.sights import Sights
from deskside.queues.picking import Press, get_next

hub = Hub()
boards = Boards(hub)
presence = Presence(hub)
sights = Sights()

posting: Batcher[Draft, Recorded] = Batcher("posting", record_posts, limit=500)
"""Messages: all that come while one commit runs are the next commit."""

pressing: Batcher[Press, Any] = Batcher("get-next", get_next, limit=16)
"""Presses of Get Next; few at a time, so that messages need not wait long for the write gate."""

opening: Batcher[Wish, Opening] = Batcher("opening", open_chats, limit=100)
"""First looks at chats, which come in crowds: after Get Next, after a restart."""
