"""Which files a batch of paths means, and their bytes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from trialgraph.documents.reader import MAX_BYTES
from trialgraph.errors import DocumentTooLarge, UnreadablePath


def documents_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of a batch: a directory means the files below it, hidden ones left out.

    What cannot be looked at (a name too long, a closed directory) is yielded as it
    stands: opening it says why, and the rest of the batch goes on.
    """
    for path in paths:
        try:
            below = _below(path) if path.is_dir() else [path]
        except OSError:
            below = [path]
        yield from below


def _below(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, with the folders that cannot be entered.

    Raises:
        OSError: the folder itself may not be read.
    """
    closed: list[Path] = []
    os.scandir(folder).close()
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda e: closed.append(Path(e.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(place) / name for name in names if not name.startswith("."))
        found.extend(file for file in files if file.is_file())
    return sorted([*found, *closed])


def content_of(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadablePath: it is missing, or may not be read.
        DocumentTooLarge: it is over the limit; nothing of it was read.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentTooLarge(
                f"found {size:,} bytes, wanted at most {MAX_BYTES:,}; split the file"
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePath(
            f"cannot open {path}: {error.strerror}; check the path and who may read it"
        ) from error
