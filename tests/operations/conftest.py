"""The ground of these tests: PostgreSQL, Redis, and two nodes on them."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.nodes import Node
from tests.services import PostgresServer, RedisServer, running


@dataclass
class TwoNodes:
    """Two nodes that serve, and who is connected with whom.

    Args:
        folder: for what stands before them.
        nodes: both.
        cookies: a session of each representative.
        chats: ids and tokens; chat i is with representative i modulo their number.
    """

    folder: Path
    nodes: list[Node]
    cookies: list[str]
    chats: list[dict[str, Any]]


@pytest.fixture(scope="session")
def postgres(folder: Path) -> Iterator[PostgresServer]:
    """A database server."""
    home = folder / "postgres"
    home.mkdir()
    with running(PostgresServer(home)) as server:
        yield server


@pytest.fixture(scope="session")
def redis(folder: Path) -> Iterator[RedisServer]:
    """A Redis."""
    with running(RedisServer(folder)) as server:
        yield server


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that servers which refuse to run as root can enter."""
    with tempfile.TemporaryDirectory(prefix="deskside-operations-") as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="module")
def two_nodes(folder: Path, postgres: PostgresServer, redis: RedisServer) -> Iterator[TwoNodes]:
    """Two nodes with a representative and their four chats."""
    database = secrets.token_hex(4)
    environment = {
        "DATABASE_URL": postgres.create(database),
        "REDIS_URL": redis.url,
        "DESKSIDE_SECRET_KEY": secrets.token_urlsafe(48),
    }
    seeded = subprocess.run(
        [sys.executable, "-m", "bench.seed", "1", "4", "4"],
        env={**os.environ, **environment, "DESKSIDE_DATA": str(folder)},
        stdout=subprocess.PIPE,
        check=True,
    )
    cast = json.loads(seeded.stdout)
    nodes = [Node("serve", folder / f"{database}-{number}", environment) for number in range(2)]
    home = folder / database
    home.mkdir()
    with ExitStack() as ending:
        for node in nodes:
            ending.callback(node.stop)
            node.start()
        yield TwoNodes(home, nodes, cast["cookies"], cast["chats"])
