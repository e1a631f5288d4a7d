"""One request to a push service: to a checked address, within a deadline, following nobody elsewhere."""

import http.client
import socket
import ssl
import threading
from contextlib import closing, suppress
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from deskside.push.addresses import resolved

DEADLINE = 5.0
"""Seconds for connecting, and again for all that follows."""


class Answer(NamedTuple):
    """What a push service said.

    Args:
        status: of HTTP.
        retry_after: the seconds for which it wants to be left alone, if it says so.
    """

    status: int
    retry_after: int | None


def post(endpoint: str, headers: dict[str, str], body: bytes) -> Answer:
    """Send a request and give the answer's beginning; redirections are answers, too.

    Raises:
        Forbidden: the endpoint is not on the public internet.
        OSError: nobody answered in time.
        http.client.HTTPException: the answer makes no sense.
    """
    parts = urlsplit(endpoint)
    with closing(_Connection(parts.hostname or "", parts.port, secure=parts.scheme == "https")) as connection:
        connection.request("POST", f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", body, headers)
        answer = connection.getresponse()
        wait = answer.getheader("Retry-After", "")
        return Answer(answer.status, int(wait) if wait.isascii() and wait.isdigit() else None)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked at first. It ends at its deadline, also where the other side keeps
    sending a little, which time-outs of single reads would allow.
    """

    def __init__(self, host: str, port: int | None, *, secure: bool) -> None:
        self._secure = secure
        self._handle: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self.default_port = 443 if secure else 80
        super().__init__(host, port, timeout=DEADLINE)

    def connect(self) -> None:
        self.sock = socket.create_connection((resolved(self.host, self.port), self.port), DEADLINE)
        self._handle = self.sock.dup()  # TLS takes the first one over.
        self._timer = threading.Timer(DEADLINE, _cut, [self._handle])
        self._timer.start()
        if self._secure:
            self.sock = _tls().wrap_socket(self.sock, server_hostname=self.host)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._handle is not None:
            self._handle.close()
        super().close()


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
