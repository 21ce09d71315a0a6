"""What a store's server holds, as rows and lines of ours, never a part of it for the whole.

Servers cut answers: Virtuoso after 10,000 rows, of a graph without a word. An answer that
was cut, or may have been, is asked for again in pages, and counted.
"""

import re
from collections.abc import Iterator

from trialgraph.errors import QueryStopped
from trialgraph.names import ID, Iri
from trialgraph.rdf.term import iri_text, plain
from trialgraph.store.engine import DOCUMENTS, TRIALS, Row
from trialgraph.store.remote.answers import lines_of, rows_of
from trialgraph.store.remote.capabilities import PROBE, Capabilities
from trialgraph.store.remote.connection import N_TRIPLES, Connection
from trialgraph.store.remote.lease import LEASE
from trialgraph.store.remote.published import STATE
from trialgraph.store.snapshots import Statistics
from trialgraph.store.sorting import SortedLines

_PAGE = 5_000
_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*|(?i:PREFIX)\s+[^\s:]*:\s*<[^>]*>|(?i:BASE)\s*<[^>]*>)*")
_OUR_GRAPHS = (
    "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } "
    f'FILTER(STRSTARTS(STR(?graph), "{ID}")) }}'
)
_OUR_QUADS = (
    "SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } "
    f'FILTER(STRSTARTS(STR(?graph), "{ID}") && ?graph NOT IN (<{STATE}>, <{PROBE}>, <{LEASE}>)) }}'
)


class Graphs:
    """The graphs of a store on another server that are ours: those below the base of things."""

    def __init__(self, connection: Connection, can: Capabilities) -> None:
        self._connection = connection
        self._can = can

    def rows(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query over the union of all graphs.

        Raises:
            BadQuery: the server refuses it.
            QueryStopped: it took too long, or the answer is cut and cannot be had in pages.
            StoreUnreachable: no server answers.
        """
        reply = self._connection.query(sparql, parameters=self._can.union)
        found = rows_of(reply.content)
        if not reply.cut_at and not self._may_be_cut(len(found)):
            return found
        return self._in_pages(sparql, sorted({name for row in found for name in row}))

    def lines(self, graph: Iri) -> set[str]:
        """Return the statements of one graph as N-Quads lines; errors as ``rows``."""
        return set(self.each_line(graph))

    def each_line(self, graph: Iri) -> Iterator[str]:
        """Yield the statements of one graph as N-Quads lines, as they come; errors as ``rows``.

        No more than a page is held of an answer that the server cuts, nor of one that it
        does not cut.
        """
        pattern = f"GRAPH {iri_text(graph)} {{ ?s ?p ?o }}"
        query = f"CONSTRUCT {{ ?s ?p ?o }} {{ {pattern} }}"
        if not self._can.rows:
            with self._connection.asked(query, N_TRIPLES) as answer:
                yield from lines_of(answer, graph)
            return
        with self._connection.asked(query, N_TRIPLES) as answer:
            found = set(lines_of(answer, graph))
        if self._may_be_cut(len(found)):
            yield from self._paged_lines(graph, pattern)
        else:
            yield from found

    def _paged_lines(self, graph: Iri, pattern: str) -> Iterator[str]:
        """Yield the statements of a graph whose answer is cut.

        Raises:
            QueryStopped: pages do not add up.
        """
        count = self._count(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        ordered = f"{{ SELECT ?s ?p ?o {{ {pattern} }} ORDER BY ?s ?p ?o }}"
        came = 0
        with SortedLines() as found:
            for start in range(0, count, _PAGE):
                page = f"CONSTRUCT {{ ?s ?p ?o }} {{ {ordered} }} LIMIT {_PAGE} OFFSET {start}"
                with self._connection.asked(page, N_TRIPLES) as answer:
                    found.add(line.encode() for line in lines_of(answer, graph))
            for came, line in enumerate(found, 1):  # noqa: B007 - how many came is told below
                yield line.decode()
        if came != count:
            raise _cut(came, count)

    def names(self) -> list[Iri]:
        """Return the names of our graphs, sorted; errors as ``rows``."""
        found = {Iri(plain(row["graph"])) for row in self.rows(_OUR_GRAPHS)}
        return sorted(found - {STATE, PROBE, LEASE})

    def all_lines(self) -> Iterator[str]:
        """Yield every statement of our graphs, graph by graph; errors as ``rows``."""
        for graph in self.names():
            yield from sorted(self.lines(graph))

    def statistics(self) -> Statistics:
        """Return how much there is, by counting; errors as ``rows``."""
        return Statistics(*map(self._count, (DOCUMENTS, TRIALS, _OUR_QUADS)))

    def _count(self, query: str) -> int:
        """Return the one number that a counting query gives."""
        (row,) = self.rows(query)
        return int(plain(row["n"]))

    def _may_be_cut(self, came: int) -> bool:
        """Tell whether so many rows may be a part; a server may count its last row or not."""
        return 0 < self._can.rows <= came + 1

    def _in_pages(self, sparql: str, names: list[str]) -> list[Row]:
        """Return the solutions page by page, in the order of their values.

        Raises:
            QueryStopped: the query has an order or limit of its own, or pages do not add up.
        """
        if re.search(r"(?i)\b(?:ORDER\s+BY|LIMIT|OFFSET)\b", sparql):
            raise _cut(self._can.rows, None)
        head = prologue_of(sparql)
        body = sparql[len(head) :]
        counted = self._connection.query(
            f"{head} SELECT (COUNT(*) AS ?n) {{ {{ {body} }} }}", parameters=self._can.union
        )
        count = int(plain(rows_of(counted.content)[0]["n"]))
        order = " ".join(f"?{name}" for name in names)
        found: list[Row] = []
        for start in range(0, count, _PAGE):
            page = (
                f"{head} SELECT * {{ {{ {body} ORDER BY {order} }} }} LIMIT {_PAGE} OFFSET {start}"
            )
            reply = self._connection.query(page, parameters=self._can.union)
            found.extend(rows_of(reply.content))
        if len(found) != count:
            raise _cut(len(found), count)
        return found


def prologue_of(sparql: str) -> str:
    """Return what stands before the first word of a query: prefixes, base, comments."""
    match = _PROLOGUE.match(sparql)
    return match[0] if match else ""


def _cut(came: int, count: int | None) -> QueryStopped:
    """Return the error of an answer of which only a part can be had."""
    wanted = "all" if count is None else f"all {count}"
    return QueryStopped(
        f"found {came} rows of an answer that the store's server cuts, wanted {wanted}; raise the "
        "server's limit (Virtuoso: ResultSetMaxRows), or ask for less",
        "rows",
    )
