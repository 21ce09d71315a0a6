"""Queries from outside, answered side by side by processes that can be killed.

An answer is read as it comes; a client that goes away, a time limit and a process
that dies all end the same way: the process is killed and another one is started.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, cast

from trialgraph.errors import QueryStopped
from trialgraph.store.address import Place
from trialgraph.store.asked import (
    Question,
    advise,
    error_of,
    is_last,
    is_more,
    process_is_gone,
    remarks_of,
    time_is_up,
)
from trialgraph.store.children import Child, ChildGone
from trialgraph.store.frames import Frame, Head
from trialgraph.store.limits import Form, Limits
from trialgraph.store.seats import Ahead, Seat, Seats
from trialgraph.store.turns import Turns

if TYPE_CHECKING:
    from trialgraph.store.remarks import Remark

__all__ = ["Question", "StreamedAnswer", "WorkerPool"]

_MODULE = "trialgraph.store.answering"
_GRACE = 0.05  # seconds; to start a process takes twice as long


class WorkerPool:
    """Some processes that answer queries of a store's newest version, within limits."""

    def __init__(
        self, place: Place | str, limits: Limits, size: int = 2, *, is_union: bool = True
    ) -> None:
        """Name the store; processes start when they are needed, or with ``start``.

        Args:
            place: of the store.
            limits: of each query, and of each client.
            size: how many queries are answered at the same time.
            is_union: whether the default graph is the union of all.
        """
        self.limits = limits
        self.is_union = is_union
        self._arguments = (str(place), json.dumps(asdict(limits)))
        self._turns = Turns(size, limits)
        self._size = size
        self._missing = size  # processes that are to be started
        self._seats = Seats(self._turns)
        self._ending: set[asyncio.Task[None]] = set()
        self._is_closed = False

    async def start(self) -> None:
        """Start all processes, so that the first queries need not wait for them.

        Raises:
            QueryStopped: one does not start.
        """
        children = await asyncio.gather(*(self._started() for _ in range(self._size)))
        self._seats.idle += map(Seat, children)
        self._missing -= self._size

    async def close(self) -> None:
        """End all processes that are idle; those that are busy end with their query."""
        self._is_closed = True
        while self._seats.idle or self._ending:
            while self._seats.idle:
                self._end(self._seats.idle.pop().child)
            await asyncio.gather(*self._ending)

    @property
    def waiting(self) -> int:
        """Return how many queries wait for their turn."""
        return self._turns.waiting

    @property
    def pids(self) -> list[int]:
        """Return the numbers of the processes that are idle."""
        return [seat.child.pid for seat in self._seats.idle]

    def asking(self, question: Question, client: str, *, only_begin: bool = False) -> "Asking":
        """Return what asks a question: a context whose value is the answer.

        Args:
            question: looked over.
            client: who asks; each may ask so many at the same time.
            only_begin: whether the first piece is all that is wanted.
        """
        return Asking(self, question, client, only_begin=only_begin)

    async def take(self, client: str, *, is_again: bool = False) -> tuple[Seat, Ahead | None]:
        """Return a process, and what tells of the turn if it answers another query first.

        ``give_back`` has to follow when the turn has come.

        Args:
            client: who asks.
            is_again: whether its place behind another query came to nothing.
        """
        if is_again:
            await self._take_again(client)
        elif not self._turns.take_now(client):
            await self._turns.take(client)
        while (seat := await self._seat(client)) is None:
            await self._take_again(client)
        return seat

    async def comes_to_turn(self, client: str, seat: Seat, ahead: Ahead) -> bool:
        """Wait behind another query; tell whether the turn has come, or never will."""
        try:
            return await ahead
        except BaseException:
            if self._seats.give_up(seat, ahead):
                self.give_back(client, seat, is_idle=False)
            else:
                self._turns.give_back(client)
            raise

    async def _take_again(self, client: str) -> None:
        """Give a place back that came to nothing, and have another one."""
        self._turns.give_back(client)
        await self._turns.take(client, is_again=True)

    async def _seat(self, client: str) -> tuple[Seat, Ahead | None] | None:
        """Return what a place was given for: a process idle, not yet started, or busy."""
        while self._seats.idle:
            seat = self._seats.idle.pop()
            if seat.child.is_alive:
                self._seats.begin(seat)
                return seat, None
            self._missing += 1
            self._end(seat.child)
        if not self._missing:
            return self._seats.ahead()
        self._missing -= 1
        try:
            seat = Seat(await self._started())
        except BaseException:
            self._missing += 1
            self._turns.give_back(client)
            raise
        self._seats.begin(seat)
        return seat, None

    def give_back(self, client: str, seat: Seat, *, is_idle: bool) -> None:
        """Take a process back; one that is not idle soon is killed and another one started."""
        is_well = is_idle and seat.child.is_alive and not self._is_closed
        if is_well and self._seats.next_begins(seat):
            self._turns.give_back(client)
            return
        self._seats.leave(seat)
        if is_well and not seat.is_spoilt:
            self._seats.idle.append(seat)
            self._turns.give_back(client)
        else:
            answers = (not is_idle) + seat.is_spoilt
            self._later(self._replaced(client, seat.child, max(1, answers)))

    async def _replaced(self, client: str, child: Child, answers: int) -> None:
        """Have a process that is free in place of one; until then the place is not given away."""
        try:
            if not await _comes_to_its_end(child, answers):
                child.kill()
                await child.close()
                self._missing += 1
                child = await self._started()
                self._missing -= 1
            self._seats.idle.append(Seat(child))
        except QueryStopped:
            return  # the next query tries again, and tells
        finally:
            self._turns.give_back(client)

    async def _started(self) -> Child:
        try:
            return await Child.start(_MODULE, *self._arguments)
        except ChildGone as error:
            raise QueryStopped(
                f"no process could be started to answer queries ({error}); ask again", "worker"
            ) from error

    def _end(self, child: Child) -> None:
        self._later(child.close())

    def _later(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside the queries."""
        task = asyncio.get_running_loop().create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


def _asked(child: Child, head: Head) -> bool:
    """Send a query, and tell whether there was somebody to send it to."""
    try:
        child.send(head)
    except ChildGone:
        return False
    return True


async def _comes_to_its_end(child: Child, answers: int) -> bool:
    """Tell whether queries that nobody wants end by themselves, sooner than a process starts."""
    try:
        async with asyncio.timeout(_GRACE):
            for _ in range(answers):
                while is_more((await child.receive())[0]):
                    pass
    except (TimeoutError, ChildGone):
        return False
    return True


class Asking:
    """A question being asked; leaving it before the end of the answer stops the query."""

    def __init__(
        self, pool: WorkerPool, question: Question, client: str, *, only_begin: bool
    ) -> None:
        self._pool = pool
        self._question = question
        self._client = client
        self._only_begin = only_begin
        self._seat: Seat
        self._answer: StreamedAnswer

    async def __aenter__(self) -> "StreamedAnswer":
        """Return the answer as soon as its first piece is there.

        Raises:
            BadQuery: the query does not parse.
            QueryStopped: it took too long, or its answer is too large.
            TooBusy: this client waits with too many queries.
            StoreMissing: nothing is published.
            StoreFormat: what is published is damaged.
        """
        pool, question = self._pool, self._question
        head = question.head(is_union=pool.is_union, only_begin=self._only_begin)
        seat, ahead = await pool.take(self._client)
        is_sent = _asked(seat.child, head)
        while ahead is not None and not await pool.comes_to_turn(self._client, seat, ahead):
            seat, ahead = await pool.take(self._client, is_again=True)
            is_sent = _asked(seat.child, head)
        self._seat = seat
        self._answer = StreamedAnswer(seat.child, question.form, pool.limits)
        try:
            await self._answer.begin(is_sent=is_sent)
        except BaseException as error:
            self._leave()
            advise(error, question.text)
            raise
        return self._answer

    async def __aexit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        self._pool.give_back(self._client, self._seat, is_idle=self._answer.is_done)


class StreamedAnswer:
    """An answer of which the first piece is there; it can be read once.

    Attributes:
        version: of the data it was asked of.
        first: the first piece; all of it when ``is_done``.
        is_done: whether the process sends no more.
        is_whole: whether the first piece is all there is.
        octets: of the pieces that came so far.
        rows: solutions or lines, once it is done; 0 before.
        seconds: of the processor that it took, once it is done; 0 before.
        remarks: what is odd in the query, once it is done; only of short answers.
    """

    def __init__(self, child: Child, form: Form, limits: Limits) -> None:
        self.child = child
        self.form = form
        self.version = 0
        self.first = b""
        self.is_done = False
        self.is_whole = False
        self.octets = 0
        self.rows = 0
        self.seconds = 0.0
        self.remarks: tuple[Remark, ...] = ()
        self._limits = limits
        self._left = limits.seconds
        self._is_late = False

    async def begin(self, *, is_sent: bool) -> None:
        """Wait for the first piece; errors as those of the context."""
        if not is_sent:
            raise process_is_gone()
        told, self.first = await self._received()
        self.is_whole = self.is_done
        self.version = cast("int", told["version"])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the pieces.

        Raises:
            QueryStopped: the answer breaks off; what came so far is not whole.
        """
        yield self.first
        while not self.is_done:
            yield (await self._received())[1]

    async def _received(self) -> Frame:
        """Return the next frame, within what is left of the time of this query."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        timer = loop.call_later(self._left, self._stop)
        try:
            head, content = await self.child.receive()
        except ChildGone as error:
            raise time_is_up(self._limits) if self._is_late else process_is_gone() from error
        finally:
            timer.cancel()
            self._left = max(0.0, self._left + begin - loop.time())
        self._note(head)
        self.octets += len(content)
        return head, content

    def _stop(self) -> None:
        """Stop a query that takes too long."""
        self._is_late = True
        self.child.kill()

    def _note(self, head: Head) -> None:
        """Note what a frame tells.

        Raises:
            EvidenceError: what the process found wrong.
        """
        if is_more(head):
            return
        self.is_done = True
        if not is_last(head):
            raise error_of(head)
        self.rows = cast("int", head["rows"])
        self.seconds = cast("float", head["seconds"])
        self.remarks = remarks_of(head)
