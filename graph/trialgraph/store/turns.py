"""Whose turn it is: so many places, fairly shared among clients, and no endless queue."""

import asyncio
from collections import deque

from trialgraph.errors import TooBusy
from trialgraph.store.asked import queue_is_long
from trialgraph.store.limits import Limits

_CLIENTS = 1000  # that wait at the same time; each may wait with several queries


class Turns:
    """Gives out places; clients that wait get theirs in turn, however much one asks."""

    def __init__(self, places: int, limits: Limits) -> None:
        self._free = places
        self._limits = limits
        self._running: dict[str, int] = {}
        self._queues: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def waiting(self) -> int:
        """Return how many queries wait."""
        return sum(len(queue) for queue in self._queues.values())

    def take_now(self, client: str) -> bool:
        """Have a place if one is free, and tell so; ``give_back`` has to follow."""
        if self._free <= 0 or self._running.get(client, 0) >= self._limits.per_client:
            return False
        self._start(client)
        return True

    async def take(self, client: str, *, is_again: bool = False) -> None:
        """Have a place, at once or when it is this client's turn; ``give_back`` has to follow.

        Args:
            client: who asks.
            is_again: whether it had a place that came to nothing; then it is let in first.

        Raises:
            TooBusy: too many wait already.
            QueryStopped: other queries took as long as one query may.
        """
        if self.take_now(client):
            return
        mine = self._queued(client, is_again=is_again)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._limits.seconds, _give_up, mine)
        try:
            await mine
        except BaseException:
            self._leave(client, mine)
            raise
        finally:
            timer.cancel()

    def give_back(self, client: str) -> None:
        """Give a place back, to who waits longest of the client whose turn it is."""
        self._free += 1
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._let_next_in()

    def add(self) -> None:
        """Let there be one more place."""
        self._free += 1
        self._let_next_in()

    def remove(self) -> None:
        """Let there be one place less; one that is given out already stays until it is back."""
        self._free -= 1

    def _start(self, client: str) -> None:
        self._free -= 1
        self._running[client] = self._running.get(client, 0) + 1

    def _queued(self, client: str, *, is_again: bool) -> "asyncio.Future[None]":
        """Return what is done when a client's turn has come."""
        queue = self._queues.get(client)
        is_full = len(queue or ()) >= self._limits.waiting or len(self._queues) >= _CLIENTS
        if is_full and not is_again:
            raise TooBusy(
                f"{len(queue or ())} queries of this client wait already; "
                "ask again when they are answered",
            )
        mine = asyncio.get_running_loop().create_future()
        queue = self._queues.setdefault(client, deque())
        if is_again:
            queue.appendleft(mine)
        else:
            queue.append(mine)
        return mine

    def _leave(self, client: str, mine: "asyncio.Future[None]") -> None:
        """Wait no longer; a place that was just given is given back."""
        if mine.done() and not mine.cancelled() and mine.exception() is None:
            self.give_back(client)
            return
        queue = self._queues.get(client)
        if queue is not None and mine in queue:
            queue.remove(mine)
            if not queue:
                del self._queues[client]

    def _let_next_in(self) -> None:
        """Give free places to clients that wait, each in turn."""
        while self._free > 0 and (client := self._next_client()) is not None:
            queue = self._queues.pop(client)
            mine = queue.popleft()
            if queue:
                self._queues[client] = queue  # behind the others now
            if not mine.done():
                self._start(client)
                mine.set_result(None)

    def _next_client(self) -> str | None:
        """Return the client whose turn it is, ``None`` if all have as much as they may."""
        most = self._limits.per_client
        return next((one for one in self._queues if self._running.get(one, 0) < most), None)


def _give_up(mine: "asyncio.Future[None]") -> None:
    """Let a query wait no longer."""
    if not mine.done():
        mine.set_exception(queue_is_long())
