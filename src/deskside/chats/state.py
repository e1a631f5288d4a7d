"""Which moves a chat's life allows: *waiting → active ⇄ held → ended*, and back to *waiting* when it is returned."""

from typing import NamedTuple

from deskside.chats.models import Chat

State = Chat.State


class Move(NamedTuple):
    """A move: from any of these states into that one."""

    before: frozenset[str]
    after: str


TAKE = Move(frozenset({State.WAITING}), State.ACTIVE)
HOLD = Move(frozenset({State.ACTIVE}), State.HELD)
RESUME = Move(frozenset({State.HELD}), State.ACTIVE)
COME_IN = Move(frozenset({State.ACTIVE, State.HELD}), State.ACTIVE)
RETURN = Move(frozenset({State.ACTIVE, State.HELD}), State.WAITING)
END = Move(frozenset({State.WAITING, State.ACTIVE, State.HELD}), State.ENDED)

MOVES = (TAKE, HOLD, RESUME, COME_IN, RETURN, END)
