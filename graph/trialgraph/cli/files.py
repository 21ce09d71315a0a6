"""Documents that a person names, as they arrive; ``-`` is standard input."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trialgraph.errors import BadParameter

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
