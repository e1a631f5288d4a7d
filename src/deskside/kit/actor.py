"""Who asks for something."""

from typing import Literal

from msgspec import Struct

Role = Literal["visitor", "customer", "representative", "system"]


class Actor(Struct, frozen=True):
    """Whoever a request comes from, or an event was caused by.

    Args:
        role: a *visitor* has no chat yet; a *customer* has one; *system* is Deskside's own clock.
        id: the chat's id for a customer, the account's for a representative, else 0.
        name: as shown to people.
    """

    role: Role
    id: int
    name: str


VISITOR = Actor("visitor", 0, "")
SYSTEM = Actor("system", 0, "Deskside")
