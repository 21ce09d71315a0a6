"""Documents that a person names, as they arrive; ``-`` is standard input."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trialgraph.ingest.arriving import Arrival

STANDARD_INPUT = "-"


def named(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths in their order; a folder stands for the files below it."""
    from trialgraph.ingest.files import documents_in

    for path in paths:
        if path == STANDARD_INPUT:
            yield path
        else:
            yield from map(str, documents_in([Path(path)]))


def arriving(path: str) -> "Iterator[Arrival]":
    """Yield the documents of a file or of standard input, whatever they are packed in."""
    from trialgraph.ingest.arriving import arrivals, arrivals_of

    if path == STANDARD_INPUT:
        return arrivals_of(path, sys.stdin.buffer)
    return arrivals([Path(path)])
