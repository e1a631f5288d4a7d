"""One connected screen: carries out what its frames ask for, and is told what concerns it."""

import asyncio
from functools import partial
from typing import Literal, Protocol

from deskside.chats.audience import number_for
from deskside.chats.commands import PostMessage, draft_of
from deskside.chats.feed import Opening, Wish
from deskside.chats.timeline import Recorded, not_yours
from deskside.kit.actor import Actor
from deskside.kit.commands import Command, Keyed
from deskside.kit.crossing import in_thread
from deskside.kit.errors import Refusal, Unavailable
from deskside.kit.metrics import fetched
from deskside.live.asking import ask
from deskside.live.connection import Connection
from deskside.live.hub import encode
from deskside.live.node import desks, hub, opening, posting, show, sights, signal
from deskside.live.watch import Watch
from deskside.live.wire import (
    Bye,
    ChatGone,
    ChatOpened,
    Done,
    EventFrame,
    Frame,
    MeChanged,
    Ping,
    PingFrame,
    Pong,
    PongFrame,
    Refused,
    Seen,
    SeenFrame,
    Sync,
    Typing,
    TypingFrame,
)
from deskside.people.commands import HandOverDuty, LeaveDuty, SetAvailability, TakeDuty
from deskside.people.feed import me
from deskside.queues.commands import DeclineOffer
from deskside.queues.feed import DeskBoard

MOST_UNANSWERED = 100
"""Posts of one screen that may be under way; whoever says more at once is not read on until they are on disk."""


CHANGES_DESKS = (SetAvailability, TakeDuty, LeaveDuty, HandOverDuty, DeclineOffer)
"""Commands that write no event but change who is alerted of what."""


class WayOut(Protocol):
    """Where frames for a screen go."""

    def put(self, frame: str) -> None:
        """Send a frame."""

    def close(self) -> None:
        """Send nothing more."""


class Client:
    """A connection that has said hello, and who is behind it.

    Args:
        actor: a customer or a representative.
        outlet: the way out to the screen.
        connection: its protocol state, for the pings.
        session: the key of the representative's sign-in session; empty for a customer.

    ``teams`` are those whose boards a representative was given, ``desk`` is their own as it was last shown; none of
    both before the welcome.
    """

    __slots__ = (
        "_gone",
        "_opening",
        "_outlet",
        "_quiet",
        "_unanswered",
        "_watches",
        "actor",
        "connection",
        "desk",
        "session",
        "teams",
    )

    def __init__(self, actor: Actor, outlet: WayOut, connection: Connection, session: str = "") -> None:
        self.actor = actor
        self.connection = connection
        self.session = session
        self._outlet = outlet
        self._watches: dict[int, Watch] = {}
        self._opening: dict[int, asyncio.Task[None]] = {}
        self._unanswered = 0
        self._quiet: asyncio.Event | None = None
        self._gone = False
        self.teams: frozenset[int] | None = None
        self.desk: DeskBoard | None = None

    # --- what the client says ---------------------------------------------------------------------------------

    async def carry_out(self, command: Command) -> None:
        """Do what a frame asks for. Posts are answered when they are on disk; everything else before this returns."""
        match command:
            case PostMessage():
                self._post(command)
                if self._unanswered >= MOST_UNANSWERED:
                    await self.posts_answered()
            case Keyed():
                await self._ask(command)
            case Typing(chat=chat, on=on) if self.watches(chat):
                signal(chat, self._typing(chat, on), but=self)
            case Seen(chat=chat, public=public) if self.watches(chat):
                self._seen(chat, public)
            case Sync(chat=chat, after=after):
                await self.open(chat, after)
            case Ping(n=n):
                self.tell(PongFrame(n))
            case Pong():
                pass

    def _post(self, command: PostMessage) -> None:
        # Rights from memory: who watches a chat may say something in it. `record` looks again under the lock.
        try:
            if command.chat not in self._watches:
                raise not_yours()
            draft = draft_of(self.actor, command)
        except Refusal as refusal:
            self.refuse(command.key, refusal)
            return
        self._unanswered += 1
        posting.add(draft, partial(self._posted, command.key))

    def _posted(self, key: str, outcome: Recorded | Refusal) -> None:
        self._unanswered -= 1
        if self._quiet is not None and not self._unanswered:
            self._quiet.set()
        if isinstance(outcome, Refusal):
            self.refuse(key, outcome)
        elif outcome.repeated:
            self.tell(Done(key, number_for(self.actor, outcome.event)))
        # Else its own event, which has been sent already, is the answer: one frame less on the hottest path.

    async def _ask(self, command: Keyed) -> None:
        await self.posts_answered()
        try:
            result = await ask(self.actor, command)
        except Refusal as refusal:
            self.refuse(command.key, refusal)
            return
        if isinstance(command, SetAvailability):
            await self._tell_my_screens()
        if isinstance(command, CHANGES_DESKS):
            desks.look_soon()
        chat = result.get("chat") if isinstance(result, dict) else None
        if chat is not None:
            await self.open(chat)
        self.tell(Done(command.key, result=result))

    async def _tell_my_screens(self) -> None:
        """Show my availability on every screen of mine."""
        show(self.actor.role, self.actor.id, MeChanged(await in_thread(me, self.actor.id)))

    async def posts_answered(self) -> None:
        """Wait for my posts, so that what I do after saying something also happens after it."""
        if self._unanswered:
            self._quiet = asyncio.Event()
            await self._quiet.wait()

    def _seen(self, chat: int, public: int) -> None:
        # Nobody has seen more than they were sent.
        public = max(0, min(public, self._watches[chat].seq))
        sights.note(self.actor, chat, public)
        signal(chat, SeenFrame(chat, self._role, public), but=self)

    def _typing(self, chat: int, on: bool) -> TypingFrame:
        author = 0 if self.actor.role == "customer" else self.actor.id
        return TypingFrame(chat, self._role, author, self.actor.name, on)

    @property
    def _role(self) -> Literal["customer", "representative"]:
        return "customer" if self.actor.role == "customer" else "representative"

    # --- what the client is told ------------------------------------------------------------------------------

    def put(self, frame: str) -> None:
        """Send a frame that is encoded already."""
        self._outlet.put(frame)

    def tell(self, frame: Frame) -> None:
        """Send a frame."""
        self._outlet.put(encode(frame))

    def refuse(self, key: str, refusal: Refusal) -> None:
        """Say that a command was not carried out, and why."""
        self.tell(Refused(key, refusal.code, refusal.text, dict(refusal.detail)))

    def ping(self, n: int) -> None:
        """Ask whether the client is there, and say how far each of its chats has come."""
        self.tell(PingFrame(n, {chat: watch.seq for chat, watch in self._watches.items() if watch.following}))

    def bye(self, refusal: Refusal, again: bool) -> None:
        """Say why the connection ends, and end it."""
        self.tell(Bye(refusal.code, refusal.text, again))
        self._outlet.close()

    # --- following chats --------------------------------------------------------------------------------------

    @property
    def chats(self) -> list[int]:
        """The chats this client follows or is about to."""
        return list(self._watches)

    def watches(self, chat: int) -> bool:
        """Whether this client follows a chat, its right to do so having been looked at."""
        watch = self._watches.get(chat)
        return watch is not None and watch.following

    async def open(self, chat: int, after: int | None = None) -> None:
        """Follow a chat: send what is missing of it, then every event as it is committed.

        Args:
            chat: which.
            after: the last number the client has; if not given, an open chat stays as it is and a new one is sent
                whole.
        """
        watch = self._watches.get(chat)
        if after is not None or watch is None or not watch.following:
            await asyncio.shield(self.open_soon(chat, after or 0))

    def open_soon(self, chat: int, after: int = 0) -> asyncio.Task[None]:
        """The same without waiting; one opening of a chat at a time."""
        task = self._opening.get(chat)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._open(chat, after))
            self._opening[chat] = task
            task.add_done_callback(partial(self._opened, chat))
        return task

    def _opened(self, chat: int, task: asyncio.Task[None]) -> None:
        if self._opening.get(chat) is task:
            del self._opening[chat]

    async def _open(self, chat: int, after: int) -> None:
        if self._gone:
            return
        watch = self._watches.get(chat)
        if watch is None:
            later = asyncio.get_running_loop().call_later
            watch = Watch(self.actor, chat, self._outlet.put, self._fetch, later)
            self._watches[chat] = watch
            hub.watch(watch)
        else:
            watch.hold_back()
        try:
            opened = await opening.ask(Wish(self.actor, chat, after))
        except Unavailable as failure:
            self.bye(failure, again=True)
            return
        except Refusal:
            self.close(chat)
            return
        if self._watches.get(chat) is not watch:
            return  # It was closed meanwhile; what was read is of the past.
        self._show(chat, opened)
        watch.follow(opened.view.seq)

    def _show(self, chat: int, opened: Opening) -> None:
        if opened.whole:
            self.tell(ChatOpened(opened.view, opened.events))
            return
        for event in opened.events:
            self.tell(EventFrame(chat, event))
        self.tell(SeenFrame(chat, "customer", opened.view.customer_seen))
        self.tell(SeenFrame(chat, "representative", opened.view.representatives_seen))

    def _fetch(self, chat: int) -> None:
        watch = self._watches.get(chat)
        if watch is not None:
            fetched.inc()
            self.open_soon(chat, watch.seq)

    def look_again(self, chat: int) -> None:
        """Somebody else has a chat now: go on following it only if that is still this client's right."""
        watch = self._watches.get(chat)
        if watch is not None:
            self.open_soon(chat, watch.seq)

    def close(self, chat: int) -> None:
        """Stop following a chat that is not this client's any more, and say so."""
        self._opening.pop(chat, None)
        watch = self._watches.pop(chat, None)
        if watch is not None:
            hub.unwatch(watch)
        self.tell(ChatGone(chat))

    def leave(self) -> None:
        """The connection is over."""
        self._gone = True
        for task in self._opening.values():
            task.cancel()
        for watch in self._watches.values():
            hub.unwatch(watch)
        self._watches.clear()
        hub.depart(self)
