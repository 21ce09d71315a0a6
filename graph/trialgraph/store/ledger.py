"""What was done with which document, and what was begun and not finished.

Times, versions and outcomes live here and not in the graphs, so that the same
bytes read by the same versions give the same graph.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from trialgraph.names.shown import in_unicode
from trialgraph.store.ledger_files import (
    lay_to_rest,
    opened_for_reading,
    opened_for_writing,
    told,
)

State = Literal["stored", "set aside"]
Action = Literal["store", "remove", "decide"]

_LAST = "replace({0}, rtrim({0}, replace({0}, '/', '')), '')"  # of a path
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS document (
    identifier TEXT PRIMARY KEY, kind TEXT NOT NULL, sha256 TEXT NOT NULL, reader TEXT NOT NULL,
    terms TEXT NOT NULL, ontology TEXT NOT NULL, state TEXT NOT NULL, source TEXT NOT NULL,
    message TEXT NOT NULL, recorded_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS intent (
    number INTEGER PRIMARY KEY, identifier TEXT UNIQUE NOT NULL, action TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS kept (
    identifier TEXT PRIMARY KEY, content TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS document_sha256 ON document (sha256);
CREATE INDEX IF NOT EXISTS document_state ON document (state, recorded_at, identifier);
CREATE INDEX IF NOT EXISTS document_identifier ON document (identifier COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS document_file ON document ({_LAST.format("source")} COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS kept_content ON kept (content);
CREATE INDEX IF NOT EXISTS kept_text ON kept (text);
"""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document and what became of it.

    Attributes:
        reader: versions of the reader and the extractor.
        terms: version of the term tables.
        ontology: version of the ontology.
        source: the file name as given.
        message: why it was set aside.
        recorded_at: when, UTC, ISO 8601; filled in by ``Ledger.record``.
    """

    identifier: str
    kind: str
    sha256: str
    reader: str
    terms: str
    ontology: str
    state: State
    source: str = ""
    message: str = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """A change that was begun; it is done again when it is found unfinished.

    The identifier is a document's, of ``decide`` the decision's.
    """

    identifier: str
    action: Action
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The hashes under which a document's bytes and canonical text are kept."""

    content: str
    text: str


_ENTRIES = "SELECT * FROM document ORDER BY identifier"
_BY_IDENTIFIER = "SELECT * FROM document WHERE identifier = ?"
_BY_HASH = "SELECT * FROM document WHERE sha256 = ? ORDER BY identifier"
_PART = """SELECT * FROM document WHERE identifier > ? AND (? = '' OR state = ?)
ORDER BY identifier LIMIT ?"""
_SINCE = """SELECT identifier FROM document WHERE state = ? AND recorded_at >= ?
ORDER BY identifier"""
_COUNT = "SELECT count(*) FROM document"
_COUNT_STATE = "SELECT count(*) FROM document WHERE state = ?"
# Each way to know a document has an index of its own.
_KNOWN_AS = rf"""SELECT * FROM document WHERE identifier IN (
    SELECT identifier FROM document WHERE identifier = :words COLLATE NOCASE
    UNION SELECT identifier FROM document WHERE sha256 = lower(:words)
    UNION SELECT identifier FROM document
    WHERE {_LAST.format("source")} = {_LAST.format(":words")} COLLATE NOCASE
    AND (source = :words OR source LIKE :end ESCAPE '\'))
ORDER BY identifier LIMIT 200"""  # noqa: S608 -- one of ours
_RECORD = "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Ledger:
    """The ledger of a store; every change is on disk when its method returns."""

    def __init__(self, connection: sqlite3.Connection, settle: Callable[[], None]) -> None:
        self._connection = connection
        self._settle = settle

    @classmethod
    def open(cls, file: Path, settle: Callable[[], None]) -> Self:
        """Open or make a ledger.

        Args:
            file: the SQLite file.
            settle: brings the quads to disk; called before an intent is
                cleared, so that a power cut never loses a finished change.

        Raises:
            StoreError: it is damaged, no ledger, or cannot be had; see ``told``.
        """
        with told(file):
            connection = opened_for_writing(file)
            try:
                connection.executescript(_SCHEMA)
            except sqlite3.DatabaseError:
                connection.close()
                raise
        return cls(connection, settle)

    @classmethod
    @contextmanager
    def look(cls, file: Path) -> Iterator[Self]:
        """Open a ledger for reading only, beside the writer.

        Raises:
            StoreError: it is missing, damaged, or cannot be had, see ``told``; also while it
                is read.
        """
        with told(file), closing(opened_for_reading(file)) as connection:
            yield cls(connection, lambda: None)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write all changes within at once, or none of them: one wait for the disk."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def entry(self, identifier: str) -> DocumentEntry | None:
        """Return what is recorded of a document."""
        row = self._connection.execute(_BY_IDENTIFIER, (identifier,)).fetchone()
        return None if row is None else DocumentEntry(*row)

    def entries(self) -> list[DocumentEntry]:
        """Return all documents by identifier."""
        return [DocumentEntry(*row) for row in self._connection.execute(_ENTRIES)]

    def of_bytes(self, sha256: str) -> list[DocumentEntry]:
        """Return the documents of bytes with a hash."""
        rows = self._connection.execute(_BY_HASH, (sha256,))
        return [DocumentEntry(*row) for row in rows]

    def part(self, after: str, limit: int, state: str = "") -> list[DocumentEntry]:
        """Return documents by identifier, those after a given one; of one state where given."""
        rows = self._connection.execute(_PART, (after, state, state, limit))
        return [DocumentEntry(*row) for row in rows]

    def count(self, state: str = "") -> int:
        """Return how many documents there are; of one state where given."""
        query, values = (_COUNT_STATE, (state,)) if state else (_COUNT, ())
        return int(self._connection.execute(query, values).fetchone()[0])

    def identifiers(self) -> list[str]:
        """Return the identifiers of all documents, in their order."""
        query = "SELECT identifier FROM document ORDER BY identifier"
        return [one for (one,) in self._connection.execute(query)]

    def since(self, day: str, state: State) -> list[str]:
        """Return the documents of a state that were recorded on a day or later, ISO 8601."""
        return [one for (one,) in self._connection.execute(_SINCE, (state, day))]

    def known_as(self, words: str) -> list[DocumentEntry]:
        """Return the documents of an identifier, a hash, or a file's name, in any case."""
        words = in_unicode(words)  # as sources are recorded
        rows = self._connection.execute(_KNOWN_AS, {"words": words, "end": f"%/{_escaped(words)}"})
        return [DocumentEntry(*row) for row in rows]

    def record(self, entry: DocumentEntry) -> None:
        """Write down what became of a document, with the time."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute(_RECORD, astuple(replace(entry, recorded_at=now)))

    def forget(self, identifier: str) -> None:
        """Strike a document out."""
        self._connection.execute("DELETE FROM document WHERE identifier = ?", (identifier,))

    def begin(self, intent: Intent) -> None:
        """Write down a change before it is made; it replaces an earlier one of the document."""
        self._connection.execute(
            "INSERT OR REPLACE INTO intent (identifier, action, sha256) VALUES (?, ?, ?)",
            astuple(intent),
        )

    def clear(self, identifier: str) -> None:
        """Strike out the intent of a document: its change is made and on disk."""
        self._settle()
        self._connection.execute("DELETE FROM intent WHERE identifier = ?", (identifier,))

    def clear_all(self) -> None:
        """Strike out all intents: every change that was begun is made and on disk."""
        self._settle()
        self._connection.execute("DELETE FROM intent")

    def unfinished(self) -> list[Intent]:
        """Return the changes that were begun and not cleared, oldest first."""
        query = "SELECT identifier, action, sha256 FROM intent ORDER BY number"
        return [Intent(*row) for row in self._connection.execute(query)]

    def kept(self, identifier: str) -> KeptFiles | None:
        """Return under which hashes a document is kept."""
        query = "SELECT content, text FROM kept WHERE identifier = ?"
        row = self._connection.execute(query, (identifier,)).fetchone()
        return None if row is None else KeptFiles(*row)

    def keep(self, identifier: str, files: KeptFiles) -> None:
        """Write down under which hashes a document is kept."""
        self._connection.execute(
            "INSERT OR REPLACE INTO kept (identifier, content, text) VALUES (?, ?, ?)",
            (identifier, files.content, files.text),
        )

    def drop_kept(self, identifier: str) -> None:
        """Strike out that a document is kept."""
        self._connection.execute("DELETE FROM kept WHERE identifier = ?", (identifier,))

    def is_shared(self, sha256: str) -> bool:
        """Tell whether any document is kept under this hash."""
        query = "SELECT 1 FROM kept WHERE content = ? OR text = ? LIMIT 1"
        return self._connection.execute(query, (sha256, sha256)).fetchone() is not None

    def kept_names(self) -> set[str]:
        """Return all hashes that a document is kept under."""
        query = "SELECT content FROM kept UNION SELECT text FROM kept"
        return {name for (name,) in self._connection.execute(query)}

    def copy_to(self, file: Path) -> None:
        """Copy the ledger as it stands at one moment, also while its writer writes.

        Raises:
            OSError: the copy cannot be written.
        """
        with closing(sqlite3.connect(file)) as copy:
            try:
                self._connection.backup(copy)
                # Whoever reads the copy need not make files beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                raise OSError(str(error)) from error

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with the file; nothing when it is sound."""
        found = [line for (line,) in self._connection.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    def close(self) -> None:
        """Close the file, whose changes are all in it then."""
        lay_to_rest(self._connection)


def _escaped(words: str) -> str:
    """Return words of which no sign means any letters to LIKE."""
    return re.sub(r"([\\%_])", r"\\\1", words)
