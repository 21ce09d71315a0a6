"""N-Quads that one process makes and another loads: a file for each portion of work.

A pipe between the two would copy them three times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from trialgraph.names import Iri
from trialgraph.store.writer import Writer

_QUADS_AT_ONCE = 5_000_000  # in 1.3 GB on disk


@dataclass(frozen=True, slots=True)
class Range:
    """Where some N-Quads stand in a file."""

    start: int
    length: int

    def within(self, content: bytes) -> bytes:
        """Return them, from all bytes of the file."""
        return content[self.start : self.start + self.length]


NOWHERE = Range(0, 0)


class Spool:
    """A file that is being filled."""

    def __init__(self, file: Path) -> None:
        self._out = file.open("wb")
        self._at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._out.close()

    def add(self, *nquads: bytes) -> Range:
        """Put N-Quads at the end, and return where they stand together."""
        found = Range(self._at, sum(map(len, nquads)))
        self._out.writelines(nquads)
        self._at += found.length
        return found


def taken(file: Path) -> bytes:
    """Return all that was put into a file, and remove it."""
    content = file.read_bytes()
    file.unlink()
    return content


class Gathered:
    """Graphs that a store does not hold, put into one file to be loaded together.

    The engine orders anew what it holds after every few loads, so five million at once take a
    quarter less time than one, and less room; on disk they take no memory.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._graphs: list[Iri] = []
        self._quads = 0

    def has_room(self, quads: int) -> bool:
        """Tell whether so many quads more may be loaded with the others."""
        return not self._quads or self._quads + quads <= _QUADS_AT_ONCE

    def add(self, graphs: Iterable[Iri], nquads: Iterable[bytes]) -> None:
        """Put graphs with all their contents into the file."""
        self._graphs += graphs
        with self._file.open("ab") as out:
            for some in nquads:
                out.write(some)
                self._quads += some.count(b"\n")

    def load(self, writer: Writer) -> None:
        """Load all of it, and begin anew."""
        if self._graphs:
            writer.load_graphs(self._graphs, self._file)
            self._file.unlink()
        self._graphs.clear()
        self._quads = 0
