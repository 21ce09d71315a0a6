"""Which graphs changed since a version was published, so that an index need not read all.

The writer notes them in ``UNPUBLISHED`` before it changes them; publishing keeps the list
beside the new snapshot. A list that may lack a graph is no list.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trialgraph.names import Iri
from trialgraph.store.folder import write_whole

_HEAD = "graphs"
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one version to a later one.

    Attributes:
        since: the earlier version.
        graphs: that were written, dropped or made.
    """

    since: int
    graphs: frozenset[Iri]


def note(file: Path, graphs: Iterable[Iri] | None) -> None:
    """Note graphs that are about to change; ``None`` where nobody knows which."""
    lines = [_ANY] if graphs is None else sorted(graphs)
    was_there = file.exists()
    with file.open("a", encoding="utf-8") as out:
        if not out.tell():
            # An empty file is a mark of somebody who noted nothing.
            out.write(f"{_HEAD}\n{_ANY}" if was_there else _HEAD)
        # The line's end comes first: what a kill cuts off spoils no later line.
        out.write("".join(f"\n{one}" for one in lines))


def noted(file: Path) -> frozenset[Iri] | None:
    """Return the graphs that were noted; ``None`` where nobody knows which changed."""
    try:
        head, *lines = file.read_text("utf-8").split("\n")
    except FileNotFoundError:
        return frozenset()
    if head != _HEAD or _ANY in lines:
        return None
    return frozenset(map(Iri, lines))


def keep_changes(file: Path, since: int, graphs: frozenset[Iri]) -> None:
    """Write down what changed since a version."""
    write_whole(file, json.dumps({"since": since, "graphs": sorted(graphs)}).encode())


def kept_changes(file: Path) -> Changes | None:
    """Return what was written down, ``None`` where nothing was."""
    try:
        said = json.loads(file.read_bytes())
        return Changes(int(said["since"]), frozenset(map(Iri, said["graphs"])))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
