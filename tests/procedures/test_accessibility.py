"""Both pages for everybody: nothing for axe to object to in any state or theme, and the main jobs by keyboard."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from tests.procedures.people import Customer, Representative
from tests.running import Desk

axe = Axe()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A running demo with its usual graces, for looking takes longer than the short ones."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.start()
    yield desk
    desk.stop()


def expect_accessible(page: Page) -> None:
    """No violation in either theme. Without motion, for a colour on its way to another has a contrast of its own."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = axe.run(page)
        assert found.violations_count == 0, f"{theme}\n{found.generate_report()}"


def loses_the_network(page: Page) -> None:
    """Chromium's offline mode leaves open sockets alone, so the page is told of it."""
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until it has the focus, as somebody without a mouse does."""
    for _ in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{wanted} cannot be reached with {key}")


def test_the_portal_in_every_state(maya: Customer, ana: Representative, desk: Desk) -> None:
    page = maya.page
    page.goto(desk.portal)
    expect(page.get_by_role("button", name="Start chat")).to_be_visible()
    expect_accessible(page)

    page.get_by_role("button", name="Start chat").click()
    expect(page.get_by_text("Enter your name.")).to_be_visible()
    expect_accessible(page)

    maya.asks_for_help()
    expect_accessible(page)
    page.get_by_role("button", name="Leave the line").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect_accessible(page)
    page.keyboard.press("Escape")

    ana.signs_in()
    ana.get_next.click()
    maya.reads("You are now chatting with Ana Ruiz.")
    maya.says("My phone works fine.")
    ana.says("Which system does your laptop run?")
    maya.reads("Which system does your laptop run?")
    expect_accessible(page)

    loses_the_network(page)
    expect(page.get_by_role("button", name="Try now")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="Try now").click()
    page.context.set_offline(False)
    expect(page.get_by_text("You are connected again.")).to_be_visible()

    ana.button("Hold").click()
    maya.reads(re.compile("Ana has stepped away for a moment"))
    expect_accessible(page)

    ana.button("Resume").click()
    maya.reads("Ana is back.")
    maya.leaves()
    expect(page.get_by_role("button", name="Start another chat")).to_be_visible()
    page.get_by_text("Read the chat again").click()
    expect_accessible(page)
    ana.reads("Maya Okafor has left")
    ana.button("Close").click()


def test_the_console_in_every_state(maya: Customer, ana: Representative, desk: Desk) -> None:
    page = ana.page
    page.goto(desk.console)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect_accessible(page)

    ana.signs_in()
    expect(page.get_by_role("heading", name="All quiet")).to_be_visible()
    expect_accessible(page)

    maya.asks_for_help()
    expect(ana.pop_up()).to_be_visible()
    expect_accessible(page)

    ana.rows("Team queues").get_by_role("button", name=re.compile("Service Desk")).click()
    expect(page.get_by_role("button", name="Take Maya Okafor")).to_be_visible()
    expect_accessible(page)

    ana.get_next.click()
    ana.reads("You are now chatting with Ana Ruiz.")
    ana.says("Which system does your laptop run?")
    page.keyboard.press("Alt+n")
    ana.box.fill("Password changed on Monday.")
    page.get_by_role("button", name="Add note").click()
    expect_accessible(page)
    page.keyboard.press("Alt+n")
    maya.says("The newest one.")
    ana.reads("The newest one.")
    expect_accessible(page)

    page.get_by_role("button", name=re.compile("Availability")).click()
    expect(page.get_by_role("dialog", name="Availability")).to_be_visible()
    expect_accessible(page)
    page.keyboard.press("Escape")

    ana.button("Keyboard shortcuts").click()
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    expect_accessible(page)
    page.keyboard.press("Escape")

    ana.button("Messages").click()
    expect(page.get_by_role("listbox", name="Messages found")).to_be_visible()
    expect_accessible(page)
    page.keyboard.press("Escape")

    ana.button("Close").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect_accessible(page)
    page.keyboard.press("Escape")

    loses_the_network(page)
    ana.says("Kept until it is back.")
    expect(ana.button("Try now")).to_be_visible()
    expect_accessible(page)
    ana.button("Try now").click()
    page.context.set_offline(False)
    maya.reads("Kept until it is back.")
    expect(ana.box).to_be_focused()

    ana.button("Hold").click()
    expect(ana.button("Resume")).to_be_visible()
    expect_accessible(page)
    ana.button("Resume").click()

    maya.leaves()
    ana.reads("Maya Okafor has left")
    expect_accessible(page)
    ana.button("Close").click()


def test_the_console_by_keyboard_alone(maya: Customer, ana: Representative, desk: Desk) -> None:
    page, keys = ana.page, ana.page.keyboard
    page.goto(desk.console)
    person = desk.people["Ana Ruiz"]
    tab_to(page, page.get_by_label("Email"))
    keys.type(person["email"])
    tab_to(page, page.get_by_label("Password"))
    keys.type(person["password"])
    keys.press("Enter")
    expect(ana.rows("My chats")).to_be_visible()

    maya.asks_for_help()
    expect(ana.pop_up()).to_be_visible()
    keys.press("Alt+g")
    ana.reads("You are now chatting with Ana Ruiz.")
    expect(ana.box).to_be_focused()

    keys.press("Alt+m")
    expect(page.get_by_label("Search messages")).to_be_focused()
    keys.type("introduction")
    keys.press("Enter")
    expect(ana.box).to_have_value(re.compile("^Hello Maya, my name is Ana"))
    expect(ana.box).to_be_focused()
    keys.press("Enter")
    maya.reads(re.compile("^Hello Maya, my name is Ana"))

    keys.press("Alt+n")
    keys.type("Second case today.")
    keys.press("Enter")
    ana.reads("Second case today.")
    keys.press("Alt+n")

    tab_to(page, ana.log(), "Shift+Tab")
    keys.press("Control+a")
    keys.press("Control+c")
    assert "Ana Ruiz: Hello Maya" in page.evaluate("navigator.clipboard.readText()")

    keys.press("Alt+x")
    expect(ana.button("Hold Session")).to_be_focused()
    keys.press("Enter")
    maya.reads(re.compile("Ana has stepped away"))
    tab_to(page, ana.button("Resume"))
    keys.press("Enter")
    maya.reads("Ana is back.")

    keys.press("Alt+x")
    expect(ana.button("Hold Session")).to_be_focused()
    tab_to(page, ana.button("End Session"))
    keys.press("Enter")
    expect(maya.page.get_by_role("heading", name="This chat has ended.")).to_be_visible(timeout=15_000)
    expect(ana.rows("My chats").get_by_text("Maya Okafor")).to_be_hidden()


def test_the_portal_by_keyboard_alone(maya: Customer, ana: Representative, desk: Desk) -> None:
    page, keys = maya.page, maya.page.keyboard
    page.goto(desk.portal)
    issues = page.get_by_role("radiogroup", name="What do you need help with?")
    tab_to(page, issues.get_by_role("radio").first)
    keys.press("Space")
    keys.press("ArrowDown")
    expect(issues.get_by_role("radio", name="Wireless or network")).to_be_checked()
    for field, text in (
        ("Your name", "Maya Okafor"),
        ("Email", "maya@alderbay.example"),
        ("What is happening?", "My laptop can't join."),
    ):
        tab_to(page, page.get_by_label(field))
        keys.type(text)
    tab_to(page, page.get_by_role("button", name="Start chat"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Thank you, Maya. You are in line.")).to_be_focused()

    ana.signs_in()
    ana.get_next.click()
    maya.reads("You are now chatting with Ana Ruiz.")
    box = page.get_by_role("textbox", name="Message")
    expect(box).to_be_focused()
    keys.type("My phone works fine.")
    keys.press("Enter")
    ana.reads("My phone works fine.")

    tab_to(page, page.get_by_role("button", name="Leave chat"), "Shift+Tab")
    keys.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    tab_to(page, dialog.get_by_role("button", name="Leave chat"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="You have left the chat.")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Start another chat"))
    keys.press("Enter")
    expect(page.get_by_role("button", name="Start chat")).to_be_visible()
    ana.reads("Maya Okafor has left")
    ana.button("Close").click()


def test_nothing_is_cut_off_where_the_screen_is_narrow_or_zoomed(maya: Customer, ana: Representative) -> None:
    """320 px is the smallest phone, or 1280 px at 400 %; 720 px is 1440 px at 200 %."""
    ana.signs_in()
    maya.asks_for_help(name="Maya Adaeze-Wilhelmina Okafor-Lindqvist")
    expect_to_fit(maya.page, "Leave the line")
    expect(ana.pop_up()).to_be_visible()
    expect_to_fit(ana.page, "Get Next", "Your account")
    ana.get_next.click()
    maya.reads("You are now chatting with Ana Ruiz.")
    ana.says("https://alderbay.example/" + "a-very-long-address-without-any-space/" * 6)
    maya.reads(re.compile("a-very-long-address"))
    expect_to_fit(maya.page, "Send", "Leave chat")
    expect_to_fit(ana.page, "Get Next", "Your account", "Messages", "Hold", "Close")
    maya.leaves()
    ana.reads(re.compile("has left"), "Maya Adaeze-Wilhelmina Okafor-Lindqvist")
    ana.button("Close").click()


def expect_to_fit(page: Page, *buttons: str) -> None:
    """No sideways scrolling, and the buttons inside the window, at the two widths."""
    for width in (320, 720):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for name in buttons:
            place = page.get_by_role("button", name=name, exact=True).bounding_box()
            assert place is not None, f"{name} is not shown at {width}"
            assert place["x"] >= 0, f"{name} is cut off at {width}"
            assert place["x"] + place["width"] <= width, f"{name} is cut off at {width}"
