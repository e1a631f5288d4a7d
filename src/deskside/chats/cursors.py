"""How far each side has read: cursors, not events, since nobody needs their history."""

from collections.abc import Sequence

from django.db import connection

from deskside.chats.timeline import lock
from deskside.kit.actor import Actor
from deskside.kit.gate import write
from deskside.kit.rows import execute

Sight = tuple[Actor, int, int]
"""Who has seen a chat up to which number of the customer's counter."""


def store(sights: Sequence[Sight]) -> None:
    """Move cursors forward; one that is further already stays, and nobody has seen what is not there."""
    customers = [(chat, public) for actor, chat, public in sights if actor.role == "customer"]
    representatives = [(chat, public, actor.id) for actor, chat, public in sights if actor.role == "representative"]
    with write(), connection.cursor() as cursor:
        if customers:
            lock([chat for chat, _ in customers])
            execute(
                cursor,
                "UPDATE chats_chat SET customer_seen = CAST(item.value ->> 1 AS bigint) FROM {rows}"
                " WHERE chats_chat.id = CAST(item.value ->> 0 AS bigint)"
                " AND CAST(item.value ->> 1 AS bigint) BETWEEN customer_seen + 1 AND public_seq",
                customers,
            )
        if representatives:
            execute(
                cursor,
                "UPDATE chats_participant SET seen = CAST(item.value ->> 1 AS bigint) FROM chats_chat, {rows}"
                " WHERE chats_participant.chat_id = CAST(item.value ->> 0 AS bigint)"
                " AND chats_chat.id = CAST(item.value ->> 0 AS bigint)"
                " AND representative_id = CAST(item.value ->> 2 AS bigint) AND left_at IS NULL"
                " AND CAST(item.value ->> 1 AS bigint) BETWEEN seen + 1 AND public_seq",
                representatives,
            )
