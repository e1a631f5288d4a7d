"""The boards: each team's queue as its representatives see it, and the customers' places in line.

A board is read again at most twice a second however much happens, compared with what was shown last, and only
the difference is sent. A customer's place is worked out in the same step, once a team and not once a customer.
"""

import asyncio
import math
import time
from collections.abc import Iterable

from deskside.chats.events import (
    ChatEnded,
    ChatMoved,
    ChatReturned,
    ChatStarted,
    CustomerAway,
    CustomerBack,
    OfferClosed,
    OfferMade,
    RepresentativeJoined,
)
from deskside.chats.timeline import Recorded
from deskside.kit.crossing import in_thread
from deskside.kit.errors import Unavailable
from deskside.kit.log import log
from deskside.live.hub import Hub
from deskside.live.wire import BoardChanged, PlaceInLine
from deskside.queues.estimating import Pace
from deskside.queues.feed import TeamBoard, Wait, WaitingRow, Withdrawn, takers, team_rows, teams_waited_for
from deskside.queues.pacing import pace

TICK = 0.5
"""Seconds between two readings of one board."""

PACE_EVERY = 10.0
"""Seconds between two looks at how fast a line moves."""

MOVES_A_LINE = (
    *(ChatStarted, RepresentativeJoined, ChatReturned, ChatMoved, ChatEnded),
    *(CustomerAway, CustomerBack, OfferMade, OfferClosed),
)


class Board:
    """What was last shown of one team's queue."""

    def __init__(self, team: int) -> None:
        self.team = team
        self.version = 0
        self.rows: dict[int, WaitingRow] = {}
        self.places: dict[int, PlaceInLine] = {}
        self.pace: Pace | None = None
        self.paced = -math.inf
        self.stale = False
        self.refreshing: asyncio.Task[None] | None = None


class Boards:
    """The boards of all teams somebody looks at or waits in."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._boards: dict[int, Board] = {}
        for kind in MOVES_A_LINE:
            hub.reactions[kind].append(self._moved)

    async def whole(self, team: int) -> TeamBoard:
        """A team's board as it was last shown; what changes later is sent as changes to it."""
        board = self._boards.get(team)
        if board is None or not board.version:
            board = self._board(team)
            # Shielded: others wait for the same reading.
            await asyncio.shield(self._refresh_soon(board))
        return TeamBoard(team, board.version, list(board.rows.values()))

    async def start(self) -> None:
        """Read the boards on which somebody waits, so that they learn their places."""
        for team in await in_thread(teams_waited_for):
            await self.whole(team)

    async def look(self) -> None:
        """Read the boards anew: what moved a line may have happened on another node, unheard."""
        for board in {*self._boards, *await in_thread(teams_waited_for)}:
            self._refresh_soon(self._board(board))

    async def look_at_paces(self) -> None:
        """How long people wait changes while nothing happens, too."""
        for board in list(self._boards.values()):
            if board.places:
                self._refresh_soon(board)

    def place(self, chat: int) -> PlaceInLine | None:
        """A waiting customer's place in line, if it has been worked out."""
        return next((board.places[chat] for board in self._boards.values() if chat in board.places), None)

    def _moved(self, row: Recorded) -> None:
        for team in _lines_moved(row):
            self._refresh_soon(self._board(team))

    def _board(self, team: int) -> Board:
        return self._boards.setdefault(team, Board(team))

    def _refresh_soon(self, board: Board) -> asyncio.Task[None]:
        board.stale = True
        if board.refreshing is None:
            board.refreshing = asyncio.get_running_loop().create_task(self._refresh(board))
        return board.refreshing

    async def _refresh(self, board: Board) -> None:
        try:
            while board.stale:
                board.stale = False
                try:
                    await self._read(board)
                except Unavailable:
                    board.stale = True
                except Exception:
                    log.exception("board.failed", team=board.team)
                    board.stale = True
                if board.stale or board.version != 1:
                    await asyncio.sleep(TICK)
        finally:
            board.refreshing = None

    async def _read(self, board: Board) -> None:
        rows = {row.entry: row for row in await in_thread(team_rows, board.team)}
        gone = [entry for entry in board.rows if entry not in rows]
        dropped = await in_thread(takers, gone) if gone else []
        if rows and time.monotonic() - board.paced >= PACE_EVERY:
            board.paced = time.monotonic()
            board.pace = await in_thread(pace, board.team)
        self._show(board, rows, dropped)

    def _show(self, board: Board, rows: dict[int, WaitingRow], dropped: list[Withdrawn]) -> None:
        put = [row for entry, row in rows.items() if board.rows.get(entry) != row]
        board.rows = rows
        if put or dropped or not board.version:
            board.version += 1
            self._hub.tell_team(board.team, BoardChanged(board.team, board.version, put, dropped))
        places = _places(rows.values(), board.pace)
        for chat, place in places.items():
            if board.places.get(chat) != place:
                for client in self._hub.clients("customer", chat):
                    client.tell(place)
        board.places = places


def _places(rows: Iterable[WaitingRow], pace: Pace | None) -> dict[int, PlaceInLine]:
    """The places of the customers who wait, and how long it usually takes from there.

    A transferred chat is served in the same line, but its customer has somebody to talk to; an invitation takes
    nobody's place.
    """
    served = [row for row in rows if row.reason != "invitation"]
    return {
        row.chat: PlaceInLine(row.chat, place, _wait(pace, place))
        for place, row in enumerate(served, start=1)
        if row.reason != "transfer"
    }


def _wait(pace: Pace | None, place: int) -> Wait | None:
    usual = pace.range(place) if pace else None
    return Wait(*usual) if usual else None


def _lines_moved(row: Recorded) -> set[int]:
    """The teams in whose queues an event changes something."""
    match row.event.body:
        case OfferMade(to=to) | OfferClosed(to=to):
            return {to.team} if to.team is not None else set()
        case ChatMoved(id=now, before=before):
            return {now, before}
        case _:
            return {row.team}
