"""Paths become tasks: small files by their names, larger ones taken apart by who asks."""

import os
import stat
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from trialgraph.bulk.task import Task
from trialgraph.errors import EvidenceError
from trialgraph.ingest.arriving import Arrival, arrivals_in
from trialgraph.ingest.files import documents_in

_SMALL = 1_000_000  # bytes; what is larger may hold any number of documents
_OCTETS = 1_000_000
_DOCUMENTS = 32


def tasks(paths: Iterable[Path]) -> Iterator[Task]:
    """Yield what there is to read, in its order, in portions of about equal work."""
    numbers = count()
    small, octets = list[str](), 0
    for path in documents_in(paths):
        size = _size(path)
        if size is not None and size <= _SMALL:
            small.append(str(path))
            octets += size
            if len(small) < _DOCUMENTS and octets < _OCTETS:
                continue
        if small:
            yield Task(next(numbers), paths=tuple(small))
            small, octets = [], 0
        if size is None or size > _SMALL:
            for some in _portions(arrivals_in(path)):
                yield Task(next(numbers), arrivals=tuple(some))
    if small:
        yield Task(next(numbers), paths=tuple(small))


def count_small(paths: Iterable[Path]) -> int | None:
    """Return how many files there are, ``None`` where one may hold any number of documents."""
    found = 0
    for path in documents_in(paths):
        size = _size(path)
        if size is None or size > _SMALL:
            return None
        found += 1
    return found


def _size(path: Path) -> int | None:
    """Return the bytes of a file, ``None`` of what is no file or cannot be looked at."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- twice as fast, for each of a million files
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def tasks_again(arriving: Iterable[Arrival]) -> Iterator[Task]:
    """Yield documents that are kept already, to be read again; their numbers are below zero."""
    for number, some in enumerate(_portions(arriving), 1):
        yield Task(-number, arrivals=tuple(some), is_again=True)


def _portions(arriving: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """Yield arrivals some at a time."""
    some, octets = list[Arrival](), 0
    for one in arriving:
        some.append(one)
        octets += 0 if isinstance(one.content, EvidenceError) else len(one.content)
        if len(some) >= _DOCUMENTS or octets >= _OCTETS:
            yield some
            some, octets = [], 0
    if some:
        yield some
