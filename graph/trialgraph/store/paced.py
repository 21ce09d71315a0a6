"""A file of N-Quads that the engine is given no faster than it writes.

The engine sorts and writes a million statements in a thread of its own while it reads the next
million, so what it holds grows with the file. Where it is made to wait for that thread, 4.9
million take 1.1 GB of memory and not 1.9, and no more time of the processor.
"""

import io
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_AT_ONCE = 1_000_000  # statements that the engine sorts together
_THREADS = Path("/proc/self/task")
_LONGEST_REST = 30.0
"""Seconds. A thread that does nothing for longer is of another kind, and began in the meantime."""
_LOOK_SECONDS = 0.02


class Paced(io.RawIOBase):
    """The bytes of a file, which end in time where the reader has enough to do.

    Where the system does not tell the threads of a process, nothing is held back.
    """

    def __init__(self, file: Path) -> None:
        self._lines = file.open("rb", buffering=0)
        self._given = 0
        self._others = threads()

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._lines.close()
        super().close()

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Give the next bytes, once what was given before is written; return how many."""
        if self._given > _AT_ONCE:
            self._wait()
            self._given -= _AT_ONCE
        into = memoryview(buffer)
        count = self._lines.readinto(into)
        self._given += bytes(into[:count]).count(b"\n")
        return count

    def _wait(self) -> None:
        """Wait until the threads that began since the file was opened have ended.

        However long they take: what they hold would be held twice. A machine that others use may
        let them wait for minutes.
        """
        seen: dict[str, tuple[str, float]] = {}
        while working := threads() - self._others:
            for one in working:
                used, now = _used(one), time.monotonic()
                before, since = seen.get(one, ("", now))
                if used != before:
                    seen[one] = (used, now)
                elif now - since > _LONGEST_REST:
                    self._others |= {one}
            time.sleep(_LOOK_SECONDS)


def _used(thread: str) -> str:
    """Return how long a thread has had a processor, as the system writes it (proc(5))."""
    try:
        said = (_THREADS / thread / "stat").read_text("ascii", "replace")
    except OSError:  # it has ended
        return ""
    return " ".join(said.rpartition(")")[2].split()[11:13])


def threads() -> frozenset[str]:
    """Return the threads of this process, as far as the system tells them."""
    try:
        return frozenset(one.name for one in _THREADS.iterdir())
    except OSError:
        return frozenset()
