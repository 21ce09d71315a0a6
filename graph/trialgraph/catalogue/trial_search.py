"""Trials found by filters, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow, Searched
from trialgraph.catalogue.ask import searched
from trialgraph.catalogue.card import Parameter
from trialgraph.catalogue.filters import (
    UPDATED_SINCE,
    Filter,
    Given,
    chosen_filter,
    filter_set,
    plain_filter,
    printed_filter,
)
from trialgraph.catalogue.names_found import MOST, find_names
from trialgraph.catalogue.names_kept import named
from trialgraph.catalogue.paging import MOST as STEP
from trialgraph.catalogue.paging import Page
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.catalogue.printed_words import LINES, PHASES, STATUSES
from trialgraph.catalogue.resolve import resolve
from trialgraph.catalogue.trial_named import the_one
from trialgraph.errors import Advice, BadParameter, NamesNotReady, UnknownName
from trialgraph.names import Iri
from trialgraph.names.registries import is_registration
from trialgraph.rdf.term import iri_text, plain, term_text, text

if TYPE_CHECKING:
    from trialgraph.catalogue.card import Column
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_PANEL = "trial"
_ONE = Parameter("id", "trial", is_optional=False, meaning="a registration number or an acronym")
_Q = "q"
_NEAR = 5  # trials told where a name is none
_HELD = "FILTER EXISTS { ?trial :reportedBy|:registeredBy ?its_document }"
_ALL = (
    plain_filter(_Q, "text", "an acronym, a number in any form, or words of a title", ""),
    plain_filter(
        "condition",
        "condition",
        "a disease that the trial treats, or a class of diseases",
        "?trial :treats ?condition .",
    ),
    plain_filter(
        "intervention",
        "drug",
        "a drug that an arm of the trial gets, or a class of drugs",
        "?its_arm :includes ?intervention . ?trial :hasArm ?its_arm .",
    ),
    plain_filter(
        "endpoint",
        "end-point",
        "an end point of the trial, reported or not",
        "?its_end_point :measures ?endpoint . ?trial :hasEndPoint ?its_end_point .",
    ),
    printed_filter("phase", "1, 1/2, 2, 2/3, 3 or 4", "?trial :phase ?phase .", PHASES),
    printed_filter(
        "line",
        "line of treatment, such as first-line or adjuvant",
        "?trial :line ?line .",
        LINES,
    ),
    printed_filter(
        "status",
        "as its registry record gives it, such as completed",
        "?trial :status ?status .",
        STATUSES,
    ),
    chosen_filter(
        "has_results",
        "whether an effect estimate of it is held",
        {
            "yes": "EXISTS { ?trial :hasResult ?its_result }",
            "no": "NOT EXISTS { ?trial :hasResult ?its_result }",
        },
    ),
    chosen_filter(
        "registered_only",
        "whether a registry record is all that is held of it",
        {
            "yes": "NOT EXISTS { ?trial :reportedBy ?its_report }",
            "no": "EXISTS { ?trial :reportedBy ?its_report }",
        },
    ),
    plain_filter(
        UPDATED_SINCE,
        "date",
        "only trials with a document that was read in or changed on or after this day",
        "{ ?trial :reportedBy ?updated_since } UNION { ?trial :registeredBy ?updated_since }",
    ),
)
_SET = filter_set("", _ALL)
FILTERS: Mapping[str, Filter] = _SET.filters
"""By name, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Trials:
    """Trials that fit what was asked for, one page of them.

    Attributes:
        rows: the columns of the panel ``trial``.
        searched: in which documents.
        next_cursor: leads to the next page; empty when there is none.
        is_current: whether they were found by the names of the version that is read.
    """

    rows: tuple[AnswerRow, ...]
    searched: Searched
    next_cursor: str = ""
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class _Called:
    """The trials that words may mean.

    Attributes:
        pattern: binds ``?trial`` to them.
        names: versions of the names by which they were found.
        is_current: whether that is the version that is read.
    """

    pattern: str
    names: str
    is_current: bool


def columns() -> "tuple[Column, ...]":
    """Return the columns of a row, in their order."""
    return panel_card(_PANEL).columns


def find_trials(
    reader: "Reader",
    terms: "TermIndex",
    given: Given,
    page: Page = Page(),  # noqa: B008 - frozen
) -> Trials:
    """Return a page of the trials held that fit all filters, ordered by their IRIs.

    Trials that documents only mention are not among them.

    Raises:
        BadParameter: a filter is unknown, or its words do not fit it.
        UnknownName: a name that the tables, or the store, do not know.
        CursorExpired: they are searched by a name, and another index made the page before.
        NamesNotReady: trials are searched by a name, and the index is being made.
        TooManyRows: all of them are wanted, and there are too many.
    """
    called = _called(reader, terms, given[_Q]) if _Q in given else None
    page = page.by_names(called.names) if called else page
    found = _trials(reader, terms, given, page, called.pattern if called else "")
    part = page.part(found, reader.version, str)
    is_current = called is None or called.is_current
    return Trials(trial_rows(reader, part.rows), searched(reader), part.next_cursor, is_current)


def trial_rows(reader: "Reader", trials: "Sequence[Iri]") -> tuple[AnswerRow, ...]:
    """Return what there is to say of some trials, in their order."""
    steps = (trials[start : start + STEP] for start in range(0, len(trials), STEP))
    by_iri = {row.text("iri"): row for step in steps for row in panel(reader, _PANEL, trial=step)}
    return tuple(by_iri[one] for one in trials if one in by_iri)


def find_trial(reader: "Reader", terms: "TermIndex", words: str) -> Iri:
    """Return the one trial of a name or number.

    Raises:
        BadParameter: the words are out of bounds.
        UnknownName: none is held of that name, or several are and none has it as its own IRI.
    """
    found = resolve(reader, terms, _ONE, words)
    iri = the_one(found, words)
    if iri is None:
        near = tuple(unquote(plain(one).rpartition("/")[2]) for one in found)
        raise UnknownName(
            f"found {words!r}, the name of {len(found)} trials, wanted that of one: "
            f"{', '.join(near)}; ask for one of these"
        ).advised(Advice(suggestions=near))
    check_held(reader, terms, iri)
    return iri


def check_held(reader: "Reader", terms: "TermIndex", trial: Iri) -> None:
    """Refuse a name of several trials that documents mention and none of them is about.

    Such as that of a programme: what is called so is not one trial. One with a registration
    number of its own, or whose name no other begins with, has its page though it is only
    mentioned.

    Raises:
        UnknownName: it is such a name; the trials whose names begin so are told.
    """
    name = unquote(trial.rpartition("/")[2])
    held = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT ?document "
        f"{{ {iri_text(trial)} :reportedBy|:registeredBy ?document }} LIMIT 1"
    )
    if is_registration(name) or reader.select(held):
        return
    found = find_names(reader, terms, name, ["trial"], _NEAR)
    near = tuple(
        one.label
        for one in found.matches
        if one.iri != trial and one.label.casefold().startswith(name.casefold())
    )
    if near:
        raise UnknownName(
            f"found {name!r}, which documents only mention, wanted one of the trials whose names "
            f"begin so: {', '.join(near)}; ask for one of them"
        ).advised(Advice(suggestions=near))


def _trials(
    reader: "Reader", terms: "TermIndex", given: Given, page: Page, called: str
) -> list[Iri]:
    """Return the trials of a page, and one more when there are more.

    Args:
        reader: a published version of a store.
        terms: the tables that names are looked up in.
        given: filter to words.
        page: which part of the list.
        called: pattern of those that are searched by a name.
    """
    if not given:
        listed = _listed(reader, terms, page)
        if listed is not None:
            return listed
    rest = {name: words for name, words in given.items() if name != _Q}
    pattern = f"{called} {_SET.pattern_of(reader, terms, rest)}"
    after = f"FILTER(STR(?trial) > {term_text(text(page.after))})" if page.after else ""
    query = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?trial {{ {pattern} ?trial a :Trial . "
        f"{_HELD} {after} }} ORDER BY ?trial LIMIT {page.limit + 1}"
    )
    return [Iri(plain(row["trial"])) for row in reader.select(query)]


def _listed(reader: "Reader", terms: "TermIndex", page: Page) -> list[Iri] | None:
    """Return a page of all trials from the index; ``None`` where that is of another version."""
    try:
        with named(reader, terms) as index:
            if index.version != reader.version:
                return None
            found = index.listed("trial", page.after, page.limit + 1)
    except NamesNotReady:
        return None
    return [Iri(one.iri) for one in found]


def _called(reader: "Reader", terms: "TermIndex", words: Sequence[str]) -> _Called:
    """Return the trials that words may mean.

    Raises:
        BadParameter: there are no words, or too many.
    """
    if not words:
        raise BadParameter(f"found 0 words for {_Q!r}, wanted 1 or more; leave it out")
    found = [find_names(reader, terms, one, ["trial"], MOST) for one in words]
    trials = [one.iri for each in found for one in (each.exact or each.matches)]
    values = " ".join(iri_text(Iri(one)) for one in dict.fromkeys(trials))
    return _Called(
        f"VALUES ?trial {{ {values} }}",
        "-".join(map(str, sorted({one.version for one in found}))),
        all(one.is_current for one in found),
    )
