"""Published snapshots: hard links of the writer's quads that nobody changes.

``CURRENT`` names the newest. A reader holds a shared lock on its snapshot's
lease, so that the writer removes only snapshots that nobody has open.
"""

import fcntl
import json
import shutil
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from trialgraph.errors import StoreFormat, StoreMissing
from trialgraph.store.engine import counts, open_for_reading
from trialgraph.store.folder import Folder, write_whole

_KEEP = 3
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much a store or a snapshot holds; counting anew is a scan.

    Attributes:
        documents: held.
        trials: that a held document reports or registers; mere mentions do not count.
        quads: statements.
    """

    documents: int
    trials: int
    quads: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published version, held open against removal until its lease is closed."""

    version: int
    published_at: str
    statistics: Statistics
    quads: ox.Store
    lease: IO[str]


def current_version(path: Path) -> int:
    """Return the number of the newest published snapshot, 0 when there is none.

    Raises:
        StoreFormat: CURRENT holds no number.
    """
    current = Folder(path).current
    try:
        return int(current.read_text("ascii"))
    except FileNotFoundError:
        return 0
    except ValueError as error:
        raise StoreFormat(
            f"found no number in {current}, wanted that of a snapshot; "
            "remove the file and ingest a document again, one that is held will do",
        ) from error


def publish(folder: Folder, quads: ox.Store) -> int:
    """Make the writer's quads the version that readers open, and return its number."""
    number = max([current_version(folder.path), *_numbers(folder)]) + 1
    quads.backup(str(_place(folder, number)))
    about = {
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "statistics": asdict(Statistics(*counts(quads))),
    }
    write_whole(_about(folder, number), json.dumps(about).encode())
    _lease(folder, number).touch()
    write_whole(folder.current, str(number).encode())
    remove_old(folder, number)
    return number


def is_whole(folder: Folder) -> bool:
    """Tell whether the newest snapshot can be read; one that cannot is to be published again."""
    try:
        open_current(folder).lease.close()
    except (StoreMissing, StoreFormat):
        return False
    return True


def open_current(folder: Folder) -> Snapshot:
    """Return the newest snapshot, leased.

    Raises:
        StoreMissing: nothing is published yet.
        StoreFormat: it is damaged, or may not be read.
    """
    for _ in range(_TRIES):
        number = current_version(folder.path)
        if number == 0:
            raise StoreMissing(
                f"nothing is published yet in {folder.path}: no ingest has come to its end; "
                "run 'trialgraph ingest' once more on the same documents, which goes on where one "
                "was stopped, then ask again"
            )
        with ExitStack() as on_failure, suppress(FileNotFoundError):
            # Opened for reading only, so that a store that may not be written to can be asked.
            lease = on_failure.enter_context(_lease(folder, number).open(encoding="ascii"))
            fcntl.flock(lease, fcntl.LOCK_SH)
            # Between reading CURRENT and the lock, the writer may have removed it.
            if _about(folder, number).exists():
                snapshot = _opened(folder, number, lease)
                on_failure.pop_all()
                return snapshot
    raise StoreMissing(f"the snapshot that CURRENT names in {folder.path} is gone; ingest again")


def _opened(folder: Folder, number: int, lease: IO[str]) -> Snapshot:
    """Return a snapshot with what was written down when it was published.

    Raises:
        StoreFormat: its files do not say it.
    """
    try:
        about = json.loads(_about(folder, number).read_bytes())
        statistics = Statistics(**about["statistics"])
        quads = open_for_reading(_place(folder, number))
        return Snapshot(number, about["published_at"], statistics, quads, lease)
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise StoreFormat(
            f"snapshot {number} in {folder.path} is damaged ({error}); "
            "ingest a document again, one that is held will do",
        ) from error


def files_of(folder: Folder, number: int) -> list[Path]:
    """Return the files of a snapshot; nobody changes them, and a lease keeps them there."""
    return [*sorted(_place(folder, number).iterdir()), _about(folder, number)]


def remove_old(folder: Folder, newest: int, keep: int = _KEEP) -> int:
    """Remove snapshots that are neither among the newest nor open anywhere; return how many.

    The caller is the store's writer.
    """
    removed = 0
    for number in _numbers(folder):
        if number > newest - keep:
            continue
        with _lease(folder, number).open("a+", encoding="ascii") as lease:
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            _about(folder, number).unlink(missing_ok=True)
            description(folder, number).unlink(missing_ok=True)
            shutil.rmtree(_place(folder, number))
            _lease(folder, number).unlink()
            removed += 1
    return removed


def _numbers(folder: Folder) -> list[int]:
    """Return the numbers of the snapshots that are on disk."""
    return sorted(int(place.name) for place in folder.snapshots.iterdir() if place.is_dir())


def description(folder: Folder, number: int) -> Path:
    """Return the file that describes a snapshot, N-Triples; made some time after publishing."""
    return folder.snapshots / f"{number}.description.nt"


def newest_description(path: Path) -> tuple[int, Path] | None:
    """Return the newest description and the version it is of, ``None`` when there is none."""
    folder = Folder(path)
    made = [(number, description(folder, number)) for number in _numbers(folder)]
    return next((one for one in reversed(made) if one[1].exists()), None)


def _place(folder: Folder, number: int) -> Path:
    return folder.snapshots / str(number)


def _about(folder: Folder, number: int) -> Path:
    return folder.snapshots / f"{number}.json"


def _lease(folder: Folder, number: int) -> Path:
    return folder.snapshots / f"{number}.lease"
