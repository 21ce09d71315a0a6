"""The first rows of questions about everything, made ready for a version of a large store.

A hundred rows of many columns take the engine a second, wherever they come from, and the
first of them are what a page shows to who has not said yet what to look for.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from trialgraph.catalogue.answer import PASSAGES, AnswerRow, Passage, rows
from trialgraph.catalogue.card import Card, cards
from trialgraph.catalogue.first_rows import first_rows
from trialgraph.catalogue.names_gathered import stamp_of
from trialgraph.catalogue.shown_later import solutions
from trialgraph.store.first_answers import kept_answer
from trialgraph.store.folder import Folder
from trialgraph.store.snapshots import first_answers_file

if TYPE_CHECKING:
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_MOST = 201
"""Rows that are kept: two hundred, and one that tells whether there are more."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first rows of an answer about everything.

    Attributes:
        is_whole: there are no others.
    """

    rows: tuple[AnswerRow, ...]
    is_whole: bool

    def to_bytes(self) -> bytes:
        """Return it as it is kept."""
        told = {"is_whole": self.is_whole, "rows": [row.to_json() for row in self.rows]}
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def of_bytes(cls, content: bytes) -> "Beginning":
        """Return what was kept."""
        told = json.loads(content)
        return cls(tuple(map(_row, told["rows"])), told["is_whole"])


def _row(told: Mapping[str, Any]) -> AnswerRow:
    """Return a row from its JSON."""
    cells = {name: cell for name, cell in told.items() if name != PASSAGES}
    return AnswerRow(cells, tuple(Passage(**one) for one in told[PASSAGES]))


def about_everything() -> Iterator[Card]:
    """Yield the questions that can be asked without saying about what."""
    yield from (one for one in cards() if all(part.is_optional for part in one.parameters))


def beginning(reader: "Reader", card: Card, terms: "TermIndex") -> Beginning:
    """Return the first rows of an answer about everything, from the statements."""
    if card.key:
        found = first_rows(reader, card, {}, terms, _MOST)
    else:
        found = rows(card, solutions(reader, card, {}))
    return Beginning(found[:_MOST], is_whole=len(found) < _MOST)


def stamp(reader: "Reader", card: Card, terms: "TermIndex") -> str:
    """Return what tells a beginning of this version, this question and these terms."""
    parts = (version("trialgraph"), reader.published_at, card.text, stamp_of(terms))
    return sha256("\0".join(parts).encode()).hexdigest()


def first_rows_kept(
    reader: "Reader", card: Card, terms: "TermIndex", most: int
) -> tuple[AnswerRow, ...] | None:
    """Return so many of the first rows of an answer about everything, where they are ready.

    Args:
        reader: a published version of a store.
        card: the question.
        terms: the tables that names are looked up in.
        most: rows that are wanted at least; 0 for all.
    """
    file = first_answers_file(Folder(reader.path), reader.version)
    content = kept_answer(file, card.name, stamp(reader, card, terms))
    if content is None:
        return None
    kept = Beginning.of_bytes(content)
    if most and len(kept.rows) >= most:
        return kept.rows[:most]
    return kept.rows if kept.is_whole else None
