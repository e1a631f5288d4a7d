"""What text a message may be. It is stored as written; nothing is stripped or repaired."""

import re
import unicodedata

from deskside.kit.errors import Malformed

LONGEST = 8000

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, and halves of surrogate pairs, which are no characters."""

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
"""Unicode categories that leave nothing to see by themselves; a mark is seen only on something else."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers which Unicode counts as letters or symbols, though they are drawn as nothing."""


def checked(text: str) -> str:
    """The same text, if it may be a message.

    Raises:
        Malformed: ``text.too_long`` over 8,000 characters; ``text.not_storable`` with a NUL or half a surrogate
            pair; ``text.empty`` where nothing would be visible.
    """
    if len(text) > LONGEST:
        raise Malformed(
            "text.too_long", f"A message has at most {LONGEST} characters. Send it in parts.", limit=LONGEST
        )
    if not storable(text):
        raise Malformed("text.not_storable", "This text contains characters that cannot be stored.")
    if not any(map(_visible, text)):
        raise Malformed("text.empty", "Nothing in this message would be visible.")
    return text


def storable(text: str) -> bool:
    """Whether any database can keep this text."""
    return not _NOT_STORABLE.search(text)


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and character not in _BLANK
