"""The registry of commands: the one list of what can be asked, by whom, and what then happens.

Both doors (the socket and HTTP) decode into these structs and hand them to `run`. A room adds its
commands in its own ``commands.py``; each entry carries its rights beside it, so that the registry is
the rights table.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Generic, TypeVar

from msgspec import Meta, Struct

from deskside.kit.actor import Actor, Role
from deskside.kit.errors import NotAllowed

Key = Annotated[
    str,
    Meta(
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="Made by the client, new for every wish. Sent again it changes nothing and gets the first answer.",
    ),
]
Id = Annotated[int, Meta(ge=1, le=2**53 - 1)]


class Command(Struct, frozen=True, tag_field="do", forbid_unknown_fields=True, kw_only=True):
    """Something a client asks for. The tag ``do`` names it."""


class Keyed(Command, frozen=True, kw_only=True):
    """A command that changes something, and may be sent again safely."""

    key: Key


C = TypeVar("C", bound=Keyed)


class Entry(Struct, Generic[C], frozen=True):
    """One row of the registry.

    Args:
        command: the struct it is decoded into.
        roles: who may ask at all.
        right: the rule in words, for the published table.
        action: carries it out; raises `Refusal`; its answer is a struct or None.
        returns: the type of that answer.
        receipt: whether a receipt makes it safe to send again; otherwise the action sees to that itself.
    """

    command: type[C]
    roles: frozenset[Role]
    right: str
    action: Callable[[Actor, C], Struct | None]
    returns: type[Struct] | None
    receipt: bool


class Registry:
    """All commands, by their struct."""

    def __init__(self) -> None:
        self._entries: dict[type[Keyed], Entry[Any]] = {}

    def add(
        self,
        command: type[C],
        *,
        roles: set[Role],
        right: str,
        action: Callable[[Actor, C], Struct | None],
        returns: type[Struct] | None = None,
        receipt: bool = True,
    ) -> None:
        """Register a command; each may be registered once."""
        if command in self._entries:
            raise ValueError(f"{command.__name__} is registered twice")
        self._entries[command] = Entry(command, frozenset(roles), right, action, returns, receipt)

    def __iter__(self) -> Iterator[Entry[Any]]:
        return iter(self._entries.values())

    def entry(self, command: Keyed, actor: Actor) -> Entry[Any]:
        """The row for a command, if the actor's role may ask it at all.

        Raises:
            NotAllowed: the actor's role is not among those of the row.
        """
        entry = self._entries[type(command)]
        if actor.role not in entry.roles:
            raise NotAllowed
        return entry


registry = Registry()
