"""What comes before serving: the process set up, the database reached and brought to the present schema."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import django
import psycopg
from django.core.management import call_command
from django.db import OperationalError, connection

MIGRATING = 0x6465736B
"""A number of our own among the advisory locks of the database."""

CLOCKS_DIFFER = 2.0
"""Seconds worth mentioning."""

_M_ARENA_MAX = -8
"""As malloc.h names it."""


def prepare() -> None:
    """Set Django up and bring the database to the present schema.

    Raises:
        SystemExit: with the database's own words, where it cannot be reached or written.
    """
    _one_heap()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deskside.config.settings")
    django.setup()
    try:
        _reach_database()
        with _alone():
            call_command("migrate", verbosity=0)
            _same_secret()
            _same_time()
        connection.close()  # This thread needs none any more.
    except (OperationalError, psycopg.OperationalError) as error:
        raise SystemExit(f"The database cannot be used: {error}") from None


def _same_secret() -> None:
    from deskside.kit.seats import stranger

    other = stranger()
    if other is not None:
        raise SystemExit(
            f"Another server of this desk ({other}) signs with another secret: customers and representatives could not"
            " move between the two. Give both the same DESKSIDE_SECRET_KEY."
        )


def _reach_database() -> None:
    """Try the address as it is: of what goes wrong in its pool, Django learns no reason."""
    from django.conf import settings

    if settings.DATABASE_URL:
        try:
            psycopg.connect(settings.DATABASE_URL, connect_timeout=5).close()
        except psycopg.ProgrammingError:
            # Its words would quote what may be a part of the password.
            raise SystemExit(
                "DATABASE_URL cannot be read; / # % and the like in a password are written as %2F …"
            ) from None


def _same_time() -> None:
    """Graces are counted by the nodes' clocks: say so where this one is far from the database's."""
    from deskside.kit.clock import clock
    from deskside.kit.log import log

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            ahead = clock.seconds() - float(cursor.fetchone()[0])
        if abs(ahead) > CLOCKS_DIFFER:
            log.warning("clock.differs", seconds_ahead_of_database=round(ahead, 1))


@contextmanager
def _alone() -> Iterator[None]:
    """Let nodes that start together migrate one after another."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _one_heap() -> None:
    """Have all threads share one heap. With a heap each, memory that one has freed is lost to the others (measured:
    6 KiB more a connection), and Python lets only one of them run at a time anyway. GNU's C library knows the word.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
