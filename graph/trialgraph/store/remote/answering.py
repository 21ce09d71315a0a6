"""Queries from outside, asked of a store on another server, their answers in any form.

The server is asked for JSON results or N-Triples, which every server gives; the engine
here writes them in the form that was wanted. Limits on what a query says, on time, rows
and bytes stay those of the worker.
"""

import io
from typing import IO, cast

import pyoxigraph as ox

from trialgraph.errors import BadQuery, QueryStopped
from trialgraph.store.address import Address
from trialgraph.store.frames import Head
from trialgraph.store.lexer import QueryKind, query_kind
from trialgraph.store.remote.answers import rows_of, truth_of
from trialgraph.store.remote.capabilities import Capabilities
from trialgraph.store.remote.connection import JSON, N_TRIPLES, Parameters, connect, cut_row
from trialgraph.store.remote.published import read_published
from trialgraph.store.remote.reader import capabilities_of
from trialgraph.store.snapshot_queries import GRAPH_FORMATS, ROW_FORMATS, Out


class RemoteQueries:
    """Answers queries by asking a store's server; what it writes meanwhile is seen."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connection = connect(address)
        self._found: Capabilities | None = None

    def newest(self) -> int:
        """Return the number of the newest published version.

        Raises:
            StoreUnreachable: no server answers.
            StoreFormat: the store does not say its version.
        """
        published = read_published(self._connection)
        return published.version if published else 0

    @property
    def mark(self) -> str:
        """Return nothing: what stands there may change at any time."""
        return ""

    def answer(self, head: Head, out: Out) -> None:
        """Write the answer to a query, as its frame asks for it.

        Raises:
            BadQuery: the server refuses it.
            QueryStopped: it took too long, or the server cuts its answer.
            StoreUnreachable: no server answers.
        """
        query = str(head["query"])
        kind = query_kind(query)
        accept = JSON if kind in {"SELECT", "ASK"} else N_TRIPLES
        with self._connection.asked(query, accept, self._dataset(head)) as answer:
            cut_at = cut_row(answer)
            self._refuse_cut(cut_at, cut_at)
            file = cast("IO[bytes]", out)  # the engine needs no more of files than these have
            _write(kind, head["form"], self._whole(kind, cast("IO[bytes]", answer)), file)

    def _dataset(self, head: Head) -> Parameters:
        """Return the parameters that name the graphs to ask."""
        if head["union"] is True:
            return self._can.union
        default, named = (cast("list[str]", head[one]) for one in ("default", "named"))
        return (
            *(("default-graph-uri", one) for one in default),
            *(("named-graph-uri", one) for one in named),
        )

    @property
    def _can(self) -> Capabilities:
        """Return what the server can do."""
        if self._found is None:
            self._found = capabilities_of(self._connection, self._address)
        return self._found

    def _whole(self, kind: QueryKind, answer: IO[bytes]) -> IO[bytes]:
        """Return an answer of which nothing is missing.

        A server that cuts answers sends short ones, which are counted; others are not held.
        """
        if not self._can.rows or kind == "ASK":
            return answer
        content = answer.read()
        came = len(rows_of(content)) if kind == "SELECT" else content.count(b" .\n")
        self._refuse_cut(came + 1, self._can.rows)
        return io.BytesIO(content)

    def _refuse_cut(self, came: int, cut_at: int) -> None:
        """Refuse an answer that has as many rows as the server gives at most."""
        if 0 < cut_at <= came:
            raise QueryStopped(
                f"the store's server cuts answers at {cut_at} rows, and this one has more or as "
                "many; add conditions or a LIMIT below, or raise the server's limit",
                "rows",
            )


def _write(kind: QueryKind, form: object, answer: IO[bytes], out: IO[bytes]) -> None:
    """Write an answer in the form that is wanted.

    Raises:
        BadQuery: the server's answer is not of the kind of the query.
    """
    try:
        if kind == "ASK":
            truth = b"true" if truth_of(answer.read()) else b"false"
            answer = io.BytesIO(b'{"head":{},"boolean":' + truth + b"}")
        if kind in {"SELECT", "ASK"}:
            found = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
            found.serialize(out, format=ROW_FORMATS[form])
        else:
            graph = (quad.triple for quad in ox.parse(answer, format=ox.RdfFormat.N_TRIPLES))
            ox.serialize(graph, out, format=GRAPH_FORMATS[form])
    except SyntaxError as error:
        raise BadQuery(f"the store's server gives an answer that is none: {error}") from error
