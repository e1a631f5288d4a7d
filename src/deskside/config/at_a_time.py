"""How many requests are served at a time."""

import threading
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_only_middleware

AT_A_TIME = 16
"""Each has a connection to the database; more would only share two cores."""

_turns = threading.BoundedSemaphore(AT_A_TIME)

View = Callable[[HttpRequest], HttpResponseBase]


@sync_only_middleware
def at_a_time(view: View) -> View:
    """Serve a request when it is its turn. It has arrived by then, and its connection is given back before the answer
    is sent, so that nobody's slow line keeps others waiting.
    """

    def serve(request: HttpRequest) -> HttpResponseBase:
        with _turns:
            try:
                return view(request)
            finally:
                if not connection.in_atomic_block:  # Else a test has it.
                    connection.close()

    return serve
