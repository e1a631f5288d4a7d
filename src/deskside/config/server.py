"""Serving: prepare, then listen."""

import fcntl
import gc
import os
import resource
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn

from deskside.config.preparing import prepare
from deskside.config.several import hold, supervise

BACKLOG = 2048
"""Connections that may wait to be accepted: after a restart everybody comes back at once."""

THREAD_TURN = 0.0005
"""Seconds one thread may keep the interpreter while another waits. With Python's own 5 ms, a writing thread that needs
the interpreter after each statement loses up to 5 ms each time to a busy event loop."""

LEAVE_WITHIN = 5.0
"""Seconds."""

LARGEST_WEBSOCKET_MESSAGE = 256 * 1024
"""Above the largest frame the gateway takes, so that one a little too large is refused in words."""


def serve(host: str, port: int, ready: Callable[[str], None] | None = None, processes: int = 1) -> None:
    """Serve until told to stop.

    Args:
        host: the address to listen on.
        port: 0 picks a free one.
        ready: called with the address once connections are accepted.
        processes: how many share the address; more than one need PostgreSQL and Redis.

    Raises:
        SystemExit: with a plain sentence, where the data folder or the port is taken, or something is missing.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deskside.config.settings")
    ready = ready or _announce
    if processes > 1:
        _shared_services()
    with _only_server_here():
        prepare()
        if processes == 1:
            run(_listen(host, port), ready)
        else:
            _several(host, port, ready, processes)


def _shared_services() -> None:
    from django.conf import settings

    if not (settings.DATABASE_URL and settings.REDIS_URL):
        raise SystemExit(
            "Several processes need a PostgreSQL server and a Redis server that they share:"
            " set DATABASE_URL and REDIS_URL (see docs/operations.md), or serve with one process."
        )


def _several(host: str, port: int, ready: Callable[[str], None], processes: int) -> None:
    with _named(host, port):
        held = hold(host, port)
    with held:
        supervise(work, host, held.getsockname()[1], processes, lambda: ready(_address(held)))


def work(host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve as one of several processes that share a port."""
    prepare()
    run(_listen(host, port, shared=True), ready)


def run(listener: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve what connects to this socket."""
    _lift_file_limit()
    sys.setswitchinterval(THREAD_TURN)
    _calm_the_collector()
    config = uvicorn.Config(
        "deskside.config.asgi:application",
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=LARGEST_WEBSOCKET_MESSAGE,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=10,
    )
    with suppress(KeyboardInterrupt):  # Ctrl-C has already been obeyed: connections are closed, posts are on disk.
        _Server(config, lambda: ready(_address(listener))).run([listener])
    _leave_in_time()


def _leave_in_time() -> None:
    """End even if a thread waits for a database that has frozen: everything that could be saved is."""
    end = threading.Timer(LEAVE_WITHIN, os._exit, [0])
    end.daemon = True
    end.start()


@contextmanager
def _only_server_here() -> Iterator[None]:
    """Hold the data folder, where the data is in it: two servers would not hear of each other's events."""
    from django.conf import settings

    if settings.DATABASE_URL:
        yield
        return
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    with (Path(settings.DATA) / "serving").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"Deskside already serves the data in {settings.DATA}. Stop it first, or name another folder by --data."
            ) from None
        yield


def _listen(host: str, port: int, *, shared: bool = False) -> socket.socket:
    with _named(host, port):
        return socket.create_server((host, port), backlog=BACKLOG, reuse_port=shared)


@contextmanager
def _named(host: str, port: int) -> Iterator[None]:
    """Say plainly why an address cannot be listened on."""
    try:
        yield
    except OSError as error:
        raise SystemExit(
            f"Cannot listen on {host}:{port}: {error.strerror}. Choose another port with --port (make run PORT=9000)."
        ) from None


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{host}:{port}"


def _announce(address: str) -> None:
    print(f"Deskside serves at {address}", flush=True)


def _calm_the_collector() -> None:
    """Look for garbage cycles seldom, and never among what was loaded at the start: a pass over everything stops all
    threads for tens of milliseconds, and with Python's own threshold one comes every few hundred messages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _lift_file_limit() -> None:
    """Each connection is an open file; take as many as the system lets us."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class _Server(uvicorn.Server):
    """Uvicorn, saying when it is ready, and when it is about to stop."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody in any more, have everybody move, then stop."""
        from deskside.live import shell

        for server in self.servers:
            server.close()
        await shell.drain()
        await super().shutdown(sockets)
