"""Vocabularies that a user loaded, kept beside the quads: SKOS for others, JSON Lines for us.

They are no evidence and often licensed: no snapshot copies them, no export holds them.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.holding import hold
from trialgraph.terms.entries import Entry, Vocabulary

Stamp = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of each file."""


@dataclass(frozen=True, slots=True)
class Held:
    """A vocabulary that a store holds."""

    name: str
    version: str
    entries: int


def keep(store: Path, vocabulary: Vocabulary, skos: Iterable[str]) -> Held:
    """Keep a vocabulary in a store, in place of an older one of the same name.

    Raises:
        StoreFormat: the directory holds something else, or may not be written to.
        StoreHeld: another process is writing to the store.
    """
    folder = Folder(store)
    folder.create()
    held = Held(vocabulary.name, vocabulary.version, len(vocabulary.entries))
    with hold(folder.path):
        room = folder.vocabularies
        room.mkdir(exist_ok=True)
        write_whole(room / f"{vocabulary.name}.nt", "".join(skos).encode())
        rows = [asdict(held), *map(asdict, vocabulary.entries)]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        write_whole(room / f"{vocabulary.name}.jsonl", lines.encode())
    return held


def held_vocabularies(store: Path) -> tuple[Held, ...]:
    """Return what vocabularies a store holds, by name."""
    heads = []
    for file in _files(store):
        with file.open(encoding="utf-8") as lines:
            heads.append(Held(**json.loads(lines.readline())))
    return tuple(heads)


def vocabularies(store: Path) -> tuple[Vocabulary, ...]:
    """Return the vocabularies that a store holds, by name."""
    return tuple(map(_read, _files(store)))


def vocabularies_stamp(store: Path) -> Stamp:
    """Return what tells whether the files of the vocabularies are those of before."""
    stats = ((file.name, file.stat()) for file in _files(store))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def vocabularies_digest(store: Path) -> str:
    """Return the hash of all vocabularies that a store holds; empty where it holds none."""
    files = _files(store)
    if not files:
        return ""
    whole = sha256()
    for file in files:
        with file.open("rb") as content:
            whole.update(file_digest(content, "sha256").digest())
    return whole.hexdigest()


def _files(store: Path) -> list[Path]:
    return sorted(Folder(store).vocabularies.glob("*.jsonl"))


def _read(file: Path) -> Vocabulary:
    head, *rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    entries = (
        Entry(r["scheme"], r["code"], r["label"], tuple(r["synonyms"]), tuple(r["broader"]))
        for r in rows
    )
    return Vocabulary(head["name"], head["version"], tuple(entries))
