"""The ASGI application: live connections to the gateway, pages to Django, and what starts and stops with the server."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deskside.config.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

# Only now is Django set up, so that models can be imported.
from deskside.config.limits import limited  # noqa: E402
from deskside.config.wiring import JOBS, wire  # noqa: E402
from deskside.live.clockwork import Clockwork  # noqa: E402
from deskside.live.gateway import gateway  # noqa: E402
from deskside.live.node import boards, hub, posting, presence  # noqa: E402

wire()


async def application(scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    """Send each connection to its door."""
    if scope["type"] == "websocket":
        await gateway(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)
    else:
        await limited(pages, scope, receive, send)


async def _lifespan(receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    clockwork = Clockwork()
    await receive()
    hub.start()
    await presence.start()
    await boards.start()
    clockwork.start(JOBS)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await posting.settle()
    await clockwork.stop()
    await send({"type": "lifespan.shutdown.complete"})
