"""What reviewers rejected: told wherever what would have followed from it is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.codes import local_name
from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.catalogue.filters import UPDATED_SINCE, Filter, chosen_filter, filter_set
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
_LEAVING_OUT = f"SELECT DISTINCT ?trial {{ ?trial <{names.term('leavesOut')}> ?fact }}"
_COMPARED = "FILTER EXISTS {{ ?trial :hasComparison ?compared . ?compared {path} ?{name} }}"
_SAYS = "NOT EXISTS {{ ?fact :stated{prop} ?said FILTER(LCASE(STR(?said)) != LCASE(STR({one}))) }}"
_OTHER_NAMES = {"drug": "adds"}
"""Parameters of questions that mean a filter of another name."""


def _compared(name: str, path: str) -> Filter:
    return replace(FILTERS[name], pattern=_COMPARED.format(name=name, path=path))


def _said(name: str, prop: str) -> Filter:
    return replace(FILTERS[name], pattern=f"FILTER {_SAYS.format(prop=prop, one=f'?{name}')}")


def _of_trial(name: str) -> Filter:
    return replace(FILTERS[name], pattern=f"FILTER EXISTS {{ ?trial :{_OF_TRIAL[name]} ?{name} }}")


_OF_TRIAL = {"condition": "treats", "phase": "phase", "line": "line"}
_STAGES = {
    one: _SAYS.format(prop="Stage", one=f'"{one}"') for one in FILTERS["stage"].individuals or ()
}
_TELLING = filter_set(
    "?trial :leavesOut ?fact . ",
    (
        _compared("adds", ":adds"),
        _compared("removes", ":removes"),
        _compared("intervention", ":experimentalArm/:includes"),
        _compared("comparator", ":comparatorArm/:includes"),
        *map(_of_trial, _OF_TRIAL),
        _said("population", "Population"),
        _said("assessor", "Assessor"),
        chosen_filter("stage", "", _STAGES),
        replace(
            FILTERS[UPDATED_SINCE],
            pattern=f"FILTER EXISTS {{ ?said :reviews ?fact; :reviewedDocument ?{UPDATED_SINCE} }}",
        ),
    ),
)
"""Filters that a rejected fact answers, or its trial: what it does not say, it may have been."""
_BY_COLUMN = ("trial", "endpoint")
"""Filters that a column of a row answers."""


def columns() -> "tuple[Column, ...]":
    """Return the columns of a row, in their order."""
    return panel_card(_PANEL).columns


def facts_left_out(reader: "Reader", document: str = "") -> tuple[AnswerRow, ...]:
    """Return the rejected facts, each with its newest rejection, by trial.

    Args:
        reader: a published version of a store.
        document: only those of this document, by identifier.
    """
    # The panel's query is planned for 30 ms; nearly always nothing is left out.
    trials = [Iri(plain(row["trial"])) for row in reader.select(_LEAVING_OUT)]
    if not trials:
        return ()
    found: dict[tuple[str, str], AnswerRow] = {}
    for row in panel(reader, _PANEL, trial=trials):
        found.setdefault((row.text("trial"), row.text("fact")), row)
    return tuple(row for row in found.values() if document in {"", row.text("in_document")})


def left_out(
    reader: "Reader", terms: "TermIndex", given: Mapping[str, Sequence[str]]
) -> tuple[AnswerRow, ...]:
    """Return the rejected facts that might have fitted what is asked for.

    Each filter takes away what says something else, or is of a trial that does not fit. What a
    fact does not say it may have been; its verdict, its direction and the day on which it could
    be read are not known, as nothing follows from it.

    Args:
        reader: a published version of a store.
        terms: the tables that names are looked up in.
        given: filter, or parameter of a question, to words.
    """
    found = facts_left_out(reader)
    if not found or "rejected" not in given.get("review", ("rejected",)):
        return ()
    for name in _BY_COLUMN:
        if found and given.get(name):
            wanted = _wanted(reader, terms, name, given[name])
            found = tuple(row for row in found if row.text(name) in {"", *wanted})
    return _fitting(reader, terms, given, found)


def _fitting(
    reader: "Reader",
    terms: "TermIndex",
    given: Mapping[str, Sequence[str]],
    found: tuple[AnswerRow, ...],
) -> tuple[AnswerRow, ...]:
    """Return those of some facts that do not contradict the other filters."""
    by_name = {_OTHER_NAMES.get(name, name): words for name, words in given.items()}
    telling = {name: one for name, one in by_name.items() if name in _TELLING.filters and one}
    if not found or not telling:
        return found
    try:
        pattern = _TELLING.pattern_of(reader, terms, telling)
    except UnknownName:  # a question without a document has no answer, and nothing is left out
        return ()
    query = f"PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?trial ?fact {{ {pattern} }}"
    fits = {(local_name(row["trial"]), plain(row["fact"])) for row in reader.select(query)}
    return tuple(row for row in found if (row.text("trial"), row.text("fact")) in fits)


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
