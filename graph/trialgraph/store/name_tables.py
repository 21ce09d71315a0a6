"""The tables of an index of names, as whoever makes one fills them.

Things are put in with their names; what stands behind a thing is told by its owners: a
trial says which estimates of its own are about which drug. So a trial that changed is put
in anew, and nothing else is looked at.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from trialgraph.names import ID
from trialgraph.terms.folding import exact_key, plain

LAYOUT = "3"
"""Of the tables; an index of another layout is made anew."""

Roles = dict[str, dict[str, int]]
"""Role of a concept in a comparison, to verdict, to number of estimates."""

_LONGEST = 400
"""Characters of a name that are searched; titles are rarely longer."""
_SHORT = 60
"""Names up to so many characters are found by letters in a row, too."""
_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE thing (
    id INTEGER PRIMARY KEY, type TEXT NOT NULL, iri TEXT UNIQUE NOT NULL, label TEXT NOT NULL,
    effects INTEGER NOT NULL DEFAULT 0, trials INTEGER NOT NULL DEFAULT 0,
    is_own INTEGER NOT NULL DEFAULT 0, is_hidden INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX thing_type ON thing (type, iri);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, type TEXT NOT NULL, printed TEXT NOT NULL,
    plain TEXT NOT NULL, exact TEXT NOT NULL, searched TEXT NOT NULL, letters TEXT NOT NULL,
    weight INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX name_thing ON name (thing);
CREATE INDEX name_exact ON name (exact);
CREATE INDEX name_start ON name (type, plain);
CREATE INDEX name_weight ON name (type, weight DESC);
CREATE TABLE part (
    thing INTEGER NOT NULL, role TEXT NOT NULL, verdict TEXT NOT NULL, owner INTEGER NOT NULL,
    effects INTEGER NOT NULL, PRIMARY KEY (thing, role, verdict, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_owner ON part (owner);
CREATE VIRTUAL TABLE word USING fts5 (
    plain, content = '', prefix = '1 2 3', detail = 'none');
CREATE VIRTUAL TABLE letters USING fts5 (plain, content = '', tokenize = 'trigram');
"""
_NAMES = "SELECT id, searched, letters FROM name WHERE thing = ?"
_WRITE = """INSERT INTO name (thing, type, printed, plain, exact, searched, letters)
VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"""
_ALONE = """SELECT id FROM thing WHERE id IN (SELECT id FROM touched) AND NOT is_own
AND NOT EXISTS (SELECT 1 FROM part WHERE part.thing = thing.id)"""
_COUNT = """UPDATE thing SET
  effects = (SELECT coalesce(sum(effects), 0) FROM part
    WHERE part.thing = thing.id AND role = 'all'),
  trials = (SELECT count(*) FROM part WHERE part.thing = thing.id AND role = '')
WHERE id IN (SELECT id FROM touched)"""
_WEIGH = """UPDATE name SET
  weight = (SELECT 2 * effects + trials FROM thing WHERE id = name.thing)
WHERE thing IN (SELECT id FROM touched)"""
_HIDE = """UPDATE thing SET is_hidden = EXISTS (
  SELECT 1 FROM name AS own JOIN name AS other ON other.exact = own.exact
  WHERE own.thing = thing.id AND other.type = ?) WHERE type = ?"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one owner says of a thing, which may be itself.

    Attributes:
        iri: of the thing.
        role: in which it has the estimates, such as ``adds``; ``all`` for those of any role,
            each once; empty where it occurs at all.
        verdict: of the estimates.
        effects: their number.
    """

    iri: str
    role: str = ""
    verdict: str = ""
    effects: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its names.

    Attributes:
        type: a word for what it is.
        iri: names it.
        label: what to print.
        names: other names, as printed.
        identifiers: key under which it is looked up, and the identifier as printed.
        standings: what it says of things.
    """

    type: str
    iri: str
    label: str
    names: Sequence[str] = ()
    identifiers: Sequence[tuple[str, str]] = ()
    standings: Sequence[Standing] = ()


class NameTables:
    """An index that is being made; what is put in replaces what was there under its IRI."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # What a kill leaves is thrown away: nothing has to be settled on the way.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        self._is_new = not tables
        if self._is_new:
            connection.executescript(_SCHEMA)
        connection.executescript("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY); BEGIN")

    @classmethod
    def open(cls, file: Path) -> Self:
        """Return the tables of a file, made where it is not there."""
        return cls(sqlite3.connect(file, isolation_level=None))

    @classmethod
    def in_memory(cls) -> Self:
        """Return tables that stand in no file."""
        return cls(sqlite3.connect(":memory:", isolation_level=None))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def content(self) -> bytes:
        """Return the whole, as a file would hold it."""
        return self._connection.serialize()

    def put(self, thing: Named) -> None:
        """Take a thing in, in place of what was known of it."""
        number = self._number(thing)
        self._forget(number)
        self._connection.execute(
            "UPDATE thing SET type = ?, label = ?, is_own = 1 WHERE id = ?",
            (thing.type, thing.label, number),
        )
        self._write_names(number, thing)
        for one in thing.standings:
            self._connection.execute(
                "INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)",
                (self.tell(_unknown(one.iri)), one.role, one.verdict, number, one.effects),
            )

    def tell(self, thing: Named) -> int:
        """Take in a thing that is there only as long as others say something of it.

        Returns:
            Its number.
        """
        known = self._known(thing.iri)
        number = self._number(thing) if known is None else known
        if known is None:
            self._write_names(number, thing)
        self._touch(number)
        return number

    def remove(self, iri: str) -> None:
        """Take a thing out; one that is not there is no error."""
        number = self._known(iri)
        if number is not None:
            self._forget(number)
            self._touch(number)
            self._connection.execute("UPDATE thing SET is_own = 0 WHERE id = ?", (number,))

    def iri_of(self, kind: str, keys: Sequence[str]) -> str | None:
        """Return the IRI of a thing of a type that has one of some keys."""
        marks = ", ".join("?" * len(keys))
        query = (
            "SELECT thing.iri FROM name INDEXED BY name_exact "  # noqa: S608
            "JOIN thing ON thing.id = name.thing "
            f"WHERE name.exact IN ({marks}) AND name.type = ? LIMIT 1"
        )
        row = self._connection.execute(query, (*keys, kind)).fetchone()
        return None if row is None else str(row[0])

    def hide(self, kind: str, behind: str) -> None:
        """Hide the things of a type that share an identifier with one of another type."""
        self._connection.execute(_HIDE, (behind, kind))

    def finish(self, version: int, published_at: str, stamp: str) -> None:
        """Count what stands behind each thing, and write down what this is the index of."""
        for (number,) in self._connection.execute(_ALONE).fetchall():
            self._forget(number)
            self._connection.execute("DELETE FROM thing WHERE id = ?", (number,))
        self._connection.execute(_COUNT)
        self._connection.execute(_WEIGH)
        self._connection.executemany(
            "INSERT OR REPLACE INTO about VALUES (?, ?)",
            [("version", str(version)), ("published_at", published_at), ("stamp", stamp)],
        )
        self._connection.execute("COMMIT")
        if self._is_new:
            self._connection.execute("INSERT INTO word (word) VALUES ('optimize')")
            self._connection.execute("ANALYZE")

    def _known(self, iri: str) -> int | None:
        row = self._connection.execute("SELECT id FROM thing WHERE iri = ?", (iri,)).fetchone()
        return None if row is None else int(row[0])

    def _number(self, thing: Named) -> int:
        """Return the number of a thing, made known where it is not."""
        number = self._known(thing.iri)
        if number is None:
            query = "INSERT INTO thing (type, iri, label) VALUES (?, ?, ?) RETURNING id"
            given = (thing.type, thing.iri, thing.label)
            number = int(self._connection.execute(query, given).fetchone()[0])
        self._touch(number)
        return number

    def _touch(self, number: int) -> None:
        self._connection.execute("INSERT OR IGNORE INTO touched VALUES (?)", (number,))

    def _forget(self, number: int) -> None:
        """Take out the names of a thing, and what it says of others."""
        names = self._connection.execute(_NAMES, (number,)).fetchall()
        for row, searched, letters in names:
            self._full_text("word", row, searched, is_taken_out=True)
            if letters:
                self._full_text("letters", row, letters, is_taken_out=True)
        self._connection.execute("DELETE FROM name WHERE thing = ?", (number,))
        query = "INSERT OR IGNORE INTO touched SELECT thing FROM part WHERE owner = ?"
        self._connection.execute(query, (number,))
        self._connection.execute("DELETE FROM part WHERE owner = ?", (number,))

    def _write_names(self, number: int, thing: Named) -> None:
        """Write the names of a thing, each once, as it is printed first."""
        called = [(exact_key(name), name) for name in (thing.label, *thing.names)]
        known = {key for key, _ in thing.identifiers}
        rows: dict[str, str] = {}
        for key, printed in (*thing.identifiers, *called):
            if key:
                rows.setdefault(key, printed)
        for key, printed in rows.items():
            words = plain(printed[:_LONGEST])
            letters = words if len(words) <= _SHORT and key not in known else ""
            searched = f"{words} {mark_of(thing.type)}"
            given = (number, thing.type, printed, words, key, searched, letters)
            row = int(self._connection.execute(_WRITE, given).fetchone()[0])
            self._full_text("word", row, searched)
            if letters:
                self._full_text("letters", row, letters)

    def _full_text(self, table: str, row: int, words: str, *, is_taken_out: bool = False) -> None:
        """Take words into a full-text table, or out of it."""
        if is_taken_out:
            query = f"INSERT INTO {table} ({table}, rowid, plain) VALUES ('delete', ?, ?)"  # noqa: S608
        else:
            query = f"INSERT INTO {table} (rowid, plain) VALUES (?, ?)"  # noqa: S608
        self._connection.execute(query, (row, words))


def mark_of(kind: str) -> str:
    """Return the word that stands with each name of a type, so that it can be searched for."""
    return "zztype" + exact_key(kind)


def _unknown(iri: str) -> Named:
    """Return a thing of which nothing is known but its IRI, which says what it is."""
    kind, _, last = iri.removeprefix(ID).partition("/")
    return Named(kind, iri, unquote(last))
