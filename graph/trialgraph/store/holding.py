"""Who writes to a store: one process at a time, and none that others wait for in vain.

The writer has the lock of ``HOLDER``. Who wants it takes the lock of ``QUEUE`` first and
keeps it while it waits: so a writer that let go comes to the store again after the one
that waited, and one that holds the store sees whether anybody waits.
"""

import fcntl
import os
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from trialgraph.errors import StoreHeld, StoreReadOnly

_LOOK_SECONDS = 0.02  # a lock cannot be waited for with a time limit
_PATIENCE_SECONDS = 10.0  # with a holder that gives way
_GIVES_WAY = "gives way"


def hold(path: Path, patience: float | None = None, *, gives_way: bool = False) -> IO[str]:
    """Return the open file whose lock makes this process the only writer of a store.

    Args:
        path: of the store's directory.
        patience: seconds to wait for it; without, a holder that gives way is waited for
            some time and any other not at all.
        gives_way: whether this process will look whether anybody waits, and let go.

    Raises:
        StoreHeld: another writer has it; the message names its process.
        StoreReadOnly: the store may not be written to.
    """
    with ExitStack() as on_failure:
        holder = on_failure.enter_context(_opened(path / "HOLDER"))
        with _opened(path / "QUEUE") as queue:
            deadline = time.monotonic()
            deadline += _patience_with(holder) if patience is None else patience
            if not (_locked(queue, deadline) and _locked(holder, deadline)):
                raise StoreHeld(
                    f"process {holder_of(holder) or 'unknown'} is writing to the store in {path}; "
                    "wait until it is done, or read: reading works meanwhile",
                )
        holder.truncate(0)
        holder.write(f"{os.getpid()} {_GIVES_WAY}" if gives_way else str(os.getpid()))
        holder.flush()
        on_failure.pop_all()
    return holder


def is_awaited(path: Path) -> bool:
    """Tell whether a process waits to write to a store."""
    with _opened(path / "QUEUE") as queue:
        return not _tried(queue)


def holder_of(holder: IO[str]) -> str:
    """Return the number of the process that a HOLDER file names, empty when it names none."""
    holder.seek(0)
    return holder.read().partition(" ")[0].strip()


def _patience_with(holder: IO[str]) -> float:
    """Return the seconds that a holder is waited for."""
    holder.seek(0)
    return _PATIENCE_SECONDS if holder.read().endswith(_GIVES_WAY) else 0.0


def _opened(file: Path) -> IO[str]:
    """Open a file of locks.

    Raises:
        StoreReadOnly: the store may not be written to.
    """
    try:
        return file.open("a+", encoding="ascii")
    except OSError as error:
        raise read_only(file.parent, error) from error


def _locked(file: IO[str], deadline: float) -> bool:
    """Tell whether a lock was had in time."""
    while not _tried(file):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_LOOK_SECONDS)
    return True


def _tried(file: IO[str]) -> bool:
    """Tell whether a lock was had at once."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def read_only(path: Path, error: OSError) -> StoreReadOnly:
    """Return that a store may not be written to."""
    return StoreReadOnly(
        f"found {error.strerror or error} on writing to the store in {path}, wanted a store that "
        "this user may write to; write as the user who owns it, or read: reading works all the same"
    )
