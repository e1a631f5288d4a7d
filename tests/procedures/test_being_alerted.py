"""Alerts that cannot be missed: whoever is on duty first, with the console open, hidden or closed; and a page to try
them.

No browser of ours reaches a push service of the world. So the browser subscribes with keys of the test's own, a push
service of the test's own takes and opens what the server sends, and the browser is handed it as its push service would.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.procedures.people import Customer, Representative
from tests.push.service import Browser, PushService, push_service
from tests.running import Desk

ORIGIN_PAGE = "console/push-worker.js"
"""A page of the same origin that is no console, to look from at what the service worker shows."""

SUBSCRIBED = """
const make = (endpoint, p256dh, auth) => {
  let on = sessionStorage.getItem("subscribed") === "yes";
  const subscription = {
    endpoint,
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => { on = false; sessionStorage.removeItem("subscribed"); return true; },
  };
  PushManager.prototype.subscribe = async () => {
    on = true; sessionStorage.setItem("subscribed", "yes"); return subscription;
  };
  PushManager.prototype.getSubscription = async () => (on ? subscription : null);
};
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A running demo that may push to addresses inside."""
    desk = Desk(Path(tmp_path_factory.mktemp("desk")), representative_grace=4, push_to_private=1)
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


def subscribes_with(page: Page, browser: Browser) -> None:
    """Let the page's browser have this subscription."""
    keys = (browser.endpoint, browser.keys["p256dh"], browser.keys["auth"])
    page.add_init_script(f"{SUBSCRIBED} make({', '.join(map(json.dumps, keys))});")


def opens_the_test_page(representative: Representative) -> None:
    representative.page.get_by_role("button", name=re.compile("Your account")).click()
    representative.button("Test my alerts").click()
    expect(representative.page.get_by_role("heading", name="Test my alerts")).to_be_visible()


def notifications(page: Page) -> list[str]:
    """The titles of what the service worker shows."""
    return page.evaluate(  # type: ignore[no-any-return]
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration("/console/");
          return (await registration.getNotifications()).map(({ title, body }) => `${title} · ${body}`);
        }"""
    )


def test_with_the_console_closed_a_push_arrives(
    maya: Customer, ana: Representative, desk: Desk, service: PushService
) -> None:
    browser = service.browser()
    ana.page.context.grant_permissions(["notifications"], origin=desk.portal.rstrip("/"))
    subscribes_with(ana.page, browser)
    ana.signs_in()
    opens_the_test_page(ana)
    switch_on = ana.page.get_by_role("button", name=re.compile("^Switch on: Alerts with the console closed"))
    switch_on.click()
    expect(ana.page.get_by_text("On for this browser.")).to_be_visible()
    ana.button("Send a test").click()
    assert browser.read(service.next().body)["kind"] == "test"

    tools = ana.page.context.new_cdp_session(ana.page)
    registrations: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registrations.extend(each["registrationId"] for each in said["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    ana.page.goto(f"{desk.portal}{ORIGIN_PAGE}")

    maya.asks_for_help()
    request = service.next()
    message = browser.read(request.body)
    assert message == {
        "kind": "new",
        "entry": message["entry"],
        "team": "Service Desk",
        "name": "Maya Okafor",
        "issue": "Wireless or network",
        "by": None,
        "url": "/console/",
    }
    assert "My laptop" not in json.dumps(message), "what was said is read in the console alone"
    origin = desk.portal.rstrip("/")
    tools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registrations[0], "data": json.dumps(message)},
    )
    shown = ana.page.wait_for_function(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration("/console/");
          return (await registration.getNotifications()).length;
        }"""
    )
    assert shown
    assert notifications(ana.page) == ["New chat in Service Desk · Maya Okafor · Wireless or network"]

    ana.page.goto(desk.console)
    expect(ana.pop_up()).to_be_visible()
    ana.get_next.click()
    ana.reads("You are now chatting with Ana Ruiz.")
    ana.page.wait_for_function(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration("/console/");
          return (await registration.getNotifications()).length === 0;
        }"""
    )
    maya.leaves()
    ana.reads("Maya Okafor has left")
    ana.button("Close").click()


def test_whoever_is_on_duty_is_alerted_first_and_then_everybody(
    maya: Customer, ana: Representative, devin: Representative, desk: Desk
) -> None:
    desk.execute("UPDATE people_team SET widen_after = 3")
    ana.signs_in()
    devin.signs_in()
    ana.page.get_by_role("button", name="Queue Manager: nobody").first.click()
    ana.button("I’m on duty").click()
    expect(devin.page.get_by_role("button", name=re.compile("Queue Manager: Ana Ruiz"))).to_be_visible()
    maya.asks_for_help()
    expect(ana.pop_up()).to_be_visible()
    expect(devin.pop_up()).to_be_hidden()
    assert re.match(r"\(1\)", ana.page.title())
    assert not re.match(r"\(1\)", devin.page.title())
    expect(devin.pop_up()).to_be_visible(timeout=10_000)
    devin.get_next.click()
    devin.reads("You are now chatting with Devin Park.")
    expect(ana.pop_up()).to_be_hidden()
    maya.leaves()
    devin.reads("Maya Okafor has left")
    devin.button("Close").click()
    ana.button("Go off duty").click()
    expect(devin.page.get_by_role("button", name=re.compile("Queue Manager: Ana Ruiz"))).to_be_hidden()


def test_each_alert_can_be_tried_and_the_corner_chosen(ana: Representative) -> None:
    ana.signs_in()
    opens_the_test_page(ana)
    expect(ana.page.get_by_text(re.compile("Not asked yet|Blocked by the browser"))).to_be_visible()
    expect(ana.page.get_by_text("The browser lets this page be heard.")).to_be_visible()
    for kind in ("New chat", "Unanswered", "Chat for you", "Transfer", "Invitation", "Hold"):
        ana.page.get_by_role("button", name=kind, exact=True).click()
        pop_up = ana.page.get_by_role("status").filter(has_text="Sample customer").first
        expect(pop_up).to_be_visible()
        pop_up.get_by_role("button").last.click()
        expect(ana.page.get_by_role("status").filter(has_text="Sample customer")).to_be_hidden()
    ana.page.get_by_label("Upper left").check(force=True)
    ana.page.get_by_role("button", name="Transfer", exact=True).click()
    place = ana.page.get_by_role("status").filter(has_text="Sample customer").first.bounding_box()
    assert place is not None
    assert place["x"] < 400
    assert place["y"] < 300


def test_get_next_at_capacity_is_a_deliberate_second_press(
    maya: Customer, idris: Customer, ana: Representative, desk: Desk
) -> None:
    desk.execute("UPDATE people_representative SET capacity = 1")
    ana.signs_in()
    maya.asks_for_help()
    ana.get_next.click()
    ana.reads("You are now chatting with Ana Ruiz.")
    idris.asks_for_help(name="Idris Vance")
    expect(ana.page.get_by_text("1 waiting")).to_be_visible()
    ana.get_next.click()
    expect(ana.page.get_by_text("1 of 1 – finish or hold one first")).to_be_visible()
    ana.get_next.click()
    expect(ana.log("Idris Vance")).to_be_hidden()
    ana.page.wait_for_timeout(1000)  # A press at once is the second half of a double click, not a choice.
    ana.get_next.click()
    ana.reads("You are now chatting with Ana Ruiz.", "Idris Vance")
    desk.execute("UPDATE people_representative SET capacity = 4")
