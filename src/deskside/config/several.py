"""Several serving processes that share one port: started together, replaced when one dies, stopped together.

Each listens on a socket of its own with SO_REUSEPORT, among which the kernel spreads the connections.
"""

import multiprocessing
import os
import shutil
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from deskside.kit.log import log

_spawn = multiprocessing.get_context("spawn")

STOPPED_WITHIN = 30.0
"""Seconds, after which a process that was asked to stop is ended."""

REPLACE_AFTER = 1.0
"""Seconds between the death of a process and its successor, so that one that cannot start does not spin."""


class Worker:
    """One serving process. It stops by itself when the process that started it is gone.

    Args:
        work: what it does, given the host, the port and what to call once it serves.
    """

    def __init__(self, work: "Work", host: str, port: int) -> None:
        self._line, theirs = _spawn.Pipe()
        self._process: SpawnProcess = _spawn.Process(target=_work, args=(work, host, port, theirs))
        self._process.start()
        theirs.close()
        self.serves = False

    @property
    def line(self) -> Connection:
        """Readable when the process says that it serves, or has died."""
        return self._line

    def hear(self) -> bool:
        """Take what it says; false when it is dead."""
        try:
            self._line.recv()
        except (EOFError, OSError):
            self._process.join()
            return False
        self.serves = True
        return True

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid or 0

    def stop(self) -> None:
        """Ask it to stop in good order."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def join(self, seconds: float) -> None:
        """Wait until it has stopped, but no longer than so many seconds."""
        self._process.join(seconds)
        self._process.kill()
        self._process.join()


Work = Callable[[str, int, Callable[[str], None]], None]


def supervise(work: Work, host: str, port: int, processes: int, ready: Callable[[], None]) -> None:
    """Keep so many processes serving until told to stop.

    Args:
        work: see `Worker`.
        host: the address to listen on.
        port: which all of them share.
        processes: how many.
        ready: called once, when all of them serve.
    """
    stopping = _Stopping()
    metrics = tempfile.mkdtemp(prefix="deskside-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics
    workers: list[Worker] = [Worker(work, host, port) for _ in range(processes)]
    try:
        told = False
        while not stopping.asked:
            if not told and all(worker.serves for worker in workers):
                told = True
                ready()
            lines = {worker.line: worker for worker in workers}
            for line in wait([*lines, stopping.bell]):
                worker = lines.get(line)  # type: ignore[call-overload]
                if worker is not None and not worker.hear() and not stopping.asked:
                    workers.remove(worker)
                    _bury(worker)
                    time.sleep(REPLACE_AFTER)
                    if not stopping.asked:
                        workers.append(Worker(work, host, port))
    finally:
        for worker in workers:
            worker.stop()
        deadline = time.monotonic() + STOPPED_WITHIN
        for worker in workers:
            worker.join(max(0.0, deadline - time.monotonic()))
        shutil.rmtree(metrics, ignore_errors=True)


def hold(host: str, port: int) -> socket.socket:
    """Reserve a port that several processes will listen on, without listening: nothing is ever queued here.

    Raises:
        OSError: somebody else listens there, even if they would share it: that might be another desk.
    """
    with socket.create_server((host, port)) as alone:
        port = alone.getsockname()[1]
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.bind((host, port))
    return held


class _Stopping:
    """That somebody asked us to stop, as something one can wait for."""

    def __init__(self) -> None:
        self.asked = False
        self.bell, self._rope = socket.socketpair()
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True
        self._rope.send(b".")


def _bury(worker: Worker) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    log.error("process.died", pid=worker.pid)
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _work(work: Work, host: str, port: int, line: Connection) -> None:
    """What a serving process does."""

    def watch() -> None:
        with suppress(EOFError, OSError):
            line.recv()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="supervisor", daemon=True).start()
    work(host, port, lambda _: line.send(True))
