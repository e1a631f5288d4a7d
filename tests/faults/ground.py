"""The cluster under test: PostgreSQL on a small disk, Redis, and nodes each in a network of its own."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from tests.faults import network
from tests.nodes import Node
from tests.services import PATH, Balancer, PostgresServer, RedisServer

GRACES = {"CUSTOMER_AWAY_AFTER": "8", "CUSTOMER_LEFT_AFTER": "90", "REPRESENTATIVE_GRACE": "20"}
"""Long enough that no fault alone takes anybody's chats away, short enough to wait for."""

DETECTION = 25.0
"""Seconds after which a silent connection is given up."""

PACE = (
    "UPDATE people_representative SET capacity = 1000",
    "UPDATE people_team SET undo_end_for = 1, offer_lapses_after = 3",
    "UPDATE people_membership SET role = 'lead' WHERE representative_id % 3 = 0",
)
"""What is made quicker and wider than in life, so that all of it happens often."""

DISK = "600m"


class Cast(NamedTuple):
    """Who works here.

    Args:
        issue: what customers ask help for.
        people: the representatives.
        cookies: their sign-in sessions.
    """

    issue: int
    people: Sequence[int]
    cookies: Sequence[str]


class Ground:
    """Everything that runs, and may be broken.

    Args:
        folder: everybody may enter it.
        nodes: how many.
    """

    def __init__(self, folder: Path, nodes: int = 2) -> None:
        network.prepare()
        os.environ["PATH"] = PATH
        folder.chmod(0o755)
        self.disk = folder / "postgres"
        self.disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", self.disk], check=True)
        self.postgres = PostgresServer(self.disk, network.SERVICES, durable=True, slow=True)
        self.redis = RedisServer(folder, network.SERVICES)
        self.links = [network.Link(number) for number in range(1, nodes + 1)]
        self._folder = folder
        self._environment = {
            "REDIS_URL": self.redis.url,
            "DESKSIDE_SECRET_KEY": secrets.token_urlsafe(48),
            "DESKSIDE_HOSTS": ",".join(["127.0.0.1", "localhost", *(link.address for link in self.links)]),
            **{f"DESKSIDE_{name}": seconds for name, seconds in GRACES.items()},
        }
        self.nodes = [
            Node("serve", folder / f"node{number}", self._environment, link.address, link.enter)
            for number, link in enumerate(self.links)
        ]
        self.balancer = Balancer(folder, [node.address for node in self.nodes])

    @property
    def sites(self) -> list[str]:
        """The nodes' addresses."""
        return [f"http://{node.address}" for node in self.nodes]

    def start(self) -> None:
        """Start all of it on an empty database."""
        self.postgres.start()
        self.redis.start()
        self._environment["DATABASE_URL"] = self.postgres.create("deskside")
        for part in (*self.nodes, self.balancer):
            part.start()

    def seed(self, representatives: int) -> Cast:
        """Make a team with an issue and as many representatives, signed in, whom none of its limits keeps from work."""
        seeded = subprocess.run(
            [sys.executable, "-m", "bench.seed", str(representatives), "0"],
            env={**os.environ, **self._environment, "DESKSIDE_DATA": str(self._folder)},
            stdout=subprocess.PIPE,
            check=True,
        )
        cast = json.loads(seeded.stdout)
        with psycopg.connect(self._environment["DATABASE_URL"]) as connection:
            for change in PACE:
                connection.execute(change)
        people = [person for (person,) in self.rows("SELECT id FROM people_representative ORDER BY id")]
        return Cast(cast["issue"], people, cast["cookies"])

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """What the database says."""
        with psycopg.connect(self._environment["DATABASE_URL"]) as connection:
            return connection.execute(sql).fetchall()

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Leave the database no room until the block ends."""
        filler = self.disk / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(1 << 16))
        try:
            with suppress(psycopg.Error), psycopg.connect(self.postgres.url()) as connection:
                connection.execute("CREATE TABLE one_too_many AS SELECT generate_series(1, 100000)")
                raise AssertionError("the disk is full, and the database still finds room")
            yield
        finally:
            filler.unlink()

    def stop(self) -> None:
        """Stop all of it."""
        for part in (self.balancer, *self.nodes, self.redis, self.postgres):
            part.stop()
        subprocess.run(["umount", self.disk], check=True)
