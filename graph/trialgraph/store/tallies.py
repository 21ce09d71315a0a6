"""Statements counted by class, property and datatype from their text, as graphs are written.

Tallies of graphs add up, and are taken off again, as long as no thing is told of in two
graphs: ``profile`` makes sure of that before it believes them.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from trialgraph.names import PREFIXES, Iri, term
from trialgraph.rdf.term import LANGUAGE_STRING, STRING, iri_text
from trialgraph.store.folder import Folder, write_whole

Tally = Counter[str]
"""Numbers by what is counted: a word and names, with blanks between."""

QUADS, SUBJECTS, TRIALS = "quads", "subjects", "trials"
CLASS, PROPERTY, USE, VALUE = "class", "property", "use", "value"

DOCUMENTS = f"{CLASS} {iri_text(term('Document'))}"
_TYPE = iri_text(Iri(f"{PREFIXES['rdf']}type")).encode()
_TRIAL = iri_text(term("Trial")).encode()
_SOURCES = {iri_text(term(one)).encode() for one in ("reportedBy", "registeredBy")}


def tally(lines: Iterable[bytes]) -> Tally:
    """Count N-Quads lines of whole graphs, in which all that is told of a thing is together.

    One that is told of in two places counts twice.
    """
    found, uses = Tally(), defaultdict[tuple[bytes, ...], Counter[bytes]](Counter)
    end, before, shape, shapes = b"\0", b"", list[bytes](), Counter[tuple[bytes, ...]]()
    for line in lines:
        subject, has, rest = line.split(b" ", 2)
        is_elsewhere = not line.endswith(end)
        if subject != before or is_elsewhere:
            shapes[tuple(shape)] += 1
            shape, before = [], subject
            if is_elsewhere:
                _take(found, uses, shapes, end)
                shapes, end = Counter(), line[line.rindex(b" <") :]
        if rest.startswith(b'"'):
            shape.append(has + rest[rest.rindex(b'"') + 1 :])
        else:
            shape.append(_TYPE + b" " + rest if has == _TYPE else has)
    shapes[tuple(shape)] += 1
    _take(found, uses, shapes, end)
    return _spread(found, uses)


def _take(
    found: Tally,
    uses: dict[tuple[bytes, ...], Counter[bytes]],
    shapes: Counter[tuple[bytes, ...]],
    end: bytes,
) -> None:
    """Take in the things of one graph, most of which are told of in one of few shapes.

    Args:
        found: counts of things; added to.
        uses: counts of properties by types, each with the datatype of a literal; added to.
        shapes: of each thing its properties: that of a literal with all that stands behind its
            words, that of a type with the type.
        end: of every line.
    """
    for shape, count in shapes.items():
        types, held = _told(shape, end)
        for one in held:
            uses[types][one] += count
        found[SUBJECTS] += count * bool(held)
        if _TRIAL in types:
            is_held = not _SOURCES.isdisjoint(one.partition(b" ")[0] for one in held)
            found[TRIALS] += count * is_held
        for one in types:
            found[f"{CLASS} {one.decode()}"] += count


def _told(shape: Iterable[bytes], end: bytes) -> tuple[tuple[bytes, ...], list[bytes]]:
    """Return the types of a shape, and its properties, each with the datatype of a literal."""
    types, held = list[bytes](), list[bytes]()
    for one in shape:
        if not one.endswith(end):
            held.append(one)
            continue
        cut = one.index(b">") + 1
        has, mark = one[:cut], one[cut : -len(end)]
        if has == _TYPE:
            types.append(mark[1:])
            held.append(has)
        else:
            held.append(has + b" " + _datatype(mark))
    return tuple(types), held


def _spread(found: Tally, uses: dict[tuple[bytes, ...], Counter[bytes]]) -> Tally:
    """Count statements by property, by class, and by datatype."""
    for types, held in uses.items():
        for words, count in held.items():
            has, _, kind = words.decode().partition(" ")
            found[QUADS] += count
            found[f"{PROPERTY} {has}"] += count
            for one in types:
                use = f"{one.decode()} {has}"
                found[f"{USE} {use}"] += count
                if kind:
                    found[f"{VALUE} {use} {kind}"] += count
    return +found


def _datatype(mark: bytes) -> bytes:
    """Return the datatype of a literal from what stands behind it."""
    if mark.startswith(b"^^"):
        return mark[2:]
    return iri_text(LANGUAGE_STRING if mark else STRING).encode()


def named(found: Tally, kind: str) -> Iterator[tuple[tuple[Iri, ...], int]]:
    """Yield the names and the number of all that is counted of a kind, in their order."""
    rows = []
    for key, count in found.items():
        head, *names = key.split(" ")
        if head == kind and all(one.startswith("<") for one in names):
            rows.append((tuple(Iri(one[1:-1]) for one in names), count))
    yield from sorted(rows)


def as_tally(said: object) -> Tally | None:
    """Return the tally that JSON says, ``None`` where it says none."""
    if isinstance(said, dict) and all(type(count) is int for count in said.values()):
        return Tally(said)
    return None


def tally_file(folder: Folder, version: int) -> Path:
    """Return the file that holds a version in numbers; a version need not have one."""
    return folder.snapshots / f"{version}.counts.json"


def kept_tally(folder: Folder, version: int) -> Tally | None:
    """Return the tally of a version, ``None`` where there is none."""
    try:
        return as_tally(json.loads(tally_file(folder, version).read_bytes()))
    except (FileNotFoundError, ValueError):
        return None


def keep_tally(folder: Folder, version: int, found: Tally) -> None:
    """Keep the tally of a version beside it.

    Raises:
        OSError: the store may not be written to.
    """
    write_whole(tally_file(folder, version), json.dumps(found, sort_keys=True).encode())
