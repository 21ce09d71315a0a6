"""What a bulk load keeps beside a store until it is published, so that a killed one goes on.

The store itself says what is done: its ledger which documents are loaded, its index what
is to be derived. Kept here is what saves the derivation from reading documents out of the
store again, and which documents were seen. All of it may be lost at any time.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from trialgraph.store.folder import Folder

_SCHEMA = """
CREATE TABLE IF NOT EXISTS judged (
    identifier TEXT PRIMARY KEY, sha256 TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS seen (
    identifier TEXT PRIMARY KEY, kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
_STALE = """DELETE FROM judged WHERE NOT EXISTS (SELECT 1 FROM ledger.intent AS intent
    WHERE intent.identifier = judged.identifier AND intent.action = 'store'
    AND intent.sha256 = judged.sha256)"""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a bulk load keeps what."""

    store: Path

    @property
    def folder(self) -> Path:
        """Return the folder of all of it."""
        return self.store / "bulk"

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
    """What documents are judged by, and which were seen."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, places: Places) -> Iterator[Self]:
        """Open the file or make an empty one; what the store knows nothing of is dropped.

        The caller is the writer of the store, whose ledger is there.
        """
        _emptied(places)
        with closing(sqlite3.connect(places.parts, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
            ledger = Folder(places.store).ledger
            connection.execute("ATTACH ? AS ledger", (f"{ledger.resolve()}",))
            connection.execute(_STALE)
            connection.execute("DELETE FROM seen")
            connection.execute("DETACH ledger")
            yield cls(connection)

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

    def see(self, identifiers: Iterable[tuple[str, str]]) -> None:
        """Note documents that were there, each with its kind."""
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", identifiers)
        self._connection.execute("COMMIT")

    def is_seen(self, identifier: str) -> bool:
        """Tell whether a document was there."""
        query = "SELECT 1 FROM seen WHERE identifier = ?"
        return self._connection.execute(query, (identifier,)).fetchone() is not None

    def kinds(self) -> frozenset[str]:
        """Return the kinds of the documents that were there."""
        rows = self._connection.execute("SELECT DISTINCT kind FROM seen")
        return frozenset(kind for (kind,) in rows)


def _emptied(places: Places) -> None:
    """Remove what a killed run left and none can use."""
    places.folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(places.quads, ignore_errors=True)
    for left in places.folder.glob("*.nq"):
        left.unlink()


def taken_away(places: Places) -> None:
    """Remove all of it: the work is published."""
    shutil.rmtree(places.folder, ignore_errors=True)
