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
    end, before, kinds = b"\0", b"", dict[bytes, bytes]()
    types, held = list[bytes](), list[bytes]()
    for line in lines:
        subject, has, rest = line.split(b" ", 2)
        if subject != before or not line.endswith(end):
            _take(found, uses, types, held)
            types, held, before = [], [], subject
            if not line.endswith(end):
                end, kinds = line[line.rindex(b" <") :], {}
        if has == _TYPE:
            types.append(rest[: -len(end)])
        if rest.startswith(b'"'):
            mark = rest[rest.rindex(b'"') + 1 :]
            kind = kinds.get(mark)
            if kind is None:
                kind = kinds[mark] = b" " + _datatype(mark[: -len(end)])
            held.append(has + kind)
        else:
            held.append(has)
    _take(found, uses, types, held)
    return _spread(found, uses)


def _take(
    found: Tally,
    uses: dict[tuple[bytes, ...], Counter[bytes]],
    types: list[bytes],
    held: list[bytes],
) -> None:
    """Take one thing in: its types, and its properties, each with the datatype of a literal."""
    if held:
        uses[tuple(types)].update(held)
        found[SUBJECTS] += 1
        if _TRIAL in types:
            found[TRIALS] += not _SOURCES.isdisjoint(one.partition(b" ")[0] for one in held)
        for one in types:
            found[f"{CLASS} {one.decode()}"] += 1


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
