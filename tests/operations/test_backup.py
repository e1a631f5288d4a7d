"""What the page says of backup and restore, done to a desk that is in use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.operations.page import run_block
from tests.running import Desk
from tests.services import PostgresServer

LIVE, KEPT = "/var/lib/deskside", "/var/backups/deskside"


@contextmanager
def serving(data: Path) -> Iterator[Desk]:
    desk = Desk(data)
    desk.start()
    try:
        yield desk
    finally:
        desk.stop()


def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Of the desk, of the backup, of the desk that is restored."""
    three = tmp_path / "desk", tmp_path / "backup", tmp_path / "restored"
    for folder in three:
        folder.mkdir()
    return three


def test_sqlite_comes_back_with_its_chats_and_tokens(tmp_path: Path) -> None:
    live, kept, restored = folders(tmp_path)
    with serving(live) as desk:
        chat = desk.start_chat()
        with desk.customer(chat["token"]) as page:
            page.post(chat["chat"], "Before the backup.")
            run_block("backup-sqlite", {LIVE: live, KEPT: kept})
            page.post(chat["chat"], "After the backup.")
    run_block("restore-sqlite", {LIVE: restored, KEPT: kept})
    with serving(restored) as desk, desk.customer(chat["token"]) as page:
        assert page.texts(chat["chat"]) == ["Before the backup."]


def test_postgresql_comes_back_with_its_chats_and_tokens(
    tmp_path: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, kept, restored = folders(tmp_path)
    monkeypatch.setenv("DESKSIDE_SECRET_KEY", "kept with the backup, as the page says")
    monkeypatch.setenv("DATABASE_URL", postgres.create("live"))
    with serving(live) as desk:
        chat = desk.start_chat()
        with desk.customer(chat["token"]) as page:
            page.post(chat["chat"], "Before the backup.")
            run_block("backup-postgresql", {KEPT: kept})
            page.post(chat["chat"], "After the backup.")
    monkeypatch.setenv("DATABASE_URL", postgres.create("restored"))
    run_block("restore-postgresql", {KEPT: kept})
    with serving(restored) as desk, desk.customer(chat["token"]) as page:
        assert page.texts(chat["chat"]) == ["Before the backup."]
