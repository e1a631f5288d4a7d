"""What arrives over the wire about alerts while no console is open."""

from deskside.kit.actor import Actor
from deskside.kit.commands import Keyed, registry
from deskside.push import actions
from deskside.push.feed import Tested


class Subscribe(Keyed, frozen=True, tag="push.subscribe", kw_only=True):
    """Alert me in this browser also while no console is open; what its *PushSubscription* says."""

    endpoint: str
    p256dh: str
    auth: str


class Unsubscribe(Keyed, frozen=True, tag="push.unsubscribe", kw_only=True):
    """No more of it in this browser."""

    endpoint: str


class TryPush(Keyed, frozen=True, tag="push.test", kw_only=True):
    """Send a test to all my browsers."""


def _subscribe(actor: Actor, command: Subscribe) -> None:
    actions.subscribe(actor, command.endpoint, command.p256dh, command.auth)


def _unsubscribe(actor: Actor, command: Unsubscribe) -> None:
    actions.unsubscribe(actor, command.endpoint)


def _test(actor: Actor, _command: TryPush) -> Tested:
    return actions.try_out(actor)


registry.add(Subscribe, roles={"representative"}, right="for oneself", action=_subscribe)
registry.add(Unsubscribe, roles={"representative"}, right="for oneself", action=_unsubscribe)
registry.add(TryPush, roles={"representative"}, right="for oneself", action=_test, returns=Tested)
