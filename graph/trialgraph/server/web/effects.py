"""The page of estimates: a table under its plot for each end point and measure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from trialgraph.catalogue.effect_filters import FILTERS, find_filter
from trialgraph.catalogue.effect_forest import (
    TURNED_WORDS,
    EffectGroup,
    effect_forest,
    effect_groups,
)
from trialgraph.catalogue.effects import count_effects, effects_query, find_effects, leaving_nothing
from trialgraph.catalogue.figures import is_p_alone
from trialgraph.catalogue.left_out import left_out
from trialgraph.catalogue.paging import WHOLE, Page, list_of
from trialgraph.catalogue.quoted import quoted_documents
from trialgraph.catalogue.readable import end_point_names
from trialgraph.catalogue.sentences import counted
from trialgraph.catalogue.words import MEASURES, in_words
from trialgraph.errors import EvidenceError
from trialgraph.server.addresses import API
from trialgraph.server.api.asking import whole
from trialgraph.server.problems import status_of
from trialgraph.server.web.asked import plot_of
from trialgraph.server.web.estimates import Estimate, estimate_of
from trialgraph.server.web.fields import Input, field_of, held_choices, label_of
from trialgraph.server.web.frame import NO_SAME, Same, frame_of
from trialgraph.server.web.rejected import LeftOut, left_out_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from trialgraph.catalogue.effects import Effects
    from trialgraph.catalogue.sentences import Documents
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

PATH = "/effects"
ROWS = 30
"""Estimates on a page when nobody says how many."""

Words = Mapping[str, tuple[str, ...]]
"""Filter to the words given for it."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set.

    Attributes:
        words: as ``adds: pertuzumab``.
        without: the address of the page without it.
    """

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Group:
    """Estimates of one end point and measure.

    Attributes:
        heading: such as ``overall survival (OS): hazard ratio``.
        plot: SVG; empty where the measure has no axis.
        estimates: a row each.
        key: to what is marked in the plot; empty where nothing is.
    """

    heading: str
    plot: str
    estimates: tuple[Estimate, ...]
    key: str


@dataclass(frozen=True, slots=True)
class EffectsPage:
    """What the page shows.

    Attributes:
        chips: the filters that are set.
        inputs: the fields of the form.
        groups: what was found, on this page.
        searched: where, in words.
        permalink: of the first page of the same.
        next_page: empty on the last.
        total: number of estimates that fit, on all pages.
        emptied_by: filters without which there would be some, and the page without each.
        left_out: facts that reviewers rejected and that might have been here.
        wrong: what does not fit; empty when all does.
    """

    chips: tuple[Chip, ...]
    inputs: tuple[Input, ...]
    groups: tuple[Group, ...] = ()
    searched: str = ""
    permalink: str = PATH
    next_page: str = ""
    total: int = 0
    emptied_by: tuple[Chip, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    wrong: str = ""
    same: Same = NO_SAME

    @property
    def count(self) -> int:
        """Return how many estimates this page shows."""
        return sum(len(group.estimates) for group in self.groups)

    @property
    def whole_table(self) -> str:
        """Return, in words, whether the table to download holds all."""
        if self.total <= WHOLE:
            return f"the table “as CSV” has all {self.total}"
        return (
            f"a table “as CSV” has {WHOLE} at most and is refused for more: set filters first, or "
            "take the table in pages"
        )


def words_of(query: "QueryParams") -> dict[str, tuple[str, ...]]:
    """Return the filters that a query string sets, in the order of the form.

    Raises:
        BadParameter: a filter is unknown.
    """
    given: dict[str, tuple[str, ...]] = {}
    for name, value in query.multi_items():
        if name not in _OF_PAGE and value.strip():
            find_filter(name)
            given[name] = tuple(dict.fromkeys((*given.get(name, ()), value.strip())))
    return {name: given[name] for name in FILTERS if name in given}


_OF_PAGE = ("limit", "cursor")


def page_of_effects(reader: "Reader", terms: "TermIndex", given: Words, page: Page) -> EffectsPage:
    """Return what the page shows of the estimates that fit.

    Raises:
        BadParameter: a filter's words do not fit it.
        UnknownName: a name that the tables, or the store, do not know.
    """
    found = find_effects(reader, terms, given, page)
    documents = quoted_documents(
        reader, (passage.document for row in found.rows for passage in row.passages)
    )
    emptied = () if found.rows or page.after else leaving_nothing(reader, terms, given)
    return EffectsPage(
        chips=chips_of(given),
        inputs=tuple(_inputs(given)),
        groups=_groups(reader, found, terms, documents),
        searched=counted(found.searched.documents, found.searched.trials),
        permalink=address(given),
        next_page=_next(given, page, found.next_cursor),
        total=_total(reader, terms, given, page, found),
        emptied_by=tuple(Chip(_said(name, given[name]), _without(given, name)) for name in emptied),
        left_out=tuple(map(left_out_of, left_out(reader, terms, given))),
        same=_same(given, effects_query(reader, terms, given)),
    )


def _total(reader: "Reader", terms: "TermIndex", given: Words, page: Page, found: "Effects") -> int:
    """Return how many fit: counted only where this page does not show them all."""
    is_all = not (page.after or found.next_cursor)
    return len(found.rows) if is_all else count_effects(reader, terms, given)


def refused_page(given: Words, error: EvidenceError) -> EffectsPage:
    """Return the form with what was typed, and what is wrong with it."""
    return EffectsPage(chips_of(given), tuple(_inputs(given)), wrong=str(error))


def address(given: Words, **more: str) -> str:
    """Return the address of the page with some filters set."""
    pairs = [(name, one) for name, words in given.items() for one in words]
    query = urlencode([*pairs, *more.items()])
    return f"{PATH}?{query}" if query else PATH


def chips_of(given: Words) -> tuple[Chip, ...]:
    """Return a chip for each word that is given."""
    return tuple(
        Chip(_said(name, [one]), _without(given, name, one))
        for name, words in given.items()
        for one in words
    )


def _said(name: str, words: Sequence[str]) -> str:
    return f"{label_of(name)}: {' or '.join(words)}"


def _without(given: Words, name: str, word: str | None = None) -> str:
    """Return the address without a filter, or without one of its words."""
    left = tuple(one for one in given[name] if word is not None and one != word)
    return address({key: left if key == name else words for key, words in given.items()})


def _next(given: Words, page: Page, cursor: str) -> str:
    if not cursor:
        return ""
    limit = {} if page.limit == ROWS else {"limit": str(page.limit)}
    return address(given, **limit, cursor=cursor)


def _same(given: Words, query: str) -> Same:
    asked = address(given).removeprefix(PATH)
    here = f"{API}{PATH}"
    return Same(
        json=f"{here}{asked}",
        turtle=f"{here}.ttl{asked}",
        csv=f"{here}.csv{asked}",
        ndjson=f"{here}.ndjson{asked}",
        query=query,
    )


def _groups(
    reader: "Reader", found: "Effects", terms: "TermIndex", documents: "Documents"
) -> tuple[Group, ...]:
    groups = effect_groups(found.rows)
    called = end_point_names(reader, terms, (one.endpoint for one in groups))
    return tuple(
        Group(
            _heading(one, called[one.endpoint]),
            _plot(one, f"forest-{number}"),
            _estimates(one, documents),
            TURNED_WORDS if one.has_turned else "",
        )
        for number, one in enumerate(groups, 1)
    )


def _heading(group: EffectGroup, endpoint: str) -> str:
    is_bare = all(map(is_p_alone, group.rows))
    measure = "p-values without an estimate" if is_bare else in_words(MEASURES, group.measure)
    return f"{endpoint[:1].upper()}{endpoint[1:]}: {measure}"


def _plot(group: EffectGroup, name: str) -> str:
    forest = effect_forest(group)
    return plot_of(forest, name) if forest else ""


def _estimates(group: EffectGroup, documents: "Documents") -> tuple[Estimate, ...]:
    return tuple(estimate_of(row, documents) for row in group.rows)


def _inputs(given: Words) -> Iterator[Input]:
    """Yield a field for each word given, and one for another."""
    for name, one in FILTERS.items():
        words = given.get(name, ())
        for place, value in enumerate((*words, "")):
            yield field_of(one.parameter, value, place)


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get(PATH)
    async def effects(request: Request) -> Response:
        query = request.query_params
        given = words_of(query)
        if any(not value.strip() for value in query.values()):  # a form sends empty fields, too
            kept = {name: query[name] for name in _OF_PAGE if query.get(name)}
            return RedirectResponse(address(given, **kept), HTTPStatus.SEE_OTHER)

        def answer(reader: "Reader") -> Response:
            shown, status = _shown(reader, known_terms(reader.place), given, query)
            context = {"page": shown, "held": held_choices(reader), "section": PATH}
            frame = frame_of(reader)
            return render("effects.html", frame, same=shown.same, status=status, **context)

        return await pages.within_limits(request, answer)


def _shown(
    reader: "Reader", terms: "TermIndex", given: Words, query: "QueryParams"
) -> tuple[EffectsPage, HTTPStatus]:
    """Return the page and its status; what does not fit is told above the form."""
    try:
        limit, cursor = _limit(query.get("limit", "")), query.get("cursor", "")
        page = Page.of(reader.version, limit, cursor, list_of(PATH, given))
        return page_of_effects(reader, terms, given, page), HTTPStatus.OK
    except EvidenceError as error:
        return refused_page(given, error), status_of(error)


def _limit(words: str) -> int:
    return whole("limit", words) if words else ROWS
