"""Starting what is measured, and the load generator, each as a process of its own."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.services import Balancer, PostgresServer, RedisServer, free_port, running, wait_for

Job = dict[str, Any]

CALM = {"DESKSIDE_CUSTOMER_AWAY_AFTER": "600", "DESKSIDE_REPRESENTATIVE_GRACE": "600"}
"""Nobody shall be called away while thousands connect one after another."""


@contextmanager
def echo_server() -> Iterator[Job]:
    """The yardstick: a bare echo."""
    port = free_port()
    with _server(["bench.echo", str(port)], port, {}) as pid:
        yield {"urls": [f"ws://127.0.0.1:{port}"], "servers": [pid]}


@contextmanager
def desk(representatives: int, chats: int) -> Iterator[Job]:
    """One process on SQLite, with a database that was filled for this.

    Yields:
        the parts of a job that every load needs: ``urls`` and process ids of the ``servers``, ``cookies`` of the
        representatives, ``chats`` with the customers' tokens.
    """
    with new_folder() as folder, ExitStack() as ending:
        environment = {**CALM, "DESKSIDE_DATA": str(folder)}
        yield _seed(environment, representatives, chats, 1) | _serve(ending, environment, 1)


@contextmanager
def cluster(representatives: int, chats: int, *, each: int = 1, nodes: int = 1) -> Iterator[Job]:
    """As `desk`, on PostgreSQL and Redis, which wait for the disk; several nodes have a ``balancer`` before them.

    Args:
        representatives: how many.
        chats: how many.
        each: how many a representative takes.
        nodes: how many server processes.
    """
    with new_folder() as folder, ExitStack() as ending:
        postgres = ending.enter_context(postgresql(folder))
        redis = ending.enter_context(running(RedisServer(folder)))
        environment = {
            **CALM,
            "DATABASE_URL": postgres.create("deskside"),
            "REDIS_URL": redis.url,
            "DESKSIDE_SECRET_KEY": secrets.token_urlsafe(48),
            "DESKSIDE_DATA": str(folder),
        }
        job = _seed(environment, representatives, chats, each) | _serve(ending, environment, nodes)
        if nodes > 1:
            addresses = [url.removeprefix("ws://") for url in job["urls"]]
            balancer = ending.enter_context(running(Balancer(folder, addresses)))
            job["balancer"] = f"ws://127.0.0.1:{balancer.port}"
        yield job


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder for a while, which servers that refuse to run as root can enter."""
    with tempfile.TemporaryDirectory(prefix="deskside-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def postgresql(folder: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL that waits for the disk, as fast as the disk is."""
    home = folder / "postgresql"
    home.mkdir()
    with running(PostgresServer(home, durable=True)) as server:
        yield server


def load(job: Job) -> Job:
    """Have the load generator do a job."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(job).encode(), stdout=subprocess.PIPE, check=True
    )
    result: Job = json.loads(done.stdout)
    return result


def accepts(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    return False


def _seed(environment: Mapping[str, str], representatives: int, chats: int, each: int) -> Job:
    seeded = subprocess.run(
        [sys.executable, "-m", "bench.seed", str(representatives), str(chats), str(each)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    cast: Job = json.loads(seeded.stdout)
    return cast


def _serve(ending: ExitStack, environment: Mapping[str, str], nodes: int) -> Job:
    ports = [free_port() for _ in range(nodes)]
    servers = [
        ending.enter_context(_server(["deskside.cli", "serve", "--port", str(port)], port, environment))
        for port in ports
    ]
    return {"urls": [f"ws://127.0.0.1:{port}" for port in ports], "servers": servers}


@contextmanager
def _server(arguments: list[str], port: int, environment: Mapping[str, str]) -> Iterator[int]:
    """Run a server until the block ends; gives its process id once it accepts connections."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: accepts(port) or process.poll() is not None, "the server does not answer")
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
