"""What a store needs no more, removed by its writer; readers go on meanwhile."""

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trialgraph.store import kept
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import Ledger
from trialgraph.store.snapshots import older, remove_old
from trialgraph.store.writer import Writer

# The engine writes a bulk load into files of this name; one that was killed leaves them,
# and nothing but a name tells them from the files in use, which have an ending.
_BULK_LOAD = re.compile(r"[0-9]{10,}")
_UNFINISHED = ".new"


@dataclass(frozen=True, slots=True)
class Compacted:
    """What compaction did; sizes in bytes, files that several names share counted once.

    Attributes:
        version: published, of the same data.
        snapshots: older ones removed; one that somebody reads stays.
        orphans: files that killed processes left.
        unreferenced: kept files of documents that are gone.
        held_snapshots: older ones that somebody reads.
        held_octets: that only these take.
    """

    version: int
    octets_before: int
    octets_after: int
    snapshots: int
    orphans: int
    unreferenced: int
    held_snapshots: int
    held_octets: int


def compact(store: Path) -> Compacted:
    """Compact a store: the engine's files in order, and nothing left over.

    Raises:
        StoreMissing: there is no store there.
        StoreHeld: another process is writing to it.
    """
    folder = Folder(store)
    folder.check()
    before = octets_on_disk(store)
    with Writer(folder) as writer:
        version = writer.compact()
        snapshots = remove_old(folder, version, keep=1)
        # Whoever tries a change out holds the store as we do now: this copy is a dead one's.
        shutil.rmtree(folder.rehearsal, ignore_errors=True)
        orphans = _removed(left_over(folder))
        of_a_load = left_by_load(folder, writer.ledger)
        orphans += len(of_a_load)
        if of_a_load:
            shutil.rmtree(folder.bulk, ignore_errors=True)
        unreferenced = _removed(unreferenced_files(folder, writer.ledger.kept_names()))
        held = older(folder, version)
    after = octets_on_disk(store)
    held_octets = after - octets_on_disk(store, without=held)
    return Compacted(
        version, before, after, snapshots, orphans, unreferenced, len(held), held_octets
    )


def left_over(folder: Folder) -> list[Path]:
    """Return the files that killed processes left: of bulk loads, and half-written ones.

    Only the writer may believe it: a live one has such files, too.
    """
    loads = [file for file in folder.quads.iterdir() if _BULK_LOAD.fullmatch(file.name)]
    places = [folder.path, folder.snapshots, folder.quarantine, folder.vocabularies]
    halves = [file for place in places for file in place.glob(f"*{_UNFINISHED}")]
    halves += folder.quarantine.glob(f"*/*{_UNFINISHED}")
    return loads + halves


def left_by_load(folder: Folder, ledger: Ledger) -> list[Path]:
    """Return the files that a killed bulk load worked with, unless it is still to be finished.

    Another command that finishes it has no use for them. Only the writer may believe it: a
    live load has such files, too.
    """
    if ledger.unfinished():
        return []
    return [file for file in folder.bulk.rglob("*") if file.is_file()]


def unreferenced_files(folder: Folder, names: set[str]) -> list[Path]:
    """Return the kept files that no document is kept under, given the names in use."""
    return [file for file in kept.kept_files(folder) if file.name not in names]


def octets_on_disk(store: Path, without: Sequence[Path] = ()) -> int:
    """Return how much a store takes; a snapshot shares most of its files with the quads.

    Args:
        store: its directory.
        without: directories in it whose files count only where they have other names, too.
    """
    sizes = {}
    for file in store.rglob("*"):
        if any(file.is_relative_to(folder) for folder in without):
            continue
        try:
            stat = file.stat()
        except FileNotFoundError:  # a reader's or a backup's, gone since
            continue
        if file.is_file():
            sizes[stat.st_ino] = stat.st_size
    return sum(sizes.values())


def _removed(files: Iterable[Path]) -> int:
    """Remove files and return how many they were."""
    count = 0
    for file in files:
        file.unlink(missing_ok=True)
        count += 1
    return count
