"""What arrives over the wire about queues."""

from msgspec import convert

from deskside.kit.actor import Actor
from deskside.kit.commands import Id, Keyed, registry
from deskside.kit.receipts import accepted
from deskside.queues import actions, picking
from deskside.queues.feed import Taken


class GetNext(Keyed, frozen=True, tag="queue.get_next", kw_only=True):
    """Give me the longest-waiting chat of the highest priority among my teams."""


class TakeEntry(Keyed, frozen=True, tag="queue.take", kw_only=True):
    """Give me this one."""

    entry: Id


class HoldChat(Keyed, frozen=True, tag="chat.hold", kw_only=True):
    """I step away; the customer stays connected and the chat lies in my queue."""

    chat: Id


class ResumeChat(Keyed, frozen=True, tag="chat.resume", kw_only=True):
    """I am back in the chat I held."""

    chat: Id


class LeaveChat(Keyed, frozen=True, tag="chat.leave", kw_only=True):
    """Leave the line or the chat (customer); step out while another stays (representative)."""

    chat: Id


class EndChat(Keyed, frozen=True, tag="chat.end", kw_only=True):
    """End the session for the customer; only the owner may."""

    chat: Id


def _get_next(actor: Actor, command: GetNext) -> Taken:
    answer = accepted(picking.get_next([(actor, command)])[0])
    return convert(answer, Taken)


def _take(actor: Actor, command: TakeEntry) -> Taken:
    return picking.take(actor, command.entry)


def _hold(actor: Actor, command: HoldChat) -> None:
    actions.hold(actor, command.chat)


def _resume(actor: Actor, command: ResumeChat) -> None:
    actions.resume(actor, command.chat)


def _leave(actor: Actor, command: LeaveChat) -> None:
    actions.leave(actor, command.chat)


def _end(actor: Actor, command: EndChat) -> None:
    actions.end(actor, command.chat)


registry.add(GetNext, roles={"representative"}, right="serves the team", action=_get_next, returns=Taken, receipt=False)
registry.add(TakeEntry, roles={"representative"}, right="serves the team", action=_take, returns=Taken)
registry.add(HoldChat, roles={"representative"}, right="owns the chat", action=_hold)
registry.add(ResumeChat, roles={"representative"}, right="holds the chat", action=_resume)
registry.add(LeaveChat, roles={"customer", "representative"}, right="is in the chat", action=_leave)
registry.add(EndChat, roles={"representative"}, right="owns the chat", action=_end)
