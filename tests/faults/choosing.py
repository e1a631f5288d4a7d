"""What a representative sees, and how they find something to do each verb to: only what their screen would offer."""

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tests.faults.view import Frame, Standing, View

CHATS_AT_ONCE = 6

TALK = 12
"""Events a chat has before somebody ends it."""

BROWSER = "Maya Okafor"
"""The customer in front of a real browser."""

Arguments = dict[str, Any]


class Sight(NamedTuple):
    """What a representative has before their eyes.

    Args:
        me: who.
        team: where they serve.
        others: their colleagues.
        chats: theirs, or those they help in.
        under_way: what they asked for and is not answered yet, messages aside.
        offers: what lies in their own queue.
        left: the chats they have just left.
    """

    me: int
    team: int
    others: Sequence[int]
    chats: Sequence[View]
    under_way: Sequence[Frame]
    offers: Sequence[Frame]
    left: Sequence[int]

    @property
    def busy(self) -> set[int]:
        """The chats whose buttons are off until what was asked for is answered."""
        return {frame["chat"] for frame in self.under_way if "chat" in frame}


Find = Callable[[Sight], Arguments | None]
"""Gives the arguments of a verb, or None where there is nothing to do it to."""


def _chosen(sight: Sight, fits: Callable[[View, Standing], bool]) -> View | None:
    fitting = [view for view in sight.chats if view.chat not in sight.busy and fits(view, view.now)]
    return random.choice(fitting) if fitting else None


def _chat(fits: Callable[[Sight, View, Standing], bool]) -> Find:
    """Whichever of my chats fits."""

    def find(sight: Sight) -> Arguments | None:
        view = _chosen(sight, lambda view, now: fits(sight, view, now))
        return {"chat": view.chat} if view else None

    return find


def _mine(sight: Sight, now: Standing) -> bool:
    return now.owner == sight.me and not now.ending


def say(sight: Sight, **more: Any) -> Arguments | None:
    """Where the customer reads it."""
    fitting = [view.chat for view in sight.chats if view.now.state == "active"]
    return {"chat": random.choice(fitting), "text": f"Line {random.randrange(10**9)}", **more} if fitting else None


def note(sight: Sight) -> Arguments | None:
    """Where a colleague may read it."""
    return say(sight, note=True)


def get_next(sight: Sight) -> Arguments | None:
    """While there are not too many already."""
    return {} if len(sight.chats) < CHATS_AT_ONCE else None


def transfer(sight: Sight) -> Arguments | None:
    """To a colleague, or now and then to whoever of the team presses *Get Next*."""
    view = _chosen(sight, lambda view, now: _mine(sight, now) and not _offered(now, "transfer"))
    if view is None:
        return None
    to = {"team": sight.team} if random.random() < 0.2 else {"representative": random.choice(sight.others)}
    return {"chat": view.chat, "to": to, "note": "They cannot sign in."}


def invite(sight: Sight) -> Arguments | None:
    """Somebody who is not in it."""
    view = _chosen(sight, lambda view, now: now.state == "active" and not now.ending)
    outside = [other for other in sight.others if view and other not in view.now.inside]
    return {"chat": view.chat, "to": {"representative": random.choice(outside)}} if view else None


def _offered(now: Standing, reason: str) -> bool:
    return any(made["reason"] == reason for made in now.offers.values())


def answer(sight: Sight) -> Arguments | None:
    """One that was made to me."""
    return {"offer": random.choice(sight.offers)["entry"]} if sight.offers else None


def withdraw(sight: Sight) -> Arguments | None:
    """One that I made, or that was made of my chat."""
    fitting = [
        made["offer"]
        for view in sight.chats
        for made in view.now.offers.values()
        if sight.me in (view.now.owner, made["by"]["id"])
    ]
    return {"offer": random.choice(fitting)} if fitting else None


def pass_on(sight: Sight) -> Arguments | None:
    """To somebody who is in it."""
    view = _chosen(sight, lambda view, now: _mine(sight, now) and now.inside > {sight.me})
    return {"chat": view.chat, "to": random.choice(sorted(view.now.inside - {sight.me}))} if view else None


def rejoin(sight: Sight) -> Arguments | None:
    """With nothing else under way that might bring me back first: then nothing would be written."""
    here = {view.chat for view in sight.chats}
    fitting = [chat for chat in sight.left if chat not in here]
    return {"chat": random.choice(fitting)} if fitting and not sight.under_way else None


def take_over(sight: Sight) -> Arguments | None:
    """Where I help, or did until a moment ago; whoever leads no team is refused."""
    others = [view.chat for view in sight.chats if view.now.owner != sight.me]
    fitting = [chat for chat in (*others, *sight.left) if chat not in sight.busy]
    return {"chat": random.choice(fitting), "reason": "I know this customer."} if fitting else None


def _hold(sight: Sight, view: View, now: Standing) -> bool:
    return _mine(sight, now) and now.state == "active" and now.inside == {sight.me}


def _end(sight: Sight, view: View, now: Standing) -> bool:
    """After some talk, and never what a real browser watches."""
    return _mine(sight, now) and now.state == "active" and view.customer != BROWSER and len(view.events) >= TALK


hold, end = _chat(_hold), _chat(_end)
resume = _chat(lambda sight, view, now: now.state == "held")
undo_end = _chat(lambda sight, view, now: now.owner == sight.me and now.ending)
leave = _chat(lambda sight, view, now: now.inside > {sight.me})
