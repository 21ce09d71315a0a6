"""Queries from outside, answered side by side by processes that can be killed.

An answer is read as it comes; a client that goes away, a time limit and a process
that dies all end the same way: the process is killed and another one is started.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict
from types import TracebackType

from trialgraph.errors import QueryStopped
from trialgraph.store.address import Place, place_of
from trialgraph.store.asked import Question, advise, is_more
from trialgraph.store.children import Child, ChildGone
from trialgraph.store.limits import Limits
from trialgraph.store.spool import Room, Spool
from trialgraph.store.streamed import StreamedAnswer
from trialgraph.store.turns import Turns

__all__ = ["Question", "StreamedAnswer", "WorkerPool", "made"]

_MODULE = "trialgraph.store.answering"
_GRACE = 0.05  # seconds; to start a process takes twice as long


class WorkerPool:
    """Some processes that answer queries of a store's newest version, within limits.

    Attributes:
        limits: of each query, and of each client.
        is_union: whether the default graph is the union of all.
        turns: whose it is to have one of the processes.
    """

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
        self.place = place_of(place)
        self.limits = limits
        self.is_union = is_union
        self._arguments = (str(place), json.dumps(asdict(limits)))
        self.turns = Turns(size, limits)
        self._size = size
        self._idle: list[Child] = []
        self._ending: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self._is_warm = False
        self._warming = asyncio.Lock()

    async def warm(self) -> None:
        """Have a process before the first query wants one, whose time its start would take.

        Raises:
            QueryStopped: it does not start.
        """
        async with self._warming:
            if not self._is_warm:
                self._idle.append(await self._started())
                self._is_warm = True

    async def start(self) -> None:
        """Start all processes, so that the first queries need not wait for them.

        Raises:
            QueryStopped: one does not start.
        """
        self._is_warm = True
        begun = (self._started() for _ in range(self._size))
        started = await asyncio.gather(*begun, return_exceptions=True)
        # Those that did start are kept, so that ``close`` ends them.
        self._idle += [one for one in started if isinstance(one, Child)]
        for one in started:
            if isinstance(one, BaseException):
                raise one

    async def close(self) -> None:
        """End all processes that are idle; those that are busy end with their query.

        No process is left after the last query: none is started in its place.
        """
        self._is_closed = True
        while self._idle or self._ending:
            while self._idle:
                self._end(self._idle.pop())
            await asyncio.gather(*self._ending)

    @property
    def waiting(self) -> int:
        """Return how many queries wait for their turn."""
        return self.turns.waiting

    @property
    def pids(self) -> list[int]:
        """Return the numbers of the processes that are idle."""
        return [child.pid for child in self._idle]

    def asking(self, question: Question, client: str, *, only_begin: bool = False) -> "Asking":
        """Return what asks a question: a context whose value is the answer.

        Args:
            question: looked over.
            client: who asks; each may ask so many at the same time.
            only_begin: whether the first piece is all that is wanted.
        """
        return Asking(self, question, client, only_begin=only_begin)

    async def take(self, client: str, turn: "asyncio.Future[None] | None" = None) -> Child:
        """Return a process that is free now; ``give_back`` has to follow.

        Args:
            client: who asks.
            turn: in the queue where it waits already, if it does.
        """
        if turn is None:
            await self.turns.take(client)
        else:
            await self.turns.wait(client, turn)
        child = self.idle_child()
        if child is not None:
            return child
        try:
            return await self._started()
        except BaseException:
            self.turns.give_back(client)
            raise

    def idle_child(self) -> Child | None:
        """Return a process that is idle and alive, for who has a turn."""
        while self._idle:
            child = self._idle.pop()
            if child.is_alive:
                return child
            self._end(child)
        return None

    def give_back(self, client: str, child: Child, *, is_idle: bool) -> None:
        """Take a process back; one that is not idle soon is killed and another one started."""
        if is_idle and child.is_alive and not self._is_closed:
            self._idle.append(child)
            self.turns.give_back(client)
        else:
            self._later(self._replaced(client, child))

    async def _replaced(self, client: str, child: Child) -> None:
        """Have a process that is free in place of one; until then the place is not given away."""
        try:
            if self._is_closed or not await _comes_to_its_end(child):
                child.kill()
                await child.close()
                if self._is_closed:
                    return
                child = await self._started()
            self._idle.append(child)
        except QueryStopped:
            return  # the next query tries again, and tells
        finally:
            self.turns.give_back(client)

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


async def _comes_to_its_end(child: Child) -> bool:
    """Tell whether a query that nobody wants ends by itself, sooner than a process starts."""
    try:
        async with asyncio.timeout(_GRACE):
            while is_more((await child.receive())[0]):
                pass
    except (TimeoutError, ChildGone):
        return False
    return True


class Asking:
    """A question being asked; leaving it before the end of the answer stops the query.

    It is a context whose value is the answer. Where most answers are short and soon
    there, ``start`` asks before anything waits, and the context is for the others.
    """

    def __init__(
        self, pool: WorkerPool, question: Question, client: str, *, only_begin: bool
    ) -> None:
        self._pool = pool
        self._question = question
        self._client = client
        self._only_begin = only_begin
        self._has_left = False
        self._turn: asyncio.Future[None] | None = None
        self._then: Callable[[], None] | None = None
        self._answer: StreamedAnswer | None = None

    def start(self, then: Callable[[], None]) -> None:
        """Ask, now or when it is this client's turn, without a task that waits.

        Either ``whole``, the context or ``leave`` has to follow.

        Args:
            then: is called once when the answer begins, or the query failed.

        Raises:
            TooBusy: this client waits with too many queries.
        """
        pool = self._pool
        self._then = then
        if pool.turns.take_now(self._client):
            self._turn = asyncio.get_running_loop().create_future()
            self._turn.set_result(None)
            self._has_turn(self._turn)
        else:
            self._turn = pool.turns.queued(self._client)
            self._turn.add_done_callback(self._has_turn)

    def whole(self) -> StreamedAnswer | None:
        """Return the answer if all of it is there; without it the context has to be entered."""
        self._then = None
        if self._answer is None or not self._answer.has_come():
            return None
        self.leave()
        return self._answer

    async def __aenter__(self) -> StreamedAnswer:
        """Return the answer as soon as its first piece is there.

        Raises:
            BadQuery: the query does not parse.
            QueryStopped: it took too long, or its answer is too large.
            TooBusy: this client waits with too many queries.
            StoreMissing: nothing is published.
            StoreFormat: what is published is damaged.
        """
        self._then = None
        answer = self._answer
        if answer is None:
            answer = self._put_to(await self._pool.take(self._client, self._turn))
        try:
            await answer.begin()
        except BaseException as error:
            self.leave()
            advise(error, self._question.text)
            raise
        return answer

    async def __aexit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """Give the process back, before the context is left when its answer is made."""
        if self._has_left:
            return
        self._has_left = True
        self._then = None
        answer = self._answer
        if answer is not None:
            self._pool.give_back(self._client, answer.child, is_idle=answer.is_done)
        elif self._turn is not None:
            self._pool.turns.leave(self._client, self._turn)

    def _has_turn(self, turn: "asyncio.Future[None]") -> None:
        """Ask as it is this client's turn; where there is no process, tell who waits."""
        if self._then is None or turn.cancelled():
            return
        child = self._pool.idle_child()
        if child is None:
            asyncio.get_running_loop().call_soon(self._go_on)
        else:
            child.when_heard(self._go_on)
            self._put_to(child)

    def _go_on(self) -> None:
        if self._then is not None:
            then, self._then = self._then, None
            then()

    def _put_to(self, child: Child) -> StreamedAnswer:
        """Put the question to a process."""
        pool = self._pool
        self._answer = answer = StreamedAnswer(child, self._question.form, pool.limits)
        answer.ask(self._question.head(is_union=pool.is_union, only_begin=self._only_begin))
        return answer


@asynccontextmanager
async def made(asking: Asking, answer: StreamedAnswer, room: Room) -> AsyncIterator[Spool]:
    """Have an answer made as fast as its process makes it, and give that back then.

    Args:
        asking: what the answer comes from.
        answer: of which nothing was read.
        room: on disk, for what is not taken soon.
    """
    with Spool(room) as spool:
        making = asyncio.create_task(_make(asking, answer, spool))
        try:
            yield spool
        finally:
            making.cancel()
            await asyncio.wait([making])


async def _make(asking: Asking, answer: StreamedAnswer, spool: Spool) -> None:
    """Move the pieces of an answer to where its reader takes them from."""
    stopped: QueryStopped | None = QueryStopped("there is no room for the answer", "worker")
    try:
        async with asyncio.timeout(answer.limits.seconds):
            async for piece in answer:
                await spool.put(piece)
        stopped = None
    except QueryStopped as error:
        stopped = error
    except OSError:
        return  # the disk is full, or the reader was waited for as long as a query may take
    finally:
        asking.leave()
        spool.end(stopped)
