"""What people do in front of their screens, in the desk's own words."""

import re

from playwright.sync_api import Locator, Page, expect
from tests.running import Desk, Site


class Customer:
    """Somebody who needs help."""

    def __init__(self, page: Page, desk: Site) -> None:
        self.page = page
        self._desk = desk

    def asks_for_help(
        self, with_: str = "Wireless or network", name: str = "Maya Okafor", what: str = "My laptop can't join."
    ) -> None:
        """Fill in the start form."""
        self.page.goto(self._desk.portal)
        self.page.get_by_role("radiogroup", name="What do you need help with?").get_by_role("radio", name=with_).check(
            force=True
        )
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("Email").fill("maya@alderbay.example")
        self.page.get_by_label("What is happening?").fill(what)
        self.page.get_by_role("button", name="Start chat").click()
        expect(self.page.get_by_role("button", name="Leave the line")).to_be_visible()

    def says(self, text: str) -> None:
        """Write a message and send it."""
        self.page.get_by_role("textbox").fill(text)
        self.page.get_by_role("button", name="Send").click()
        expect(self.log.get_by_text(text).last).to_be_visible()

    def leaves(self) -> None:
        """Leave the chat by the button, and confirm."""
        self.page.get_by_role("button", name="Leave chat").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Leave chat").click()

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.page.get_by_role("log", name="Chat with Support")

    def reads(self, text: str | re.Pattern[str]) -> None:
        """See something in the chat."""
        expect(self.log.get_by_text(text).first).to_be_visible(timeout=10_000)


class Representative:
    """Somebody who helps."""

    def __init__(self, page: Page, desk: Desk, name: str) -> None:
        self.page = page
        self.name = name
        self._desk = desk

    def signs_in(self) -> None:
        """Sign into the representative console."""
        person = self._desk.people[self.name]
        self.page.goto(self._desk.console)
        self.page.get_by_label("Email").fill(person["email"])
        self.page.get_by_label("Password").fill(person["password"])
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("navigation", name="My chats")).to_be_visible()

    @property
    def get_next(self) -> Locator:
        """The button."""
        return self.page.get_by_role("button", name="Get Next", exact=True)

    def pop_up(self, team: str = "Service Desk") -> Locator:
        """The pop-up of a new chat."""
        return self.page.get_by_role("status").filter(has_text=f"New chat in {team}")

    def offer(self, words: str) -> Locator:
        """The pop-up of a chat that is offered."""
        return self.page.get_by_role("status").filter(has_text=words)

    def transfers_to(self, name: str, *, team: bool = False) -> None:
        """Offer the open chat to somebody."""
        self.button("Transfer").click()
        self.chooses(name, "Transfer chat", team=team)
        expect(self.page.get_by_text(f"Waiting for {name} to accept").first).to_be_visible()

    def chooses(self, name: str, dialog: str, *, team: bool = False) -> None:
        """Choose somebody in the picker, and confirm."""
        picker = self.page.get_by_role("dialog", name=dialog)
        if team:
            picker.get_by_role("button", name="Teams").click()
        picker.get_by_role("option", name=re.compile(name)).click()
        picker.get_by_role("button", name=dialog.split()[0], exact=True).click()
        expect(picker).to_be_hidden()

    def log(self, customer: str = "Maya Okafor") -> Locator:
        """The chat with a customer."""
        return self.page.get_by_role("log", name=f"Chat with {customer}")

    def reads(self, text: str | re.Pattern[str], customer: str = "Maya Okafor") -> None:
        """See something in the chat."""
        expect(self.log(customer).get_by_text(text).first).to_be_visible(timeout=15_000)

    @property
    def box(self) -> Locator:
        """The message box."""
        return self.page.get_by_role("textbox", name=re.compile("^(Message to|Internal note about)")).first

    def says(self, text: str) -> None:
        """Write a message and send it."""
        self.box.fill(text)
        self.page.get_by_role("button", name="Send", exact=True).click()

    def button(self, name: str) -> Locator:
        """A button by its name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def rows(self, navigation: str = "My chats") -> Locator:
        """A list at the left."""
        return self.page.get_by_role("navigation", name=navigation)
