"""Starting what is measured, and the load generator, each as a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(arguments: list[str], port: int, **environment: str) -> Iterator[int]:
    """Run a server until the block ends; gives its process id once it accepts connections."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def echo_server() -> Iterator[tuple[str, int]]:
    """The yardstick: its address and process id."""
    port = free_port()
    with running(["bench.echo", str(port)], port) as pid:
        yield f"ws://127.0.0.1:{port}", pid


@contextmanager
def desk(representatives: int, chats: int) -> Iterator[dict[str, Any]]:
    """A Deskside with a fresh database: the parts of a job that every load needs."""
    with tempfile.TemporaryDirectory() as data:
        environment = {"DESKSIDE_DATA": data}
        seeded = subprocess.run(
            [sys.executable, "-m", "bench.seed", str(representatives), str(chats)],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            check=True,
        )
        port = free_port()
        arguments = ["deskside.cli", "serve", "--port", str(port), "--data", data]
        # Nobody shall be called away while thousands connect one after another.
        with running(arguments, port, DESKSIDE_CUSTOMER_AWAY_AFTER="600", **environment) as pid:
            yield {"url": f"ws://127.0.0.1:{port}", "server": pid, **json.loads(seeded.stdout)}


def load(job: dict[str, Any]) -> dict[str, Any]:
    """Have the load generator do a job."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(job).encode(), stdout=subprocess.PIPE, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result
