"""The pages of drugs, conditions and end points: their names, and what stands behind each."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from trialgraph.catalogue.paging import Page
from trialgraph.catalogue.things import Thing, find_thing, list_things, trials_of
from trialgraph.catalogue.trial_standings import FOR_COMPARATOR, RESERVED, SUPERSEDED, WITHIN
from trialgraph.catalogue.words import STRENGTHS, WITHIN_MARGIN, in_words
from trialgraph.server.addresses import API, api_of, effects_page, page_of
from trialgraph.server.web.frame import Same, frame_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms
from trialgraph.store.name_tables import Roles

if TYPE_CHECKING:
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

ROWS = 100
ROOMS = {
    "interventions": ("drug", "Interventions", "intervention"),
    "conditions": ("condition", "Conditions", "condition"),
    "endpoints": ("end-point", "End points", "endpoint"),
}
"""Room to the type of its concepts, its heading, and the filter of estimates."""
_ROLES = {
    "adds": "added",
    "removes": "removed",
    "compared": "in either arm",
    "all": "in any way",
}
_SHOWN = {
    "confirmed": STRENGTHS["confirmed"],
    RESERVED: f"{STRENGTHS['confirmed']}, with reservations that forbid the plain word",
    "nominal": STRENGTHS["nominal"],
}
_VERDICTS = {
    **{code: f"in favour of the experimental arm, {words}" for code, words in _SHOWN.items()},
    **{
        f"{before}{code}": f"{WITHIN_MARGIN[hypothesis]}, {words}"
        for hypothesis, before in WITHIN.items()
        for code, words in _SHOWN.items()
    },
    **{
        f"{code}{FOR_COMPARATOR}": f"in favour of the comparator arm, {words}"
        for code, words in _SHOWN.items()
    },
    **{code: words for code, words in STRENGTHS.items() if code not in _SHOWN},
    SUPERSEDED: "superseded by a later estimate, and not the formal verdict of its series",
}
"""How a verdict is told, in the order of a table."""


@dataclass(frozen=True, slots=True)
class Named:
    """A concept or a trial in a list, with how much stands behind it."""

    label: str
    page: str
    trials: int
    effects: int


@dataclass(frozen=True, slots=True)
class ConceptsPage:
    """A list of concepts.

    Attributes:
        heading: of the page.
        path: of the page.
        rows: the concepts of this page.
        next_page: empty on the last.
    """

    heading: str
    path: str
    rows: tuple[Named, ...]
    next_page: str
    same: Same


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """One concept.

    Attributes:
        thing: its names and codes.
        broader: name and page of the classes that it falls in.
        narrower: of what falls in it.
        roles: in which estimates are counted, in words.
        standings: each verdict with its number of estimates by role.
        effects: page of the estimates on it.
        trials: in which it occurs.
        next_page: more of them; empty on the last.
    """

    thing: Thing
    broader: tuple[tuple[str, str], ...]
    narrower: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    standings: tuple[tuple[str, tuple[int, ...]], ...]
    effects: str
    trials: tuple[Named, ...]
    next_page: str
    same: Same


def page_of_concepts(
    reader: "Reader", terms: "TermIndex", room: str, cursor: str = ""
) -> ConceptsPage:
    """Return a page of the concepts of a room that occur in trials.

    Raises:
        BadParameter: the cursor is not of this list.
        NamesNotReady: the store is large, and its index is being made.
    """
    kind, heading, _ = ROOMS[room]
    path = f"/{room}"
    page = Page.of(reader.version, ROWS, cursor, path)
    found = list_things(reader, terms, kind, page)
    rows = tuple(
        Named(one.label, page_of(one.iri) or "", one.trials, one.effects) for one in found.rows
    )
    return ConceptsPage(
        heading, path, rows, _more(path, found.next_cursor), Same(json=f"{API}{path}")
    )


def page_of_concept(
    reader: "Reader", terms: "TermIndex", room: str, words: str, cursor: str = ""
) -> ConceptPage:
    """Return the page of one concept by any of its names.

    Raises:
        BadParameter: the words are out of bounds.
        UnknownName: no concept, or several, have that name.
        NamesNotReady: the store is large, and its index is being made.
    """
    kind, _, name = ROOMS[room]
    thing = find_thing(reader, terms, kind, words)
    path = page_of(thing.iri) or f"/{room}"
    trials = trials_of(reader, terms, thing.iri, Page.of(reader.version, ROWS, cursor, path))
    return ConceptPage(
        thing=thing,
        broader=tuple((one.label, page_of(one.iri) or "") for one in thing.broader),
        narrower=tuple((one.label, page_of(one.iri) or "") for one in thing.narrower),
        roles=tuple(_ROLES[role] for role in _ROLES if role in thing.roles),
        standings=_standings(thing.roles),
        effects=effects_page(**{name: thing.notation}) if thing.effects else "",
        trials=tuple(
            Named(one.label, page_of(one.iri) or "", one.trials, one.effects) for one in trials.rows
        ),
        next_page=_more(path, trials.next_cursor),
        same=Same(json=api_of(thing.iri) or "", thing=thing.iri),
    )


def _standings(roles: Roles) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return each verdict once, with its number of estimates in each role."""
    held = [roles[role] for role in _ROLES if role in roles]
    found = {verdict for counts in held for verdict in counts}
    order = [*(one for one in _VERDICTS if one in found), *sorted(found - set(_VERDICTS))]
    return tuple(
        (in_words(_VERDICTS, one), tuple(counts.get(one, 0) for counts in held)) for one in order
    )


def _more(path: str, cursor: str) -> str:
    return f"{path}?cursor={cursor}" if cursor else ""


def _add_room(routes: APIRouter, pages: "Readings", room: str) -> None:
    @routes.get(f"/{room}")
    async def concepts(request: Request, cursor: str = "") -> Response:
        def answer(reader: "Reader") -> Response:
            page = page_of_concepts(reader, known_terms(reader.place), room, cursor)
            return render("concepts.html", frame_of(reader), same=page.same, page=page)

        return await pages.within_limits(request, answer)

    @routes.get(f"/{room}/{{words:path}}")
    async def concept(words: str, request: Request, cursor: str = "") -> Response:
        sent = (request.scope.get("raw_path") or b"").decode("latin-1")

        def answer(reader: "Reader") -> Response:
            page = page_of_concept(reader, known_terms(reader.place), room, words, cursor)
            own = page_of(page.thing.iri) or f"/{room}"
            if sent != own:
                return RedirectResponse(own, HTTPStatus.SEE_OTHER)
            return render("concept.html", frame_of(reader), same=page.same, page=page)

        return await pages.within_limits(request, answer)


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the pages."""
    for room in ROOMS:
        _add_room(routes, pages, room)
