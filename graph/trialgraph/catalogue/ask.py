"""Asks the graph a named question."""

from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import Answer, AnswerRow, Searched, documents_in, rows
from trialgraph.catalogue.beginnings import beginning_kept
from trialgraph.catalogue.bind import bind, check_names
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.first_rows import first_rows
from trialgraph.catalogue.known_then import as_known
from trialgraph.catalogue.left_out import left_out, sentence
from trialgraph.catalogue.pool_request import pool_request
from trialgraph.catalogue.pooling import completed
from trialgraph.catalogue.quoted import quoted_documents
from trialgraph.catalogue.resolve import resolve
from trialgraph.catalogue.shown_later import solutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trialgraph.catalogue.card import Card
    from trialgraph.catalogue.quoted import QuotedDocument
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_POOLING = "pooling"
_KINDS = (
    "answer",
    "possibly",
    "near miss",
    "borderline",
    "superseded",
    "second hand",
    "mentioned only",
    "claim",
    "known gap",
)


def query_text(reader: "Reader", name: str, given: "Mapping[str, str]", terms: "TermIndex") -> str:
    """Return the SPARQL of a question with the given words bound as terms.

    Raises:
        UnknownQuestion: no question of that name.
        BadParameter: the words do not fit the question.
        UnknownName: a name that the tables, or the store, do not know.
    """
    card = find_card(name)
    return bind(card, resolved(reader, card, given, terms))


def resolved(
    reader: "Reader", card: "Card", given: "Mapping[str, str]", terms: "TermIndex"
) -> "dict[str, Sequence[Term]]":
    """Return the terms that words given for the parameters of a question mean.

    Raises:
        BadParameter: the words do not fit the question.
        UnknownName: a name that the tables, or the store, do not know.
    """
    check_names(card, given)
    return {
        parameter.name: resolve(reader, terms, parameter, given[parameter.name])
        for parameter in card.parameters
        if parameter.name in given
    }


def documents_of(
    reader: "Reader", card: "Card", found: "Iterable[AnswerRow]"
) -> "dict[str, QuotedDocument]":
    """Return the documents that rows of a question quote or name, by identifier."""
    return quoted_documents(reader, documents_in(found, card.columns))


def searched(reader: "Reader") -> Searched:
    """Return what an answer of this version is looked up in, as counted when published."""
    held = reader.statistics()
    return Searched(
        documents=held.documents,
        trials=held.trials,
        data_version=str(reader.version),
        as_of=reader.published_at[:10],
    )


def _rank(row: AnswerRow) -> int:
    return _KINDS.index(row.kind) if row.kind in _KINDS else len(_KINDS)


def _found(
    reader: "Reader",
    card: "Card",
    meant: "Mapping[str, Sequence[Term]]",
    terms: "TermIndex",
    most: int,
) -> tuple[AnswerRow, ...]:
    """Return the rows of an answer, or so many of the first trials where nothing is asked about."""
    if most and card.key and not meant:
        return first_rows(reader, card, meant, terms, most)
    return rows(card, solutions(reader, card, meant))


def ask(
    reader: "Reader", name: str, given: "Mapping[str, str]", terms: "TermIndex", most: int = 0
) -> Answer:
    """Return the answer to a named question, complete for the documents held.

    Args:
        reader: a published version of a store.
        name: of the question; ``catalogue.card.names()`` lists them.
        given: parameter to words, such as ``{"drug": "Perjeta"}``.
        terms: the tables that names are looked up in.
        most: rows that are wanted at least; 0 for all.

    Raises:
        UnknownQuestion: no question of that name.
        BadParameter: the words do not fit the question.
        UnknownName: a name that the tables, or the store, do not know.
    """
    card = find_card(name)
    meant = resolved(reader, card, given, terms)
    # What is wrong with a request for a pool is told before anything is looked up.
    day = pool_request(given).as_of if card.completed_by == _POOLING else None
    kept = None if meant else beginning_kept(reader, card, terms, most)
    found = kept.rows if kept else _found(reader, card, meant, terms, most)
    forests = None
    if card.completed_by == _POOLING:
        found = found if day is None else as_known(reader, found, day)
        pooled = completed(card, found, given, terms)
        found, forests = pooled.rows, pooled.forests
    rejected = left_out(reader, terms, {name: (one,) for name, one in given.items()})
    return Answer(
        question=card.name,
        words=card.question,
        parameters=dict(given),
        columns=card.columns,
        rows=tuple(sorted(found, key=_rank)),
        searched=searched(reader),
        notes=(*card.notes, *map(sentence, rejected)),
        table=card.table,
        documents=kept.documents if kept else documents_of(reader, card, found),
        forests=forests,
        left_out=rejected,
    )
