"""What arrives over the wire about queues."""

from msgspec import Struct

from deskside.kit.commands import Id, Keyed


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


class Taken(Struct, frozen=True):
    """The chat that is now mine; it has already been sent as a ``chat`` frame."""

    chat: int
