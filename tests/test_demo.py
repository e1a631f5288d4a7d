"""The demo: one command, one file that says where and as whom; started again it keeps everything."""

import stat
import urllib.request
from pathlib import Path

from tests.running import Desk


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
