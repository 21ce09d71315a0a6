"""Lines sorted and without doubles, however many: what does not fit in memory waits on disk.

Runs of some megabytes are sorted and written to files without a name, which are gone
with the process; they are merged when they are read, as often as wanted (Knuth, The Art
of Computer Programming, volume 3, section 5.4).
"""

import tempfile
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from types import TracebackType
from typing import IO, ClassVar, Self

_MOST_RUNS = 64  # files that are open at once, at most twice as many


class SortedLines:
    """Lines put in in any order, and given in theirs; each ends with a line break.

    Attributes:
        most_held: bytes of lines in memory, about half of what Python takes for them.
    """

    most_held: ClassVar[int] = 32 << 20

    def __init__(self) -> None:
        self._held = 0
        self._lines: list[bytes] = []
        self._runs: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        for run in self._runs:
            run.close()

    def add(self, lines: Iterable[bytes]) -> None:
        """Put lines in.

        Raises:
            OSError: the disk is full.
        """
        for line in lines:
            self._lines.append(line)
            self._held += len(line)
            if self._held > self.most_held:
                self._put_aside()

    def __iter__(self) -> Iterator[bytes]:
        """Give all lines, each once; they may be asked for again after that, not meanwhile."""
        for run in self._runs:
            run.seek(0)
        self._lines.sort()
        return (line for line, _ in groupby(merge(*self._runs, self._lines)))

    def _put_aside(self) -> None:
        """Write the lines that are held to a file."""
        if len(self._runs) == _MOST_RUNS:
            for run in self._runs:
                run.seek(0)
            merged = _written(merge(*self._runs))
            for run in self._runs:
                run.close()
            self._runs = [merged]
        self._lines.sort()
        self._runs.append(_written(self._lines))
        self._lines = []
        self._held = 0


def _written(lines: Iterable[bytes]) -> IO[bytes]:
    """Return a file of lines."""
    run = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who asked for it
    run.writelines(lines)
    run.seek(0)
    return run
