"""What arrives over the wire about queues."""

from msgspec import convert

from deskside.kit.actor import Actor, Role
from deskside.kit.commands import Id, Keyed, registry
from deskside.kit.receipts import accepted
from deskside.queues import actions, ending, offers, owning, picking, routing
from deskside.queues.choices import Choices, choices
from deskside.queues.feed import Offered, Taken
from deskside.queues.offers import Receiver
from deskside.queues.picking import GetNext


class TakeEntry(Keyed, frozen=True, tag="queue.take", kw_only=True):
    """Give me this one.

    Args:
        beyond: even if I have as many as I can already.
    """

    entry: Id
    beyond: bool = False


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
    """End the session for the customer; only the owner may. Where the customer is still there it can be undone for a
    while (ten seconds, or what the team has chosen), and until then the customer is not told.
    """

    chat: Id


class UndoEnd(Keyed, frozen=True, tag="chat.undo_end", kw_only=True):
    """The chat shall not end after all."""

    chat: Id


class TransferChat(Keyed, frozen=True, tag="chat.transfer", kw_only=True):
    """Offer a chat to a representative or a team as their own. I stay in it until I leave.

    Args:
        note: for whoever gets it, at most 1,000 characters; the customer never sees it.
    """

    chat: Id
    to: Receiver
    note: str = ""


class InviteToChat(Keyed, frozen=True, tag="chat.invite", kw_only=True):
    """Ask a representative or a team to help in a chat; it stays whose it is."""

    chat: Id
    to: Receiver
    note: str = ""


class AcceptOffer(Keyed, frozen=True, tag="offer.accept", kw_only=True):
    """Join the chat I was offered."""

    offer: Id


class DeclineOffer(Keyed, frozen=True, tag="offer.decline", kw_only=True):
    """I will not take what was offered to me, also where routing chose me."""

    offer: Id


class WithdrawOffer(Keyed, frozen=True, tag="offer.withdraw", kw_only=True):
    """The offer I made, or that was made of my chat, no longer stands."""

    offer: Id


class RejoinChat(Keyed, frozen=True, tag="chat.rejoin", kw_only=True):
    """Let me back into the chat I have just left."""

    chat: Id


class PassChat(Keyed, frozen=True, tag="chat.pass", kw_only=True):
    """Another who is in this chat has it from now on; I stay."""

    chat: Id
    to: Id


class TakeOverChat(Keyed, frozen=True, tag="chat.take_over", kw_only=True):
    """As a lead I have this chat from now on. The reason is told to whoever had it, never to the customer."""

    chat: Id
    reason: str


class ListChoices(Keyed, frozen=True, tag="transfer.choices", kw_only=True):
    """To whom could I hand a chat?"""


def _get_next(actor: Actor, command: GetNext) -> Taken:
    answer = accepted(picking.get_next([(actor, command)])[0])
    return convert(answer, Taken)


def _take(actor: Actor, command: TakeEntry) -> Taken:
    return picking.take(actor, command.entry, command.beyond)


def _hold(actor: Actor, command: HoldChat) -> None:
    actions.hold(actor, command.chat)


def _resume(actor: Actor, command: ResumeChat) -> None:
    actions.resume(actor, command.chat)


def _leave(actor: Actor, command: LeaveChat) -> None:
    actions.leave(actor, command.chat)


def _end(actor: Actor, command: EndChat) -> None:
    ending.end(actor, command.chat)


def _undo_end(actor: Actor, command: UndoEnd) -> None:
    ending.undo(actor, command.chat)


def _transfer(actor: Actor, command: TransferChat) -> Offered:
    return Offered(offers.transfer(actor, command.chat, command.to, command.note))


def _invite(actor: Actor, command: InviteToChat) -> Offered:
    return Offered(offers.invite(actor, command.chat, command.to, command.note))


def _accept(actor: Actor, command: AcceptOffer) -> Taken:
    return Taken(offers.accept(actor, command.offer))


def _decline(actor: Actor, command: DeclineOffer) -> None:
    if not routing.reject(actor, command.offer):
        offers.decline(actor, command.offer)


def _withdraw(actor: Actor, command: WithdrawOffer) -> None:
    offers.take_back(actor, command.offer)


def _rejoin(actor: Actor, command: RejoinChat) -> Taken:
    owning.rejoin(actor, command.chat)
    return Taken(command.chat)


def _pass(actor: Actor, command: PassChat) -> None:
    owning.pass_on(actor, command.chat, command.to)


def _take_over(actor: Actor, command: TakeOverChat) -> Taken:
    owning.take_over(actor, command.chat, command.reason)
    return Taken(command.chat)


def _choices(actor: Actor, command: ListChoices) -> Choices:
    return choices(actor)


_REPRESENTATIVES: set[Role] = {"representative"}

registry.add(GetNext, roles=_REPRESENTATIVES, right="serves the team", action=_get_next, returns=Taken, receipt=False)
registry.add(TakeEntry, roles=_REPRESENTATIVES, right="serves the team", action=_take, returns=Taken)
registry.add(HoldChat, roles=_REPRESENTATIVES, right="owns the chat", action=_hold)
registry.add(ResumeChat, roles=_REPRESENTATIVES, right="holds the chat", action=_resume)
registry.add(LeaveChat, roles={"customer", "representative"}, right="is in the chat", action=_leave)
registry.add(EndChat, roles=_REPRESENTATIVES, right="owns the chat", action=_end)
registry.add(UndoEnd, roles=_REPRESENTATIVES, right="owns the chat", action=_undo_end)
registry.add(
    TransferChat,
    roles=_REPRESENTATIVES,
    right="owns the chat; leads its team while the owner is absent",
    action=_transfer,
    returns=Offered,
)
registry.add(InviteToChat, roles=_REPRESENTATIVES, right="is in the chat", action=_invite, returns=Offered)
registry.add(AcceptOffer, roles=_REPRESENTATIVES, right="was offered it", action=_accept, returns=Taken)
registry.add(DeclineOffer, roles=_REPRESENTATIVES, right="was offered it in person", action=_decline)
registry.add(WithdrawOffer, roles=_REPRESENTATIVES, right="made it, or owns the chat", action=_withdraw)
registry.add(RejoinChat, roles=_REPRESENTATIVES, right="left it a moment ago", action=_rejoin, returns=Taken)
registry.add(PassChat, roles=_REPRESENTATIVES, right="owns the chat; the other is in it", action=_pass)
registry.add(TakeOverChat, roles=_REPRESENTATIVES, right="leads the chat's team", action=_take_over, returns=Taken)
registry.add(ListChoices, roles=_REPRESENTATIVES, right="anybody", action=_choices, returns=Choices, receipt=False)
