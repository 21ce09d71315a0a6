"""The first rows of a long answer: some trials after the other are asked about, by their IRIs.

A whole answer about all trials of a registry takes minutes, and who wants a hundred rows of it
need not wait for the rest.
"""

from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import AnswerRow, rows
from trialgraph.catalogue.names_kept import named
from trialgraph.catalogue.shown_later import solutions
from trialgraph.errors import NamesNotReady
from trialgraph.names import Iri
from trialgraph.rdf.term import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trialgraph.catalogue.card import Card
    from trialgraph.catalogue.shown_later import Row
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_FIRST = 16  # trials
_LONGER = 7  # times, where nothing is known of the trials so far
_ENOUGH = 100  # trials: where nothing is known of so many, the whole answer is short
_MOST = 8_192  # trials of a step; where so many have too few rows, all have not many more
_MARGIN = 1.2


class _First:
    """Keeps the rows of the first trials, until there are enough.

    Args:
        key: column of the trial.
        most: rows that are enough.

    Attributes:
        last: the last trial whose rows are kept; empty where all are.
    """

    def __init__(self, key: str, most: int) -> None:
        self._key = key
        self._most = most
        self.last = Iri("")

    def keep(self, found: "list[Row]") -> "list[Row]":
        """Return the rows that are kept."""
        ordered = sorted(found, key=lambda row: plain(row[self._key]))
        if len(ordered) <= self._most:
            return ordered
        self.last = Iri(plain(ordered[self._most - 1][self._key]))
        return [row for row in ordered if plain(row[self._key]) <= self.last]


def first_rows(
    reader: "Reader",
    card: "Card",
    given: "Mapping[str, Sequence[Term]]",
    terms: "TermIndex",
    most: int,
) -> tuple[AnswerRow, ...]:
    """Return so many rows of an answer at most, those of the first trials.

    Where trials with an answer are rare, it is the beginning of the whole answer.

    Args:
        reader: a published version of a store.
        card: a question with a key.
        given: parameter to the terms that are asked about.
        terms: the tables that names are looked up in.
        most: rows at most.
    """
    found: tuple[AnswerRow, ...] = ()
    after, asked, wanted = "", 0, _FIRST
    while wanted <= _MOST:
        trials = _trials(reader, terms, after, wanted)
        if len(trials) < wanted:
            break
        first = _First(card.key, most - len(found))
        some = rows(card, solutions(reader, card, {**given, card.key: trials}, first.keep))
        found += tuple(sorted(some, key=lambda row: row.text(card.key)))
        if len(found) >= most:
            return found[:most]
        after = first.last or trials[-1]
        asked += 1 + trials.index(after)
        wanted = _next(asked, len(found), most)
    return rows(card, solutions(reader, card, given))[:most]


def _next(asked: int, found: int, most: int) -> int:
    """Return how many trials to ask about after so many with so many rows."""
    if not found:
        return asked * _LONGER if asked < _ENOUGH else _MOST + 1
    wanted = int(_MARGIN * asked * (most - found) / found) + 1
    return wanted if wanted > _MOST else min(wanted, _LONGER * asked)


def _trials(reader: "Reader", terms: "TermIndex", after: str, wanted: int) -> list[Iri]:
    """Return the trials held that come next; none where there is no index of this version."""
    try:
        with named(reader, terms) as index:
            if index.version != reader.version:
                return []
            return [Iri(one.iri) for one in index.listed("trial", after, wanted)]
    except NamesNotReady:
        return []
