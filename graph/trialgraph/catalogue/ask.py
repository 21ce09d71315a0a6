"""Asks the graph a named question."""

from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.answer import Answer, AnswerRow, Searched, rows
from trialgraph.catalogue.bind import bind, check_names
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.pooling import completed
from trialgraph.catalogue.quoted import quoted_documents
from trialgraph.catalogue.resolve import resolve
from trialgraph.rdf.term import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_COUNTS = f"""PREFIX : <{names.ONTOLOGY}>
SELECT ?documents ?trials {{
  {{ SELECT (COUNT(?document) AS ?documents) {{ ?document a :Document }} }}
  {{ SELECT (COUNT(DISTINCT ?trial) AS ?trials) {{
       ?trial a :Trial ; :reportedBy|:registeredBy ?document }} }}
}}"""

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
    check_names(card, given)
    return bind(
        card,
        {
            parameter.name: resolve(reader, terms, parameter, given[parameter.name])
            for parameter in card.parameters
            if parameter.name in given
        },
    )


def searched(reader: "Reader") -> Searched:
    """Return what an answer of this version is looked up in."""
    counts = reader.select(_COUNTS)[0]
    return Searched(
        documents=int(plain(counts["documents"])),
        trials=int(plain(counts["trials"])),
        data_version=str(reader.version),
        as_of=reader.published_at[:10],
    )


def _rank(row: AnswerRow) -> int:
    return _KINDS.index(row.kind) if row.kind in _KINDS else len(_KINDS)


def ask(reader: "Reader", name: str, given: "Mapping[str, str]", terms: "TermIndex") -> Answer:
    """Return the answer to a named question, complete for the documents held.

    Args:
        reader: a published version of a store.
        name: of the question; ``catalogue.card.names()`` lists them.
        given: parameter to words, such as ``{"drug": "Perjeta"}``.
        terms: the tables that names are looked up in.

    Raises:
        UnknownQuestion: no question of that name.
        BadParameter: the words do not fit the question.
        UnknownName: a name that the tables, or the store, do not know.
    """
    card = find_card(name)
    found = rows(card, reader.select(query_text(reader, name, given, terms)))
    forests = None
    if card.completed_by == _POOLING:
        pooled = completed(card, found, given, terms)
        found, forests = pooled.rows, pooled.forests
    return Answer(
        question=card.name,
        words=card.question,
        parameters=dict(given),
        columns=card.columns,
        rows=tuple(sorted(found, key=_rank)),
        searched=searched(reader),
        notes=card.notes,
        table=card.table,
        documents=quoted_documents(
            reader, (one for row in found for one in row.documents(card.columns) if one)
        ),
        forests=forests,
    )
