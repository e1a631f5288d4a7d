"""A customer whose proxy lets no WebSocket through is helped all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.procedures.conftest import browse
from tests.procedures.people import Customer, Representative
from tests.running import Desk, Site
from tests.services import Balancer, running


class StrictProxy(Balancer):
    """Passes everything on but WebSockets."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        super().__init__(folder, [f"127.0.0.1:{desk.port}"])
        config = folder / "haproxy.cfg"
        rule = "    http-request deny deny_status 403 if { hdr(upgrade) -i websocket }\n    default_backend"
        config.write_text(config.read_text().replace("    default_backend", rule))


@pytest.fixture
def maya(desk: Desk, browser: Browser, tmp_path: Path) -> Iterator[Customer]:
    """A customer behind such a proxy."""
    with running(StrictProxy(tmp_path, desk)) as proxy:
        yield from browse(browser, lambda page: Customer(page, Site(proxy.port)))


def test_a_customer_without_a_websocket_is_helped(maya: Customer, ana: Representative) -> None:
    sockets: list[str] = []
    maya.page.on("websocket", lambda socket: sockets.append(socket.url))
    ana.signs_in()
    maya.asks_for_help(name="Noor Haddad", what="Our proxy forbids nearly everything.")
    ana.get_next.click()
    maya.reads("You are now chatting with Ana Ruiz.")
    assert len(sockets) == 2, "two upgrades are tried, then the page asks by itself"

    ana.says("Can you read this?")
    maya.reads("Can you read this?")
    maya.says("Yes, at once.")
    ana.reads("Yes, at once.", "Noor Haddad")
    for number in range(5):
        maya.says(f"Line {number}")
    ana.reads("Line 4", "Noor Haddad")
    assert ana.log("Noor Haddad").get_by_text("Line 2").count() == 1

    maya.page.reload()
    maya.reads("Line 4")
    assert len(sockets) == 2, "a reload begins with what has worked"

    maya.leaves()
    ana.reads("Noor Haddad has left", "Noor Haddad")
