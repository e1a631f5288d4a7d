"""Transferring a chat: the desk's written procedure, step for step, between three real browsers; and each way it can
fail, in which nobody is cut off.
"""

import re

from playwright.sync_api import expect
from tests.procedures.people import Customer, Representative

WITH_ANA, WITH_DEVIN = "You are now chatting with Ana Ruiz.", "You are now chatting with Devin Park."


def in_a_chat(maya: Customer, ana: Representative, devin: Representative) -> None:
    """An existing chat support session of Ana's; Devin is there too."""
    ana.signs_in()
    devin.signs_in()
    maya.asks_for_help()
    expect(ana.pop_up()).to_be_visible()
    ana.get_next.click()
    for reader in (maya, ana):
        reader.reads(WITH_ANA)


def goodbye(maya: Customer, *those_inside: Representative) -> None:
    """The customer leaves, and everybody closes."""
    maya.leaves()
    for representative in those_inside:
        representative.reads("Maya Okafor has left")
        representative.button("Close").click()
        expect(representative.rows("My chats").get_by_text("Maya Okafor")).to_be_hidden()


def test_transferring_a_chat(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)

    # 1. Above the chat window is a transfer representative icon.
    transfer = ana.button("Transfer")
    expect(transfer.locator("svg")).to_be_visible()
    transfer.click()

    # 2. Select the appropriate representative that you are going to be transferring the session to.
    dialog = ana.page.get_by_role("dialog", name="Transfer chat")
    dialog.get_by_role("combobox").fill("dev")
    option = dialog.get_by_role("option", name=re.compile("Devin Park"))
    expect(option).to_contain_text("Available")
    expect(option).to_contain_text("0 of 4")
    option.click()
    dialog.get_by_role("textbox", name=re.compile("Note")).fill("She needs a new certificate.")
    dialog.get_by_role("button", name="Transfer").click()
    expect(dialog).to_be_hidden()

    # 3. You will remain in the chat with the customer while the transfer is happening.
    expect(ana.page.get_by_text("Waiting for Devin Park to accept").first).to_be_visible()
    ana.says("My colleague knows more about this.")
    maya.reads("My colleague knows more about this.")

    # 4. The receiving representative gets a notification that a session has been transferred to their queue.
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_visible()
    row = devin.rows("My queue").get_by_role("button", name=re.compile("Maya Okafor"))
    row.click()
    expect(devin.page.get_by_text("She needs a new certificate.").first).to_be_visible()

    # 5. She or he must double click the session to be added; "You are now chatting with …" confirms it, to everybody.
    row.dblclick()
    for reader in (devin, ana, maya):
        reader.reads(WITH_DEVIN)
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_hidden()
    devin.says("Hello Maya, I am Devin.")
    maya.reads("Hello Maya, I am Devin.")
    expect(maya.page.get_by_text("She needs a new certificate.")).to_have_count(0)

    # 6. Click on the red X icon to remove yourself from the session.
    # 7. Whoever is not the last is asked nothing: no button of theirs can disconnect the client.
    ana.button("Close").click()
    expect(ana.page.get_by_role("dialog")).to_be_hidden()
    expect(ana.rows("My chats").get_by_text("Maya Okafor")).to_be_hidden()
    maya.reads(re.compile("Ana Ruiz has left the chat|Ana has left the chat"))
    maya.says("Thank you.")
    devin.reads("Thank you.")

    # 8. Create a ticket for the chat session: whoever took part finds the chat and its log again.
    goodbye(maya, devin)
    ana.button("Recent chats").click()
    ana.page.get_by_role("button", name=re.compile("Maya Okafor")).first.click()
    expect(ana.page.get_by_text("Hello Maya, I am Devin.")).to_be_visible()


def test_it_is_accepted_by_its_button_and_by_keyboard(
    maya: Customer, ana: Representative, devin: Representative
) -> None:
    in_a_chat(maya, ana, devin)
    ana.page.keyboard.press("Alt+t")
    ana.page.keyboard.type("dev")
    ana.page.keyboard.press("Enter")
    expect(ana.page.get_by_text("Waiting for Devin Park to accept").first).to_be_visible()
    devin.rows("My queue").get_by_role("button", name="Accept").click()
    maya.reads(WITH_DEVIN)
    ana.page.keyboard.press("Alt+x")
    expect(ana.rows("My chats").get_by_text("Maya Okafor")).to_be_hidden()
    ana.button("Rejoin").click()
    ana.reads(re.compile("Ana Ruiz is back|Ana is back"))
    ana.button("Close").click()
    goodbye(maya, devin)


def test_declined(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.transfers_to("Devin Park")
    devin.rows("My queue").get_by_role("button", name="Decline").click()
    ana.reads(re.compile("Devin Park declined the transfer"))
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_hidden()
    ana.says("I am still with you.")
    maya.reads("I am still with you.")
    goodbye(maya, ana)


def test_unanswered(maya: Customer, ana: Representative, devin: Representative, desk) -> None:  # type: ignore[no-untyped-def]
    desk.execute("UPDATE people_team SET offer_lapses_after = 2")
    in_a_chat(maya, ana, devin)
    ana.transfers_to("Devin Park")
    ana.reads(re.compile("Devin Park did not answer"))
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_hidden()
    desk.execute("UPDATE people_team SET offer_lapses_after = 60")
    goodbye(maya, ana)


def test_the_receiver_is_gone(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.transfers_to("Devin Park")
    devin.page.goto("about:blank")
    ana.reads(re.compile("Devin Park is no longer connected"))
    goodbye(maya, ana)


def test_withdrawn(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.transfers_to("Devin Park")
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_visible()
    ana.button("Withdraw").click()
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_hidden()
    ana.reads(re.compile("The transfer to Devin Park was withdrawn"))
    goodbye(maya, ana)


def test_the_sender_is_gone(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.transfers_to("Devin Park")
    ana.page.goto("about:blank")
    # The chat goes back to the head of its line, and the customer keeps the connection.
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_hidden(timeout=15_000)
    expect(devin.pop_up()).to_be_visible()
    devin.get_next.click()
    maya.reads(WITH_DEVIN)
    goodbye(maya, devin)


def test_the_customer_leaves_in_the_middle(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.transfers_to("Devin Park")
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_visible()
    goodbye(maya, ana)
    expect(devin.offer("Transfer from Ana Ruiz")).to_be_hidden()


def test_hold_session_leaves_the_transfer_standing(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.transfers_to("Devin Park")
    # 7. Important: if a pop-up asks "Hold Session" or "End Session", Hold is the safe answer, and the first.
    ana.button("Close").click()
    expect(ana.button("Hold Session")).to_be_focused()
    ana.page.keyboard.press("Enter")
    maya.reads(re.compile("Ana has stepped away"))
    devin.rows("My queue").get_by_role("button", name="Accept").click()
    maya.reads(WITH_DEVIN)
    expect(ana.rows("My queue").get_by_text("Maya Okafor")).to_be_hidden()
    goodbye(maya, devin)


def test_end_session_can_be_undone(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.button("Close").click()
    ana.button("End Session").click()
    ana.button("Undo").click()
    ana.says("Sorry, one more thing.")
    maya.reads("Sorry, one more thing.")
    expect(maya.page.get_by_text(re.compile("This chat has ended"))).to_have_count(0)
    goodbye(maya, ana)


def test_to_a_team(maya: Customer, ana: Representative, devin: Representative, tomas: Representative) -> None:
    in_a_chat(maya, ana, devin)
    tomas.signs_in()
    ana.transfers_to("Classroom Support", team=True)
    expect(tomas.offer("Transfer from Ana Ruiz")).to_be_visible()
    tomas.offer("Transfer from Ana Ruiz").get_by_role("button", name="Accept").click()
    maya.reads("You are now chatting with Tomas Berg.")
    ana.button("Close").click()
    goodbye(maya, tomas)


def test_inviting_a_colleague(maya: Customer, ana: Representative, devin: Representative) -> None:
    in_a_chat(maya, ana, devin)
    ana.button("Invite").click()
    ana.chooses("Devin Park", "Invite to chat")
    devin.rows("My queue").get_by_role("button", name="Join").click()
    maya.reads(re.compile("Devin Park has joined to help|Devin has joined to help"))
    expect(ana.page.get_by_text("You have this chat").first).to_be_attached()
    devin.button("Close").click()
    maya.reads(re.compile("Devin(?: Park)? has left the chat"))
    goodbye(maya, ana)


def test_a_lead_takes_over(maya: Customer, ana: Representative, devin: Representative, leah: Representative) -> None:
    in_a_chat(maya, ana, devin)
    leah.signs_in()
    leah.rows("Team queues").get_by_role("button", name=re.compile("Service Desk")).first.click()
    leah.button("Take over").click()
    dialog = leah.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Known outage, I have the details.")
    dialog.get_by_role("button", name="Take over").click()
    maya.reads("You are now chatting with Leah Stone.")
    ana.reads(re.compile("Known outage, I have the details."))
    expect(maya.page.get_by_text("Known outage")).to_have_count(0)
    ana.button("Close").click()
    goodbye(maya, leah)
