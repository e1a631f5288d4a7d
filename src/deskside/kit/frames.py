"""Understanding what arrives: JSON into commands, and saying what is wrong with it. The same at both doors."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Union

import msgspec
from msgspec import Struct

from deskside.kit.commands import Command
from deskside.kit.errors import Malformed

LARGEST = 64 * 1024
"""Bytes of UTF-8. The longest message, every character escaped, fits."""


class _Sketch(Struct):
    """As much of a frame that was not understood as can be told."""

    do: Any = None
    key: Any = None


_sketch = msgspec.json.Decoder(_Sketch)


class Frames:
    """Decodes the commands of one door.

    Args:
        structs: gives them; called at first use, when every room has registered its own.
    """

    def __init__(self, structs: Callable[[], Iterable[type[Command]]]) -> None:
        self._structs = structs

    def decode(self, frame: str | bytes) -> Command:
        """The command a frame holds.

        Raises:
            Malformed: ``frame.too_large``; ``frame.malformed`` for what is no JSON object; ``frame.unknown`` for a
                command that does not exist; ``frame.invalid`` for one not filled in rightly. ``detail.key`` is the
                command's key, if any.
        """
        if len(frame) > LARGEST or (isinstance(frame, str) and not frame.isascii() and len(frame.encode()) > LARGEST):
            raise Malformed("frame.too_large", f"At most {LARGEST} bytes.", limit=LARGEST)
        try:
            return self._decoder.decode(frame)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise self._fault(frame, error) from None

    @cached_property
    def _decoder(self) -> msgspec.json.Decoder[Command]:
        return msgspec.json.Decoder(Union[tuple(self._structs())])  # noqa: UP007

    @cached_property
    def _known(self) -> set[Any]:
        return {struct.__struct_config__.tag for struct in self._structs()}

    def _fault(self, frame: str | bytes, error: Exception) -> Malformed:
        try:
            sketch = _sketch.decode(frame)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return Malformed("frame.malformed", "This is not a JSON object.")
        key = sketch.key if isinstance(sketch.key, str) else ""
        if not isinstance(sketch.do, str) or sketch.do not in self._known:
            return Malformed("frame.unknown", "There is no such command.", key=key)
        return Malformed("frame.invalid", f"This command is not filled in rightly: {error}", key=key)
