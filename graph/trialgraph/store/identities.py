"""What is compared of the documents of a store, so that those that go together are found.

The file follows from the graphs of the documents alone: removed, it is made again. It lies
beside the ledger, for a store on another server in the companion directory. What is to be
done after a change is in it as well, so that a run that is killed leaves nothing undone:
marks (documents that changed, documents that may be touched) and graphs to be derived.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from trialgraph import names
from trialgraph.errors import StoreFormat
from trialgraph.names import Iri
from trialgraph.store.identity_rows import ImprintRow, Part, PartRow

_AT_ONCE = 500  # SQLite takes so many values in one statement, and more

_SCHEMA = """
CREATE TABLE IF NOT EXISTS said (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS mark (
    document TEXT PRIMARY KEY, state INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS due (
    together INTEGER NOT NULL, document TEXT NOT NULL, graph TEXT NOT NULL,
    PRIMARY KEY (together, document, graph)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS due_graph ON due (graph);
CREATE TABLE IF NOT EXISTS document (
    number INTEGER PRIMARY KEY, identifier TEXT UNIQUE NOT NULL, outline BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS imprint (
    number INTEGER PRIMARY KEY, digest INTEGER NOT NULL, words BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS imprint_digest ON imprint (digest);
CREATE TABLE IF NOT EXISTS part (
    number INTEGER PRIMARY KEY, document INTEGER NOT NULL, kind TEXT NOT NULL,
    place INTEGER NOT NULL, bundle INTEGER NOT NULL, imprint INTEGER, keys BLOB NOT NULL,
    numbers INTEGER NOT NULL, is_firm INTEGER NOT NULL, words BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS part_document ON part (document);
CREATE INDEX IF NOT EXISTS part_imprint ON part (imprint, kind) WHERE imprint IS NOT NULL;
CREATE TABLE IF NOT EXISTS named (
    key INTEGER NOT NULL, is_loose INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (key, is_loose, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS printed (
    key INTEGER NOT NULL, imprint INTEGER NOT NULL, PRIMARY KEY (key, imprint)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS titled (
    word INTEGER NOT NULL, imprint INTEGER NOT NULL, PRIMARY KEY (word, imprint)
) STRICT, WITHOUT ROWID;
"""


class Mark(IntEnum):
    """What is to be done for a document."""

    UNREAD = 0
    """Its graph changed: what is compared of it is to be read again."""
    CHANGED = 1
    """It was read again: what follows from it is to be found."""
    TOUCHED = 2
    """It may be of another trial or publication now: whether it is, is to be found."""


_PARTS = """SELECT part.number, identifier, kind, place, bundle, imprint, keys, numbers, is_firm,
words
FROM part JOIN document ON document.number = part.document """


Due = tuple[int, str, Iri]
"""A graph to be derived: a number that what goes together shares, a document, its name."""

_GRAPHS = names.document("")


def documents_among(graphs: Iterable[Iri]) -> list[str]:
    """Return the documents whose graphs are among some, by their names."""
    return [unquote(one.removeprefix(_GRAPHS)) for one in graphs if one.startswith(_GRAPHS)]


class Identities:
    """The index of a store; what a method changes is on disk when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, file: Path) -> Self:
        """Open the index or make an empty one, also in the place of a damaged one."""
        try:
            return cls(_opened(file))
        except sqlite3.DatabaseError:
            for one in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
                one.unlink(missing_ok=True)
            return cls(_opened(file))

    @classmethod
    @contextmanager
    def look(cls, file: Path, *, is_left: bool = False) -> Iterator[Self]:
        """Open the index for reading only, beside the writer, as it stands now.

        Args:
            file: of the index.
            is_left: nobody has it open, so that no file need be made beside it.

        Raises:
            StoreFormat: it is missing or damaged; also while it is read.
        """
        address = f"{file.resolve().as_uri()}?mode=ro{'&immutable=1' * is_left}"
        try:
            with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
                connection.execute("BEGIN")
                yield cls(connection)
        except sqlite3.DatabaseError as error:
            raise StoreFormat(
                f"the index {file} is damaged or missing ({error}); remove it: "
                "the next change of the store makes it again"
            ) from error

    @contextmanager
    def change(self) -> Iterator[None]:
        """Make all changes within, or none of them."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def said(self, name: str) -> str:
        """Return what was noted under a name, empty for nothing."""
        row = self._connection.execute("SELECT value FROM said WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def say(self, name: str, value: str) -> None:
        """Note something under a name."""
        self._connection.execute("INSERT OR REPLACE INTO said VALUES (?, ?)", (name, value))

    def empty(self) -> None:
        """Forget all documents: they are to be read again; what is to be done stays noted."""
        with self.change():
            for table in ("said", "document", "imprint", "part", "named", "printed", "titled"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- one of ours

    def mark(self, documents: Iterable[str], state: Mark) -> None:
        """Note that something is to be done for documents, unless more is already."""
        marks = [(one, int(state)) for one in documents]
        query = """INSERT INTO mark VALUES (?, ?)
            ON CONFLICT DO UPDATE SET state = min(state, excluded.state)"""
        if marks:
            with self.change():
                self._connection.executemany(query, marks)

    def unmark(self, documents: Iterable[str]) -> None:
        """Note that nothing more is to be done for documents."""
        with self.change():
            self._connection.executemany(
                "DELETE FROM mark WHERE document = ?", ((one,) for one in documents)
            )

    def marked(self, states: Iterable[Mark], limit: int = -1, after: str = "") -> dict[str, Mark]:
        """Return the documents for which something is to be done, in their order."""
        wanted = ", ".join(str(int(one)) for one in states)
        query = f"""SELECT document, state FROM mark WHERE document > ? AND state IN ({wanted})
            ORDER BY document LIMIT ?"""  # noqa: S608 -- numbers
        found = self._connection.execute(query, (after, limit))
        return {one: Mark(state) for one, state in found}

    def owe(self, graphs: Iterable[Due]) -> None:
        """Note that graphs are to be derived."""
        with self.change():
            self._connection.executemany("INSERT OR IGNORE INTO due VALUES (?, ?, ?)", graphs)

    def owing(self, after: int, limit: int) -> list[tuple[int, int]]:
        """Return numbers of what goes together, those after a given one, each with how many."""
        query = """SELECT together, count(*) FROM due WHERE together > ? GROUP BY together
            ORDER BY together LIMIT ?"""
        return list(self._connection.execute(query, (after, limit)))

    def due(self, together: Iterable[int]) -> list[Due]:
        """Return the graphs to be derived that have one of some numbers."""
        query = "SELECT together, document, graph FROM due WHERE together IN ({})"
        return list(self._rows(query, list(together)))

    def settle(self, graphs: Iterable[Iri]) -> None:
        """Note that graphs are derived."""
        with self.change():
            self._connection.executemany(
                "DELETE FROM due WHERE graph = ?", ((one,) for one in graphs)
            )

    def to_do(self) -> tuple[int, int]:
        """Return of how many documents something is to be done, and how many graphs are due."""
        query = "SELECT (SELECT count(*) FROM mark), (SELECT count(*) FROM due)"
        marked, due = self._connection.execute(query).fetchone()
        return int(marked), int(due)

    def put(self, identifier: str, outline: bytes, parts: Iterable[PartRow]) -> None:
        """Keep what is compared of a document, in the place of what was kept of it."""
        with self.change():
            self.drop(identifier)
            number = self._connection.execute(
                "INSERT INTO document (identifier, outline) VALUES (?, ?)", (identifier, outline)
            ).lastrowid
            for one in parts:
                self._put_part(number, one)

    def _put_part(self, document: int | None, one: PartRow) -> None:
        imprint = None if one.imprint is None else self._imprint(one.imprint)
        packed = array("q", one.keys).tobytes()
        row = (document, one.kind, one.place, one.bundle, imprint, packed)
        number = self._connection.execute(
            "INSERT INTO part (document, kind, place, bundle, imprint, keys, numbers, is_firm, "
            "words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, one.numbers, one.is_firm, one.words),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO named VALUES (?, ?, ?)",
            (
                (key, one.is_firm and place >= one.numbers, number)
                for place, key in enumerate(one.keys)
            ),
        )

    def _imprint(self, one: ImprintRow) -> int | None:
        """Return the number of an imprint, kept once; it stays when no part has it any more."""
        query = "SELECT number, words FROM imprint WHERE digest = ?"
        for number, words in self._connection.execute(query, (one.digest,)):
            if words == one.words:
                return int(number)
        number = self._connection.execute(
            "INSERT INTO imprint (digest, words) VALUES (?, ?)", (one.digest, one.words)
        ).lastrowid
        for table, keys in (("printed", one.keys), ("titled", one.title)):
            self._connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?)",  # noqa: S608 -- one of ours
                ((key, number) for key in keys),
            )
        return number

    def drop(self, identifier: str) -> None:
        """Forget a document, if it is known."""
        with self.change():
            for part in self.parts([identifier]):
                self._connection.executemany(
                    "DELETE FROM named WHERE key = ? AND is_loose IN (0, 1) AND part = ?",
                    ((key, part.number) for key in part.keys),
                )
                self._connection.execute("DELETE FROM part WHERE number = ?", (part.number,))
            self._connection.execute("DELETE FROM document WHERE identifier = ?", (identifier,))

    def documents(self) -> int:
        """Return how many documents are known."""
        return int(self._connection.execute("SELECT count(*) FROM document").fetchone()[0])

    def identifiers(self) -> set[str]:
        """Return the documents that are known."""
        return {one for (one,) in self._connection.execute("SELECT identifier FROM document")}

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with the file; nothing when it is sound."""
        found = [line for (line,) in self._connection.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    def outlines(self, documents: Iterable[str]) -> dict[str, bytes]:
        """Return the outlines of documents; what is not known has none."""
        query = "SELECT identifier, outline FROM document WHERE identifier IN ({})"
        return dict(self._rows(query, list(documents)))

    def parts(self, documents: Iterable[str]) -> list[Part]:
        """Return the parts of documents."""
        return self._parts(_PARTS + "WHERE identifier IN ({})", list(documents))

    def bundle(self, document: str, bundle: int) -> list[Part]:
        """Return the parts of a document that go together."""
        query = _PARTS + "WHERE identifier = ? AND bundle = ?"
        return [_part(row) for row in self._connection.execute(query, (document, bundle))]

    def named(self, keys: Iterable[int]) -> list[Part]:
        """Return the parts that have one of some names."""
        within = "SELECT part FROM named WHERE key IN ({})"
        return self._parts(f"{_PARTS} WHERE part.number IN ({within})", list(keys))

    def tying(self, keys: Iterable[int]) -> set[int]:
        """Return those names that a part has which is not firm, or has as a registration."""
        query = "SELECT DISTINCT key FROM named WHERE is_loose = 0 AND key IN ({})"
        return {key for (key,) in self._rows(query, list(keys))}

    def printed_as(self, imprints: Iterable[int]) -> list[Part]:
        """Return the parts that have one of some imprints."""
        return self._parts(_PARTS + "WHERE imprint IN ({})", list(imprints))

    def has_paper(self, imprints: Iterable[int]) -> bool:
        """Tell whether one of some imprints is a document's own."""
        query = "SELECT 1 FROM part WHERE kind = 'paper' AND imprint IN ({}) LIMIT 1"
        return any(True for _ in self._rows(query, list(imprints)))

    def imprints(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return what imprints say, by their numbers."""
        query = "SELECT number, words FROM imprint WHERE number IN ({})"
        return dict(self._rows(query, list(numbers)))

    def sharing(self, keys: Iterable[int]) -> set[int]:
        """Return the imprints that have one of some keys."""
        query = "SELECT imprint FROM printed WHERE key IN ({})"
        return {number for (number,) in self._rows(query, list(keys))}

    def titled(self, words: Iterable[int]) -> set[int]:
        """Return the imprints that have one of some words in their titles."""
        query = "SELECT imprint FROM titled WHERE word IN ({})"
        return {number for (number,) in self._rows(query, list(words))}

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _parts(self, query: str, values: Sequence[object]) -> list[Part]:
        return [_part(row) for row in self._rows(query, values)]

    def _rows(self, query: str, values: Sequence[object]) -> Iterator[tuple]:  # type: ignore[type-arg]
        """Yield the rows of a query for some values, which stand for ``{}`` in it."""
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            yield from self._connection.execute(query.format(marks), some).fetchall()


def _part(row: tuple) -> Part:  # type: ignore[type-arg]
    """Return a part from its row."""
    keys = array("q")
    number, document, kind, place, bundle, imprint, packed, numbers, is_firm, words = row
    keys.frombytes(packed)
    named = (tuple(keys), numbers, bool(is_firm))
    return Part(number, document, kind, place, bundle, imprint, *named, words)


def _opened(file: Path) -> sqlite3.Connection:
    """Return a connection to the index, whose tables are there."""
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    try:
        # Others read what stands while the writer writes; a commit is one wait for the disk.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
