"""What a process of a Spark job does with records, and how several of one document are settled.

Nothing here needs Spark: it takes records and gives rows, on whatever machine.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from trialgraph.bulk.piece import Piece, Terms, piece
from trialgraph.documents.parts import record_of_line
from trialgraph.errors import EvidenceError
from trialgraph.extract.read import EXTRACTOR
from trialgraph.ingest.arriving import records
from trialgraph.ingest.containers import taken_apart_bytes
from trialgraph.ingest.forms import why_held
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.versions import ontology_version
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.entries import Vocabulary
from trialgraph.terms.joining import joined

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.bz2", ".ndjson.bz2")
"""Endings of files that hold one record a line; all others are taken apart as they are."""

QUADS = "quads"
"""The name of the folder of statements, and of their number."""

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
        made_by: the versions of the process that began the job, see ``versions``.
    """

    vocabularies: tuple[Vocabulary, ...]
    version: str
    made_by: str


def shown(address: str) -> str:
    """Return the address of a file as a person writes it; one of this machine as a path.

    >>> shown("file:///srv/in%20box/a.json")
    '/srv/in box/a.json'
    >>> shown("s3a://bucket/a.json")
    's3a://bucket/a.json'
    """
    return unquote(address.removeprefix("file://").removeprefix("file:"))


def versions() -> str:
    """Return what decides, beside the terms, which statements a process makes."""
    return f"{EXTRACTOR}; ontology {ontology_version()}"


def of_line(path: str, number: int, line: bytes) -> Record:
    """Return the record of a line.

    Args:
        path: of the file, which holds several.
        number: of the line, from 1, blank ones not counted.
        line: its bytes, which are not blank.
    """
    return Record((tuple(path.split("/")), number), f"{path}#{number}", record_of_line(line))


def of_file(path: str, content: bytes) -> Iterator[Record]:
    """Yield the records of a file, whatever it is packed in."""
    parts = tuple(path.split("/"))
    found = records(path, lambda: taken_apart_bytes(content))
    for number, one in enumerate(found, start=1):
        yield Record((parts, number), one.source, one.content)


def rows(given: Given, taken: Iterable[Record]) -> Iterator[Row]:
    """Yield what is stored of each record by itself.

    Raises:
        ValueError: this process has other versions than the one that began the job.
    """
    if versions() != given.made_by:
        raise ValueError(
            f"found trialgraph with {versions()} on a machine, wanted {given.made_by}; install "
            "the same version on all"
        )
    terms = _terms(given)
    for one in taken:
        yield _row(one.order, piece(one.source, one.content, terms))


_MADE: dict[str, Terms] = {}


def _terms(given: Given) -> Terms:
    """Return the terms that documents are read with; made once in a process."""
    if given.version not in _MADE:
        loaded = [one.concepts() for one in given.vocabularies]
        index = joined(load_terms(), *loaded).index() if loaded else load_terms()
        _MADE[given.version] = Terms(index, given.version)
    return _MADE[given.version]


def _row(order: Order, found: Piece) -> Row:
    if found.entry is None:
        return Row(Told(order, found.line), b"")
    told = Told(order, found.line, found.entry.kind, found.entry.sha256, found.cut)
    return Row(told, found.graph + found.findings)


def numbers_before(blocks: Iterable[tuple[str, int, int, int]]) -> dict[tuple[str, int], int]:
    """Return what to add to the mark of a line for its number in its file, block by block.

    A file with one line is left out: it is a record like any other file, as it stands.

    Args:
        blocks: of files of lines: the file, where the block begins in it, how many lines
            it has, and the mark of the first; marks count up within a block.

    Returns:
        By file and beginning.
    """
    found: dict[tuple[str, int], int] = {}
    for path, several in groupby(sorted(blocks), key=lambda block: block[0]):
        own = list(several)
        if sum(count for _, _, count, _ in own) == 1:
            continue
        before = 0
        for _, start, count, first in own:
            found[path, start] = 1 + before - first
            before += count
    return found


def numbered(
    before: Mapping[tuple[str, int], int], path: str, start: int, line: bytes, mark: int
) -> list[Record]:
    """Return the record of a line by its mark, see ``numbers_before``; none of a file left out."""
    added = before.get((path, start))
    return [] if added is None else [of_line(shown(path), added + mark, bytes(line))]


def identified(row: Row) -> list[tuple[str, Told]]:
    """Return a record by the identifier of its document, where it is one."""
    identifier = row.told.line.identifier
    return [(identifier, row.told)] if identifier else []


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
    return why_held(held.kind, one.kind, one.cut, is_whole=lambda: not held.cut) or None


def settled_items(several: tuple[str, Iterable[Told]]) -> list[tuple[Order, Settled]]:
    """Return what becomes of the records of one document; nothing where there is only one."""
    told = list(several[1])
    return list(settled(told).items()) if len(told) > 1 else []


def ended(changed: Mapping[Order, Settled], row: Row) -> Settled:
    """Return what became of a record in the end.

    Args:
        changed: what became of those whose document has several.
        row: what became of it by itself.
    """
    line = row.told.line
    return changed.get(row.told.order) or Settled(line, is_held=line.outcome == "stored")


def kept_quads(changed: Mapping[Order, Settled], row: Row) -> list[bytes]:
    """Return the statements of a record without the last line break; none where none are kept."""
    return [row.quads[:-1]] if ended(changed, row).is_held else []


def reported(changed: Mapping[Order, Settled], row: Row) -> tuple[Order, str]:
    """Return the line of the report on a record, with where the record stands.

    It is as ``trialgraph ingest --json`` prints it.
    """
    line = ended(changed, row).line
    return row.told.order, json.dumps(asdict(line), ensure_ascii=False)


def tallied(changed: Mapping[Order, Settled], some: Iterable[Row]) -> Counter[str]:
    """Return how many records came to each end, and the number of their statements."""
    found: Counter[str] = Counter()
    for row in some:
        end = ended(changed, row)
        found[end.line.outcome] += 1
        if end.is_held:
            found[QUADS] += row.quads.count(b"\n")
    return found
