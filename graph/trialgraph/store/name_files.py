"""Where the index of names of each published version lies, and how it comes there.

An index is made beside its place and renamed: it is there whole or not at all. It is made
of that of an earlier version where it is known what changed since. A store on another
server has its indexes in the companion directory.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from trialgraph.names import Iri
from trialgraph.store.building import settle
from trialgraph.store.folder import Folder
from trialgraph.store.journal import kept_changes
from trialgraph.store.name_index import NameIndex
from trialgraph.store.name_tables import NameTables
from trialgraph.store.snapshots import changes_file, is_kept, names_file, names_files

if TYPE_CHECKING:
    from trialgraph.store.surface import Reader

Fill = Callable[[NameTables, frozenset[Iri] | None], None]
"""Puts names into tables: all, or those of the graphs that changed."""


def open_names(reader: "Reader", stamp: str) -> NameIndex | None:
    """Return the index of the version that is read, ``None`` where it is not made yet.

    Args:
        reader: a published version of a store.
        stamp: what else the index depends on, such as the terms; another's is no index.
    """
    return _opened(names_file(Folder(reader.path), reader.version), reader, stamp)


def open_earlier(reader: "Reader", stamp: str) -> NameIndex | None:
    """Return the newest index of an earlier version, ``None`` where there is none."""
    for number, file in reversed(names_files(Folder(reader.path))):
        if number < reader.version:
            found = _opened(file, None, stamp)
            if found is not None:
                return found
    return None


def _opened(file: Path, reader: "Reader | None", stamp: str) -> NameIndex | None:
    """Return the index in a file where it is one, and of the version that is read."""
    try:
        index = NameIndex.open(file)
    except sqlite3.DatabaseError:
        return None
    is_it = reader is None or index.published_at == reader.published_at
    if index.stamp == stamp and is_it:
        return index
    index.close()
    return None


def build_names(reader: "Reader", stamp: str, fill: Fill) -> bool:
    """Make the index of the version that is read, unless it is there.

    Returns:
        Whether it is there now; it is not while another process makes one.

    Raises:
        OSError: the store may not be written to.
        sqlite3.OperationalError: the disk is full.
    """
    folder = Folder(reader.path)
    with _alone(folder) as is_alone:
        if not is_alone:
            return False
        found = open_names(reader, stamp)
        if found is not None:
            found.close()
            return True
        for half in folder.snapshots.glob("*.names.sqlite*.new*"):
            half.unlink()
        _make(folder, reader, stamp, fill)
        _remove_old(folder, reader.version)
    return True


def names_in_memory(reader: "Reader", stamp: str, fill: Fill) -> bytes:
    """Return the index of the version that is read, as its file would hold it."""
    with NameTables.in_memory() as tables:
        fill(tables, None)
        tables.finish(reader.version, reader.published_at, stamp)
        return tables.content()


def _make(folder: Folder, reader: "Reader", stamp: str, fill: Fill) -> None:
    """Make an index and put it in its place."""
    place = names_file(folder, reader.version)
    beside = place.with_name(f"{place.name}.new")
    changed = _begun(folder, reader, stamp, beside)
    with NameTables.open(beside) as tables:
        fill(tables, changed)
        tables.finish(reader.version, reader.published_at, stamp)
    settle(beside)
    beside.replace(place)


def _begun(folder: Folder, reader: "Reader", stamp: str, beside: Path) -> frozenset[Iri] | None:
    """Copy an earlier index where it is known what changed since; return which graphs did."""
    known = {number for number, _ in names_files(folder)}
    number, changed = reader.version, frozenset[Iri]()
    while number not in known or number == reader.version:
        step = kept_changes(changes_file(folder, number))
        if step is None or not 0 < step.since < number:
            return None
        number, changed = step.since, changed | step.graphs
    file = names_file(folder, number)
    earlier = _opened(file, None, stamp)
    if earlier is None:
        return None
    earlier.close()
    shutil.copyfile(file, beside)
    return changed


@contextmanager
def _alone(folder: Folder) -> Iterator[bool]:
    """Tell whether this process is the only one that makes an index; the lock goes with it."""
    with folder.indexing.open("a", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _remove_old(folder: Folder, version: int) -> None:
    """Remove the indexes of versions that nobody can open any more."""
    for number, file in names_files(folder):
        if number < version and not is_kept(folder, number):
            with suppress(FileNotFoundError):  # the writer removes them, too
                file.unlink()
