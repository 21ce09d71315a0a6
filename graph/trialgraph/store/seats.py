"""Which process answers whose query, and which query it is given ahead.

A process that has to wait for its next query sleeps, and to wake it costs as much as
a small query does. So the next one in turn is sent to it while it is still busy, one
at most, and only behind a query that has just begun. If that one goes on for longer,
what was sent ahead is asked again elsewhere, and its answer here is passed over: a
short query does not wait behind a long one. Limits of time begin when a query's own
turn comes.
"""

import asyncio
from dataclasses import dataclass

from trialgraph.store.children import Child
from trialgraph.store.turns import Turns

_YOUNG = 0.02  # seconds that a query may have run when another one is sent behind it
_LOOK = 0.01

Ahead = asyncio.Future[bool]  # whether the turn has come; never will, when false


@dataclass(slots=True, eq=False)
class Seat:
    """A process that answers.

    Attributes:
        since: when its query began, by the loop's clock.
        is_open: whether a query may be sent ahead; there is a place for it then.
        ahead: tells the query that was sent ahead of its turn.
        is_spoilt: whether an answer follows that nobody wants.
    """

    child: Child
    since: float = 0.0
    is_open: bool = False
    ahead: Ahead | None = None
    is_spoilt: bool = False


class Seats:
    """The processes of a pool, those at work and those at rest.

    Attributes:
        idle: those at rest.
    """

    def __init__(self, turns: Turns) -> None:
        self.idle: list[Seat] = []
        self._turns = turns
        self._busy: list[Seat] = []
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, seat: Seat) -> None:
        """Note that a process gets a query, and let another one come behind it."""
        self._busy.append(seat)
        self._renew(seat)
        self._turns.add()
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def ahead(self) -> tuple[Seat, Ahead] | None:
        """Return a busy process that a query can be sent to now, and what tells of its turn."""
        seat = next((seat for seat in self._busy if seat.is_open), None)
        if seat is None:
            return None
        seat.is_open = False
        seat.ahead = asyncio.get_running_loop().create_future()
        return seat, seat.ahead

    def give_up(self, seat: Seat, ahead: Ahead) -> bool:
        """Want no turn any more; tell whether it has come already."""
        if seat.ahead is ahead:
            self._refuse(seat)
        return ahead.done() and not ahead.cancelled() and ahead.result()

    def next_begins(self, seat: Seat) -> bool:
        """Hand a process that is done to who is ahead on it, and tell so; nobody may be."""
        if seat.ahead is None or seat.ahead.done():
            return False
        seat.ahead.set_result(True)
        seat.ahead = None
        self._renew(seat)
        return True

    def leave(self, seat: Seat) -> None:
        """Note that a process has no query; who is ahead on it has to go elsewhere."""
        self._busy.remove(seat)
        self._close(seat)

    def _renew(self, seat: Seat) -> None:
        seat.since = asyncio.get_running_loop().time()
        seat.is_open = True

    def _close(self, seat: Seat) -> None:
        """Let nobody be ahead on a process."""
        if seat.is_open:
            seat.is_open = False
            self._turns.remove()
        elif seat.ahead is not None:
            self._refuse(seat)

    def _refuse(self, seat: Seat) -> None:
        """Let the query ahead be asked elsewhere; its place here is no more."""
        ahead, seat.ahead = seat.ahead, None
        seat.is_spoilt = True
        self._turns.remove()
        if ahead is not None and not ahead.done():
            ahead.set_result(False)

    def _look(self) -> None:
        """Let nobody be ahead where a query takes long."""
        loop = asyncio.get_running_loop()
        for seat in self._busy:
            if loop.time() - seat.since > _YOUNG:
                self._close(seat)
        self._timer = loop.call_later(_LOOK, self._look) if self._busy else None
