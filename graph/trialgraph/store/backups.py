"""A copy of all that a store holds, consistent though it is served and written to meanwhile.

It holds the newest published snapshot and the ledger of the same moment. A change that is
not published has its intent in that ledger, so that a restored store does it again: a
backup is what a killed writer would have left, never more and never half of a document.
"""

import json
import os
import shutil
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from trialgraph.errors import BackupFailed, BadParameter
from trialgraph.store import kept
from trialgraph.store.building import (
    built_beside,
    make_private,
    put_in_place,
    refuse_taken,
    settle,
)
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.ledger import Ledger
from trialgraph.store.snapshots import Snapshot, current_version, files_of, open_current

MANIFEST = "BACKUP.json"
ARCHIVES = (".tar", ".tar.gz", ".tgz")
# What people mean an archive by; a directory of such a name would surprise.
_OTHER_ARCHIVES = (
    *(".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".lz4", ".lzma", ".z"),
    *(".tbz", ".tbz2", ".txz", ".tzst", ".tar", ".tgz"),
)
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made.

    Attributes:
        version: of the data.
        files: how many it holds.
        octets: their size in bytes.
        unfinished: changes under way, which the restored store does again.
    """

    place: str
    version: int
    files: int
    octets: int
    unfinished: int


def backup(store: Path, place: Path) -> Backup:
    """Copy a store to a new place, all of it or nothing; reading and writing go on.

    Args:
        store: with a published version.
        place: a directory to make, or an archive: ``.tar``, ``.tar.gz``, ``.tgz``.

    Raises:
        StoreMissing: there is no store, or nothing is published yet.
        BadParameter: the place is in the store, or named as an archive of another form.
        StoreNotFresh: there is something at the place.
        BackupFailed: it cannot be written, or the store changes too fast.
    """
    folder = Folder(store)
    folder.check()
    place = place.absolute()
    _refuse_unfit(store, place)
    refuse_taken(place)
    with built_beside(place) as beside:
        made = beside / "backup"
        version, unfinished = _copied(folder, made)
        files = _manifest(made, version)
        make_private(made)
        if is_archive(place):
            archive = beside / "archive"
            _pack(made, archive, "w" if place.suffix == ".tar" else "w:gz")
            make_private(archive)
            settle(archive)
            # Refused again: unlike a directory's, this renaming would replace what is there.
            refuse_taken(place)
            archive.replace(place)
            settle(place.parent)
        else:
            put_in_place(made, place)
    return Backup(str(place), version, len(files), sum(files.values()), unfinished)


def is_archive(place: Path) -> bool:
    """Tell by its name whether a backup is one file."""
    return place.name.endswith(ARCHIVES)


def _refuse_unfit(store: Path, place: Path) -> None:
    """Make sure that a place is one for a backup.

    Raises:
        BadParameter: it is in the store, or named as an archive of another form.
    """
    if place.resolve().is_relative_to(store.resolve()):
        raise BadParameter(
            f"found the place {place} inside the store {store}, wanted one outside, which does not "
            "go with it when it is lost; name another place"
        )
    if not is_archive(place) and place.name.lower().endswith(_OTHER_ARCHIVES):
        raise BadParameter(
            f"found the name {place.name!r}, wanted one that ends in {', '.join(ARCHIVES)} for an "
            "archive, or the name of a directory; name the backup so"
        )


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file, hex."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


class _Moved(Exception):
    """The writer changed what was being copied."""


def _copied(folder: Folder, made: Path) -> tuple[int, int]:
    """Copy a store's files; return the version, and how many changes were under way."""
    for _ in range(_TRIES):
        shutil.rmtree(made, ignore_errors=True)
        snapshot = open_current(folder)
        try:
            return snapshot.version, _copy(folder, snapshot, made)
        except _Moved:
            continue
        finally:
            snapshot.lease.close()
    raise BackupFailed(
        f"the store in {folder.path} changed {_TRIES} times while it was copied; "
        "wait until the ingest is done, then run the command again"
    )


def _copy(folder: Folder, snapshot: Snapshot, made: Path) -> int:
    """Copy a snapshot and what goes with it.

    Raises:
        _Moved: another version was published meanwhile, or a file was removed.
    """
    made.mkdir()
    with Ledger.look(folder.ledger) as ledger:
        ledger.copy_to(made / "ledger.sqlite")
    if current_version(folder.path) != snapshot.version:
        # What the ledger lacks an intent for is in the newer snapshot alone.
        raise _Moved
    settle(made / "ledger.sqlite")
    wanted = [folder.format, *files_of(folder, snapshot.version)]
    with Ledger.look(made / "ledger.sqlite") as ledger:
        wanted += [kept.file_of(folder, name) for name in sorted(ledger.kept_names())]
        unfinished = len(ledger.unfinished())
    wanted += _beside(folder)
    for file in wanted:
        _copy_file(file, made / file.relative_to(folder.path))
    write_whole(made / folder.current.name, str(snapshot.version).encode())
    return unfinished


def _beside(folder: Folder) -> list[Path]:
    """Return the files of the quarantine and of the vocabularies.

    Raises:
        _Moved: a document left the quarantine meanwhile.
    """
    rooms = (folder.quarantine, folder.vocabularies)
    try:
        return [file for room in rooms for file in sorted(room.rglob("*")) if _is_settled(file)]
    except FileNotFoundError as error:
        raise _Moved from error


def _is_settled(file: Path) -> bool:
    """Tell whether a file is whole: one that is being written has another name until then."""
    return file.is_file() and file.suffix != ".new"


def _copy_file(file: Path, copy: Path) -> None:
    """Copy one file and bring it to disk.

    Raises:
        _Moved: it was removed before that.
    """
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(file, copy)
    except FileNotFoundError as error:
        raise _Moved from error
    settle(copy)


def _manifest(made: Path, version: int) -> dict[str, int]:
    """Write down every file with its size and hash; return the sizes."""
    files = {
        str(file.relative_to(made)): file for file in sorted(made.rglob("*")) if file.is_file()
    }
    sizes = {name: file.stat().st_size for name, file in files.items()}
    about = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version,
        "files": {name: [sizes[name], hash_of(file)] for name, file in files.items()},
    }
    write_whole(made / MANIFEST, json.dumps(about, indent=0).encode())
    return sizes


def _pack(made: Path, archive: Path, mode: str) -> None:
    """Write one file of a backup; its list of files stands first."""
    names = sorted(os.path.relpath(file, made) for file in made.rglob("*") if file.is_file())
    with tarfile.open(archive, mode) as out:  # type: ignore[call-overload]
        for name in [MANIFEST, *(name for name in names if name != MANIFEST)]:
            out.add(made / name, name)
