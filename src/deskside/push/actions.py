"""Subscribing browsers, and trying them."""

from datetime import timedelta

from django.db import transaction

from deskside.kit.actor import Actor
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict, Malformed
from deskside.push import base64url, sending
from deskside.push.addresses import checked
from deskside.push.encryption import Recipient
from deskside.push.feed import PushMessage, Tested
from deskside.push.keys import point
from deskside.push.models import Pushed, Subscription

MOST = 10
"""Browsers of one person."""

BETWEEN_TESTS = timedelta(seconds=5)


def subscribe(actor: Actor, endpoint: str, p256dh: str, auth: str) -> None:
    """Push this representative's alerts to a browser. A browser has one endpoint and belongs to whoever said so last;
    beyond `MOST`, the oldest goes.

    Raises:
        Malformed: ``push.endpoint``, ``push.keys``.
    """
    try:
        keys = Recipient.of(p256dh, auth)
    except ValueError as error:
        raise Malformed("push.keys", "These are not the keys of a browser.") from error
    Subscription.objects.filter(endpoint=checked(endpoint)).delete()
    Subscription.objects.create(
        representative_id=actor.id,
        endpoint=endpoint,
        p256dh=base64url.encode(point(keys.public)),
        auth=base64url.encode(keys.secret),
        created_at=clock.now(),
    )
    mine = Subscription.objects.filter(representative=actor.id).order_by("-created_at", "-pk")
    Subscription.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST:])).delete()


def unsubscribe(actor: Actor, endpoint: str) -> None:
    """Push nothing to this browser any more."""
    Subscription.objects.filter(representative=actor.id, endpoint=endpoint).delete()


def try_out(actor: Actor) -> Tested:
    """Push a test to all browsers of this representative, also while connected.

    Raises:
        Conflict: ``push.not_subscribed``; ``push.too_soon`` after another test.
    """
    mine = list(Subscription.objects.filter(representative=actor.id))
    if not mine:
        raise Conflict("push.not_subscribed", "None of your browsers is set up for this.")
    now = clock.now()
    tests = Pushed.objects.filter(subscription__in=mine, entry=0)
    if tests.filter(at__gt=now - BETWEEN_TESTS).exists():
        raise Conflict("push.too_soon", "A test is on its way. Please wait a few seconds.")
    tests.delete()
    for subscription in mine:
        pushed = Pushed.objects.create(subscription=subscription, entry=0, kind="test", at=now, times=1)
        _send_after_commit(subscription, pushed.pk)
    return Tested(len(mine))


def _send_after_commit(subscription: Subscription, pushed: int) -> None:
    transaction.on_commit(lambda: sending.send(subscription, pushed, PushMessage("test")))
