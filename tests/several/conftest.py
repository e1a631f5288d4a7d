"""PostgreSQL and Redis for tests of several nodes, whichever the other tests run on."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.services import PostgresServer, RedisServer, running


class Ground:
    """What several nodes share."""

    def __init__(self, postgres: PostgresServer, redis: RedisServer) -> None:
        self.postgres = postgres
        self.redis = redis
        self.environment = {
            "DATABASE_URL": postgres.create(f"desk_{secrets.token_hex(4)}"),
            "REDIS_URL": redis.url,
            "DESKSIDE_SECRET_KEY": secrets.token_urlsafe(48),
        }


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    folder = Path(tmp_path_factory.mktemp("postgres"))
    # PostgreSQL runs as somebody else, who must be let in.
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.getuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o011)
    with running(PostgresServer(folder)) as postgres:
        yield postgres


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running(RedisServer(Path(tmp_path_factory.mktemp("redis")))) as redis:
        yield redis


@pytest.fixture
def ground(postgres: PostgresServer, redis: RedisServer) -> Iterator[Ground]:
    yield Ground(postgres, redis)
    for service in (postgres, redis):
        if not service.alive:
            service.start()
