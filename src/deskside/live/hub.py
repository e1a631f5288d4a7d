"""Who follows what on this node, and the telling of what was committed. Lives on the event loop."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from deskside.chats.audience import for_customer
from deskside.chats.events import Body
from deskside.chats.timeline import Recorded
from deskside.kit.actor import Role
from deskside.kit.metrics import connections
from deskside.kit.seats import Person
from deskside.live.bus import Line, opened
from deskside.live.watch import Watch
from deskside.live.wire import EventFrame, Frame

if TYPE_CHECKING:
    from deskside.live.client import Client

_encoder = msgspec.json.Encoder()

Reaction = Callable[[Recorded], None]


def encode(frame: Frame) -> str:
    """A frame as it is sent."""
    return _encoder.encode(frame).decode()


class Hub:
    """The clients of this node: by chat, by team, by who they are."""

    def __init__(self) -> None:
        self._watches: dict[int, list[Watch]] = {}
        self._by_actor: dict[Person, list[Client]] = {}
        self._by_team: dict[int, set[Client]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.reactions: dict[type[Body], list[Reaction]] = defaultdict(list)
        """What else the live rooms do when an event of a kind was committed, after it was delivered."""

    def start(self) -> None:
        """Deliver on the running loop from now on."""
        self._loop = asyncio.get_running_loop()

    def soon(self, act: Callable[[], None]) -> None:
        """Do something on the loop; called from any thread. Without a running server nobody is connected."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act)

    def deliver(self, fresh: Sequence[Recorded]) -> None:
        """Hand each event to those who follow its chat; encoded once an audience."""
        for row in fresh:
            watches = self._watches.get(row.chat)
            if watches:
                self._offer(row, watches)
            for react in self.reactions.get(type(row.event.body), ()):
                react(row)

    def stirs(self, row: Recorded) -> bool:
        """Whether an event concerns more than those who follow its chat."""
        return type(row.event.body) in self.reactions

    def hear(self, lines: Iterable[Line]) -> None:
        """Events another node has committed."""
        self.deliver([opened(line) for line in lines if line.stirs or line.chat in self._watches])

    def _offer(self, row: Recorded, watches: Sequence[Watch]) -> None:
        event = row.event
        inside = outside = ""
        for watch in watches:
            if watch.actor.role != "customer":
                inside = inside or encode(EventFrame(row.chat, event))
                watch.offer(event.seq, inside)
            elif event.public is not None:
                shown = for_customer(event)
                if not outside and shown is not None:
                    outside = encode(EventFrame(row.chat, shown))
                watch.offer(event.public, outside)

    def watch(self, watch: Watch) -> None:
        """Deliver a chat's events to this watch."""
        # A new list each time, so that whoever is going through the old one is not disturbed.
        self._watches[watch.chat] = [*self._watches.get(watch.chat, ()), watch]

    def unwatch(self, watch: Watch) -> None:
        """Deliver nothing more to this watch."""
        left = [other for other in self._watches.get(watch.chat, ()) if other is not watch]
        if left:
            self._watches[watch.chat] = left
        else:
            self._watches.pop(watch.chat, None)

    def arrive(self, client: "Client") -> None:
        """A client has said hello."""
        self._by_actor.setdefault((client.actor.role, client.actor.id), []).append(client)
        connections.labels(client.actor.role).inc()

    def depart(self, client: "Client") -> None:
        """A client is gone."""
        connections.labels(client.actor.role).dec()
        key = (client.actor.role, client.actor.id)
        left = [other for other in self._by_actor.get(key, ()) if other is not client]
        if left:
            self._by_actor[key] = left
        else:
            self._by_actor.pop(key, None)
        for clients in self._by_team.values():
            clients.discard(client)

    def clients(self, role: Role, identity: int) -> Sequence["Client"]:
        """Everything one person has connected to this node."""
        return tuple(self._by_actor.get((role, identity), ()))

    def everybody(self) -> Iterator["Client"]:
        """All clients of this node."""
        for clients in tuple(self._by_actor.values()):
            yield from clients

    def people(self) -> list[Person]:
        """Who is connected to this node."""
        return list(self._by_actor)

    def of_role(self, role: Role) -> list["Client"]:
        """All clients of a role."""
        return [client for client in self.everybody() if client.actor.role == role]

    def chats(self) -> list[int]:
        """The chats somebody follows here."""
        return list(self._watches)

    def following(self, chat: int) -> Sequence[Watch]:
        """The watches of a chat."""
        return self._watches.get(chat, ())

    def follow_team(self, team: int, client: "Client") -> None:
        """Send a team's board to this client from now on."""
        self._by_team[team].add(client)

    def tell_team(self, team: int, frame: Frame) -> None:
        """Send a frame to all who serve a team."""
        encoded = encode(frame)
        for client in tuple(self._by_team[team]):
            client.put(encoded)

    def signal(self, chat: int, frame: str, but: "Client | None" = None) -> None:
        """Send something ephemeral to all who follow a chat, except the client it comes from."""
        for client in (*self.watching("customer", chat), *self.watching("representative", chat)):
            if client is not but:
                client.put(frame)

    def show(self, role: Role, person: int, frame: str) -> None:
        """Send a frame to all screens of one person."""
        for client in self.clients(role, person):
            client.put(frame)

    def watching(self, role: Role, chat: int) -> Sequence["Client"]:
        """The clients of one side that follow a chat, their right having been looked at."""
        return [client for client in self.holding(role, chat) if client.watches(chat)]

    def holding(self, role: Role, chat: int) -> Sequence["Client"]:
        """The same, with those whose first look is still under way."""
        people = {watch.actor.id for watch in self._watches.get(chat, ()) if watch.actor.role == role}
        return [client for identity in people for client in self.clients(role, identity)]
