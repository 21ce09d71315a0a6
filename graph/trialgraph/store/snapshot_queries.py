"""Queries from outside on the newest published snapshot of a store on this machine."""

import os
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from trialgraph.errors import BadQuery
from trialgraph.names import ID, PREFIXES
from trialgraph.store.folder import Folder
from trialgraph.store.frames import Head
from trialgraph.store.snapshots import Snapshot, open_current

_ROW_FORMATS: dict[object, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_FORMATS: dict[object, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
_NUMBER = 32  # bytes that the number of a version surely fits in


class SnapshotQueries:
    """Answers queries on the newest snapshot; opens each only once."""

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._current = str(self._folder.current)
        self._snapshot: Snapshot | None = None
        self._named = b""  # what CURRENT said when the snapshot was opened

    def newest(self) -> int:
        """Turn to the newest version and return its number.

        Raises:
            StoreMissing: nothing is published.
            StoreFormat: it is damaged.
        """
        named = _content(self._current)
        held = self._snapshot
        if held is not None and named == self._named:
            return held.version
        self._snapshot = open_current(self._folder)
        self._named = named
        if held is not None:
            held.lease.close()
        return self._snapshot.version

    def answer(self, head: Head, out: IO[bytes]) -> None:
        """Write the answer to a query, as its frame asks for it; in the thread that asks.

        Raises:
            BadQuery: it does not parse, or names a graph by no IRI.
        """
        result = self._asked(head)
        if isinstance(result, ox.QueryTriples):
            result.serialize(out, format=_GRAPH_FORMATS[head["form"]])
        else:
            result.serialize(out, format=_ROW_FORMATS[head["form"]])

    def _asked(self, head: Head) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Return the engine's result of a query."""
        quads = cast("Snapshot", self._snapshot).quads
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = []
        default.extend(_graphs(head["default"]))
        named: list[ox.NamedNode | ox.BlankNode] = []
        named.extend(_graphs(head["named"]))
        is_given = bool(default or named)
        query = str(head["query"])
        try:
            return quads.query(
                query,
                base_iri=ID,
                # Reading them costs as much again as a small query does.
                prefixes=PREFIXES if ":" in query else None,
                use_default_graph_as_union=head["union"] is True,
                default_graph=default if is_given else None,
                named_graphs=named if is_given else None,
            )
        except SyntaxError as error:
            raise BadQuery(f"the query does not parse: {error}") from error


def _graphs(names: object) -> list[ox.NamedNode]:
    """Return the graphs that a request names.

    Raises:
        BadQuery: a name is no absolute IRI.
    """
    try:
        return [ox.NamedNode(name) for name in cast("list[str]", names)]
    except ValueError as error:
        raise BadQuery(f"a graph is named by an absolute IRI: {error}") from error


def _content(path: str) -> bytes:
    """Return what a small file holds, nothing when there is none; cheaper than by ``Path``."""
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return b""
    try:
        return os.read(file, _NUMBER)
    finally:
        os.close(file)
