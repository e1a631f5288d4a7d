"""The ground of a cluster: one PostgreSQL for the whole run; each desk has a database and a Redis of its own there.

``DESKSIDE_TEST_ON=cluster`` asks for it.
"""

import itertools
import os
import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.services import PostgresServer, RedisServer, running

WANTED = os.environ.get("DESKSIDE_TEST_ON") == "cluster"
NODES = 2

_servers: list[PostgresServer] = []
_numbers = itertools.count(1)


def begin() -> ExitStack:
    """Start what the tests of the rooms need, and say where it is before Django's settings are read.

    Returns:
        what ends it all.
    """
    ending = ExitStack()
    folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="deskside-postgres-")))
    server = ending.enter_context(running(PostgresServer(folder)))
    folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="deskside-redis-")))
    redis = ending.enter_context(running(RedisServer(folder)))
    _servers.append(server)
    os.environ["DATABASE_URL"] = server.create("deskside")
    os.environ["REDIS_URL"] = redis.url
    os.environ["DESKSIDE_SECRET_KEY"] = secrets.token_urlsafe(48)
    return ending


def new_database() -> str:
    """The address of an empty database."""
    return _servers[0].create(f"desk_{next(_numbers)}")
