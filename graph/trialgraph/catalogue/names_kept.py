"""The index of names of the version that is read, made when it is not there.

A server has it made by a process of its own (``prepared``). Whoever reads a small store
without a server makes it on the way; of a large one, that of an earlier version answers
meanwhile.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from trialgraph.catalogue.names_gathered import gathering, stamp_of
from trialgraph.errors import NamesNotReady, StoreError, StoreFormat
from trialgraph.store import open_reader
from trialgraph.store.known_terms import known_terms
from trialgraph.store.name_files import build_names, names_in_memory, open_earlier, open_names
from trialgraph.store.name_index import NameIndex

if TYPE_CHECKING:
    from trialgraph.store import Place, Reader
    from trialgraph.terms.index import TermIndex

SMALL = 500_000
"""Statements of a store whose index is made while somebody waits for it."""


@contextmanager
def named(reader: "Reader", terms: "TermIndex") -> Iterator[NameIndex]:
    """Lend the index of the version that is read, or of an earlier one; its ``version`` tells.

    Raises:
        NamesNotReady: the store is large, and no index was made yet.
        StoreFormat: the index is damaged.
    """
    with _lent(_found(reader, terms), reader) as index:
        yield index


@contextmanager
def at_hand(reader: "Reader", terms: "TermIndex") -> Iterator[NameIndex | None]:
    """Lend such an index where there is one, ``None`` where not: nobody waits until it is made.

    Raises:
        StoreFormat: the index is damaged.
    """
    stamp = stamp_of(terms)
    found = open_names(reader, stamp) or open_earlier(reader, stamp)
    if found is None:
        yield None
        return
    with _lent(found, reader) as index:
        yield index


@contextmanager
def _lent(lent: NameIndex, reader: "Reader") -> Iterator[NameIndex]:
    """Lend an index and close it; errors as ``at_hand``."""
    with lent as index:
        try:
            yield index
        except sqlite3.DatabaseError as error:
            raise StoreFormat(
                f"the index of names of version {index.version} in {reader.path} is damaged "
                f"({error}); remove snapshots/*.names.sqlite there, it is made again"
            ) from error


def _found(reader: "Reader", terms: "TermIndex") -> NameIndex:
    """Return an index, made if need be."""
    stamp = stamp_of(terms)
    index = open_names(reader, stamp)
    if index is None and reader.statistics().quads <= SMALL:
        index = _made(reader, terms, stamp)
    index = index or open_earlier(reader, stamp)
    if index is None:
        raise NamesNotReady(
            f"found no index of names of version {reader.version}, wanted one: it is being made "
            "where the store is served; ask again in a while, or run 'trialgraph index'"
        )
    return index


def _made(reader: "Reader", terms: "TermIndex", stamp: str) -> NameIndex:
    """Make the index of a small store: beside it, or in memory where that may not be written."""
    with suppress(OSError, sqlite3.OperationalError):  # it may only be read: made in memory
        build_names(reader, stamp, gathering(reader, terms))
    found = open_names(reader, stamp)
    return found or NameIndex.of_bytes(_in_memory(_Version(reader, terms)))


class _Version:
    """A version that is read, which is the same as another of its number and time."""

    def __init__(self, reader: "Reader", terms: "TermIndex") -> None:
        self.reader = reader
        self.terms = terms
        self._same = (str(reader.path), reader.version, reader.published_at, stamp_of(terms))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Version) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)


@lru_cache(maxsize=2)
def _in_memory(version: _Version) -> bytes:
    """Return the index of a version; made once a process."""
    reader, terms = version.reader, version.terms
    return names_in_memory(reader, stamp_of(terms), gathering(reader, terms))


def is_named(place: "Place") -> bool:
    """Tell whether the newest version of a store has an index, or there is nothing to name."""
    try:
        with open_reader(place) as reader:
            index = open_names(reader, stamp_of(known_terms(place)))
    except StoreError:
        return True
    if index is None:
        return False
    index.close()
    return True


def make_names(place: "Place") -> int | None:
    """Make the index of the newest version of a store, and return that version.

    Returns:
        ``None`` where another process is making one.

    Raises:
        StoreMissing: nothing is published.
        OSError: the store may not be written to.
    """
    terms = known_terms(place)
    with open_reader(place) as reader:
        is_there = build_names(reader, stamp_of(terms), gathering(reader, terms))
        return reader.version if is_there else None
