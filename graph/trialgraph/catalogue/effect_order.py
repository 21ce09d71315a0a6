"""The order of all estimates of a version, kept: whoever turns its pages waits for no sorting."""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.names import Iri
from trialgraph.rdf.term import plain

if TYPE_CHECKING:
    from trialgraph.store import Reader

MOST = 90_000
"""Estimates whose order is kept, in some megabytes; the service gives an answer as many rows."""
_EVERY = f"SELECT ?result {{ ?result a <{names.term('Result')}> }} LIMIT {MOST + 1}"
_VERSIONS = 2  # the newest, and the one before while requests still read it


class Order:
    """Keys in their order, as one text: a tenth of the memory that a list of them takes."""

    def __init__(self, keys: set[str]) -> None:
        self.count = len(keys)
        self._lines = "\n".join(["", *sorted(keys), ""])

    def after(self, key: str, limit: int) -> list[str] | None:
        """Return the keys that come next; ``None`` when ``key`` is none of them.

        Args:
            key: the last of the page before; empty for the first page.
            limit: so many at most.
        """
        at = self._lines.find(f"\n{key}\n") if key else 0
        if at < 0:
            return None
        start = at + 1 + len(key) + bool(key)
        found: list[str] = []
        while len(found) < limit and start < len(self._lines):
            end = self._lines.index("\n", start)
            found.append(self._lines[start:end])
            start = end + 1
        return found


_alone = threading.Lock()
_kept: OrderedDict[str, Order | None] = OrderedDict()


def effects_after(reader: "Reader", after: str, limit: int) -> list[Iri] | None:
    """Return the estimates that come next of all; ``None`` where that must be asked for.

    Args:
        reader: a published version of a store.
        after: the last of the page before; empty for the first page.
        limit: so many at most.
    """
    order = _order(reader) if reader.mark else None
    found = order.after(after, limit) if order else None
    return None if found is None else [Iri(one) for one in found]


def effects_held(reader: "Reader") -> int | None:
    """Return how many estimates a version has; ``None`` where that must be asked for."""
    order = _order(reader) if reader.mark else None
    return order.count if order else None


def _order(reader: "Reader") -> Order | None:
    """Return the order of a version; ``None`` where it has too many estimates."""
    with _alone:
        if reader.mark in _kept:
            return _kept[reader.mark]
    rows = reader.select(_EVERY)
    made = Order({plain(row["result"]) for row in rows}) if len(rows) <= MOST else None
    with _alone:
        _kept[reader.mark] = made
        while len(_kept) > _VERSIONS:
            _kept.popitem(last=False)
    return made
