"""What a client wants of the server, until it is answered."""

import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

Frame = dict[str, Any]


_numbers = itertools.count()


def new_key() -> str:
    """A key nobody has used."""
    return secrets.token_urlsafe(18)


@dataclass
class Wish:
    """A command with its key: sent until it is answered, whatever breaks meanwhile.

    ``number`` grows from wish to wish.
    """

    frame: Frame
    since: float = field(default_factory=time.monotonic)
    answer: Frame | None = None
    refusal: str = ""
    number: int = field(default_factory=_numbers.__next__)

    @property
    def key(self) -> str:
        """Its own."""
        return str(self.frame["key"])

    @property
    def is_post(self) -> bool:
        """Whether it is a message, of which a chat has one under way at a time."""
        return self.frame["do"] == "message.post"

    @property
    def acknowledged(self) -> bool:
        """Whether the server has said that it is done."""
        return self.answer is not None
