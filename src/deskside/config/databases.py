"""How the two databases are talked to."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from deskside.kit.checkpoint import LOG_PAGES

LARGEST_POOL = 26
"""Connections of one process: ten threads of its own, and the requests over HTTP that are served at a time."""

POOL = {"min_size": 1, "max_size": LARGEST_POOL, "timeout": 0.5, "reconnect_timeout": 0.25}
"""Seconds. The pool backs off ever longer after a refused connection; given up at once, it is asked again at once by
whoever is in need (`kit.storage`), and a server that is back is found within a second instead of ten."""


def sqlite(folder: Path) -> dict[str, Any]:
    """The embedded default: one file; what is acknowledged has reached the disk."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "deskside.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
            f"PRAGMA wal_autocheckpoint={LOG_PAGES};",
        },
        # Requests come in threads of their own; the worker threads keep their connections whatever is said here.
        "CONN_MAX_AGE": 0,
        "TEST": {"NAME": folder / "test.sqlite3"},
    }


def redis(url: str) -> str:
    """The address of Redis, or of Valkey, which speaks the same; empty where a node is alone."""
    scheme, colon, rest = url.partition(":")
    scheme = scheme.replace("valkey", "redis")
    if url and scheme not in ("redis", "rediss", "unix"):
        raise SystemExit("REDIS_URL must look like redis://:password@host:6379/0 (rediss:// with TLS).")
    return f"{scheme}{colon}{rest}"


def postgresql(url: str) -> dict[str, Any]:
    """A PostgreSQL server, by its address. Lost connections are noticed within about ten seconds on either side, so
    that neither a server nor a node that has vanished keeps the others waiting.
    """
    options = {
        "pool": POOL,
        "connect_timeout": 5,
        "tcp_user_timeout": 10_000,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "options": "-c idle_in_transaction_session_timeout=10s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2"
        " -c tcp_keepalives_count=3",
        "application_name": "deskside",
    }
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise SystemExit("DATABASE_URL must look like postgres://user:password@host:5432/name.")
    given = dj_database_url.parse(url, conn_health_checks=True)
    return {**given, "OPTIONS": {**options, **given.get("OPTIONS", {})}}
