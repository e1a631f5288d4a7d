"""What Deskside says when it will not do something: a stable code, a sentence for people, details for programs."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):  # noqa: N818  # nothing went wrong: it is an answer
    """A request that is not carried out, and why.

    Args:
        code: stable and dotted, e.g. ``queue.taken``; clients and tests rely on it.
        text: one plain sentence that says what happened and, where it helps, what to do.
        detail: JSON-able facts a screen may use, e.g. who took the chat.
    """

    def __init__(self, code: str, text: str, **detail: Any) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
        self.detail: Mapping[str, Any] = detail


class NotAllowed(Refusal):
    """The actor may not do this; says no more than needed, so that it tells an outsider nothing."""

    def __init__(self, text: str = "You may not do that.", code: str = "rights.denied") -> None:
        super().__init__(code, text)


class Conflict(Refusal):
    """The world changed before the request: somebody else was first."""


class Malformed(Refusal):
    """The request cannot be understood or breaks a rule of form."""


class Unavailable(Refusal):
    """Nothing is wrong with the request; it could not be carried out now and may be sent again with the same key."""
