"""Alerts with no console open: to a push service of our own, which hands them to browsers that can read them."""

import threading
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.cast import Cast, come, go, new_key
from tests.push.conftest import closes_the_console, noted, subscribe
from tests.push.service import Browser, PushService

from deskside.kit.clock import clock
from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.people.models import Representative, Team
from deskside.push import jobs, sending
from deskside.push.commands import TryPush
from deskside.push.jobs import LAST_RETRY, MOST, note_outcomes, push_alerts
from deskside.push.keys import public_key
from deskside.push.models import Pushed, Subscription
from deskside.push.posting import DEADLINE
from deskside.push.sending import Result
from deskside.queues.feed import Alert

pytestmark = pytest.mark.django_db


def later(seconds: float) -> None:
    """Let all that has been pushed or has failed be so much longer ago."""
    for row in Pushed.objects.all():
        Pushed.objects.filter(pk=row.pk).update(at=row.at - timedelta(seconds=seconds))
    for row in Subscription.objects.exclude(retry_at=None):
        Subscription.objects.filter(pk=row.pk).update(retry_at=row.retry_at - timedelta(seconds=seconds))


def repeat_after() -> int:
    return Team.objects.get(name="Service Desk").repeat_after


def times() -> list[int]:
    return list(Pushed.objects.order_by("pk").values_list("times", flat=True))


def test_a_representative_who_closed_the_console_reads_who_waits(
    cast: Cast, service: PushService, settings: Any
) -> None:
    settings.PUSH_CONTACT = "mailto:desk@example.org"
    browser = service.browser()
    subscribe(cast.ana, browser)
    closes_the_console(cast)
    chat = cast.waiting("Maya Okafor")
    push_alerts()
    request = service.next()
    assert browser.read(request.body) == {
        "kind": "new",
        "entry": chat.entries.get().pk,
        "team": "Service Desk",
        "name": "Maya Okafor",
        "issue": "Wireless or network",
        "by": None,
        "url": "/console/",
    }
    assert {name: request.headers[name] for name in ("TTL", "Urgency", "Content-Encoding")} == {
        "TTL": "60",
        "Urgency": "high",
        "Content-Encoding": "aes128gcm",
    }
    assert 0 < len(request.headers["Topic"]) <= 32
    claims, key = request.claims()
    assert key == public_key()
    assert claims["aud"] == service.address
    assert claims["sub"] == "mailto:desk@example.org"
    assert 0 < claims["exp"] - clock.seconds() <= 24 * 3600
    assert noted()[0].result is Result.TAKEN


def test_whoever_is_connected_or_has_nothing_to_do_with_it_is_not_pushed_to(cast: Cast, service: PushService) -> None:
    for actor in (cast.ana, cast.devin, cast.tomas):
        subscribe(actor, service.browser(f"/{actor.id}"))
    closes_the_console(cast, cast.devin, cast.tomas)
    come(cast.ana)
    cast.waiting()
    push_alerts()
    noted()
    assert [service.next().path] == [f"/{cast.devin.id}"]
    assert service.requests.empty()


def test_nobody_who_may_not_sign_in_any_more_is_pushed_to(cast: Cast, service: PushService) -> None:
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.waiting()
    Representative.objects.update(is_active=False)
    push_alerts()
    assert not Pushed.objects.exists()


def test_it_is_repeated_five_times_and_in_its_time(cast: Cast, service: PushService) -> None:
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.waiting()
    topics = set()
    for told in range(1, MOST + 1):
        push_alerts()
        push_alerts()
        noted()
        topics.add(service.next().headers["Topic"])
        assert times() == [told]
        later(repeat_after() + 1)
    push_alerts()
    assert times() == [MOST]
    assert service.requests.empty()
    assert len(topics) == 1, "a repetition takes the place of what waits at the push service"


def test_it_stops_when_somebody_has_acted(cast: Cast, service: PushService) -> None:
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.active(by=cast.devin)
    push_alerts()
    assert times() == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(cast: Cast, service: PushService, status: int) -> None:
    service.answers["/gone"] = (status, {})
    subscribe(cast.ana, service.browser("/gone"))
    subscribe(cast.ana, service.browser("/here"))
    closes_the_console(cast)
    cast.waiting()
    push_alerts()
    noted(2)
    assert [urlsplit(row.endpoint).path for row in Subscription.objects.all()] == ["/here"]


@pytest.mark.parametrize("status", [429, 503, 302, 403])
def test_a_push_service_that_could_not_take_it_is_tried_again_later_and_later(
    cast: Cast, service: PushService, status: int
) -> None:
    service.answers["/one"] = (status, {"Location": service.address + "/two"})
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.waiting()
    waits = []
    for _ in range(3):
        push_alerts()
        assert noted()[0].result is Result.FAILED
        assert service.next().path == "/one", "nobody is followed elsewhere"
        assert times() == [0], "it has not been told"
        waits.append((Subscription.objects.get().retry_at - clock.now()).total_seconds())
        push_alerts()
        assert service.requests.empty()
        later(max(waits[-1], repeat_after()) + 1)
    assert waits == pytest.approx([15, 30, 60], abs=5)
    service.answers.clear()
    push_alerts()
    noted()
    subscription = Subscription.objects.get()
    assert (times(), subscription.failures, subscription.retry_at) == ([1], 0, None)


@pytest.mark.parametrize(("asked", "waits"), [("120", 120), ("999999", LAST_RETRY.total_seconds()), ("soon", 15)])
def test_a_push_service_may_say_for_how_long(cast: Cast, service: PushService, asked: str, waits: float) -> None:
    service.answers["/one"] = (429, {"Retry-After": asked})
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.waiting()
    push_alerts()
    noted()
    assert (Subscription.objects.get().retry_at - clock.now()).total_seconds() == pytest.approx(waits, abs=5)
    cast.waiting("Somebody Else")
    push_alerts()
    assert times() == [0], "it is left alone"


def test_a_slow_push_service_delays_nobody(cast: Cast, service: PushService) -> None:
    service.held.add("/slow")
    subscribe(cast.ana, service.browser("/slow"))
    subscribe(cast.devin, service.browser("/quick"))
    closes_the_console(cast, cast.ana, cast.devin)
    cast.waiting()
    began = clock.seconds()
    push_alerts()
    first, second = noted(2)
    assert clock.seconds() - began < DEADLINE + 3
    assert (first.result, second.result) == (Result.TAKEN, Result.FAILED)
    assert Subscription.objects.get(endpoint__endswith="/slow").failures == 1


def test_nothing_is_sent_inside_even_to_who_subscribed_when_it_was_allowed(
    cast: Cast, service: PushService, settings: Any
) -> None:
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.waiting()
    settings.PUSH_TO_PRIVATE = False
    push_alerts()
    noted()
    assert service.requests.empty()
    assert not Subscription.objects.exists()


def an_alert(entry: int = 7) -> Alert:
    return Alert(
        entry=entry,
        kind="new",
        team="Service Desk",
        chat=1,
        number="1",
        name="Maya",
        issue="Wireless",
        since=0,
        waiting_since=0,
        repeat=10,
    )


def test_two_nodes_that_see_the_same_send_it_once(cast: Cast, service: PushService) -> None:
    subscribe(cast.ana, service.browser())
    for _ in ("first time", "repetition"):
        now = clock.now()
        due = jobs._due(list(Subscription.objects.all()), {cast.ana.id: [an_alert()]}, now)
        assert jobs._claim(due[0], now) is not None
        assert jobs._claim(due[0], now + timedelta(milliseconds=1)) is None
        later(11)


def test_two_nodes_at_the_same_moment_send_it_once(
    real_cast: Cast, service: PushService, django_db_blocker: Any
) -> None:
    subscribe(real_cast.ana, service.browser())
    both = threading.Barrier(2, timeout=10)

    def concerned(_people: object) -> dict[int, list[Alert]]:
        both.wait()
        return {real_cast.ana.id: [an_alert(entry) for entry in range(1, 21)]}

    def node() -> None:
        from django.db import connection

        with django_db_blocker.unblock():
            push_alerts(concerned)
            connection.close()

    threads = [threading.Thread(target=node) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    noted(20)
    assert service.requests.qsize() == 20
    assert times() == [1] * 20


def test_what_a_node_did_not_live_to_note_is_repeated(cast: Cast, service: PushService) -> None:
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.waiting()
    push_alerts()
    service.next()
    sending._outcomes.get(timeout=10)
    later(repeat_after() + 1)
    push_alerts()
    noted()
    assert times() == [2]


def try_it(cast: Cast, capture: DjangoCaptureOnCommitCallbacks) -> Any:
    with capture(execute=True):
        return carry_out(cast.ana, TryPush(key=new_key()))


def test_a_test_goes_to_all_my_browsers_also_while_i_am_connected(
    cast: Cast, service: PushService, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    browsers: dict[str, Browser] = {path: service.browser(path) for path in ("/desk", "/phone")}
    for browser in browsers.values():
        subscribe(cast.ana, browser)
    subscribe(cast.devin, service.browser("/devin"))
    come(cast.ana)
    assert try_it(cast, django_capture_on_commit_callbacks) == {"browsers": 2}
    noted(2)
    requests = [service.next(), service.next()]
    assert {request.path for request in requests} == browsers.keys()
    assert all(browsers[request.path].read(request.body)["kind"] == "test" for request in requests)
    with pytest.raises(Refusal) as refused:
        try_it(cast, django_capture_on_commit_callbacks)
    assert refused.value.code == "push.too_soon"
    later(6)
    assert try_it(cast, django_capture_on_commit_callbacks) == {"browsers": 2}
    noted(2)
    go(cast.ana)


def test_there_is_nothing_to_test_without_a_browser(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with pytest.raises(Refusal) as refused:
        try_it(cast, django_capture_on_commit_callbacks)
    assert refused.value.code == "push.not_subscribed"


def test_what_is_long_over_is_forgotten(cast: Cast, service: PushService) -> None:
    subscribe(cast.ana, service.browser())
    closes_the_console(cast)
    cast.waiting()
    push_alerts()
    noted()
    jobs.forget_old()
    assert times() == [1]
    later(2 * jobs.REMEMBERED.total_seconds())
    jobs.forget_old()
    assert times() == []


def test_nothing_to_note_costs_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        note_outcomes()
