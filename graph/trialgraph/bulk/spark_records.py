"""What a process of a Spark job does with records, and how several of one document are settled.

Nothing here needs Spark: it takes records and gives rows, on whatever machine.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from trialgraph.bulk.piece import Piece, Terms, piece
from trialgraph.documents.parts import record_of_line
from trialgraph.errors import EvidenceError
from trialgraph.ingest.arriving import records
from trialgraph.ingest.containers import taken_apart_bytes
from trialgraph.ingest.forms import is_fuller
from trialgraph.ingest.lines import IngestLine
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.entries import Vocabulary
from trialgraph.terms.joining import joined

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.bz2", ".ndjson.bz2")
"""Endings of files that hold one record a line; all others are taken apart as they are."""

Order = tuple[tuple[str, ...], int]
"""Where a record stands in the input: the parts of its file's path, its number in it from 1."""


class Record(NamedTuple):
    """One record of the input.

    Attributes:
        source: as the report names it.
        content: its bytes, or why there are none.
    """

    order: Order
    source: str
    content: bytes | EvidenceError


class Told(NamedTuple):
    """What became of a record by itself, without its statements.

    Attributes:
        kind: of the document; empty where the bytes are none.
        cut: what says that it is cut off, empty where nothing does.
    """

    order: Order
    line: IngestLine
    kind: str = ""
    sha256: str = ""
    cut: str = ""


class Row(NamedTuple):
    """A record as the job keeps it until all are settled.

    Attributes:
        quads: N-Quads of the document and of its findings; empty where none is stored.
    """

    told: Told
    quads: bytes


class Given(NamedTuple):
    """What every process of a job is sent.

    Attributes:
        vocabularies: loaded ones, beside the tables that ship.
        version: of these terms.
    """

    vocabularies: tuple[Vocabulary, ...]
    version: str


def shown(path: str) -> str:
    """Return the address of a file as a person writes it; one of this machine as a path.

    >>> shown("file:///srv/in%20box/a.json")
    '/srv/in box/a.json'
    >>> shown("s3a://bucket/a.json")
    's3a://bucket/a.json'
    """
    return unquote(urlsplit(path).path) if path.startswith("file:") else path


def of_line(path: str, number: int | None, line: bytes) -> Record:
    """Return the record of a line.

    Args:
        path: of the file.
        number: of the line, blank ones not counted; ``None`` where the file holds no other.
        line: its bytes, which are not blank.
    """
    name = f"#{number}" if number else ""
    return Record((tuple(path.split("/")), number or 1), path + name, record_of_line(line))


def of_file(path: str, content: bytes) -> Iterator[Record]:
    """Yield the records of a file, whatever it is packed in."""
    parts = tuple(path.split("/"))
    found = records(path, lambda: taken_apart_bytes(content))
    for number, one in enumerate(found, start=1):
        yield Record((parts, number), one.source, one.content)


def rows(given: Given, taken: Iterable[Record]) -> Iterator[Row]:
    """Yield what is stored of each record by itself."""
    terms = _terms(given)
    for one in taken:
        yield _row(one.order, piece(one.source, one.content, terms))


@lru_cache(maxsize=1)
def _terms(given: Given) -> Terms:
    """Return the terms that documents are read with; made once in a process."""
    shipped = load_terms()
    if not given.vocabularies:
        return Terms(shipped, given.version)
    loaded = (one.concepts() for one in given.vocabularies)
    return Terms(joined(shipped, *loaded).index(), given.version)


def _row(order: Order, found: Piece) -> Row:
    if found.entry is None:
        return Row(Told(order, found.line), b"")
    told = Told(order, found.line, found.entry.kind, found.entry.sha256, found.cut)
    return Row(told, found.graph + found.findings)


class Settled(NamedTuple):
    """What becomes of a record of a document that several records are of.

    Attributes:
        is_held: its statements are those that are kept.
    """

    line: IngestLine
    is_held: bool


def settled(told: Iterable[Told]) -> dict[Order, Settled]:
    """Return what becomes of records of one document, as if each came after the one before.

    A later one takes the place of an earlier one, unless it has the same bytes, is of a form
    that says less, or is cut off where the earlier one is whole.
    """
    found: dict[Order, Settled] = {}
    held: Told | None = None
    for one in sorted(told):
        line = _line_after(held, one)
        found[one.order] = Settled(line, is_held=False)
        if line.outcome == "stored":
            if held is not None:
                replaced = replace(held.line, message=f"a later one is held: {one.line.source}")
                found[held.order] = Settled(replaced, is_held=False)
            held = one
    if held is not None:
        found[held.order] = Settled(found[held.order].line, is_held=True)
    return found


def _line_after(held: Told | None, one: Told) -> IngestLine:
    """Return what becomes of a record when another of its document is held already."""
    why = _why_held(held, one)
    if why is None:
        return one.line
    return IngestLine(
        source=one.line.source,
        identifier=one.line.identifier,
        outcome="unchanged",
        message=f"{why}; not stored" if why else "",
    )


def _why_held(held: Told | None, one: Told) -> str | None:
    """Return why a record does not take the place of one held: ``None`` where it does."""
    if held is None:
        return None
    if held.sha256 == one.sha256:
        return ""
    if is_fuller(held.kind, one.kind):
        return f"the fuller form {held.kind} is held"
    if one.cut and not held.cut:
        return f"a whole one is held, and of this one {one.cut}"
    return None


def report_line(line: IngestLine) -> str:
    """Return a line of the report, as ``trialgraph ingest --json`` prints it."""
    return json.dumps(asdict(line), ensure_ascii=False)
