"""What a bulk load keeps beside a store until it is published, so that a killed one goes on.

The store itself says what is done: its ledger which documents are loaded, its index what
is to be derived. Kept here is what saves the derivation from reading documents out of the
store again, and which documents came. All of it may be lost at any time.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from trialgraph.errors import DiskFailed
from trialgraph.store.folder import Folder
from trialgraph.store.ledger_files import primary_code

_SCHEMA = """
CREATE TABLE IF NOT EXISTS judged (
    identifier TEXT PRIMARY KEY, sha256 TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS came (
    identifier TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (identifier, source)
) STRICT, WITHOUT ROWID;
"""
_BY_SOURCE = "CREATE INDEX IF NOT EXISTS came_from ON came (source)"
_STALE = """DELETE FROM judged WHERE NOT EXISTS (SELECT 1 FROM ledger.intent AS intent
    WHERE intent.identifier = judged.identifier AND intent.action = 'store'
    AND intent.sha256 = judged.sha256)"""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""What SQLite says of a file that is damaged, or of another layout."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a bulk load keeps what."""

    store: Path

    @property
    def folder(self) -> Path:
        """Return the folder of all of it."""
        return Folder(self.store).bulk

    @property
    def parts(self) -> Path:
        """Return the file of what documents are judged by."""
        return self.folder / "parts.sqlite"

    @property
    def quads(self) -> Path:
        """Return the copy of the quads that other processes read."""
        return self.folder / "quads"

    def spool(self, name: str) -> Path:
        """Return the file that one portion of work is put into."""
        return self.folder / f"{name}.nq"


class Parts:
    """What documents are judged by, and which came."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, places: Places) -> Iterator[Self]:
        """Open the file or make an empty one, also in the place of a damaged one.

        What the store knows nothing of is dropped. The caller is the writer of the store,
        whose ledger is there.

        Raises:
            DiskFailed: it was found damaged while it was used, and is gone.
        """
        _emptied(places)
        try:
            connection = _opened(places)
        except sqlite3.DatabaseError as error:
            if primary_code(error) not in _DAMAGED:
                raise
            _remove_parts(places)
            connection = _opened(places)
        try:
            with closing(connection):
                yield cls(connection)
        except sqlite3.DatabaseError as error:
            _take_away_damaged(places, error)
            raise

    @classmethod
    @contextmanager
    def look(cls, places: Places) -> Iterator[Self]:
        """Open the file for reading only, beside the process that fills it."""
        address = f"{places.parts.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            yield cls(connection)

    def keep(self, judged: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep what documents of some bytes are judged by: identifier, hash, parts."""
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT OR REPLACE INTO judged VALUES (?, ?, ?)", judged)
        self._connection.execute("COMMIT")

    def judged(self, identifier: str) -> bytes | None:
        """Return what a document is judged by, if it is kept."""
        query = "SELECT content FROM judged WHERE identifier = ?"
        row = self._connection.execute(query, (identifier,)).fetchone()
        return None if row is None else bytes(row[0])

    def holds(self, identifier: str, sha256: str) -> bool:
        """Tell whether a document of some bytes was loaded to its end."""
        query = "SELECT 1 FROM judged WHERE identifier = ? AND sha256 = ?"
        return self._connection.execute(query, (identifier, sha256)).fetchone() is not None

    def see(self, documents: Iterable[tuple[str, str, str]]) -> None:
        """Note documents that came: identifier, source, kind."""
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT OR IGNORE INTO came VALUES (?, ?, ?)", documents)
        self._connection.execute("COMMIT")

    def is_seen(self, identifier: str) -> bool:
        """Tell whether a document came."""
        query = "SELECT 1 FROM came WHERE identifier = ?"
        return self._connection.execute(query, (identifier,)).fetchone() is not None

    def is_other(self, source: str, kind: str) -> bool:
        """Tell whether a document of another kind came from a source."""
        self._connection.execute(_BY_SOURCE)  # made when it is first wanted: few loads want it
        query = "SELECT 1 FROM came WHERE source = ? AND kind <> ?"
        return self._connection.execute(query, (source, kind)).fetchone() is not None

    def kinds(self) -> frozenset[str]:
        """Return the kinds of the documents that came."""
        rows = self._connection.execute("SELECT DISTINCT kind FROM came")
        return frozenset(kind for (kind,) in rows)


def _opened(places: Places) -> sqlite3.Connection:
    """Return a connection to the file, whose tables are there and hold nothing stale."""
    connection = sqlite3.connect(places.parts, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
        ledger = Folder(places.store).ledger
        connection.execute("ATTACH ? AS ledger", (f"{ledger.resolve()}",))
        connection.execute(_STALE)
        connection.execute("DELETE FROM came")
        connection.execute("DETACH ledger")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _take_away_damaged(places: Places, error: sqlite3.DatabaseError) -> None:
    """Take the file away where an error of SQLite came of damage to it; else do nothing.

    Raises:
        DiskFailed: it was damaged, and is gone; the same command does its work now.
    """
    if primary_code(error) in _DAMAGED and not _is_sound(places):
        _remove_parts(places)
        raise DiskFailed(
            f"found {places.parts} damaged ({error}) and took it away; no document is lost: run "
            "the same command again, which makes it anew"
        ) from error


def _is_sound(places: Places) -> bool:
    """Tell whether SQLite finds nothing wrong with the file."""
    try:
        with closing(sqlite3.connect(places.parts)) as connection:
            return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def _remove_parts(places: Places) -> None:
    """Remove the file, with what SQLite put beside it."""
    for end in ("", "-wal", "-shm"):
        places.parts.with_name(places.parts.name + end).unlink(missing_ok=True)


def _emptied(places: Places) -> None:
    """Remove what a killed run left and none can use."""
    places.folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(places.quads, ignore_errors=True)
    for left in places.folder.glob("*.nq"):
        left.unlink()


def taken_away(places: Places) -> None:
    """Remove all of it: the work is published."""
    shutil.rmtree(places.folder, ignore_errors=True)
