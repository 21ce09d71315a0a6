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
from trialgraph.store.journal import keep_changes, noted
from trialgraph.store.tags import mark_in, new_mark
from trialgraph.store.tallies import DOCUMENTS, QUADS, TRIALS, Tally, keep_tally, tally_file

_KEEP = 3
_TRIES = 5
_NAMES = ".names.sqlite"


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
    """A published version, held open against removal until its lease is closed.

    Attributes:
        mark: its identity among all versions of all stores; see ``tags``.
    """

    version: int
    mark: str
    published_at: str
    statistics: Statistics
    quads: ox.Store
    lease: IO[str]


def counted(quads: ox.Store) -> Statistics:
    """Return how much there is, by counting: some scans of all statements."""
    return Statistics(*counts(quads))


def told(held: Tally) -> Statistics:
    """Return how much there is, by its tally."""
    return Statistics(held[DOCUMENTS], held[TRIALS], held[QUADS])


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


def publish(folder: Folder, quads: ox.Store, held: Tally | None = None) -> int:
    """Make the writer's quads the version that readers open, and return its number.

    Args:
        folder: of the store.
        quads: the writer's.
        held: what they hold in numbers; counted where nobody knows.
    """
    remove_unfinished(folder)
    number = max([current_version(folder.path), *_numbers(folder)]) + 1
    quads.backup(str(_place(folder, number)))
    about = {
        "mark": new_mark(),
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "statistics": asdict(counted(quads) if held is None else told(held)),
    }
    write_whole(_about(folder, number), json.dumps(about).encode())
    _lease(folder, number).touch()
    changed = noted(folder.unpublished)
    if changed is not None:
        keep_changes(changes_file(folder, number), current_version(folder.path), changed)
    if held is not None:
        keep_tally(folder, number, held)
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
                "run 'trialgraph ingest' (or 'bulk load', if it was that) once more on the same "
                "documents, which goes on where one was stopped, then ask again"
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
        written = _about(folder, number).read_bytes()
        about = json.loads(written)
        statistics = Statistics(**about["statistics"])
        quads = open_for_reading(_place(folder, number))
        mark = mark_in(written)
        return Snapshot(number, mark, about["published_at"], statistics, quads, lease)
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
            for file in (description, names_file, first_answers_file, changes_file, tally_file):
                file(folder, number).unlink(missing_ok=True)
            shutil.rmtree(_place(folder, number))
            _lease(folder, number).unlink()
            removed += 1
    return removed


def remove_unfinished(folder: Folder) -> None:
    """Remove what a writer that was killed while it published left of the engine's copy.

    The engine fills a folder with an ending of its own and names it last. The caller is
    the store's writer.
    """
    for place in _folders(folder):
        if not place.name.isdecimal():
            shutil.rmtree(place)


def older(folder: Folder, newest: int) -> list[Path]:
    """Return the directories of the snapshots that are older than one."""
    return [_place(folder, number) for number in _numbers(folder) if number < newest]


def _numbers(folder: Folder) -> list[int]:
    """Return the numbers of the snapshots that are on disk."""
    return sorted(int(place.name) for place in _folders(folder) if place.name.isdecimal())


def _folders(folder: Folder) -> list[Path]:
    """Return the folders beside the small files of the snapshots."""
    return [place for place in folder.snapshots.iterdir() if place.is_dir()]


def description(folder: Folder, number: int) -> Path:
    """Return the file that describes a snapshot, N-Triples; made some time after publishing."""
    return folder.snapshots / f"{number}.description.nt"


def newest_description(path: Path) -> tuple[int, Path] | None:
    """Return the newest description and the version it is of, ``None`` when there is none."""
    folder = Folder(path)
    made = [(number, description(folder, number)) for number in _numbers(folder)]
    return next((one for one in reversed(made) if one[1].exists()), None)


def names_file(folder: Folder, number: int) -> Path:
    """Return the index of the names of a version; made some time after publishing."""
    return folder.snapshots / f"{number}{_NAMES}"


def names_files(folder: Folder) -> list[tuple[int, Path]]:
    """Return the indexes that are there, by the version that each is of."""
    files = ((file.name.removesuffix(_NAMES), file) for file in folder.snapshots.glob(f"*{_NAMES}"))
    return sorted((int(number), file) for number, file in files if number.isdecimal())


def first_answers_file(folder: Folder, number: int) -> Path:
    """Return the first rows of long answers of a version; made some time after publishing."""
    return folder.snapshots / f"{number}.first.sqlite"


def changes_file(folder: Folder, number: int) -> Path:
    """Return the file that says what changed since the version before."""
    return folder.snapshots / f"{number}.changed.json"


def is_kept(folder: Folder, number: int) -> bool:
    """Tell whether a snapshot is there."""
    return _about(folder, number).exists()


def _place(folder: Folder, number: int) -> Path:
    return folder.snapshots / str(number)


def _about(folder: Folder, number: int) -> Path:
    return folder.snapshots / f"{number}.json"


def _lease(folder: Folder, number: int) -> Path:
    return folder.snapshots / f"{number}.lease"
