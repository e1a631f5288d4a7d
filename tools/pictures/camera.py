"""Three pictures of a browser that looks at the scene."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.procedures.conftest import FLAGS
from tests.procedures.people import Customer, Representative
from tests.running import Desk

from tools.pictures.scene import MAYA, NEWEST, REPRESENTATIVE, WAITING, ask, played, present, ticket

SHORT_WAIT_MS = 7_000
"""How long the newest customer has stood in line in the picture."""
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def main() -> None:
    """Play the scene and save the three pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright, played(Path(data)) as desk:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        portal(browser, desk)
        console(browser, desk)
        browser.close()


def console(browser: Browser, desk: Desk) -> None:
    """The representative's main screen, with a new chat announced, in both themes."""
    page = new_page(browser)
    ana = Representative(page, desk, REPRESENTATIVE)
    ana.signs_in()
    ana.rows("My chats").get_by_text(MAYA.name).click()
    for _ in WAITING:
        ana.button("Dismiss").first.click()
    ask(desk, NEWEST)
    expect(ana.pop_up()).to_contain_text(NEWEST.name)
    ana.box.fill("Yes, with everything after the @, and your new password. I will stay here until you are connected.")
    page.mouse.move(720, 300)
    with present(desk, NEWEST), present(desk, MAYA, typing=True):
        expect(ana.rows("My chats").get_by_text("typing")).to_be_visible()
        page.wait_for_timeout(SHORT_WAIT_MS)
        save(page, "console-light")
        page.emulate_media(color_scheme="dark")
        save(page, "console-dark")
    page.context.close()


def portal(browser: Browser, desk: Desk) -> None:
    """The customer's side of the same chat."""
    page = new_page(browser)
    page.add_init_script(f"localStorage['deskside.customer.chat'] = {ticket(MAYA)!r}")
    page.goto(desk.portal)
    Customer(page, desk).reads(re.compile("Is my full email"))
    save(page, "portal-chat-light")
    page.context.close()


def new_page(browser: Browser) -> Page:
    """A window of the pictures' size."""
    viewport = {"width": 1440, "height": 900}
    context = browser.new_context(viewport=viewport, locale="en-GB", reduced_motion="reduce")  # type: ignore[arg-type]
    return context.new_page()


def save(page: Page, name: str) -> None:
    """Keep what the page shows."""
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
