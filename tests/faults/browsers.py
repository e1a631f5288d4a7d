"""Real browsers among the load: a customer's page and a representative's console."""

import re

from playwright.async_api import Locator, Page, async_playwright, expect
from tests.chromium import FLAGS, PROGRAM
from tests.faults.choosing import BROWSER

PATIENCE = 40_000


class Browsers:
    """Two people at real screens. ``said`` is what they have sent.

    Args:
        site: the balancer's address.
        cookie: the representative's sign-in session.
        issue: what the customer picks.
    """

    def __init__(self, site: str, cookie: str, issue: str) -> None:
        self.said: list[str] = []
        self._site = site
        self._cookie = cookie
        self._issue = issue

    async def open(self) -> None:
        """Ask for help in one, and take that chat in the other, before anybody else is at work."""
        self._running = await async_playwright().start()
        self._browser = await self._running.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        self._customer = await self._page()
        await self._ask_for_help()
        self._console = await self._page()
        name, _, value = self._cookie.partition("=")
        await self._console.context.add_cookies([{"name": name, "value": value, "url": self._site}])
        await self._console.goto(f"{self._site}/console/")
        await self._console.get_by_role("button", name="Get Next", exact=True).click()
        for page in (self._customer, self._console):
            await expect(self._box(page)).to_be_visible()

    async def reload(self) -> None:
        """Both press Send and reload the page at once; both find their message there."""
        for page in (self._customer, self._console):
            text = f"Said before reload {len(self.said)}."
            await self._box(page).fill(text)
            await page.get_by_role("button", name="Send", exact=True).click()
            self.said.append(text)
            await page.reload()
            await expect(page.get_by_role("log").get_by_text(text)).to_have_count(1, timeout=PATIENCE)

    async def close(self) -> None:
        """Close both."""
        await self._browser.close()
        await self._running.stop()

    async def _page(self) -> Page:
        return await (await self._browser.new_context(locale="en-GB")).new_page()

    async def _ask_for_help(self) -> None:
        page = self._customer
        await page.goto(self._site)
        issues = page.get_by_role("radiogroup", name="What do you need help with?")
        await issues.get_by_role("radio", name=self._issue).check(force=True)
        await page.get_by_label("Your name").fill(BROWSER)
        await page.get_by_label("Email").fill("maya@load.example")
        await page.get_by_label("What is happening?").fill("My laptop can't join.")
        await page.get_by_role("button", name="Start chat").click()
        await expect(page.get_by_role("button", name="Leave the line")).to_be_visible()

    def _box(self, page: Page) -> Locator:
        return page.get_by_role("textbox", name=re.compile("^Message")).first
