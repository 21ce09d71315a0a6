"""Files brought to disk, so that a power cut leaves none of them out."""

import ctypes
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

SyncFs = Callable[[int], int]


def _found() -> SyncFs | None:
    """Return what brings all files of a file system to disk at once, where there is such."""
    try:
        return ctypes.CDLL(None).syncfs
    except (AttributeError, OSError, TypeError):
        return None


_SYNCFS = _found()


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def bring_to_disk(folder: Path, files: Iterable[Path], syncfs: SyncFs | None = _SYNCFS) -> None:
    """Return when files, and their names, are on disk.

    Linux does it for all at once, which costs what one file does; elsewhere one by one.

    Args:
        folder: on the same file system.
        files: in folders below.
        syncfs: does it for all, given an open file.

    Raises:
        OSError: a file is gone, or the disk has a fault.
    """
    if syncfs is not None:
        with _opened(folder) as descriptor:
            if not syncfs(descriptor):
                return
    every = set(files)
    for one in sorted(every | {file.parent for file in every} | {folder}):
        with _opened(one) as descriptor:
            os.fsync(descriptor)
