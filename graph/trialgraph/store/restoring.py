"""A store made of a backup; nothing is believed that its list of files does not say."""

import json
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from trialgraph.errors import BackupDamaged, StoreFormat, StoreMissing
from trialgraph.store.backups import MANIFEST, hash_of
from trialgraph.store.building import built_beside, put_in_place, refuse_taken, settle
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import Ledger
from trialgraph.store.snapshots import Statistics, open_current

_LARGEST_LIST = 1 << 30
_DAMAGED = "nothing was restored; use another backup"

Open = Callable[[str], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that was restored.

    Attributes:
        version: of the data.
        made_at: when the backup was made, UTC, ISO 8601.
        unfinished: changes that were under way then; the next ingest does them again.
    """

    store: str
    version: int
    made_at: str
    statistics: Statistics
    unfinished: int


@dataclass(frozen=True, slots=True)
class _List:
    """What a backup's list of files says: size and SHA-256 by name."""

    made_at: str
    version: int
    files: Mapping[str, tuple[int, str]]


def restore(place: Path, store: Path) -> Restored:
    """Make a store of a backup, all of it or nothing.

    Args:
        place: a directory or an archive that ``backup`` made.
        store: a new place.

    Raises:
        StoreNotFresh: there is something at the new place.
        BackupDamaged: it is no backup, or not as it was written.
        StoreFormat: it is of another version.
        BackupFailed: it cannot be written.
    """
    store = store.absolute()
    refuse_taken(store)
    with built_beside(store) as beside:
        made = beside / "store"
        listed = _unpack(place, made)
        restored = _examined(made, listed, store)
        put_in_place(made, store)
    return restored


def _examined(made: Path, listed: _List, store: Path) -> Restored:
    """Give a restored store the writer's quads, and look whether it can be read."""
    folder = Folder(made)
    folder.check()
    folder.create()
    try:
        # Copied and not linked: the writer's quads must not share a file with a backup's.
        shutil.copytree(folder.snapshots / str(listed.version), folder.quads)
        (folder.snapshots / f"{listed.version}.lease").touch()
        snapshot = open_current(folder)
        snapshot.lease.close()
        with Ledger.look(folder.ledger) as ledger:
            faults, unfinished = ledger.faults(), len(ledger.unfinished())
    except (OSError, StoreFormat, StoreMissing) as error:
        raise BackupDamaged(f"found a backup that does not open ({error}); {_DAMAGED}") from error
    if faults:
        raise BackupDamaged(f"found a ledger with faults ({faults[0]}); {_DAMAGED}")
    for file in folder.quads.iterdir():
        settle(file)
    version = snapshot.version
    return Restored(str(store), version, listed.made_at, snapshot.statistics, unfinished)


def _unpack(place: Path, made: Path) -> _List:
    """Copy what a backup lists, comparing every file with its hash."""
    with _opened(place) as contents:
        listed = _list_of(place, contents)
        for name, (size, sha256) in listed.files.items():
            copy = made / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                with contents(name) as source, copy.open("wb") as out:
                    shutil.copyfileobj(source, out)
            except (KeyError, FileNotFoundError, tarfile.TarError, EOFError) as error:
                raise BackupDamaged(f"{name} is missing from {place}; {_DAMAGED}") from error
            settle(copy)
            if copy.stat().st_size != size or hash_of(copy) != sha256:
                raise BackupDamaged(f"{name} in {place} is not as it was written; {_DAMAGED}")
    return listed


@contextmanager
def _opened(place: Path) -> Iterator[Open]:
    """Yield what opens a file of a backup by its name."""
    if place.is_dir():
        yield lambda name: (place / name).open("rb")
        return
    try:
        archive = tarfile.open(place)  # noqa: SIM115 - closed below, or there is none
    except (OSError, tarfile.TarError, EOFError) as error:
        raise BackupDamaged(f"found no backup in {place} ({error}); name one") from error
    with archive:
        yield lambda name: _member(archive, name)


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    """Open a regular file of an archive.

    Raises:
        KeyError: there is none of that name.
    """
    opened = archive.extractfile(name)
    if opened is None:
        raise KeyError(name)
    return opened


def _list_of(place: Path, contents: Open) -> _List:
    """Return the list of files of a backup; every name stays within it."""
    try:
        with contents(MANIFEST) as file:
            about = json.loads(file.read(_LARGEST_LIST))
        files = {str(name): (int(size), str(sha)) for name, (size, sha) in about["files"].items()}
        listed = _List(str(about["made_at"]), int(about["version"]), files)
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupDamaged(
            f"found no list of files in {place} ({error}); name a backup"
        ) from error
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or name == MANIFEST:
            raise BackupDamaged(
                f"the list of {place} names {name!r}, outside the store; {_DAMAGED}"
            )
    return listed
