"""The first rows of questions about everything, made ready for a version of a large store.

A hundred rows of many columns take the engine a second, wherever they come from, and the
first of them are what a page shows to who has not said yet what to look for.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from trialgraph.catalogue.answer import PASSAGES, AnswerRow, Passage, documents_in, rows
from trialgraph.catalogue.card import Card, cards
from trialgraph.catalogue.first_rows import first_rows
from trialgraph.catalogue.names_gathered import stamp_of
from trialgraph.catalogue.quoted import QuotedDocument, quoted_documents
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
        documents: that the rows quote or name, by identifier.
        is_whole: there are no other rows.
    """

    rows: tuple[AnswerRow, ...]
    documents: Mapping[str, QuotedDocument]
    is_whole: bool

    def to_bytes(self) -> bytes:
        """Return it as it is kept."""
        told = {
            "is_whole": self.is_whole,
            "rows": [row.to_json() for row in self.rows],
            "documents": [asdict(one) for one in self.documents.values()],
        }
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def of_bytes(cls, content: bytes) -> "Beginning":
        """Return what was kept."""
        told = json.loads(content)
        documents = {one["identifier"]: _document(one) for one in told["documents"]}
        return cls(tuple(map(_row, told["rows"])), documents, told["is_whole"])

    def part(self, card: Card, most: int) -> "Beginning | None":
        """Return so many of the rows with their documents; ``None`` where there are too few."""
        if not 0 < most <= len(self.rows):
            return self if self.is_whole else None
        some = self.rows[:most]
        named = documents_in(some, card.columns)
        documents = {name: one for name, one in self.documents.items() if name in named}
        return Beginning(some, documents, is_whole=False)


def _row(told: Mapping[str, Any]) -> AnswerRow:
    """Return a row from its JSON."""
    cells = {name: cell for name, cell in told.items() if name != PASSAGES}
    return AnswerRow(cells, tuple(Passage(**one) for one in told[PASSAGES]))


def _document(told: Mapping[str, Any]) -> QuotedDocument:
    """Return a document from its JSON."""
    derived = {name: tuple(by) for name, by in told["by_reference"].items()}
    return QuotedDocument(**{**told, "by_reference": derived})


def about_everything() -> Iterator[Card]:
    """Yield the questions that can be asked without saying about what."""
    yield from (one for one in cards() if all(part.is_optional for part in one.parameters))


def beginning(reader: "Reader", card: Card, terms: "TermIndex") -> Beginning:
    """Return the first rows of an answer about everything, from the statements."""
    if card.key:
        found = first_rows(reader, card, {}, terms, _MOST)
    else:
        found = rows(card, solutions(reader, card, {}))
    some = found[:_MOST]
    documents = quoted_documents(reader, documents_in(some, card.columns))
    return Beginning(some, documents, is_whole=len(found) < _MOST)


def stamp(reader: "Reader", card: Card, terms: "TermIndex") -> str:
    """Return what tells a beginning of this version, this question and these terms."""
    parts = (version("trialgraph"), reader.published_at, card.text, stamp_of(terms))
    return sha256("\0".join(parts).encode()).hexdigest()


def beginning_kept(reader: "Reader", card: Card, terms: "TermIndex", most: int) -> Beginning | None:
    """Return so many of the first rows of an answer about everything, where they are ready.

    Args:
        reader: a published version of a store.
        card: the question.
        terms: the tables that names are looked up in.
        most: rows that are wanted at least; 0 for all.
    """
    file = first_answers_file(Folder(reader.path), reader.version)
    content = kept_answer(file, card.name, stamp(reader, card, terms))
    return None if content is None else Beginning.of_bytes(content).part(card, most)
