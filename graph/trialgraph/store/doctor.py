"""What is well with a store, and what is not; it looks and changes nothing."""

import fcntl
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from trialgraph.errors import StoreError, StoreFormat
from trialgraph.store import kept
from trialgraph.store.backups import hash_of
from trialgraph.store.compacting import (
    left_by_load,
    left_over,
    octets_on_disk,
    unreferenced_files,
)
from trialgraph.store.folder import FORMAT_NUMBER, ONTOLOGY_VERSION, Folder
from trialgraph.store.holding import holder_of
from trialgraph.store.identities import Identities, Mark
from trialgraph.store.ledger import Ledger
from trialgraph.store.name_index import NameIndex
from trialgraph.store.snapshots import current_version, names_file, open_current

_FREE = 512 * 1024**2  # the logs of a store, its ledger and its spools need some of it
_ROOM = 2  # a compaction writes the quads anew beside the old ones
_READ_AGAIN = "run 'trialgraph reread' on all documents, which derives what follows from them"
_GO_ON = "run the same 'trialgraph ingest' or 'bulk load' once more, which goes on there"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at.

    Attributes:
        is_well: no line that is not well may be left as it is.
        found: what was found.
        remedy: what to do; empty where nothing is to be done.
    """

    looked_at: str
    is_well: bool
    found: str
    remedy: str = ""


def examine(store: Path) -> Iterator[Line]:
    """Yield a line for each thing that is looked at; a store that is none gives one line."""
    folder = Folder(store)
    try:
        folder.check()
    except StoreError as error:
        yield _ill("format", str(error), "name a store with --store")
        return
    about = f"format {FORMAT_NUMBER}, ontology {ONTOLOGY_VERSION}"
    yield _well("format", about)
    for look in _LOOKS:
        yield look(folder)


def _writer_of(folder: Folder) -> str:
    """Return the number of the process that writes to the store; empty when none does."""
    if not folder.holder.exists():
        return ""
    with folder.holder.open(encoding="ascii") as holder:
        try:
            fcntl.flock(holder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return holder_of(holder) or "unknown"
    return ""


def _holder(folder: Folder) -> Line:
    """Tell who writes to the store."""
    owner = _writer_of(folder)
    return _well("writer", f"process {owner} is writing to it" if owner else "nobody is writing")


def _published(folder: Folder) -> Line:
    """Tell whether readers see all that was changed, or soon will."""
    if not folder.unpublished.exists():
        return _well("published", "every change is published")
    if _writer_of(folder):
        return _well("published", "changes are under way")
    return _ill("published", "a run was stopped before its changes were published", _GO_ON)


def _snapshot(folder: Folder) -> Line:
    """Tell whether the newest snapshot can be read."""
    try:
        snapshot = open_current(folder)
    except StoreError as error:
        return _ill("snapshot", str(error), "ingest a document again, one that is held will do")
    snapshot.lease.close()
    held = snapshot.statistics
    return _well(
        "snapshot",
        f"version {snapshot.version} of {snapshot.published_at}: {held.documents} documents, "
        f"{held.trials} trials, {held.quads} statements",
    )


def _ledger(folder: Folder) -> Line:
    """Tell whether the ledger is sound and nothing in it is unfinished."""
    remedy = "restore a backup, or ingest the documents into a new directory"
    try:
        with Ledger.look(folder.ledger) as ledger:
            faults, unfinished = ledger.faults(), ledger.unfinished()
            documents = ledger.count()
    except StoreFormat as error:
        return _ill("ledger", str(error), remedy)
    if faults:
        return _ill("ledger", f"{len(faults)} faults, such as {faults[0]}", remedy)
    if unfinished and not _writer_of(folder):
        return _ill("ledger", f"{len(unfinished)} changes were begun and not finished", _GO_ON)
    return _well("ledger", f"{documents} documents, {len(unfinished)} changes under way")


def _identities(folder: Folder) -> Line:
    """Tell whether the index of identities can be used, and knows the documents of the ledger."""
    file = folder.identities
    remedy = f"remove {file}: the next change of the store makes it again"
    if not file.exists():
        return replace(_well("identities", "no index yet"), remedy="the next change makes it")
    try:
        is_left = not file.with_name(f"{file.name}-wal").exists()
        with (
            Identities.look(file, is_left=is_left) as index,
            Ledger.look(folder.ledger) as ledger,
        ):
            faults, is_laid_out = index.faults(), bool(index.said("layout"))
            known, due = index.identifiers(), index.marked(Mark).keys()
            stored = set(ledger.since("", "stored"))
            is_left_undone = bool(due) and not ledger.unfinished()
    except StoreError as error:
        return _ill("identities", str(error), remedy)
    if faults:
        return _ill("identities", f"{len(faults)} faults, such as {faults[0]}", remedy)
    if is_laid_out and not _writer_of(folder):
        for some, where in (
            (stored - known - due, "of the ledger are not in the index"),
            (known - stored - due, "of the index are not in the ledger"),
        ):
            if some:
                return _ill("identities", f"{len(some)} documents {where}: {min(some)}", remedy)
    found = f"{len(known)} documents, {len(due)} to be compared"
    if is_laid_out and is_left_undone and not _writer_of(folder):
        return _ill("identities", f"{found}, and no change is under way", _READ_AGAIN)
    return _well("identities", found if is_laid_out else "made anew at the next change")


def _kept_files(folder: Folder) -> Line:
    """Tell whether every kept file is there and is what its name says."""
    with Ledger.look(folder.ledger) as ledger:
        names = ledger.kept_names()
    missing = [name for name in names if not kept.file_of(folder, name).is_file()]
    if missing:
        found = f"{len(missing)} of {len(names)} kept files are gone, such as {missing[0]}"
        return _ill("kept files", found, "restore a backup, or ingest those documents again")
    broken = [name for name in names if hash_of(kept.file_of(folder, name)) != name]
    if broken:
        found = f"{len(broken)} of {len(names)} kept files have changed, such as {broken[0]}"
        return _ill("kept files", found, "restore a backup, or ingest those documents again")
    return _well("kept files", f"{len(names)} are there, each hashing to its name")


def _names(folder: Folder) -> Line:
    """Tell whether the index of names can be used."""
    version = current_version(folder.path)
    file = names_file(folder, version)
    if not file.exists():
        # Not an ill: it is made when a server runs, or when names are looked for.
        found = f"version {version} has no index yet"
        return replace(_well("names", found), remedy="run 'trialgraph index'")
    try:
        with NameIndex.open(file) as index:
            faults = index.faults()
    except sqlite3.DatabaseError as error:
        faults = [str(error)]
    if faults:
        return _ill("names", faults[0], f"remove {file}, it is made again")
    return _well("names", f"version {version} has an index")


def _left_over(folder: Folder) -> Line:
    """Tell what compaction would remove."""
    with Ledger.look(folder.ledger) as ledger:
        names = ledger.kept_names()
        of_a_load = [] if _writer_of(folder) else left_by_load(folder, ledger)
    count = len(left_over(folder)) + len(unreferenced_files(folder, names)) + len(of_a_load)
    if not count:
        return _well("left-overs", "none")
    # Not an ill: they cost room and nothing else, and a writer at work has such files, too.
    return replace(_well("left-overs", f"{count} files"), remedy="run 'trialgraph compact'")


def _room(folder: Folder) -> Line:
    """Tell whether the disk has room for a compaction."""
    disk = shutil.disk_usage(folder.path)
    taken = octets_on_disk(folder.path)
    found = f"{taken} bytes taken, {disk.free} of {disk.total} bytes free"
    if disk.free < max(_ROOM * taken, _FREE):
        return _ill("disk", found, "make room: a compaction needs twice what the store takes")
    return _well("disk", found)


def _told(look: Callable[[Folder], Line], name: str) -> Callable[[Folder], Line]:
    """Return a look at something, whose failure is a line as well."""

    def looked(folder: Folder) -> Line:
        try:
            return look(folder)
        except (StoreError, OSError, sqlite3.DatabaseError) as error:
            return _ill(name, str(error), "mend what it says, or restore a backup")

    return looked


def _well(looked_at: str, found: str) -> Line:
    return Line(looked_at, is_well=True, found=found)


def _ill(looked_at: str, found: str, remedy: str) -> Line:
    return Line(looked_at, is_well=False, found=found, remedy=remedy)


_LOOKS = tuple(
    _told(look, name)
    for look, name in (
        (_holder, "writer"),
        (_published, "published"),
        (_snapshot, "snapshot"),
        (_ledger, "ledger"),
        (_identities, "identities"),
        (_kept_files, "kept files"),
        (_names, "names"),
        (_left_over, "left-overs"),
        (_room, "disk"),
    )
)
