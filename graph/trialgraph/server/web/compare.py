"""The page of pooled effects: what is pooled, how, what is left out, and what refuses it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from trialgraph.catalogue.ask import ask, query_text
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.figures import figures
from trialgraph.catalogue.pool_sentences import (
    pool_foot,
    pool_heading,
    pool_headline,
    pool_notes,
    pools,
)
from trialgraph.catalogue.sentences import counted, title
from trialgraph.catalogue.words import POOLING, in_words
from trialgraph.errors import BadParameter, EvidenceError
from trialgraph.server.addresses import API, page_of
from trialgraph.server.problems import status_of
from trialgraph.server.web.asked import forest_of, plot_of
from trialgraph.server.web.estimates import Quoted, quoted_of
from trialgraph.server.web.fields import Input, field_of, held_choices
from trialgraph.server.web.frame import NO_SAME, Same, frame_of
from trialgraph.server.web.rejected import LeftOut, left_out_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms
from trialgraph.verdict.pools import NEVER_OVERRIDDEN

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from trialgraph.catalogue.answer import Answer, AnswerRow
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

PATH = "/compare"
_QUESTION = "pooled-effect"
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "assessor": ("independent", "investigator"),
    "measure": ("HR", "OR", "RR", "RD", "difference", "MD"),
    "analysis": ("current", "decisive"),
    "between": ("REML", "PM", "DL"),
}
"""What a parameter takes, where that is few words."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A reason why a pool is refused.

    Attributes:
        words: the reason and the trials that it concerns.
        remedy: what to do before pooling; empty where nothing is known.
        allow: address of the page with this reason passed over; empty where none ever is.
    """

    words: str
    remedy: str
    allow: str


@dataclass(frozen=True, slots=True)
class Model:
    """What a model comes to.

    Attributes:
        words: the model, its interval's method, and the figures.
        notes: how far the trials differ.
        is_headline: the interval to quote of its model.
    """

    words: str
    notes: tuple[str, ...]
    is_headline: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An estimate that is pooled, refused with its pool, or left out.

    Attributes:
        title: which result it is.
        page: about it.
        figures: as printed.
        weights: shares in the common effect and the random effects, in percent.
        notes: sentences on it.
        why_out: why it is left out; empty where it is not.
        sentences: that print it.
    """

    title: str
    page: str
    figures: str
    weights: tuple[str, str]
    notes: tuple[str, ...]
    why_out: str
    sentences: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class PoolShown:
    """One pool: an end point, a measure and an assessor.

    Attributes:
        heading: what became of it.
        plot: SVG; empty where no estimate can be drawn.
        models: empty where nothing is pooled.
        refusals: empty where nothing refuses.
        members: the estimates in it.
        excluded: those left out, each with its reason.
        note: what to do about a refusal, or what a synthesis is not.
    """

    heading: str
    plot: str
    models: tuple[Model, ...]
    refusals: tuple[Refused, ...]
    members: tuple[Member, ...]
    excluded: tuple[Member, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What the page shows.

    Attributes:
        inputs: the fields of the form.
        allowed: refusals passed over by name, each in words with the address without it.
        kept: the same by their names, for the form.
        pools: what was found; none before anything is asked.
        left_out: facts that reviewers rejected and that might have been pooled.
        searched: where, in words; empty before anything is asked.
        wrong: what does not fit; empty when all does.
    """

    inputs: tuple[Input, ...]
    allowed: tuple[tuple[str, str], ...] = ()
    kept: str = ""
    pools: tuple[PoolShown, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    searched: str = ""
    wrong: str = ""
    same: Same = NO_SAME


def given_for(query: "QueryParams") -> dict[str, str]:
    """Return what a query string asks for; names of refusals may be given one by one.

    Raises:
        BadParameter: another parameter is given twice.
    """
    twice = [name for name in query if name != "allow" and len(query.getlist(name)) > 1]
    if twice:
        raise BadParameter(f"found {twice[0]!r} twice, wanted it once; give each once")
    given = {name: one.strip() for name, one in query.items() if one.strip()}
    allowed = [one.strip() for one in query.getlist("allow") if one.strip()]
    return given | ({"allow": ",".join(dict.fromkeys(allowed))} if allowed else {})


def compared(reader: "Reader", terms: "TermIndex", given: Mapping[str, str]) -> ComparePage:
    """Return the pools that are asked for.

    Raises:
        BadParameter: a word does not fit.
        UnknownName: a name that the tables, or the store, do not know.
        UnknownOverride: a refusal that there is not, or that is never passed over.
    """
    answer = ask(reader, _QUESTION, given, terms)
    found = enumerate(pools(answer), 1)
    where = answer.searched
    return ComparePage(
        inputs_of(given),
        tuple(_allowed(given)),
        kept=given.get("allow", ""),
        pools=tuple(_pool(answer, name, rows, given, number) for number, (name, rows) in found),
        left_out=tuple(map(left_out_of, answer.left_out)),
        searched=counted(where.documents, where.trials),
        same=_same(given, query_text(reader, _QUESTION, given, terms)),
    )


def inputs_of(given: Mapping[str, str]) -> tuple[Input, ...]:
    """Return the fields of the form; overrides are passed over where the refusal stands."""
    parameters = (one for one in find_card(_QUESTION).parameters if one.name != "allow")
    return tuple(
        field_of(one, given.get(one.name, ""), choices=_CHOICES.get(one.name, ()))
        for one in parameters
    )


def address(given: Mapping[str, str]) -> str:
    """Return the address of the page."""
    kept = {name: one for name, one in given.items() if one}
    return f"{PATH}?{urlencode(kept)}" if kept else PATH


def _allowed(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    codes = [one for one in given.get("allow", "").split(",") if one]
    for code in codes:
        left = ",".join(one for one in codes if one != code)
        yield f"passed over: {in_words(POOLING, code)}", address({**given, "allow": left})


def _same(given: Mapping[str, str], query: str) -> Same:
    lines = (line for line in query.splitlines() if not line.startswith("#"))
    path = f"{API}/questions/{_QUESTION}?{urlencode(given)}"
    return Same(json=path, query="\n".join(lines))


def _pool(
    answer: "Answer",
    name: str,
    rows: "tuple[AnswerRow, ...]",
    given: Mapping[str, str],
    number: int,
) -> PoolShown:
    of_kind: dict[str, list[AnswerRow]] = {}
    for row in rows:
        of_kind.setdefault(row.kind, []).append(row)
    inside = [row for row in rows if row.kind in {"pooled", "refused", "single"}]
    forest = forest_of(answer, name)
    return PoolShown(
        heading=pool_heading(name, rows),
        plot=plot_of(forest, f"forest-{number}") if forest else "",
        models=tuple(_model(row) for row in of_kind.get("synthesis", ())),
        refusals=tuple(_refused(row, given) for row in of_kind.get("refusal", ())),
        members=tuple(_member(row, answer) for row in inside),
        excluded=tuple(_member(row, answer) for row in of_kind.get("excluded", ())),
        note="" if "refusal" in of_kind else pool_foot(rows),
    )


def _model(row: "AnswerRow") -> Model:
    return Model(pool_headline(row), tuple(pool_notes(row)), bool(row.cells["is_headline"]))


def _refused(row: "AnswerRow", given: Mapping[str, str]) -> Refused:
    code = row.text("code")
    known = [one for one in given.get("allow", "").split(",") if one]
    allow = address({**given, "allow": ",".join([*known, code])})
    trials = ", ".join(row.words("concerns"))
    return Refused(
        words=f"{in_words(POOLING, code)}: {trials}",
        remedy=" ".join(pool_notes(row)),
        allow="" if code in NEVER_OVERRIDDEN else allow,
    )


def _member(row: "AnswerRow", answer: "Answer") -> Member:
    is_out = row.kind == "excluded"
    printed = figures(row)
    common, random = (_percent(row, f"weight_{model}") for model in ("common", "random"))
    return Member(
        title=title(row),
        page=page_of(row.text("iri")) or "",
        figures=printed,
        weights=(common, random),
        notes=tuple(note for note in pool_notes(row) if note != printed),
        why_out=in_words(POOLING, row.text("code")) if is_out else "",
        sentences=quoted_of(row, answer.documents),
    )


def _percent(row: "AnswerRow", column: str) -> str:
    return f"{100 * float(row.text(column)):.0f} %" if row.text(column) else ""


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get(PATH)
    async def compare(request: Request) -> Response:
        query = request.query_params
        given = given_for(query)
        if any(not value.strip() for value in query.values()):  # a form sends empty fields, too
            return RedirectResponse(address(given), HTTPStatus.SEE_OTHER)

        def answer(reader: "Reader") -> Response:
            page, status = _shown(reader, known_terms(reader.place), given)
            context = {"page": page, "held": held_choices(reader)}
            frame = frame_of(reader)
            return render("compare.html", frame, same=page.same, status=status, **context)

        return await pages.within_limits(request, answer)


def _shown(
    reader: "Reader", terms: "TermIndex", given: Mapping[str, str]
) -> tuple[ComparePage, HTTPStatus]:
    """Return the page and its status; what does not fit is told below the form."""
    if not given:
        return ComparePage(inputs_of(given)), HTTPStatus.OK
    try:
        return compared(reader, terms, given), HTTPStatus.OK
    except EvidenceError as error:
        return ComparePage(inputs_of(given), wrong=str(error)), status_of(error)
