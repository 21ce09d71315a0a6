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
            entries = _entries(f"{path}") if path.is_dir() else None
        except OSError:
            entries = None
        if entries is None:
            yield path
        else:
            yield from _below(entries)


_Entries = Iterator[tuple[str, bool]]
"""Paths in a folder, sorted, each with whether it is a folder that is entered."""


def _below(entries: _Entries) -> Iterator[Path]:
    """Yield the files below a folder, sorted, with the folders that cannot be entered.

    One folder's names at a time are held, and those of the folders that it lies in.
    """
    within = [entries]
    while within:
        path, is_entered = next(within[-1], ("", False))
        if not path:
            within.pop()
            continue
        try:
            inside = _entries(path) if is_entered else None
        except OSError:
            inside = None
        if inside is None:
            yield Path(path)
        else:
            within.append(inside)


def _entries(folder: str) -> _Entries:
    """Return what is looked at in a folder, all of whose names are read now.

    Raises:
        OSError: it may not be read.
    """
    names, entered = list[str](), set[str]()
    with os.scandir(folder) as found:
        for one in found:
            # The store itself may lie in the folder.
            if one.name.startswith(".") or (_is_folder(one) and _is_store(Path(one.path))):
                continue
            names.append(one.name)
            # A folder behind a link is not entered, since links may lead round in a circle.
            if _is_folder(one) and not one.is_symlink():
                entered.add(one.name)
    names.sort()
    join = os.path.join  # a Path for each of a million names would be held beside it
    return ((join(folder, name), name in entered) for name in names)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Tell whether something is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_store(folder: Path) -> bool:
    """Tell whether a folder is a store, which holds no documents to be brought in."""
    store = Folder(folder)
    try:
        return store.format.is_file() and store.ledger.is_file()
    except OSError:  # nobody may look into it
        return False


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
