"""The SQLite file of a ledger: how it is opened, and what its faults are called.

While a writer has it open, changes go to a log beside it (``-wal``), so that readers go on
and never keep it waiting. At rest it is one file of the plain kind, which can be read where
nothing may be written, and copied.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trialgraph.errors import (
    DiskFailed,
    StoreError,
    StoreFormat,
    StoreHeld,
    StoreReadOnly,
    StoreUnfinished,
)

PATIENCE_SECONDS = 60.0
"""How long another's lock is waited for: a commit on a slow disk, a look through all of it."""

_CUT_OFF = frozenset(
    {
        sqlite3.SQLITE_READONLY_ROLLBACK,
        sqlite3.SQLITE_READONLY_RECOVERY,
        sqlite3.SQLITE_READONLY_CANTINIT,
        sqlite3.SQLITE_READONLY_DIRECTORY,
    }
)
"""Faults of a file whose log or journal is to be dealt with by who may write."""

_NO_LOG_MADE = frozenset({sqlite3.SQLITE_READONLY_DIRECTORY, sqlite3.SQLITE_CANTOPEN})
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_OF_THE_DISK = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM})


def opened_for_writing(file: Path) -> sqlite3.Connection:
    """Return a connection of the writer, to a file that is made where there is none."""
    connection = sqlite3.connect(
        file, isolation_level=None, check_same_thread=False, timeout=PATIENCE_SECONDS
    )
    try:
        _log_changes(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _log_changes(connection: sqlite3.Connection) -> None:
    """Have changes written to a log, each of them on disk when its call returns."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Somebody reads for longer than that: what is written is as safe without the log.
        if primary_code(error) not in _LOCKED:
            raise
    connection.execute("PRAGMA synchronous = FULL")


def lay_to_rest(connection: sqlite3.Connection) -> None:
    """Close a writer's connection, and leave one file of the plain kind where nobody reads.

    Closing twice is harmless.
    """
    with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def opened_for_reading(file: Path) -> sqlite3.Connection:
    """Return a connection that writes nothing."""
    address = f"{file.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=PATIENCE_SECONDS)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        connection.close()
        # Its last writer could not lay it to rest, and where nothing may be written no log
        # can be made; none is there that would have to be read.
        if error.sqlite_errorcode in _NO_LOG_MADE and not _has_log(file):
            return sqlite3.connect(f"{address}&immutable=1", uri=True)
        raise
    return connection


def _has_log(file: Path) -> bool:
    """Tell whether there are changes beside a file that are not in it yet."""
    return any(file.with_name(f"{file.name}-{one}").exists() for one in ("wal", "journal"))


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Tell in our words that a ledger cannot be used.

    Raises:
        StoreFormat: it is missing, damaged, or no ledger.
        StoreHeld: others had it locked for too long.
        StoreUnfinished: a killed process left a change that only a writer can take back.
        StoreReadOnly: it may not be written to.
        DiskFailed: the disk has no room, or a fault.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise error_of(file, error) from error


def error_of(file: Path, error: sqlite3.DatabaseError) -> StoreError:
    """Return what a fault of SQLite is in our words; advice to move a file is for damage alone."""
    code = primary_code(error)
    if code in _LOCKED:
        return StoreHeld(
            f"found {file} locked by another process for {PATIENCE_SECONDS:.0f} seconds, wanted "
            "it free; nothing is damaged: run the same command again when that one is done"
        )
    if getattr(error, "sqlite_errorcode", None) in _CUT_OFF:
        return StoreUnfinished(
            f"found a change of {file} that was cut off, wanted it whole; nothing is damaged: run "
            "'trialgraph ingest' once more on the same documents, which goes on there"
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreReadOnly(
            f"found that {file} may not be written to, wanted a store that this user may write "
            "to; write as the user who owns it, or read: reading works all the same"
        )
    if code in _OF_THE_DISK:
        return DiskFailed(
            f"found {error} on working with {file}, wanted a disk with room and without faults; "
            "make room, then run the same command again"
        )
    if code == sqlite3.SQLITE_CANTOPEN and file.exists():
        return StoreFormat(
            f"found that {file} cannot be opened, wanted a ledger that this user may read, with "
            "what stands beside it; give it the right, or read as the user who owns the store"
        )
    return StoreFormat(
        f"the ledger {file} is damaged or missing ({error}); "
        "move it away, with the -wal and -shm that may stand beside it, and ingest the documents "
        "again",
    )


def primary_code(error: sqlite3.DatabaseError) -> int:
    """Return what kind of fault SQLite met; 0 where it was not SQLite itself that told it."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
