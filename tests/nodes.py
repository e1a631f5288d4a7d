"""A `deskside` process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.services import free_port, wait_for


class Node:
    """One server process, started and ended as often as a test likes, always on the same port.

    Args:
        command: ``demo`` or ``serve``.
        data: its folder.
        environment: what it is told beside our own environment.
        host: where it listens.
        within: a command before its own, such as one that enters a network namespace and then becomes the server.
    """

    def __init__(
        self,
        command: str,
        data: Path,
        environment: Mapping[str, str],
        host: str = "127.0.0.1",
        within: Sequence[str] = (),
    ) -> None:
        self.command = command
        self.data = data
        self.host = host
        self.port = free_port()
        self.environment = environment
        self._within = within
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{self.host}:{self.port}"

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start, and wait until it serves."""
        self.launch()
        wait_for(lambda: self._serves() or not self.alive, "the server is not ready after a minute")
        assert self.alive, "the server did not start"

    def launch(self) -> None:
        """Start, and wait for nothing."""
        self._ready_file.unlink(missing_ok=True)
        words = [self.command, "--host", self.host, "--port", str(self.port), "--data", str(self.data)]
        if self.command == "demo":
            words += ["--ready-file", str(self._ready_file)]
        self._process = subprocess.Popen(
            [*self._within, sys.executable, "-m", "deskside.cli", *words],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
        )

    def said(self) -> dict[str, Any]:
        """What a demo says when it is ready: its addresses and its people."""
        said: dict[str, Any] = json.loads(self._ready_file.read_text())
        return said

    def stop(self) -> None:
        """Stop as Ctrl-C does."""
        self.end(signal.SIGINT)

    def kill(self) -> None:
        """End without any warning."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals, within: float = 20) -> None:
        """End it by a signal, and wait until it is gone."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(within)
            self._process = None

    @property
    def _ready_file(self) -> Path:
        return self.data / "ready.json"

    def _serves(self) -> bool:
        if self.command == "demo":
            return self._ready_file.exists()
        with suppress(OSError):
            socket.create_connection((self.host, self.port), 1).close()
            return True
        return False
