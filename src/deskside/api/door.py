"""The HTTP door: the same commands as the socket, one a request."""

import http
from typing import cast

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from deskside.chats import life
from deskside.chats.tokens import chat_of
from deskside.kit.actor import VISITOR, Actor
from deskside.kit.commands import Keyed, registry
from deskside.kit.errors import Conflict, Malformed, NotAllowed, Refusal, Unavailable
from deskside.kit.frames import Frames
from deskside.kit.log import log
from deskside.kit.origin import allowed
from deskside.kit.receipts import carry_out
from deskside.kit.storage import unavailable
from deskside.people.access import actor_of
from deskside.people.models import Representative

_frames = Frames(lambda: (entry.command for entry in registry))

_STATUS = {
    NotAllowed: http.HTTPStatus.FORBIDDEN,
    Conflict: http.HTTPStatus.CONFLICT,
    Malformed: http.HTTPStatus.UNPROCESSABLE_ENTITY,
    Unavailable: http.HTTPStatus.SERVICE_UNAVAILABLE,
}


# Instead of a CSRF token: only JSON is taken, which another site's page cannot send without asking first, and the
# page's origin is looked at.
@csrf_exempt
@require_POST
def door(request: HttpRequest) -> HttpResponse:
    """Carry out one command. Who asks: a customer by ``Authorization: Bearer TOKEN``, a representative by their
    sign-in, anybody else as a visitor.
    """
    key = ""
    try:
        command = _command(request)
        key = command.key
        result = carry_out(_actor(request), command)
    except Refusal as refusal:
        return _refused(key or str(refusal.detail.get("key", "")), refusal)
    except Exception:
        log.exception("command.failed", door="http")
        return _refused(key, unavailable())
    return _answer({"on": "done", "key": key, "result": result})


def _command(request: HttpRequest) -> Keyed:
    headers = {name.lower(): value for name, value in request.headers.items()}
    if not allowed(headers):
        raise NotAllowed("Pages of other sites may not ask here.", "origin.refused")
    if request.content_type != "application/json":
        raise Malformed("frame.malformed", "Send JSON.")
    return cast("Keyed", _frames.decode(request.body))


def _actor(request: HttpRequest) -> Actor:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bearer":
        return life.customer_of(chat_of(token))
    if isinstance(request.user, Representative):
        return actor_of(request.user)
    return VISITOR


def _refused(key: str, refusal: Refusal) -> HttpResponse:
    status = _STATUS.get(type(refusal), http.HTTPStatus.BAD_REQUEST)
    answer: dict[str, object] = {
        "on": "refused",
        "key": key,
        "code": refusal.code,
        "text": refusal.text,
        "detail": dict(refusal.detail),
    }
    return _answer(answer, status)


def _answer(answer: dict[str, object], status: int = http.HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(answer), content_type="application/json", status=status)
