"""Effect estimates found by filters, page by page, each with its verdict and its sentences."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow, Cell, Searched, rows
from trialgraph.catalogue.ask import searched
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.effect_facts import effect_facts
from trialgraph.catalogue.effect_filters import Given, pattern_of
from trialgraph.catalogue.effect_order import effects_after, effects_held
from trialgraph.catalogue.known_then import as_known
from trialgraph.catalogue.paging import MOST, Page
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.names import Iri
from trialgraph.rdf.term import plain, term_text, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trialgraph.catalogue.card import Column
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_QUESTION = "effects"
_SETTING = "result-setting"
_SHOWN = """PREFIX : <{prefix}>
SELECT DISTINCT
  ?result ?trial ?endPoint ?measure ?value ?lower ?upper ?isReversed ?strength
WHERE {{
  {pattern}
  ?result :trial ?trial ; :endPoint ?endPoint ; :measure ?measure ; :strength ?strength .
  OPTIONAL {{ ?result :value ?value }}
  OPTIONAL {{ ?result :lower ?lower }}
  OPTIONAL {{ ?result :upper ?upper }}
  OPTIONAL {{ ?result :isReversed ?isReversed }}
}} ORDER BY ?result"""
_DAY = "as_of"
_REVIEWS = "effect-reviews"
_OF_REVIEW = ("review", "reviewed_by", "reviewed_at", "review_reason")
_NOT_REVIEWED: "Mapping[str, Cell]" = dict.fromkeys(_OF_REVIEW) | {"review": "not_reviewed"}


@dataclass(frozen=True, slots=True)
class Effects:
    """Estimates that fit what was asked for, one page of them.

    Attributes:
        rows: the columns of the question ``effects``, the setting of each, and whether a
            person reviewed it: who, when and why of the last review.
        searched: in which documents.
        next_cursor: leads to the next page; empty when there is none.
    """

    rows: tuple[AnswerRow, ...]
    searched: Searched
    next_cursor: str = ""


def columns() -> "tuple[Column, ...]":
    """Return the columns of a row, in their order."""
    setting = (one for one in panel_card(_SETTING).columns if one.name != "result")
    reviews = (one for one in panel_card(_REVIEWS).columns if one.name in _OF_REVIEW)
    return (*find_card(_QUESTION).columns, *setting, *reviews)


def find_effects(
    reader: "Reader",
    terms: "TermIndex",
    given: Given,
    page: Page = Page(),  # noqa: B008 - frozen
) -> Effects:
    """Return a page of the estimates that fit all filters, ordered by their IRIs.

    Args:
        reader: a published version of a store.
        terms: the tables that names are looked up in.
        given: filter to words; see ``effect_filters.FILTERS``.
        page: which part of them.

    Raises:
        BadParameter: a filter is unknown, or its words do not fit it.
        UnknownName: a name that the tables, or the store, do not know.
        TooManyRows: all of them are wanted, and there are too many.
    """
    found = None if given else effects_after(reader, page.after, page.limit + 1)
    if found is None:
        found = _results(reader, pattern_of(reader, terms, given), page)
    part = page.part(found, reader.version, str)
    shown = effect_rows(reader, part.rows)
    if _DAY in given:
        shown = as_known(reader, shown, date.fromisoformat(given[_DAY][0].strip()))
    return Effects(shown, searched(reader), part.next_cursor)


def count_effects(reader: "Reader", terms: "TermIndex", given: Given) -> int:
    """Return how many estimates fit all filters; errors as ``find_effects``."""
    every = None if given else effects_held(reader)
    if every is not None:
        return every
    pattern = pattern_of(reader, terms, given)
    query = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT (COUNT(DISTINCT ?result) AS ?count) {{ {pattern} }}"
    )
    return int(plain(reader.select(query)[0]["count"]))


def effects_query(reader: "Reader", terms: "TermIndex", given: Given) -> str:
    """Return SPARQL that finds the same estimates, for a person to read and to change.

    Raises:
        BadParameter: a filter is unknown, or its words do not fit it.
        UnknownName: a name that the tables, or the store, do not know.
    """
    pattern = pattern_of(reader, terms, given)
    # One statement, or one list of alternatives, a line.
    lines = re.sub(r" (?=VALUES |\?)(?<=[.}] )", "\n  ", pattern)
    return _SHOWN.format(prefix=names.ONTOLOGY, pattern=lines)


def leaving_nothing(reader: "Reader", terms: "TermIndex", given: Given) -> tuple[str, ...]:
    """Return the filters that each take away all that the others leave.

    Args:
        reader: a published version of a store.
        terms: the tables that names are looked up in.
        given: filters that no estimate fits.
    """
    return tuple(
        name for name in given if _any(reader, pattern_of(reader, terms, _but(given, name)))
    )


def _but(given: Given, name: str) -> Given:
    return {other: words for other, words in given.items() if other != name}


def _any(reader: "Reader", pattern: str) -> bool:
    query = f"PREFIX : <{names.ONTOLOGY}> SELECT ?result {{ {pattern} }} LIMIT 1"
    return bool(reader.select(query))


def _results(reader: "Reader", pattern: str, page: Page) -> list[Iri]:
    """Return the results of a page, and one more when there are more."""
    after = f"FILTER(STR(?result) > {term_text(text(page.after))})" if page.after else ""
    query = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?result {{ {pattern} {after} }} "
        f"ORDER BY ?result LIMIT {page.limit + 1}"
    )
    return [Iri(plain(row["result"])) for row in reader.select(query)]


def effect_rows(reader: "Reader", results: "Sequence[Iri]") -> tuple[AnswerRow, ...]:
    """Return what there is to say of some results, in their order."""
    steps = (results[start : start + MOST] for start in range(0, len(results), MOST))
    return tuple(row for step in steps for row in _rows_of(reader, step))


def _rows_of(reader: "Reader", results: "Sequence[Iri]") -> tuple[AnswerRow, ...]:
    """Return what there is to say of as many results as one query is asked about."""
    said = rows(find_card(_QUESTION), effect_facts(reader, results))
    settings = {row.text("result"): row.cells for row in panel(reader, _SETTING, result=results)}
    reviews = _last_reviews(reader, results)
    by_iri = {row.text("iri"): _in_setting(_reviewed(row, reviews), settings) for row in said}
    return tuple(by_iri[one] for one in results if one in by_iri)


def _in_setting(row: AnswerRow, settings: "Mapping[str, Mapping[str, Cell]]") -> AnswerRow:
    """Return a row with the columns of its setting; lists are empty where nothing is known."""
    own: Mapping[str, Cell] = settings.get(row.text("iri"), {})
    wanted = (one.name for one in panel_card(_SETTING).columns if one.name != "result")
    return replace(row, cells={**row.cells, **{name: own.get(name, []) for name in wanted}})


def _last_reviews(reader: "Reader", results: "Sequence[Iri]") -> "dict[str, Mapping[str, Cell]]":
    """Return the last review of each result that has one: the panel gives the newest first."""
    every = panel(reader, _REVIEWS, result=results)
    return {row.text("result"): row.cells for row in reversed(every)}


def _reviewed(row: AnswerRow, reviews: "Mapping[str, Mapping[str, Cell]]") -> AnswerRow:
    """Return a row with what people said of it."""
    said = reviews.get(row.text("iri"), _NOT_REVIEWED)
    return replace(row, cells={**row.cells, **{name: said[name] for name in _OF_REVIEW}})
