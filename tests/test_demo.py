"""The demo: one command, one file that says where and as whom; started again it keeps everything."""

import json
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.running import Desk
from tests.services import wait_for


def test_the_demo_says_where_and_as_whom_and_keeps_its_data(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.start()
    first = desk.people
    assert len(first) == 5
    assert any("lead of Service Desk" in person["roles"] for person in first.values())
    for address in (desk.portal, desk.console, desk.admin):
        assert urllib.request.urlopen(address).status == 200
    chat = desk.start_chat()
    desk.stop()
    desk.start()
    assert desk.people == first
    with desk.customer(chat["token"]) as maya:
        assert maya.heard[1]["chat"]["state"] == "waiting"
    desk.stop()
    for name in ("secret-key", "demo-people.json", "ready.json", "deskside.sqlite3"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, f"{name} can be read by others"


def said_by(desk: Desk, *arguments: str) -> str:
    """What a second server says when it does not start."""
    command = [sys.executable, "-m", "deskside.cli", "serve", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_second_server_on_the_same_data_or_port_says_why_it_does_not_start(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "first")
    desk.data.mkdir()
    desk.start()
    assert "already serves the data" in said_by(desk, "--data", str(desk.data), "--port", "0")
    assert "Choose another port" in said_by(desk, "--data", str(tmp_path / "second"), "--port", str(desk.port))
    desk.stop()


def test_an_open_start_page_can_ask_who_answers_now(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.start()
    address = f"{desk.portal}answering"
    assert json.load(urllib.request.urlopen(address)) == {"issues": []}
    with desk.representative("Tomas Berg"):
        deadline = time.monotonic() + 5
        while json.load(urllib.request.urlopen(address)) != {"issues": [5]}:
            assert time.monotonic() < deadline
    desk.stop()


def test_port_nought_finds_a_free_one_and_says_which(tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    words = ["demo", "--port", "0", "--data", str(tmp_path / "data"), "--ready-file", str(ready)]
    with subprocess.Popen([sys.executable, "-m", "deskside.cli", *words], stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(ready.exists, "it does not get ready")
            with urllib.request.urlopen(json.loads(ready.read_text())["portal"]) as page:
                assert page.status == 200
        finally:
            server.terminate()
