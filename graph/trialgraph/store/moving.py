"""Moves a store: the quads that an export gave, and what is kept beside them.

The road from a directory to a server: export, load (or the server's own bulk loader,
and then a load of nothing), and the documents and ledger copied to the companion.
"""

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trialgraph.errors import StoreFormat, StoreNotFresh
from trialgraph.names import Iri
from trialgraph.store.address import Place, folder_of
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import Ledger
from trialgraph.store.places import create_or_open

_GRAPHS_AT_ONCE = 20
_VOCABULARIES = "vocabularies"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load brought in, and the version that is published then."""

    graphs: int
    quads: int
    version: int


def load(place: Place, lines: Iterable[bytes]) -> Loaded:
    """Bring N-Quads as exported into a store that holds no graph yet, and publish it.

    Without any line, what a server's bulk loader brought in is published. The lines of
    all graphs are held in memory at once.

    Raises:
        StoreNotFresh: the store holds graphs already.
        ValueError: a line is no statement of a named graph.
    """
    graphs = _by_graph(lines)
    with create_or_open(place) as writer:
        held = writer.graphs()
        if held and graphs:
            raise StoreNotFresh(
                f"found {len(held)} graphs in {place}, wanted a store without any; "
                "name a new directory or an empty server"
            )
        names = iter(sorted(graphs))
        while some := list(islice(names, _GRAPHS_AT_ONCE)):
            writer.replace_graphs({name: b"".join(graphs[name]) for name in some})
        version = writer.publish()
    return Loaded(len(graphs), sum(map(len, graphs.values())), version)


def copy_kept(source: Path, place: Place) -> int:
    """Copy documents, ledger and vocabularies of a directory to a store, and return how many.

    Raises:
        StoreMissing: there is no store in the directory.
        StoreNotFresh: the store's ledger has documents already.
        StoreFormat: the ledger cannot be copied.
    """
    giving, taking = Folder(source), Folder(folder_of(place))
    giving.check()
    with create_or_open(place) as writer:
        if writer.ledger.entries():
            raise StoreNotFresh(
                f"found documents in the ledger of {taking.path}, wanted none; name a fresh store"
            )
    for one in (giving.documents, giving.quarantine, source / _VOCABULARIES):
        if one.exists():
            shutil.copytree(one, taking.path / one.name, dirs_exist_ok=True)
    try:
        with (
            closing(
                sqlite3.connect(f"{giving.ledger.resolve().as_uri()}?mode=ro", uri=True)
            ) as old,
            closing(sqlite3.connect(taking.ledger)) as new,
        ):
            old.backup(new)
    except sqlite3.DatabaseError as error:
        raise StoreFormat(f"the ledger {giving.ledger} cannot be copied: {error}") from error
    with Ledger.look(taking.ledger) as ledger:
        return len(ledger.entries())


def _by_graph(lines: Iterable[bytes]) -> dict[Iri, list[bytes]]:
    """Return N-Quads lines by the graph they are of."""
    graphs: defaultdict[Iri, list[bytes]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        words = line.rsplit(b" ", 2)
        if words[-1].strip() != b"." or not words[-2].startswith(b"<"):
            raise ValueError(f"line {number} is not an N-Quads statement of a named graph")
        graphs[Iri(words[-2][1:-1].decode())].append(line if line.endswith(b"\n") else line + b"\n")
    return dict(graphs)
