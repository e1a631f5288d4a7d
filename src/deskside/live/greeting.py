"""Letting a client in: who is behind the connection, and the first frames it is sent."""

import asyncio
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, parse_cookie

from deskside.canned.feed import CannedMessageView, messages_for
from deskside.chats import life
from deskside.chats.access import mine
from deskside.chats.tokens import chats_of
from deskside.kit.actor import Actor
from deskside.kit.batching import Batcher
from deskside.kit.clock import clock
from deskside.kit.crossing import in_thread
from deskside.kit.errors import NotAllowed, Refusal
from deskside.kit.storage import persistent
from deskside.live.client import Client
from deskside.live.node import boards, desking, hub
from deskside.live.wire import BoardWhole, Hello, Ready, Welcome
from deskside.people.access import actor_of
from deskside.people.feed import Me, me
from deskside.people.models import Representative


@persistent
def customers(tokens: Sequence[str]) -> list[Actor | Refusal]:
    """The customers to whom tokens belong, ``token.invalid`` for one that is nobody's."""
    return [chat if isinstance(chat, Refusal) else life.customer_of(chat) for chat in chats_of(tokens)]


knocking: Batcher[str, Actor] = Batcher("knocking", customers, limit=100)
"""Customers who say who they are; they come in crowds after a restart."""


def session_key(cookies: str) -> str:
    """The sign-in session named in a Cookie header, empty if there is none."""
    return parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")


@persistent
def representative(session: str) -> Actor:
    """The representative who signed in with this session.

    Raises:
        NotAllowed: ``signin.required``.
    """
    if not session.isalnum():
        raise NotAllowed("Please sign in again.", "signin.required")
    request = HttpRequest()
    request.session = SessionStore(session)
    user = get_user(request)
    if not isinstance(user, Representative):
        raise NotAllowed("Please sign in again.", "signin.required")
    return actor_of(user)


async def welcome(client: Client, hello: Hello) -> None:
    """Send a client everything it needs, then `Ready`."""
    if client.actor.role == "customer":
        await _welcome_customer(client, hello)
    else:
        await _welcome_representative(client, hello)
    client.tell(Ready())


async def _welcome_customer(client: Client, hello: Hello) -> None:
    chat = client.actor.id
    client.tell(Welcome(now=clock.milliseconds(), chats=[chat]))
    await client.open(chat, hello.cursors.get(chat, 0))
    place = boards.place(chat)
    if place is not None:
        client.tell(place)


async def _welcome_representative(client: Client, hello: Hello) -> None:
    myself, canned, chats = await in_thread(_desk_of, client.actor.id)
    queues = [await boards.whole(team.id) for team in myself.teams]
    # A chat may have become theirs on another screen since the list was read.
    chats += [chat for chat in client.chats if chat not in chats]
    desk = await desking.ask(client.actor.id)
    client.tell(Welcome(now=clock.milliseconds(), chats=chats, me=myself, boards=queues, canned=canned, desk=desk))
    client.desk = desk
    client.teams = frozenset(team.id for team in myself.teams)
    for team, shown in zip(myself.teams, queues, strict=True):
        hub.follow_team(team.id, client)
        # While one board was read another may have changed, unseen by a client that did not follow it yet.
        current = await boards.whole(team.id)
        if current.version != shown.version:
            client.tell(BoardWhole(current))
    await asyncio.gather(*(client.open(chat, hello.cursors.get(chat, 0)) for chat in chats))


@persistent
def _desk_of(representative_id: int) -> tuple[Me, list[CannedMessageView], list[int]]:
    chats = list(mine(representative_id).order_by("answered_at", "pk").values_list("pk", flat=True))
    return me(representative_id), messages_for(representative_id), chats
