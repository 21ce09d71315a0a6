"""What arrives: the bytes of one record with the words that say where they came from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from trialgraph.errors import DocumentError, EvidenceError
from trialgraph.ingest.containers import Found, taken_apart
from trialgraph.ingest.files import cannot_read, documents_in, opened
from trialgraph.names.shown import in_unicode


@dataclass(frozen=True, slots=True)
class Arrival:
    """Bytes that came in, or why they did not.

    Attributes:
        source: path or identifier as given; ``archive.zip!member.json#3`` for the third
            record of a member of an archive. A name that is not UTF-8 is written out.
        content: bytes, of one record or of several.
    """

    source: str
    content: bytes | EvidenceError

    def __post_init__(self) -> None:
        """Write out what no ledger, report or graph can hold."""
        object.__setattr__(self, "source", in_unicode(self.source))


def arrivals(paths: Iterable[Path]) -> Iterator[Arrival]:
    """Yield the documents of files, folders and archives, one at a time, in their order."""
    for path in documents_in(paths):
        yield from arrivals_in(path)


def arrivals_in(path: Path) -> Iterator[Arrival]:
    """Yield the documents of one file, or why it cannot be read."""
    try:
        with opened(path) as stream:
            yield from arrivals_of(str(path), stream)
    except DocumentError as error:
        yield Arrival(str(path), error)
    except OSError as error:
        yield Arrival(str(path), cannot_read(path, error))


def arrivals_of(source: str, stream: IO[bytes]) -> Iterator[Arrival]:
    """Yield the documents of one stream, whatever it is packed in."""
    return records(source, lambda: taken_apart(stream))


def records(source: str, opening: Callable[[], Iterable[Found]]) -> Iterator[Arrival]:
    """Yield what is found under a source as arrivals; an error ends what it came from."""
    try:
        for one in opening():
            yield Arrival(f"{source}{one.name}", one.content)
    except DocumentError as error:
        yield Arrival(source, error)
