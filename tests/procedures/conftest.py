"""A running desk and real browsers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from tests.chromium import FLAGS, PROGRAM
from tests.procedures.people import Customer, Representative
from tests.running import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A running demo whose graces are short enough to wait for."""
    desk = Desk(
        Path(tmp_path_factory.mktemp("desk")), customer_away_after=2, customer_left_after=6, representative_grace=4
    )
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    # It ends with its module: while its loop runs, no other can. It would also make Django believe that every test runs
    # inside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def maya(desk: Desk, browser: Browser) -> Iterator[Customer]:
    """A customer with a browser of her own."""
    yield from browse(browser, lambda page: Customer(page, desk))


@pytest.fixture
def idris(desk: Desk, browser: Browser) -> Iterator[Customer]:
    """Another customer."""
    yield from browse(browser, lambda page: Customer(page, desk))


@pytest.fixture
def ana(desk: Desk, browser: Browser) -> Iterator[Representative]:
    """A representative with a browser of her own, not signed in yet."""
    yield from browse(browser, lambda page: Representative(page, desk, "Ana Ruiz"))


@pytest.fixture
def devin(desk: Desk, browser: Browser) -> Iterator[Representative]:
    """Another one."""
    yield from browse(browser, lambda page: Representative(page, desk, "Devin Park"))


@pytest.fixture
def leah(desk: Desk, browser: Browser) -> Iterator[Representative]:
    """The lead of their team."""
    yield from browse(browser, lambda page: Representative(page, desk, "Leah Stone"))


@pytest.fixture
def tomas(desk: Desk, browser: Browser) -> Iterator[Representative]:
    """Who serves in another team."""
    yield from browse(browser, lambda page: Representative(page, desk, "Tomas Berg"))


def browse(browser: Browser, make):  # type: ignore[no-untyped-def]
    """Somebody with a browser of their own; at the end nothing in it has failed."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"], locale="en-GB"
    )
    page: Page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    person = make(page)
    yield person
    context.close()
    assert faults == [], "the page failed"
