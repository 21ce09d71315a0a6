"""Queries from outside on the newest published snapshot of a store on this machine."""

import os
from pathlib import Path
from typing import IO, Protocol, cast

import pyoxigraph as ox

from trialgraph.errors import BadQuery
from trialgraph.names import ID, PREFIXES
from trialgraph.store.columns import in_order
from trialgraph.store.folder import Folder
from trialgraph.store.frames import Head
from trialgraph.store.snapshots import Snapshot, newest_description, open_current
from trialgraph.store.tags import is_of_description

ROW_FORMATS: dict[object, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: dict[object, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}


class Out(Protocol):
    """What an answer is written to."""

    def write(self, piece: bytes, /) -> int:
        """Take the next part of the answer."""
        ...

    def flush(self) -> None:
        """Take note that no part follows soon."""
        ...


Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_PREFIXES = [(f"{name}:", name, iri) for name, iri in PREFIXES.items()]


class SnapshotQueries:
    """Answers queries on the newest snapshot; opens each only once."""

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._current = str(self._folder.current)
        self._snapshot: Snapshot | None = None
        self._description = ox.Store()
        self._description_of: tuple[int, Path] | None = None
        self._seen = (0, 0)  # CURRENT as it was when the snapshot was opened

    def newest(self) -> int:
        """Turn to the newest version and return its number.

        Raises:
            StoreMissing: nothing is published.
            StoreFormat: it is damaged.
        """
        seen = _mark(self._current)
        held = self._snapshot
        if held is not None and seen == self._seen:
            return held.version
        self._snapshot = open_current(self._folder)
        self._seen = seen
        if held is not None:
            held.lease.close()
        return self._snapshot.version

    @property
    def mark(self) -> str:
        """Return the mark of the version that was turned to."""
        return cast("Snapshot", self._snapshot).mark

    def answer(self, head: Head, out: Out) -> None:
        """Write the answer to a query, as its frame asks for it; in the thread that asks.

        Raises:
            BadQuery: it does not parse, or names a graph by no IRI.
        """
        quads = cast("Snapshot", self._snapshot).quads
        result = self._asked(quads, head)
        if is_of_description(head):  # what was looked at is used up: it is asked again
            result = self._asked(quads if _has_rows(result) else self._described(), head)
        file = cast("IO[bytes]", out)  # the engine needs no more of a file than this
        if isinstance(result, ox.QueryTriples):
            result.serialize(file, format=GRAPH_FORMATS[head["form"]])
        else:
            result.serialize(file, format=ROW_FORMATS[head["form"]])

    def _described(self) -> ox.Store:
        """Return the newest description of the store, empty when there is none."""
        found = newest_description(self._folder.path)
        if found is not None and found != self._description_of:
            self._description = ox.Store()
            self._description.load(path=str(found[1]), format=ox.RdfFormat.N_TRIPLES)
            self._description_of = found
        return self._description

    def _asked(self, quads: ox.Store, head: Head) -> Result:
        """Return the engine's result of a query."""
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = []
        named: list[ox.NamedNode | ox.BlankNode] = []
        is_given = bool(head["default"] or head["named"])
        if is_given:
            default.extend(_graphs(head["default"]))
            named.extend(_graphs(head["named"]))
        query = str(head["query"])
        prefixes = _prefixes_in(query)
        try:
            return quads.query(
                in_order(query, prefixes),
                base_iri=ID,
                prefixes=prefixes,
                use_default_graph_as_union=head["union"] is True,
                default_graph=default if is_given else None,
                named_graphs=named if is_given else None,
            )
        except SyntaxError as error:
            # Only a query that failed needs it, and a process should be ready soon.
            from trialgraph.store.complaints import complaint  # noqa: PLC0415

            told = complaint(query, str(error))
            raise BadQuery(f"the query does not parse: {told.message}").advised(
                told.advice
            ) from error


def _prefixes_in(query: str) -> dict[str, str]:
    """Return the prefixes that a query may use; reading all of them costs as much as it does.

    A name that is used stands before a colon, unless it is written with escapes.
    """
    if "\\" in query:
        return PREFIXES
    return {name: iri for written, name, iri in _PREFIXES if written in query}


def _has_rows(result: Result) -> bool:
    """Tell whether a result holds anything; what is looked at is used up."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    return next(iter(result), None) is not None


def _graphs(names: object) -> list[ox.NamedNode]:
    """Return the graphs that a request names.

    Raises:
        BadQuery: a name is no absolute IRI.
    """
    try:
        return [ox.NamedNode(name) for name in cast("list[str]", names)]
    except ValueError as error:
        raise BadQuery(f"a graph is named by an absolute IRI: {error}") from error


def _mark(path: str) -> tuple[int, int]:
    """Return what changes when a file is replaced; publishing takes longer than a clock's tick."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a third of the time of Path.stat, for each query
    except FileNotFoundError:
        return 0, 0
    return status.st_ino, status.st_mtime_ns
