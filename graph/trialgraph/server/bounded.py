"""Reads of a published version that can be stopped: its queries are put to the workers.

A request asks several queries, and all of them are answered from one version: when a newer
one is published in between, the request is begun again.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

from anyio import CapacityLimiter, from_thread, to_thread
from starlette.requests import Request

from trialgraph.errors import QueryStopped
from trialgraph.names import Iri
from trialgraph.server.published import Published
from trialgraph.server.requests import client_of
from trialgraph.store import Address, Place, Reader, Row, Statistics
from trialgraph.store.allowance import allowing
from trialgraph.store.asked import Question, time_is_up, too_many_rows
from trialgraph.store.documents_seen import DocumentsSeen
from trialgraph.store.folder import Folder
from trialgraph.store.lexer import Outline
from trialgraph.store.limits import Form, Limits
from trialgraph.store.pool import WorkerPool
from trialgraph.store.solutions import rows_of
from trialgraph.store.surface import Watch
from trialgraph.store.turns import Turns

Made = TypeVar("Made")

PLACES = 8
"""Requests that are answered at the same time; others wait their turn, and then are refused."""
_TRIES = 4


# Our own queries need no looking over.
_SELECT = Outline("SELECT", 0, 0, names_graphs=False)
_CONSTRUCT = Outline("CONSTRUCT", 0, 0, names_graphs=False)


class Asks(Protocol):
    """Puts a query of ours to the workers."""

    def __call__(self, query: str, form: Form, seconds: float) -> tuple[int, bytes]:
        """Return the version it was asked of, and the answer."""
        ...


class OtherVersion(Exception):
    """A newer version was published while a request was answered."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Puts queries of ours to the workers, from a thread that the event loop waits for.

    Attributes:
        client: who asks; each may ask so many at the same time.
    """

    pool: WorkerPool
    client: str

    def __call__(self, query: str, form: Form, seconds: float) -> tuple[int, bytes]:
        """Return the version that a query was asked of, and the answer.

        Raises:
            QueryStopped: it took too long, or its answer is too large.
            TooBusy: this client waits with too many queries.
        """
        outline = _SELECT if form == "json" else _CONSTRUCT
        question = Question(query, form, outline, is_ours=True)
        return from_thread.run(self._asked, question, seconds)

    async def _asked(self, question: Question, seconds: float) -> tuple[int, bytes]:
        try:
            async with (
                asyncio.timeout(seconds),
                self.pool.asking(question, self.client) as answer,
            ):
                pieces = [piece async for piece in answer]
                return answer.version, b"".join(pieces)
        except TimeoutError as error:
            raise time_is_up(self.pool.limits) from error


class BoundedReader(DocumentsSeen):
    """One published version whose queries may be stopped; all else is read as ever.

    Attributes:
        limits: of all queries of a request together.
    """

    def __init__(self, reader: Reader, asks: Asks, limits: Limits, times: int = 1) -> None:
        """Take a version.

        Args:
            reader: of the version.
            asks: puts queries to the workers.
            limits: of each query.
            times: how often its seconds all queries together may take.
        """
        self._reader = reader
        self._folder = Folder(reader.path)
        self._asks = asks
        self.limits = limits
        self._left = limits.seconds * times
        self.place: Place = reader.place
        self.path = reader.path
        self.version = reader.version
        self.mark = reader.mark
        self.published_at = reader.published_at

    @property
    def lent(self) -> Reader:
        """Return the version itself, for what is made once for all who read it."""
        return self._reader

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours.

        Raises:
            OtherVersion: a newer version answered.
            QueryStopped: the queries of this request took too long, or too much.
            StoreUnreachable: no server answers.
            StoreUnsuitable: the server cannot do it.
        """
        if isinstance(self.place, Address):
            return self._elsewhere(sparql)
        return rows_of(self._asked(sparql, "json"))

    def _elsewhere(self, sparql: str) -> list[Row]:
        """Return the solutions of a query of a store on another server; errors as ``select``.

        Its reader asks, which knows what servers get wrong and where they cut; what it sends
        takes no longer together, and brings no more, than a worker might.
        """
        try:
            with self._timed() as seconds, allowing(seconds, self.limits.octets):
                found = self._reader.select(sparql)
        except QueryStopped as error:
            if error.limit == "time" and self._left <= 0:
                raise time_is_up(self.limits) from error
            raise
        if len(found) > self.limits.rows:
            raise too_many_rows(self.limits.rows)
        return found

    def turtle(self, sparql: str) -> bytes:
        """Return the graph that a CONSTRUCT query of ours makes; errors as ``select``."""
        return self._asked(sparql, "turtle")

    def _asked(self, sparql: str, form: Form) -> bytes:
        with self._timed() as seconds:
            version, content = self._asks(sparql, form, seconds)
        if version != self.version:
            raise OtherVersion
        return content

    @contextmanager
    def _timed(self) -> Iterator[float]:
        """Give the seconds that a query may take; those that it took are gone.

        Raises:
            QueryStopped: none are left.
        """
        if self._left <= 0:
            raise time_is_up(self.limits)
        begin = time.monotonic()
        try:
            yield min(self._left, self.limits.seconds)
        finally:
            self._left -= time.monotonic() - begin

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""
        return self._reader.graph(graph)

    def open_graph(self, graph: Iri) -> bytes:
        """Return a graph that anyone may have written as sorted N-Triples."""
        return self._reader.open_graph(graph)

    def graphs(self) -> list[Iri]:
        """Return the names of all graphs, sorted."""
        return self._reader.graphs()

    def dump(self) -> bytes:
        """Return everything as sorted N-Quads."""
        return self._reader.dump()

    def dump_lines(self, watch: Watch = iter) -> Iterator[bytes]:
        """Yield the lines of the dump, a bounded part of them held in memory."""
        return self._reader.dump_lines(watch)

    def digest(self) -> str:
        """Return the SHA-256 of the dump, hex."""
        return self._reader.digest()

    def statistics(self) -> Statistics:
        """Return how much this version holds, as counted when it was published."""
        return self._reader.statistics()

    def close(self) -> None:
        """Keep the version open: it is lent."""


def bounded(
    published: Published,
    asks: Asks,
    limits: Limits,
    read: Callable[[BoundedReader], Made],
    times: int = 1,
) -> Made:
    """Return what is read of the newest version, all of it of the same one.

    Args:
        published: the newest version.
        asks: puts queries to the workers.
        limits: of each query.
        read: asks them.
        times: how often the seconds of one query all of them together may take.

    Raises:
        QueryStopped: it takes too long, or versions are published faster than it is read.
        StoreMissing: nothing is published.
    """
    for _ in range(_TRIES):
        with allowing(limits.seconds * times), published.reading() as reader:
            try:
                return read(BoundedReader(reader, asks, limits, times))
            except OtherVersion:
                continue
    raise QueryStopped(
        f"found {_TRIES} new versions of the data while this was answered, wanted one that stays; "
        "ask again",
        "queue",
    )


class Readings:
    """Reads the newest version for requests: each in its client's turn, and within limits.

    Attributes:
        published: the newest version.
        pool: the workers that queries are put to.
    """

    def __init__(self, published: Published, pool: WorkerPool) -> None:
        self.published = published
        self.pool = pool
        self._turns = Turns(PLACES, pool.limits)
        self._threads: CapacityLimiter | None = None

    async def within_limits(
        self, request: Request, read: Callable[[BoundedReader], Made], times: int = 1
    ) -> Made:
        """Return what is read of the newest version, when it is this client's turn.

        Args:
            request: that wants it.
            read: asks the queries.
            times: how often the seconds of one query all of them together may take.

        Raises:
            TooBusy: this client waits with too many requests.
            QueryStopped: it takes too long, or other requests did.
        """
        await self.pool.warm()
        workers = Workers(self.pool, client_of(request.scope))
        return await self.in_turn(
            request, lambda: bounded(self.published, workers, self.pool.limits, read, times)
        )

    async def in_turn(self, request: Request, work: Callable[[], Made]) -> Made:
        """Return what some work gives, done in a thread when it is this client's turn."""
        client = client_of(request.scope)
        self._threads = self._threads or CapacityLimiter(PLACES)
        await self._turns.take(client)
        try:
            return await to_thread.run_sync(work, limiter=self._threads)
        finally:
            self._turns.give_back(client)
