"""For comparison, where it is installed: ejabberd with its archive on PostgreSQL, on a spare port."""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from tests.services import Service, running

from bench.best import Figures, best
from bench.desk import accepts, load, new_folder, postgresql

INSTALLED = shutil.which("ejabberdctl") is not None

HOST, PASSWORD, PAIRS = "bench.example", "bench", 500
SCHEMA = Path("/usr/share/ejabberd/sql/pg.sql")
LIBRARIES = "usr/lib/*/ejabberd-*/ebin"


def ejabberd() -> Figures:
    """500 pairs on ejabberd with mod_mam on PostgreSQL, each side always has one message in flight."""

    def measure() -> Figures:
        with new_folder() as folder, postgresql(folder) as postgres:
            users = [f"user{number}" for number in range(2 * PAIRS)]
            database = postgres.create("ejabberd")
            _register(database, users)
            home = folder / "ejabberd"
            home.mkdir()
            with running(Ejabberd(home, database)) as server:
                job = {"mode": "xmpp", "host": HOST, "password": PASSWORD, "users": users}
                return load({**job, "servers": [server.pid], "port": server.port, "warm_up": 2, "seconds": 8})

    return best(measure, "delivered_per_s", highest=True)


class Ejabberd(Service):
    """One node as its package sets it up, without TLS, limits and the network of Erlang nodes.

    Args:
        folder: of everything it writes.
        database: the address of its database, with its tables.
    """

    def __init__(self, folder: Path, database: str) -> None:
        super().__init__(folder)
        shutil.chown(folder, "ejabberd")
        (folder / "ejabberd.yml").write_text(json.dumps(self._settings(database)))

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def _settings(self, database: str) -> dict[str, object]:
        """Its file of settings; JSON is YAML too."""
        parts = urlsplit(database)
        return {
            "hosts": [HOST],
            "loglevel": "error",
            "listen": [{"port": self.port, "ip": self.host, "module": "ejabberd_c2s"}],
            "auth_method": ["sql"],
            "sql_type": "pgsql",
            "sql_server": parts.hostname,
            "sql_port": parts.port,
            "sql_username": parts.username,
            "sql_password": parts.password,
            "sql_database": parts.path.lstrip("/"),
            "modules": {"mod_mam": {"db_type": "sql", "default": "always"}},
        }

    def _command(self) -> Sequence[str | Path]:
        words = ["+K", "true", "+P", "250000", "-mnesia", "dir", f'"{self.folder}/mnesia"', "-s", "ejabberd"]
        places = {
            "ERL_LIBS": next(Path("/").glob(LIBRARIES)).parents[1],
            "EJABBERD_CONFIG_PATH": self.folder / "ejabberd.yml",
            "EJABBERD_LOG_PATH": self.folder / "ejabberd.log",
            "HOME": self.folder,
        }
        return ["env", *(f"{name}={place}" for name, place in places.items()), "erl", "-noinput", *words]

    def _answers(self) -> bool:
        return accepts(self.port)

    def _user(self) -> str | None:
        return "ejabberd" if os.geteuid() == 0 else None


def _register(database: str, users: Sequence[str]) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(SCHEMA.read_bytes())
        connection.cursor().executemany(
            "INSERT INTO users (username, password) VALUES (%s, %s)", [(user, PASSWORD) for user in users]
        )
