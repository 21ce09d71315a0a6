"""What a store holds in numbers, kept in step by who changes it.

Each published version has its tally beside it. What changed since is in ``COUNTS``: a line
before each change, and one when it is made. Of a load that was cut off in between, the
graphs are counted as they stand. Where anybody changed what was not counted, nothing is
known until the whole version is counted, which a server does.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from trialgraph.names import Iri
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.on_disk import bring_to_disk
from trialgraph.store.tallies import Tally, as_tally, kept_tally, tally

Lines = Callable[[Iri], set[str]]
"""Gives the statements of a graph as it stands."""

_Entry = Mapping[str, object]
_LOST: _Entry = {"lost": True}
_MADE: _Entry = {"made": True}
_ON_DISK: _Entry = {"on disk": True}
_INSTEAD = "instead"  # of the change before, which was cut off


@dataclass(frozen=True, slots=True)
class Known:
    """What a store holds in numbers.

    Attributes:
        is_sure: whether every process that changed it since its newest version ended well;
            else some of what was written may be gone with the power.
    """

    tally: Tally
    is_sure: bool


class Counting:
    """The numbers of a store, as its writer keeps them."""

    def __init__(self, folder: Folder, version: int, lines: Lines) -> None:
        """Take them up.

        Args:
            folder: of the store.
            version: the newest that is published.
            lines: of the graphs as they stand.
        """
        self._folder = folder
        self._lines = lines
        self._version = version
        entries = _entries(folder.counts)
        self._is_begun = bool(entries) and entries[0] == _since(version)
        self._is_sure = not self._is_begun or entries[-1] == _ON_DISK
        if self._is_begun and "graphs" in entries[-1]:
            self._settle(entries[-1])

    def loading(self, graphs: Iterable[Iri], nquads: Path) -> None:
        """Note graphs that are made before they are, and before the store is marked as changed."""
        with nquads.open("rb") as lines:
            change = dict(tally(lines))
        self._write({"graphs": list(graphs), "change": change, "whole": ""})

    def replacing(self, held: Mapping[Iri, set[str]], wanted: Mapping[Iri, set[str]]) -> None:
        """Note, as ``loading`` does, what graphs hold and what they will, all of them or none."""
        change = Tally()
        for graph in wanted:
            change.update(_tally(wanted[graph]))
            change.subtract(_tally(held[graph]))
        numbers = {key: count for key, count in change.items() if count}
        self._write({"graphs": list(wanted), "change": numbers, "whole": _hash(wanted)})

    def changed(self) -> None:
        """Note that what was noted last is made."""
        self._write(_MADE)

    def lose(self) -> None:
        """Note, before it is made, a change of which nobody knows what it changes."""
        self._write(_LOST)

    def on_disk(self) -> None:
        """Note that all changes are on disk."""
        if self._is_begun and self._is_sure:
            self._write(_ON_DISK)

    def known(self) -> Known | None:
        """Return what is held now, ``None`` where nobody knows."""
        base = kept_tally(self._folder, self._version) if self._version else Tally()
        entries = _entries(self._folder.counts)
        if base is None or (not entries and self._folder.unpublished.exists()):
            return None
        if entries and entries[0] != _since(self._version):
            # Of an older version: what it tells of is published, if there is no mark.
            return None if self._folder.unpublished.exists() else Known(base, is_sure=True)
        for entry, after in zip(entries[1:], [*entries[2:], _LOST], strict=False):
            if entry in (_MADE, _ON_DISK) or _INSTEAD in after:
                continue
            change = as_tally(entry.get("change"))
            if change is None or after != _MADE:
                return None
            base.update(change)
        is_sound = all(count >= 0 for count in base.values())
        return Known(+base, self._is_sure) if is_sound else None

    def _settle(self, entry: _Entry) -> None:
        """Find out what became of a change that was cut off, before there is another."""
        graphs = {graph: self._lines(graph) for graph in cast("list[Iri]", entry["graphs"])}
        change = Tally()
        if not entry["whole"]:
            for lines in graphs.values():
                change.update(_tally(lines))
        elif entry["whole"] == _hash(graphs):
            change = as_tally(entry["change"]) or change
        self._write({"change": dict(change), _INSTEAD: True})
        self._write(_MADE)

    def published(self, version: int) -> None:
        """Begin anew: a version holds all that is there."""
        self._folder.counts.unlink(missing_ok=True)
        self._version, self._is_begun, self._is_sure = version, False, True

    def _write(self, entry: _Entry) -> None:
        """Add a line, behind the head; what a kill cuts off spoils no later line."""
        file = self._folder.counts
        if not self._is_begun:
            was_changed = self._folder.unpublished.exists()
            head = [_since(self._version), *[_LOST] * was_changed]
            write_whole(file, "\n".join(map(json.dumps, head)).encode())
            # That something was begun is told whatever becomes of the lines that follow.
            bring_to_disk(self._folder.path, [], None)
            self._is_begun = True
        with file.open("a", encoding="utf-8") as out:
            out.write(f"\n{json.dumps(entry)}")


def _tally(lines: Iterable[str]) -> Tally:
    """Count the lines of one graph."""
    return tally(one.encode() for one in sorted(lines))


def _hash(graphs: Mapping[Iri, set[str]]) -> str:
    """Return what tells the contents of graphs from all others."""
    digest = sha256()
    for graph in sorted(graphs):
        digest.update("".join(sorted(graphs[graph])).encode())
    return digest.hexdigest()


def _since(version: int) -> _Entry:
    """Return the head: what follows changed a version."""
    return {"since": version}


def _entries(file: Path) -> list[_Entry]:
    """Return what was noted; a line that is cut off counts as lost."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except FileNotFoundError:
        return []
    return [_entry(line) for line in lines if line]


def _entry(line: str) -> _Entry:
    """Return a line's entry."""
    try:
        entry = json.loads(line)
    except ValueError:
        return _LOST
    return entry if isinstance(entry, dict) else _LOST
