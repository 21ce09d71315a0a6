"""Faults of the disk and of the machine, told in our words at the edge of a bulk load."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trialgraph.errors import DiskFailed
from trialgraph.store.folder import Folder
from trialgraph.store.holding import read_only
from trialgraph.store.ledger_files import error_of, primary_code

_OURS = frozenset({0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE})
"""What SQLite says of a statement of ours, and of no file."""

_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def faults_told(store: Path) -> Iterator[None]:
    """Tell what keeps a load from going on, whichever part of it met it.

    Raises:
        DiskFailed: a disk has no room or a fault, or the engine cannot go on.
        StoreHeld: a file of the store was locked for too long.
        StoreFormat: a file of the store is damaged.
        StoreReadOnly: it may not be written to.
    """
    try:
        yield
    except BrokenPipeError:
        raise  # whoever reads what we say has gone, and no disk failed
    except sqlite3.DatabaseError as error:
        if primary_code(error) in _OURS:
            raise
        raise error_of(Folder(store).ledger, error) from error
    except OSError as error:
        if error.errno in _NOT_ALLOWED:
            raise read_only(store, error) from error
        raise _failed(store, error) from error
    except RuntimeError as error:
        if type(error) is not RuntimeError:  # what derives from it is a fault of ours
            raise
        raise _failed(store, error) from error


def _failed(store: Path, error: Exception) -> DiskFailed:
    found = str(error) or type(error).__name__
    return DiskFailed(
        f"found {found} on bringing documents into the store in {store}, wanted room on its disk "
        "and in memory, and no fault; make room, or mend it, then run the same command again: it "
        "goes on where it was"
    )
