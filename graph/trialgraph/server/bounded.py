"""Reads of a published version that can be stopped: its queries are put to the workers.

A request asks several queries, and all of them are answered from one version: when a newer
one is published in between, the request is begun again.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

from anyio import from_thread

from trialgraph.errors import QueryStopped
from trialgraph.names import Iri
from trialgraph.server.published import Published
from trialgraph.store import Place, Reader, Row, Statistics
from trialgraph.store.asked import Question, time_is_up
from trialgraph.store.documents_seen import DocumentsSeen
from trialgraph.store.folder import Folder
from trialgraph.store.lexer import Outline
from trialgraph.store.limits import Form, Limits
from trialgraph.store.pool import WorkerPool
from trialgraph.store.solutions import rows_of
from trialgraph.store.surface import Watch

Made = TypeVar("Made")

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
        question = Question(query, form, _SELECT if form == "json" else _CONSTRUCT)
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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours.

        Raises:
            OtherVersion: a newer version answered.
            QueryStopped: the queries of this request took too long, or too much.
        """
        return rows_of(self._asked(sparql, "json"))

    def turtle(self, sparql: str) -> bytes:
        """Return the graph that a CONSTRUCT query of ours makes; errors as ``select``."""
        return self._asked(sparql, "turtle")

    def _asked(self, sparql: str, form: Form) -> bytes:
        if self._left <= 0:
            raise time_is_up(self.limits)
        begin = time.monotonic()
        version, content = self._asks(sparql, form, min(self._left, self.limits.seconds))
        self._left -= time.monotonic() - begin
        if version != self.version:
            raise OtherVersion
        return content

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
        with published.reading() as reader:
            try:
                return read(BoundedReader(reader, asks, limits, times))
            except OtherVersion:
                continue
    raise QueryStopped(
        f"found {_TRIES} new versions of the data while this was answered, wanted one that stays; "
        "ask again",
        "queue",
    )
