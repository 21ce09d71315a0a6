"""Files that a person names, as bytes; ``-`` is standard input."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

STANDARD_INPUT = "-"


def named(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths in their order; a folder stands for the files below it."""
    from trialgraph.ingest.files import documents_in

    for path in paths:
        if path == STANDARD_INPUT:
            yield path
        else:
            yield from map(str, documents_in([Path(path)]))


def content(path: str) -> bytes:
    """Return the bytes of a file, or of standard input: no more than can be refused.

    Raises:
        UnreadablePath: it cannot be opened or read.
        DocumentTooLarge: it is over the limit.
    """
    from trialgraph.documents.reader import MAX_BYTES
    from trialgraph.ingest.files import content_of

    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    return content_of(Path(path))
