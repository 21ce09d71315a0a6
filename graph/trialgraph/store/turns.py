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
        if not self._free or self._running.get(client, 0) >= self._limits.per_client:
            return False
        self._start(client)
        return True

    async def take(self, client: str) -> None:
        """Have a place, at once or when it is this client's turn; ``give_back`` has to follow.

        Raises:
            TooBusy: too many wait already.
            QueryStopped: other queries took as long as one query may.
        """
        if not self.take_now(client):
            await self.wait(client, self.queued(client))

    async def wait(self, client: str, mine: "asyncio.Future[None]") -> None:
        """Wait in a queue for one's turn; errors as ``take``."""
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._limits.seconds, _give_up, mine)
        try:
            await mine
        except BaseException:
            self.leave(client, mine)
            raise
        finally:
            timer.cancel()

    def queued(self, client: str) -> "asyncio.Future[None]":
        """Return what is done when a client's turn has come; ``wait`` or ``leave`` has to follow.

        Raises:
            TooBusy: too many wait already.
        """
        queue = self._queues.get(client)
        if len(queue or ()) >= self._limits.waiting or len(self._queues) >= _CLIENTS:
            raise TooBusy(
                f"{len(queue or ())} queries of this client wait already; "
                "ask again when they are answered",
            )
        mine = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(mine)
        return mine

    def leave(self, client: str, mine: "asyncio.Future[None]") -> None:
        """Wait no longer; a place that was just given is given back."""
        if mine.done() and not mine.cancelled() and mine.exception() is None:
            self.give_back(client)
            return
        queue = self._queues.get(client)
        if queue is not None and mine in queue:
            queue.remove(mine)
            if not queue:
                del self._queues[client]

    def give_back(self, client: str) -> None:
        """Give a place back, to who waits longest of the client whose turn it is."""
        self._free += 1
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._let_next_in()

    def _start(self, client: str) -> None:
        self._free -= 1
        self._running[client] = self._running.get(client, 0) + 1

    def _let_next_in(self) -> None:
        """Give free places to clients that wait, each in turn."""
        while self._free and (client := self._next_client()) is not None:
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
