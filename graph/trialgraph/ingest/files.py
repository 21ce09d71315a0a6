"""Which files a batch of paths means, and their bytes."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from trialgraph.errors import UnreadablePath
from trialgraph.store.folder import Folder

_KINDS = {
    stat.S_IFDIR: "a folder behind a link",
    stat.S_IFIFO: "a pipe that nobody writes to",
    stat.S_IFSOCK: "a socket",
}


def documents_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of a batch: a directory means the files below it.

    Hidden files and stores are left out.

    What cannot be looked at (a name too long, a closed directory) and what is no file
    (a pipe, a link to a folder or to nothing) is yielded as it stands: opening it says
    why, and the rest of the batch goes on.
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
        # The store itself may lie in the folder, and is growing while it is walked.
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not _is_store(Path(place) / name)
        ]
        # A folder behind a link is not entered, since links may lead round in a circle.
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        found.extend(Path(place) / name for name in [*names, *links] if not name.startswith("."))
    return sorted([*found, *closed])


def _is_store(folder: Path) -> bool:
    """Tell whether a folder is a store, which holds no documents to be brought in."""
    store = Folder(folder)
    return store.format.is_file() and store.ledger.is_file()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to be read.

    Raises:
        UnreadablePath: it is missing, may not be read, or is no file.
    """
    try:
        # Waiting for somebody to write to a pipe could take for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise cannot_read(path, error) from error
    kind = stat.S_IFMT(os.fstat(descriptor).st_mode)
    if kind not in (stat.S_IFREG, stat.S_IFIFO):
        os.close(descriptor)
        raise _no_file(path, kind)
    os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "rb") as stream:
        if kind == stat.S_IFIFO and not stream.peek(1):
            raise _no_file(path, kind)
        yield stream


def _no_file(path: Path, kind: int) -> UnreadablePath:
    """Return what stands where a file is wanted."""
    return UnreadablePath(
        f"found {_KINDS.get(kind, 'a device')} at {path}, wanted a file; give the files in it"
    )


def cannot_read(path: Path, error: OSError) -> UnreadablePath:
    """Return what the system says of a file, in our words."""
    return UnreadablePath(
        f"cannot open {path}: {error.strerror}; check the path and who may read it"
    )
