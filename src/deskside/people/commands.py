"""What arrives over the wire about people."""

from deskside.kit.actor import Actor
from deskside.kit.commands import Id, Keyed, registry
from deskside.people import actions, duty
from deskside.people.feed import Availability


class SetAvailability(Keyed, frozen=True, tag="availability.set", kw_only=True):
    """Say whether I can take chats, with a free label of at most 60 characters."""

    availability: Availability
    label: str = ""


class TakeDuty(Keyed, frozen=True, tag="duty.take", kw_only=True):
    """I am on duty as Queue Manager of this team from now on."""

    team: Id


class LeaveDuty(Keyed, frozen=True, tag="duty.leave", kw_only=True):
    """I am not on duty for this team any more, whatever the shifts say."""

    team: Id


class HandOverDuty(Keyed, frozen=True, tag="duty.hand_over", kw_only=True):
    """A colleague is on duty instead of me."""

    team: Id
    to: Id


def _set_availability(actor: Actor, command: SetAvailability) -> None:
    actions.set_availability(actor, command.availability, command.label)


def _take_duty(actor: Actor, command: TakeDuty) -> None:
    duty.take(actor.id, command.team)


def _leave_duty(actor: Actor, command: LeaveDuty) -> None:
    duty.leave(actor.id, command.team)


def _hand_over_duty(actor: Actor, command: HandOverDuty) -> None:
    duty.hand_over(actor.id, command.team, command.to)


registry.add(SetAvailability, roles={"representative"}, right="for oneself", action=_set_availability)
registry.add(TakeDuty, roles={"representative"}, right="serves the team", action=_take_duty)
registry.add(LeaveDuty, roles={"representative"}, right="serves the team", action=_leave_duty)
registry.add(HandOverDuty, roles={"representative"}, right="both serve the team", action=_hand_over_duty)
