"""What reviewers rejected: told wherever what would have followed from it is missing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.codes import local_name
from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.catalogue.resolve import resolve
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.rdf.term import plain

if TYPE_CHECKING:
    from trialgraph.catalogue.card import Column
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_PANEL = "left-out"
_TOLD_BY = ("trial", "endpoint")
"""Filters that a rejected fact answers by itself; what others would have left is not known."""


def columns() -> "tuple[Column, ...]":
    """Return the columns of a row, in their order."""
    return panel_card(_PANEL).columns


def facts_left_out(reader: "Reader", document: str = "") -> tuple[AnswerRow, ...]:
    """Return the rejected facts, each with its newest rejection, by trial.

    Args:
        reader: a published version of a store.
        document: only those of this document, by identifier.
    """
    found: dict[tuple[str, str], AnswerRow] = {}
    for row in panel(reader, _PANEL):
        found.setdefault((row.text("trial"), row.text("fact")), row)
    return tuple(row for row in found.values() if document in {"", row.text("in_document")})


def left_out(
    reader: "Reader", terms: "TermIndex", given: Mapping[str, Sequence[str]]
) -> tuple[AnswerRow, ...]:
    """Return the rejected facts that might have fitted what is asked for.

    Those of another trial, or on another end point, than is asked for are not among them;
    whether a fact would have fitted other filters cannot be told, as nothing follows from it.

    Args:
        reader: a published version of a store.
        terms: the tables that names are looked up in.
        given: filter, or parameter of a question, to words.
    """
    found = facts_left_out(reader)
    for name in _TOLD_BY:
        if found and given.get(name):
            wanted = _wanted(reader, terms, name, given[name])
            found = tuple(row for row in found if row.text(name) in {"", *wanted})
    return found


def _wanted(reader: "Reader", terms: "TermIndex", name: str, words: Sequence[str]) -> set[str]:
    """Return the ends of the IRIs that words mean; none where they mean nothing."""
    takes = FILTERS[name].parameter
    try:
        meant = [term for one in words for term in resolve(reader, terms, takes, one)]
    except UnknownName:  # a question without a document has no answer, and nothing is left out
        return set()
    return {local_name(Iri(plain(term))) for term in meant}


def sentence(row: AnswerRow) -> str:
    """Return what was left out, where, and who rejected it, why.

    Such as ``Left out after review: reported estimate OS HR 0.73 of PRECIOUS (in
    sha-061718f7111f1619), rejected by A. Reviewer on 2026-11-22: misread.``
    """
    kind = row.text("kind").replace("_", " ")
    parts = (row.text(one) for one in ("endpoint", "measure", "value_printed"))
    what = " ".join(filter(None, (kind, *parts)))
    who = f"rejected by {row.text('reviewed_by')} on {row.text('reviewed_at')[:10]}"
    where = f"of {row.text('label')} (in {row.text('in_document')})"
    return f"Left out after review: {what} {where}, {who}: {row.text('review_reason')}"
