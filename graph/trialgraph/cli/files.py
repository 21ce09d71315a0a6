"""Documents that a person names, as they arrive; ``-`` is standard input."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trialgraph.errors import BadParameter, UnreadablePath

if TYPE_CHECKING:
    from trialgraph.ingest.arriving import Arrival

STANDARD_INPUT = "-"


def named(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths in their order; a folder stands for the files below it.

    Raises:
        BadParameter: a path is empty.
    """
    from trialgraph.ingest.files import documents_in

    for path in paths:
        refuse_empty(path)
        if path == STANDARD_INPUT:
            yield path
        else:
            yield from map(str, documents_in([Path(path)]))


def unwritable(file: Path, error: OSError) -> UnreadablePath:
    """Return that a file that a person named cannot be written."""
    return UnreadablePath(
        f"found {str(file)!r}, where nothing can be written ({error.strerror}), wanted a "
        "file name in a folder of yours; check the path"
    )


def refuse_unwritable(file: Path) -> None:
    """Refuse a file that cannot be written, before the work is done that it is to tell of.

    Raises:
        UnreadablePath: it cannot be written.
    """
    try:
        is_there = file.exists()
        file.open("a").close()
        if not is_there:
            file.unlink()
    except OSError as error:
        raise unwritable(file, error) from error


def refuse_empty(words: str) -> None:
    """Refuse an empty argument, as a shell makes of a variable that is not set.

    Raises:
        BadParameter: it is empty; taken for a path it would mean all of this directory.
    """
    if not words.strip():
        raise BadParameter(
            f"found the empty argument {words!r}, wanted a path; give . for this directory"
        )


def arriving(path: str) -> "Iterator[Arrival]":
    """Yield the documents of a file or of standard input, whatever they are packed in."""
    from trialgraph.ingest.arriving import arrivals, arrivals_of

    if path == STANDARD_INPUT:
        return arrivals_of(path, sys.stdin.buffer)
    return arrivals([Path(path)])
