"""How many requests are served at a time, and what is answered while the database is away."""

import threading
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.translation import gettext as _

from deskside.kit.errors import Unavailable

AT_A_TIME = 16
"""Each has a connection to the database; more would only share two cores."""

_turns = threading.BoundedSemaphore(AT_A_TIME)


class AtATime:
    """Serves a request when it is its turn. It has arrived by then, and its connection is given back before the answer
    is sent, so that nobody's slow line keeps others waiting.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, serve: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._serve = serve

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve."""
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]  # PostgreSQL cannot even look for it.
        with _turns:
            try:
                return self._serve(request)
            finally:
                if not connection.in_atomic_block:  # Else a test has it.
                    connection.close()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say plainly that it is not the asker's fault."""
        if not isinstance(error, Unavailable | OperationalError | InterfaceError):
            return None
        words = _("This page cannot be shown just now. We will try again in a moment.")
        page = format_html("<!doctype html><title>{}</title><p>{}</p>", settings.DESK_NAME, words)
        answer = HttpResponse(page, status=503)
        answer.headers["Retry-After"] = "5"
        answer.headers["Refresh"] = "5"
        return answer
