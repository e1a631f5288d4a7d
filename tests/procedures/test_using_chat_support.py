"""Using chat support: the desk's written procedure, step for step, between two real browsers."""

import re

from playwright.sync_api import expect
from tests.procedures.people import Customer, Representative


def test_using_chat_support(maya: Customer, ana: Representative) -> None:
    # Sign into the representative console.
    ana.signs_in()

    # 1. When a new client tries to begin a chat support session, they will be queued in the proper group.
    maya.asks_for_help(with_="Wireless or network", what="My laptop can't join since I changed my password.")
    expect(maya.page.get_by_text("You are next. Please stay on this page.")).to_be_visible()
    expect(ana.rows("Team queues").get_by_text("Service Desk")).to_be_visible()

    # 2. A pop-up will appear on your screen in the lower right when a new chat session has been received.
    expect(ana.pop_up("Service Desk")).to_be_visible()
    expect(ana.pop_up("Service Desk")).to_contain_text("Maya Okafor")
    place = ana.pop_up("Service Desk").bounding_box()
    assert place is not None
    assert place["x"] > 720
    assert place["y"] > 450

    # 3. Click "Get Next" to start the chat session with next waiting client.
    ana.get_next.click()
    ana.reads("You are now chatting with Ana Ruiz.")
    maya.reads("You are now chatting with Ana Ruiz.")
    ana.reads("My laptop can't join since I changed my password.")
    expect(ana.pop_up()).to_be_hidden()

    # 4. Use the canned message to introduce yourself: Messages, then double click the appropriate canned message.
    ana.button("Messages").click()
    ana.page.get_by_role("option", name=re.compile("^Introduction")).first.dblclick()
    expect(ana.box).to_have_value(re.compile("^Hello Maya, my name is Ana"))
    expect(ana.box).to_be_focused()
    ana.button("Send").click()
    maya.reads(re.compile("^Hello Maya, my name is Ana"))

    # 5. Use professionalism and proper grammar when communicating with clients.
    maya.says("My phone works fine.")
    ana.reads("My phone works fine.")

    # 6. Complete your ticket by asking if the customer needs any additional support.
    ana.says("Is there anything else I can help you with?")
    maya.says("No, thank you.")
    ana.reads("No, thank you.")

    # 7. Use the Canned Message closing and wait for the customer to leave the conversation.
    ana.button("Messages").click()
    ana.page.keyboard.type("goodbye")
    ana.page.keyboard.press("Enter")
    goodbye = (
        "Thank you for contacting the Service Desk, Maya. You can close this window whenever you like. Have a good day."
    )
    expect(ana.box).to_have_value(goodbye)
    ana.page.keyboard.press("Enter")
    maya.reads(goodbye)
    maya.leaves()
    ana.reads("Maya Okafor has left")

    # 8. Copy the chat log by clicking in the chat box, use Ctrl-A to select all, and Ctrl-C to copy.
    ana.log().click(position={"x": 10, "y": 10})
    ana.page.keyboard.press("Control+a")
    ana.page.keyboard.press("Control+c")
    copied = ana.page.evaluate("navigator.clipboard.readText()")
    lines = copied.splitlines()
    assert re.fullmatch(r"Chat \d+ · Maya Okafor · Service Desk · Wireless or network", lines[0])
    assert [re.sub(r"^\d\d:\d\d ", "", line) for line in lines[3:]] == [
        "Maya Okafor: My laptop can't join since I changed my password.",
        "You are now chatting with Ana Ruiz.",
        "Ana Ruiz: Hello Maya, my name is Ana from the Service Desk. How can I help you today?",
        "Maya Okafor: My phone works fine.",
        "Ana Ruiz: Is there anything else I can help you with?",
        "Maya Okafor: No, thank you.",
        f"Ana Ruiz: {goodbye}",
        "Maya Okafor has left.",
    ]
    ana.page.evaluate("navigator.clipboard.writeText('')")
    ana.button("Copy log").click()
    expect(ana.page.get_by_text(re.compile("copied", re.IGNORECASE)).first).to_be_attached()
    assert ana.page.evaluate("navigator.clipboard.readText()") == copied

    # 10. Use the Red X button to close the support session. The customer has left, so nothing is asked.
    ana.button("Close").click()
    expect(ana.rows("My chats").get_by_text("Maya Okafor")).to_be_hidden()


def test_the_red_x_asks_while_the_customer_is_there_and_holding_is_the_safe_answer(
    maya: Customer, ana: Representative
) -> None:
    ana.signs_in()
    maya.asks_for_help()
    ana.get_next.click()
    ana.reads("You are now chatting with Ana Ruiz.")

    ana.button("Close").click()
    dialog = ana.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ana has stepped away for a moment. You are still connected")
    expect(dialog.get_by_role("button", name="Hold Session")).to_be_focused()
    ana.page.keyboard.press("Enter")
    maya.reads(re.compile("Ana has stepped away for a moment. You are still connected"))
    expect(ana.button("Resume")).to_be_visible()

    ana.button("Resume").click()
    maya.reads("Ana is back.")
    maya.says("Still here.")
    ana.reads("Still here.")

    ana.page.keyboard.press("Alt+x")
    ana.page.keyboard.press("Escape")
    expect(ana.page.get_by_role("dialog")).to_be_hidden()
    ana.button("Close").click()
    ana.button("End Session").click()
    ended = maya.page.get_by_text(re.compile("This chat has ended. Thank you for contacting"))
    expect(ended).to_be_visible(timeout=15_000)
    expect(ana.rows("My chats").get_by_text("Maya Okafor")).to_be_hidden()


def test_get_next_by_keyboard_and_holding_by_its_button(maya: Customer, ana: Representative) -> None:
    ana.signs_in()
    maya.asks_for_help()
    expect(ana.pop_up()).to_be_visible()
    ana.page.keyboard.press("Alt+g")
    ana.reads("You are now chatting with Ana Ruiz.")
    ana.button("Hold").click()
    maya.reads(re.compile("Ana has stepped away"))
    ana.button("Resume").click()
    maya.reads("Ana is back.")
    maya.leaves()
    ana.reads("Maya Okafor has left")
    ana.page.keyboard.press("Alt+x")
    expect(ana.rows("My chats").get_by_text("Maya Okafor")).to_be_hidden()


def test_a_reload_loses_nothing_and_doubles_nothing(maya: Customer, ana: Representative) -> None:
    ana.signs_in()
    maya.asks_for_help()
    ana.get_next.click()
    maya.reads("You are now chatting with Ana Ruiz.")
    maya.says("first")
    maya.page.get_by_role("textbox").fill("not sent yet")
    maya.page.reload()
    maya.reads("first")
    expect(maya.page.get_by_role("textbox")).to_have_value("not sent yet")
    ana.says("second")
    maya.reads("second")
    ana.page.reload()
    ana.rows("My chats").get_by_text("Maya Okafor").click()
    for text in ("first", "second"):
        ana.reads(text)
        expect(maya.log.get_by_text(text, exact=True)).to_have_count(1)
        expect(ana.log().get_by_text(text, exact=True)).to_have_count(1)
    maya.leaves()
    ana.reads("Maya Okafor has left")
    ana.button("Close").click()


def test_what_is_said_while_the_network_is_gone_arrives_once_when_it_is_back(
    maya: Customer, ana: Representative
) -> None:
    ana.signs_in()
    maya.asks_for_help()
    ana.get_next.click()
    maya.reads("You are now chatting with Ana Ruiz.")
    # Chromium's offline mode leaves open sockets alone; cutting the server's port would cut both. So the page's own
    # socket is closed under it, as a lost network does, while nothing new can be opened.
    maya.page.context.set_offline(True)
    maya.page.evaluate("window.dispatchEvent(new Event('offline'))")
    maya.page.get_by_role("textbox").fill("said offline")
    maya.page.get_by_role("button", name="Send").click()
    ana.says("said meanwhile")
    maya.page.context.set_offline(False)
    ana.reads("said offline")
    maya.reads("said meanwhile")
    for text in ("said offline", "said meanwhile"):
        expect(maya.log.get_by_text(text, exact=True)).to_have_count(1)
        expect(ana.log().get_by_text(text, exact=True)).to_have_count(1)
    maya.leaves()
    ana.reads("Maya Okafor has left")
    ana.button("Close").click()


def test_a_closed_tab_is_away_and_then_left(maya: Customer, ana: Representative) -> None:
    ana.signs_in()
    maya.asks_for_help()
    ana.get_next.click()
    ana.reads("You are now chatting with Ana Ruiz.")
    maya.page.goto("about:blank")
    expect(ana.page.get_by_text(re.compile("away", re.IGNORECASE)).locator("visible=true").first).to_be_visible(
        timeout=10_000
    )
    ana.reads("Maya Okafor has left")
    ana.button("Close").click()


def test_two_representatives_and_one_customer(maya: Customer, ana: Representative, devin: Representative) -> None:
    ana.signs_in()
    devin.signs_in()
    maya.asks_for_help()
    expect(ana.pop_up()).to_be_visible()
    expect(devin.pop_up()).to_be_visible()
    devin.get_next.click()
    devin.reads("You are now chatting with Devin Park.")
    expect(ana.pop_up()).to_be_hidden()
    # Devin's browser dies; his chat comes back to the line, at its head, and the customer is never cut off.
    devin.page.goto("about:blank")
    expect(ana.pop_up()).to_be_visible(timeout=15_000)
    ana.get_next.click()
    maya.reads("You are now chatting with Ana Ruiz.")
    maya.leaves()
    ana.reads("Maya Okafor has left")
    ana.button("Close").click()


def test_a_customer_who_leaves_the_line_is_gone_from_the_queue(maya: Customer, ana: Representative) -> None:
    ana.signs_in()
    maya.asks_for_help()
    expect(ana.pop_up()).to_be_visible()
    maya.page.get_by_role("button", name="Leave the line").click()
    maya.page.get_by_role("dialog").get_by_role("button", name="Leave the line").click()
    expect(ana.pop_up()).to_be_hidden()
    expect(maya.page.get_by_role("button", name="Leave the line")).to_be_hidden()


def test_hostile_words_are_only_words(maya: Customer, ana: Representative) -> None:
    ana.signs_in()
    words = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">\u202etxet\u202c"
    maya.asks_for_help(name="<b>Mallory</b> \u202eyrollaM", what=words)
    ana.get_next.click()
    log = ana.log("<b>Mallory</b> \u202eyrollaM")
    expect(log.get_by_text(words)).to_be_visible()
    ana.says("I see.")
    maya.reads("I see.")
    maya.says(words)
    expect(log.get_by_text(words)).to_have_count(2)
    for page in (ana.page, maya.page):
        assert "broken" not in page.title()
        assert page.locator("script:not([src]):not([type='application/json'])").count() == 0
    maya.leaves()
    ana.button("Close").click()
