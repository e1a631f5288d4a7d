"""Alerting those who have no console open, until somebody acts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Q

from deskside.kit.clock import clock
from deskside.kit.gate import write
from deskside.push import sending
from deskside.push.feed import message_of
from deskside.push.models import Pushed, Subscription
from deskside.push.sending import Outcome, Result
from deskside.queues.alerting import pushable
from deskside.queues.feed import Alert

MOST = 5
"""How often a browser is told of one alert. A phone that keeps ringing in an empty room helps nobody."""

FIRST_RETRY, LAST_RETRY = timedelta(seconds=15), timedelta(hours=1)

REMEMBERED = timedelta(days=1)

Concerned = Callable[[Sequence[int]], Mapping[int, Sequence[Alert]]]
"""Gives the alerts of those among these representatives who are not connected."""


class _Due(NamedTuple):
    subscription: Subscription
    alert: Alert
    before: Pushed | None


def push_alerts(concerned: Concerned = pushable) -> None:
    """Tell every browser what is due; on one node at a time, and should two try, one of them does it."""
    now = clock.now()
    subscriptions = list(_reachable(now))
    alerts = concerned(sorted({each.representative_id for each in subscriptions})) if subscriptions else {}
    due = _due([each for each in subscriptions if each.representative_id in alerts], alerts, now)
    if not due:
        return
    with write():
        claimed = [(each, pushed) for each in due if (pushed := _claim(each, now))]
    for each, pushed in claimed:
        sending.send(each.subscription, pushed, message_of(each.alert))


def note_outcomes() -> None:
    """Remember what became of the messages this process has sent: forget browsers that are gone, and leave push
    services alone for a while that could not take one.
    """
    known = sending.outcomes()
    if not known:
        return
    with write():
        for outcome in known:
            _note(outcome)


def forget_old() -> None:
    """Drop what was said of alerts that are long over."""
    with write():
        Pushed.objects.filter(at__lt=clock.now() - REMEMBERED).delete()


def _reachable(now: datetime) -> Iterable[Subscription]:
    rested = Q(retry_at=None) | Q(retry_at__lte=now)
    return Subscription.objects.filter(rested, representative__is_active=True).order_by("pk")


def _due(subscriptions: Sequence[Subscription], alerts: Mapping[int, Sequence[Alert]], now: datetime) -> list[_Due]:
    entries = {alert.entry for each in alerts.values() for alert in each}
    sent = Pushed.objects.filter(subscription__in=subscriptions, entry__in=entries)
    before = {(row.subscription_id, row.entry, row.kind): row for row in sent}
    due = [
        _Due(each, alert, before.get((each.pk, alert.entry, alert.kind)))
        for each in subscriptions
        for alert in sorted(alerts[each.representative_id], key=lambda alert: (alert.entry, alert.kind))
    ]
    return [each for each in due if each.before is None or _again(each.before, each.alert, now)]


def _again(before: Pushed, alert: Alert, now: datetime) -> bool:
    return before.times < MOST and now >= before.at + timedelta(seconds=alert.repeat)


def _claim(due: _Due, now: datetime) -> int | None:
    """Make it ours to send; gives the row that says so, or nothing where another node was faster."""
    if due.before is None:
        row, new = Pushed.objects.get_or_create(
            subscription=due.subscription,
            entry=due.alert.entry,
            kind=due.alert.kind,
            defaults={"at": now, "times": 1},
        )
        return row.pk if new else None
    as_it_was = Pushed.objects.filter(pk=due.before.pk, at=due.before.at)
    return due.before.pk if as_it_was.update(at=now, times=F("times") + 1) else None


def _note(outcome: Outcome) -> None:
    row = Subscription.objects.filter(pk=outcome.subscription)
    if outcome.result is Result.GONE:
        row.delete()
    elif outcome.result is Result.TAKEN:
        row.filter(failures__gt=0).update(failures=0, retry_at=None)
    else:
        Pushed.objects.filter(pk=outcome.pushed, times__gt=0).update(times=F("times") - 1)
        for subscription in row:
            now = clock.now()
            wait = _wait(subscription.failures, outcome.retry_after)
            row.update(failures=F("failures") + 1, last_failed_at=now, retry_at=now + wait)


def _wait(failures: int, asked_for: int | None) -> timedelta:
    usual = FIRST_RETRY * (1 << min(failures, 10))
    return min(max(usual, timedelta(seconds=min(asked_for or 0, 86_400))), LAST_RETRY)
