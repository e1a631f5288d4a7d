"""The ASGI application: live connections to the gateway, pages to Django, and what starts and stops with the server."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deskside.config.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

# Only now is Django set up, so that models can be imported.
from deskside.config.health import PATHS, health  # noqa: E402
from deskside.config.limits import limited  # noqa: E402
from deskside.config.wiring import EVERYWHERE, JOBS, wire  # noqa: E402
from deskside.live import shell  # noqa: E402
from deskside.live.gateway import CUSTOMER, gateway  # noqa: E402
from deskside.live.polling import poll  # noqa: E402

wire()


async def application(scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    """Send each connection to its door."""
    if scope["type"] == "websocket":
        await gateway(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"] in PATHS:
        await health(scope, send)
    elif scope["path"] == CUSTOMER:
        await poll(scope, receive, send)
    else:
        await limited(pages, scope, receive, send)


async def _lifespan(receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    await receive()
    await shell.start(JOBS, EVERYWHERE)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await shell.stop()
    await send({"type": "lifespan.shutdown.complete"})
