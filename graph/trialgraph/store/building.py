"""A directory that appears whole or not at all: it is made beside its place and renamed."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trialgraph.errors import BackupFailed, StoreHeld, StoreNotFresh

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


def refuse_taken(place: Path) -> None:
    """Make sure that there is nothing at a place; an empty directory counts as nothing.

    Raises:
        StoreNotFresh: there is something.
    """
    is_empty = place.is_dir() and not any(place.iterdir())
    if (place.exists() or place.is_symlink()) and not is_empty:
        raise StoreNotFresh(f"found something at {place}, wanted a new place; name another one")


@contextmanager
def built_beside(place: Path) -> Iterator[Path]:
    """Yield an empty directory beside a place; whoever fills it moves it there.

    What a killed run left there is removed first; what is still there in the end, too.

    Raises:
        StoreHeld: another process is filling it.
        BackupFailed: the system refuses to write there, or ran out of space.
    """
    beside = place.with_name(f".{place.name}.unfinished")
    with _told(place):
        _refuse_nowhere(place)
        beside.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        with _locked(beside):
            try:
                _empty(beside)
                yield beside
            finally:
                shutil.rmtree(beside, ignore_errors=True)


def make_private(made: Path) -> None:
    """Give a file, or a directory with all below it, to its owner alone."""
    for one in [made, *made.rglob("*")]:
        one.chmod(_PRIVATE_FOLDER if one.is_dir() else _PRIVATE_FILE)


def _refuse_nowhere(place: Path) -> None:
    """Make sure that a place lies in a directory that is there.

    Raises:
        BackupFailed: it does not; a mistyped name would fill another disk.
    """
    if not place.parent.is_dir():
        raise BackupFailed(
            f"found no directory {place.parent}, wanted one that is there and may be written to; "
            "make it first, or name another place"
        )


def settle(path: Path) -> None:
    """Bring a file or a directory to disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def put_in_place(made: Path, place: Path) -> None:
    """Rename what was made, when all of it is on disk."""
    for folder in [made, *(one for one in made.rglob("*") if one.is_dir())]:
        settle(folder)
    made.replace(place)
    settle(place.parent)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Tell in our words that the system refuses.

    Raises:
        BackupFailed: it did.
    """
    try:
        yield
    except OSError as error:
        raise BackupFailed(
            f"found {error.strerror or error} while writing {place}, wanted a place that may be "
            "written to and has the room; nothing was left there"
        ) from error


@contextmanager
def _locked(beside: Path) -> Iterator[None]:
    """Have a directory to oneself; the lock goes with the process.

    Raises:
        StoreHeld: another process has it.
    """
    opened = os.open(beside, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise StoreHeld(
            f"another process is writing to {beside}; wait until it is done, or name another place"
        ) from error
    finally:
        os.close(opened)


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
