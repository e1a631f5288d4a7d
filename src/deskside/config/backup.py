"""Saving what an embedded desk keeps, while it serves."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def backup(folder: Path) -> None:
    """Copy the database, as it is at one moment, and the secret key into a folder.

    Raises:
        SystemExit: with a plain sentence, where there is nothing to copy, or PostgreSQL holds the data.
    """
    from django.conf import settings

    if settings.DATABASE_URL:
        raise SystemExit("The data is in PostgreSQL: save it with pg_dump (see docs/operations.md).")
    database = Path(settings.DATABASES["default"]["NAME"])
    if not database.exists():
        raise SystemExit(f"There is no database in {settings.DATA}.")
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{database.name}.partial"
    with closing(sqlite3.connect(database)) as live, closing(sqlite3.connect(partial)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    partial.replace(folder / database.name)
    key = Path(settings.DATA) / "secret-key"
    if key.exists():
        shutil.copy(key, folder)
    print(f"Saved {database.name}{' and secret-key' if key.exists() else ''} to {folder}.")
