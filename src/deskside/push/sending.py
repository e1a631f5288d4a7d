"""Sending messages to browsers, in threads of their own: a slow push service holds up nobody, and these threads never
touch the database. What became of each message is fetched with `outcomes`.
"""

import http.client
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from queue import Empty, SimpleQueue
from typing import NamedTuple

import msgspec
from django.utils.crypto import salted_hmac

from deskside.kit.log import log
from deskside.push import base64url
from deskside.push.addresses import Forbidden
from deskside.push.encryption import Recipient, encrypt
from deskside.push.feed import PushMessage
from deskside.push.models import Subscription
from deskside.push.posting import post
from deskside.push.vapid import authorization

TIME_TO_LIVE = 60
"""Seconds for which a push service keeps a message for a browser that is off; an older alert helps nobody."""

_THREADS = 16
_TOPIC = 18
_GONE = {404, 410}

_pool = ThreadPoolExecutor(_THREADS, "push")
_outcomes: SimpleQueue["Outcome"] = SimpleQueue()


class Result(Enum):
    """What became of a message."""

    TAKEN = "taken"
    GONE = "gone"
    FAILED = "failed"


class Outcome(NamedTuple):
    """What became of a message to a subscription.

    Args:
        pushed: the row that says that it was sent.
        retry_after: the seconds for which the push service wants to be left alone, if it says so.
    """

    subscription: int
    pushed: int
    result: Result
    retry_after: int | None = None


def send(subscription: Subscription, pushed: int, message: PushMessage) -> None:
    """Send a message as soon as a thread is free."""
    _pool.submit(_send, subscription, pushed, message)


def outcomes() -> list[Outcome]:
    """What became of messages since this was asked last."""
    known = []
    while True:
        try:
            known.append(_outcomes.get_nowait())
        except Empty:
            return known


def _send(subscription: Subscription, pushed: int, message: PushMessage) -> None:
    result, retry_after = Result.FAILED, None
    try:
        result, retry_after = _sent(subscription, message)
    except Forbidden:
        log.warning("push.forbidden", subscription=subscription.pk)
        result = Result.GONE
    except (OSError, http.client.HTTPException) as error:
        log.info("push.failed", subscription=subscription.pk, error=repr(error))
    except Exception:
        log.exception("push.failed", subscription=subscription.pk)
    _outcomes.put(Outcome(subscription.pk, pushed, result, retry_after))


def _sent(subscription: Subscription, message: PushMessage) -> tuple[Result, int | None]:
    headers = {
        "Authorization": authorization(subscription.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(TIME_TO_LIVE),
        "Topic": _topic(message.entry),
        "Urgency": "high",
    }
    recipient = Recipient.of(subscription.p256dh, subscription.auth)
    answer = post(subscription.endpoint, headers, encrypt(msgspec.json.encode(message), recipient))
    if answer.status in _GONE:
        return Result.GONE, None
    if http.HTTPStatus.OK <= answer.status < http.HTTPStatus.MULTIPLE_CHOICES:
        return Result.TAKEN, None
    log.info("push.refused", subscription=subscription.pk, status=answer.status)
    return Result.FAILED, answer.retry_after


def _topic(entry: int) -> str:
    """One for each entry, so that a repetition replaces what waits at the push service, which learns nothing by it."""
    return base64url.encode(salted_hmac("deskside.push", str(entry), algorithm="sha256").digest()[:_TOPIC])
