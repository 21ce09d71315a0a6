"""The worker's side: a process that answers queries on the newest snapshot until it is killed.

It is started as ``python -m trialgraph.store.answering STORE LIMITS``. What goes
wrong natively (memory, stack) kills this process and not the one that asked.
"""

import io
import json
import resource
import signal
import sys
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from trialgraph.errors import BadQuery, EvidenceError, QueryStopped
from trialgraph.names import ID, PREFIXES
from trialgraph.store.folder import Folder
from trialgraph.store.frames import Head, PipeClosed, receive, send
from trialgraph.store.limits import Form, Limits
from trialgraph.store.snapshots import Snapshot, current_version, open_current

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_ROW_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
# What stands once between two rows, and never within one (a crafted string could
# hold the JSON one: such a row counts twice towards the limit, no more).
_ROW_MARKS: dict[str, bytes] = {
    "json": b"}},{",
    "xml": b"<result>",
    "csv": b"\n",
    "tsv": b"\n",
    "turtle": b"\n",
    "ntriples": b"\n",
}


def main(arguments: list[str]) -> None:
    """Answer queries from standard input on standard output until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = Limits(**json.loads(arguments[1]))
    answering = Answering(Path(arguments[0]), limits)
    _bound_memory(limits.memory)
    send(sys.stdout.buffer, {"status": "ready"})
    while True:
        try:
            head, _ = receive(sys.stdin.buffer)
        except PipeClosed:
            return
        _bound_time(limits.seconds)
        send(sys.stdout.buffer, *answering.reply(head))


class Answering:
    """Answers one query after the other on the newest snapshot."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._folder = Folder(path)
        self._limits = limits
        self._snapshot: Snapshot | None = None

    def reply(self, head: Head) -> tuple[Head, bytes]:
        """Return the answer to a query, or what is wrong, as a frame."""
        try:
            snapshot = self._newest()
            content = self._content(snapshot.quads, head)
        except EvidenceError as error:
            limit = getattr(error, "limit", "")
            return {"status": error.code, "message": str(error), "limit": limit}, b""
        except MemoryError:
            message = "the query took more memory than allowed; ask for less, or add conditions"
            return {"status": QueryStopped.code, "message": message, "limit": "memory"}, b""
        return {"status": "answered", "version": snapshot.version}, content

    def _newest(self) -> Snapshot:
        """Return the newest snapshot, opened unless it is open."""
        held = self._snapshot
        if held is not None and held.version == current_version(self._folder.path):
            return held
        self._snapshot = open_current(self._folder)
        if held is not None:
            held.lease.close()
        return self._snapshot

    def _content(self, quads: ox.Store, head: Head) -> bytes:
        """Return the serialised answer to a query."""
        form = cast("Form", head["form"])
        result = _ask(quads, head)
        out = _Bounded(self._limits, _ROW_MARKS.get(form, b""))
        _serialise(result, out, form)
        return out.getvalue()


def _ask(quads: ox.Store, head: Head) -> Result:
    """Return the engine's result of a query."""
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = []
    default.extend(_graphs(head["default"]))
    named: list[ox.NamedNode | ox.BlankNode] = []
    named.extend(_graphs(head["named"]))
    is_given = bool(default or named)
    try:
        return quads.query(
            str(head["query"]),
            base_iri=ID,
            prefixes=PREFIXES,
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


class _Bounded(io.BytesIO):
    """Takes an answer in, and stops the query when there is too much of it."""

    def __init__(self, limits: Limits, mark: bytes) -> None:
        super().__init__()
        self._limits = limits
        self._mark = mark
        self._rows = 0
        self._tail = b""

    def write(self, part: "bytes | bytearray | memoryview[int]") -> int:  # type: ignore[override]
        """Take the next part in."""
        piece = bytes(part)
        if self.tell() + len(piece) > self._limits.octets:
            raise QueryStopped(
                f"the answer is over {self._limits.octets} bytes; add conditions or a LIMIT",
                "octets",
            )
        if self._mark:
            self._count(piece)
        return super().write(piece)

    def _count(self, piece: bytes) -> None:
        """Count the rows that end in a piece, or over the edge of the one before."""
        seen = self._tail + piece
        self._rows += seen.count(self._mark)
        self._tail = seen[len(seen) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        if self._rows > self._limits.rows:
            raise QueryStopped(
                f"the answer has over {self._limits.rows} rows; add conditions or a LIMIT",
                "rows",
            )


def _serialise(result: Result, out: _Bounded, form: Form) -> None:
    """Write a result in a form that it can have."""
    if isinstance(result, ox.QueryTriples):
        result.serialize(out, format=_GRAPH_FORMATS[form])
    else:
        result.serialize(out, format=_ROW_FORMATS[form])


def _bound_memory(octets: int) -> None:
    """Let this process allocate so much and no more, where the system can."""
    _bound(resource.RLIMIT_DATA, octets)


def _bound_time(seconds: float) -> None:
    """End this process by itself when a query runs on though its owner is gone."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _bound(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime + 4 * seconds) + 5)


def _bound(kind: int, limit: int) -> None:
    """Set a soft limit, below what the system sets as the hard one."""
    hard = resource.getrlimit(kind)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    main(sys.argv[1:])
