"""How many of its files the engine holds open while it writes, and with them its memory.

The engine keeps the index of each file that it has open in memory, some 2.5 MB for one of 64 MB,
and keeps as many open as the system allows this process when the store is opened. A store of
32,500 studies had 196 while it was loaded.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FILES = 64
_SPARED = 48  # that the engine leaves to the rest of the process
_OPEN = Path("/dev/fd")  # of Linux and of macOS


@contextmanager
def few_files() -> Iterator[None]:
    """Have a store that is opened meanwhile keep few files open at a time, for good.

    Where this process has many files open itself, or the system does not tell how many, the store
    is opened as usual.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES + _SPARED
    if _open() > wanted // 2 or 0 <= soft <= wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _open() -> int:
    """Return how many files this process has open; very many where it is not known."""
    try:
        return sum(1 for _ in _OPEN.iterdir())
    except OSError:
        return 1 << 30
