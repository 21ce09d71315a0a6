"""Files that a person names, as bytes."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from trialgraph.errors import UnreadablePath

STANDARD_INPUT = "-"


def named(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths in their order; a folder stands for its files, sorted, hidden ones left out.

    A path that does not exist is yielded too: reading it says what is wrong.
    """
    for path in paths:
        folder = Path(path)
        if path != STANDARD_INPUT and folder.is_dir():
            yield from sorted(
                str(file)
                for file in folder.iterdir()
                if file.is_file() and not file.name.startswith(".")
            )
        else:
            yield path


def content(path: str, limit: int) -> bytes:
    """Return the bytes of a file, at most one more than ``limit``: enough to refuse it.

    Raises:
        UnreadablePath: it cannot be opened or read.
    """
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read(limit + 1)
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise UnreadablePath(
            f"found {error.strerror or 'an error'}, wanted a file that can be read; "
            "check its name and permissions"
        ) from error
