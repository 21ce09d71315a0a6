"""An index of names beside a store: what is called how, and how much stands behind it.

It is one SQLite file a published version, which nobody changes once it is there: another
version has another file. Whoever makes one fills a ``NameTables``; readers ask a
``NameIndex``. It must not know what a trial or a drug is: types are words to it.
"""

# ruff: noqa: S608 - the texts are put together of constants; what comes from outside is bound

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from trialgraph.store.name_tables import Roles, mark_of
from trialgraph.terms.folding import exact_key, plain

_ENOUGH = 2_000
"""So many names are put in order at most; of more, those of the weightiest things are taken."""
_ALIKE = 200
"""So many names with the same letters are looked at."""
_COLUMNS = "name.id, thing.type, thing.iri, thing.label, name.printed, thing.effects, thing.trials"
_FROM = "FROM name JOIN thing ON thing.id = name.thing"
_SHOWN = "NOT thing.is_hidden"
_ORDER = "ORDER BY name.weight DESC, length(name.plain), name.plain, thing.iri"
_LETTERS = 3
_ENOUGH_NAMES = 8
"""Names of one thing that are passed over until the next thing comes."""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing and the name by which it was found.

    Attributes:
        type: trial, document, publication, or the scheme of a concept.
        iri: names it in the graph; a publication that is not held has the address of others.
        label: what to print.
        name: by which it was found.
        effects: estimates that stand behind it.
        trials: in which it occurs, or that a document reports or registers.
    """

    type: str
    iri: str
    label: str
    name: str
    effects: int
    trials: int


_Found = list[NamedThing]


class NameIndex:
    """The names of one version, for one thread at a time.

    Attributes:
        version: of the data.
        published_at: when that version was published.
        stamp: what else the index was made of.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        about = dict(connection.execute("SELECT key, value FROM about"))
        self.version = int(about["version"])
        self.published_at = str(about["published_at"])
        self.stamp = str(about["stamp"])

    @classmethod
    def open(cls, file: Path) -> Self:
        """Return the index of a file.

        Raises:
            sqlite3.DatabaseError: it is none, or is gone.
        """
        address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        return cls._of(sqlite3.connect(address, uri=True, check_same_thread=False))

    @classmethod
    def of_bytes(cls, content: bytes) -> Self:
        """Return an index that stands in no file."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(content)
        return cls._of(connection)

    @classmethod
    def _of(cls, connection: sqlite3.Connection) -> Self:
        try:
            return cls(connection)
        except (sqlite3.DatabaseError, KeyError, ValueError) as error:
            connection.close()
            raise sqlite3.DatabaseError(f"no index of names: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with the file; nothing when it is sound."""
        found = [line for (line,) in self._connection.execute("PRAGMA quick_check")]
        return [] if found == ["ok"] else found

    def exact(self, keys: Sequence[str], iris: Sequence[str], types: Sequence[str]) -> _Found:
        """Return what has one of these keys or IRIs, the weightiest first."""
        wanted, given = _types(types)
        # Ids first: an OR over both tables would go through all names.
        found = (
            f"name.id IN (SELECT id FROM name WHERE exact IN ({_marks(keys)}) UNION "
            "SELECT name.id FROM name JOIN thing ON thing.id = name.thing "
            f"WHERE thing.iri IN ({_marks(iris)}))"
        )
        query = f"SELECT {_COLUMNS} {_FROM} WHERE {found} AND {_SHOWN} {wanted} {_ORDER} LIMIT ?"
        return self._things(query, (*keys, *iris, *given, _ENOUGH))

    def beginning(self, words: str, types: Sequence[str], limit: int) -> _Found:
        """Return what has a name that begins with these words, the weightiest first."""
        start = plain(words)
        if not start:
            return []
        found: list[NamedThing] = []
        for kind in types or self.types():
            found += self._beginning(kind, start, limit)
        found.sort(key=lambda one: (-2 * one.effects - one.trials, len(one.name), one.iri))
        return found[:limit]

    def _beginning(self, kind: str, start: str, limit: int) -> _Found:
        """Return names of one type; a start that many names share is taken by weight."""
        where = "name.type = ? AND name.plain >= ? AND name.plain < ?"
        given = (kind, start, start + "\U0010ffff")
        counted = f"SELECT count(*) FROM (SELECT 1 FROM name WHERE {where} LIMIT ?)"
        few = self._connection.execute(counted, (*given, _ENOUGH)).fetchone()[0] < _ENOUGH
        by = "name_start" if few else "name_weight"
        source = f"FROM name INDEXED BY {by} JOIN thing ON thing.id = name.thing"
        order = _ORDER if few else "ORDER BY name.weight DESC"
        query = f"SELECT {_COLUMNS} {source} WHERE {where} AND {_SHOWN} {order} LIMIT ?"
        return self._things(query, (*given, limit * _ENOUGH_NAMES))

    def beginning_closed_up(self, words: str, types: Sequence[str], limit: int) -> _Found:
        """Return what has a name that begins so when blanks and hyphens are left out."""
        start = exact_key(words)
        if not start:
            return []
        wanted, given = _types(types)
        # The order of the keys: without types there is no other index to begin with.
        query = (
            f"SELECT {_COLUMNS} FROM name INDEXED BY name_exact JOIN thing ON "
            "thing.id = name.thing WHERE name.exact >= ? AND name.exact < ? "
            f"AND {_SHOWN} {wanted} LIMIT ?"
        )
        bounds = (start, start + "\U0010ffff")
        return self._things(query, (*bounds, *given, limit * _ENOUGH_NAMES))[:limit]

    def with_words(self, words: str, types: Sequence[str], limit: int) -> _Found:
        """Return what has a name with all these words in any order; the last may be begun."""
        tokens = plain(words).split()
        if not tokens:
            return []
        # Words are letters and digits alone, so that nothing in quotes is syntax.
        match = " AND ".join(f'"{one}"' for one in tokens) + "*"
        if types:
            match = f"({' OR '.join(map(mark_of, types))}) AND {match}"
        query = (
            f"SELECT {_COLUMNS} {_FROM} WHERE name.id IN "
            f"(SELECT rowid FROM word WHERE word MATCH ? LIMIT ?) AND {_SHOWN} {_ORDER} LIMIT ?"
        )
        return self._things(query, (match, _ENOUGH, limit * _ENOUGH_NAMES))[:limit]

    def alike(self, words: str, types: Sequence[str]) -> _Found:
        """Return names with many of the same letters in a row, in no order; ids are left out."""
        letters = plain(words)
        parts = dict.fromkeys(
            letters[at : at + _LETTERS] for at in range(len(letters) - _LETTERS + 1)
        )
        if not parts:
            return []
        match = " OR ".join(f'"{one}"' for one in parts)
        wanted, given = _types(types)
        query = (
            f"SELECT {_COLUMNS} {_FROM} WHERE name.id IN "
            "(SELECT rowid FROM letters WHERE letters MATCH ? ORDER BY rank LIMIT ?) "
            f"AND {_SHOWN} {wanted}"
        )
        rows = self._connection.execute(query, (match, _ALIKE, *given))
        return [NamedThing(*row[1:]) for row in rows]

    def types(self) -> list[str]:
        """Return the types of things that have a name."""
        # A jump from type to type: DISTINCT would go through all names.
        query = """WITH RECURSIVE kind(type) AS (
            SELECT min(type) FROM name UNION ALL
            SELECT (SELECT min(type) FROM name WHERE type > kind.type) FROM kind
            WHERE kind.type IS NOT NULL) SELECT type FROM kind WHERE type IS NOT NULL"""
        return [kind for (kind,) in self._connection.execute(query)]

    def get(self, iri: str) -> NamedThing | None:
        """Return a thing by its IRI, with its label as its name."""
        query = "SELECT type, iri, label, label, effects, trials FROM thing WHERE iri = ?"
        row = self._connection.execute(query, (iri,)).fetchone()
        return None if row is None else NamedThing(*row)

    def names(self, iri: str) -> list[str]:
        """Return all names of a thing, as printed, sorted."""
        query = (
            "SELECT DISTINCT printed FROM name JOIN thing ON thing.id = name.thing "
            "WHERE thing.iri = ? ORDER BY printed"
        )
        return [name for (name,) in self._connection.execute(query, (iri,))]

    def listed(self, kind: str, after: str, limit: int) -> _Found:
        """Return things of a type that trials stand behind, by IRI, those after a given one."""
        query = (
            "SELECT type, iri, label, label, effects, trials FROM thing "
            "WHERE type = ? AND iri > ? AND trials > 0 ORDER BY iri LIMIT ?"
        )
        return [NamedThing(*row) for row in self._connection.execute(query, (kind, after, limit))]

    def most_used(self, kind: str, after: str, limit: int) -> _Found:
        """Return things of a type that trials stand behind, those with most estimates first.

        Args:
            kind: their type.
            after: IRI of the one that they come after; empty for the first.
            limit: so many at most.
        """
        query = (
            "SELECT type, iri, label, label, effects, trials FROM thing "
            "WHERE type = ? AND trials > 0 AND (? = '' OR (-effects, -trials, iri) > "
            "(SELECT -effects, -trials, iri FROM thing WHERE iri = ?)) "
            "ORDER BY effects DESC, trials DESC, iri LIMIT ?"
        )
        given = (kind, after, after, limit)
        return [NamedThing(*row) for row in self._connection.execute(query, given)]

    def count(self, kind: str) -> int:
        """Return how many things of a type have trials behind them."""
        query = "SELECT count(*) FROM thing WHERE type = ? AND trials > 0"
        return int(self._connection.execute(query, (kind,)).fetchone()[0])

    def standings(self, iri: str) -> Roles:
        """Return how many estimates stand behind a concept: role to verdict to their number."""
        query = (
            "SELECT role, verdict, sum(part.effects) FROM part JOIN thing ON thing.id = part.thing "
            "WHERE thing.iri = ? AND role <> '' GROUP BY role, verdict ORDER BY role, verdict"
        )
        found: Roles = {}
        for role, verdict, effects in self._connection.execute(query, (iri,)):
            found.setdefault(role, {})[verdict] = effects
        return found

    def owners(self, iri: str, kind: str, after: str, limit: int) -> _Found:
        """Return what a thing belongs to, such as the trials of a drug, by IRI.

        ``effects`` are those of the thing in each.
        """
        query = """SELECT owner.type, owner.iri, owner.label, owner.label,
              coalesce(sum(part.effects) FILTER (WHERE part.role = 'all'), 0), owner.trials
            FROM part JOIN thing ON thing.id = part.thing
              JOIN thing AS owner ON owner.id = part.owner
            WHERE thing.iri = ? AND owner.type = ? AND owner.iri > ?
            GROUP BY owner.id ORDER BY owner.iri LIMIT ?"""
        given = (iri, kind, after, limit)
        return [NamedThing(*row) for row in self._connection.execute(query, given)]

    def _things(self, query: str, given: Iterable[object]) -> _Found:
        """Return the things of a query, each once, by the first of its names."""
        found: dict[str, NamedThing] = {}
        for row in self._connection.execute(query, tuple(given)):
            found.setdefault(row[2], NamedThing(*row[1:]))
        return list(found.values())


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _types(types: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the condition that a thing is of one of some types, and its values."""
    return (f"AND name.type IN ({_marks(types)})", types) if types else ("", ())
