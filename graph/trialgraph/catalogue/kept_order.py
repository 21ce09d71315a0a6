"""The order of a long list, kept a version: whoever turns its pages waits for no sorting."""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader

MOST = 90_000
"""Keys whose order is kept, in some megabytes; the service gives an answer as many rows."""
_LISTS = 4  # those of the newest version, and of the one before while requests still read it


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


class KeptOrders:
    """The orders of some lists of the newest versions.

    Args:
        key: of a row.
    """

    def __init__(self, key: "Callable[[Mapping[str, Term]], str]") -> None:
        self._key = key
        self._alone = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Order | None] = OrderedDict()

    def order(self, reader: "Reader", query: str) -> Order | None:
        """Return the order of a list; ``None`` where it is too long, or nothing can be kept.

        Args:
            reader: a published version of a store.
            query: finds the rows of the list, without a limit.
        """
        if not reader.mark:
            return None
        of = reader.mark, query
        with self._alone:
            if of in self._kept:
                return self._kept[of]
        found = reader.select(f"{query} LIMIT {MOST + 1}")
        made = Order(set(map(self._key, found))) if len(found) <= MOST else None
        with self._alone:
            self._kept[of] = made
            while len(self._kept) > _LISTS:
                self._kept.popitem(last=False)
        return made
