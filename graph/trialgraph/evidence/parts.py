"""Disjoint parts of a row of things, which grow together."""

from collections import defaultdict
from collections.abc import Iterable


class Parts:
    """Numbers from 0 in disjoint parts; the least number stands for its part."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, one: int) -> int:
        """Return the number that stands for a part."""
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def roots(self, members: Iterable[int]) -> list[int]:
        """Return the parts of these members, each once."""
        return sorted({self.root(one) for one in members})

    def join(self, members: Iterable[int]) -> list[int]:
        """Make one part of the parts of all members; return those that were joined."""
        roots = self.roots(members)
        for one in roots[1:]:
            self._parent[one] = roots[0]
        return roots

    def all(self) -> list[list[int]]:
        """Return the parts, each with its members in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in range(len(self._parent)):
            found[self.root(one)].append(one)
        return list(found.values())
