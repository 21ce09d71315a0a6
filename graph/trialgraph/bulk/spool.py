"""N-Quads that one process makes and another loads: a file for each portion of work.

A pipe between the two would copy them three times.
"""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Range:
    """Where some N-Quads stand in a file."""

    start: int
    length: int

    def within(self, content: bytes) -> bytes:
        """Return them, from all bytes of the file."""
        return content[self.start : self.start + self.length]


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
