"""The page of one trial: arms side by side, results over time, what does not fit, documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow, rows
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.effects import effect_rows
from trialgraph.catalogue.panels import panel
from trialgraph.catalogue.quoted import QuotedDocument, quoted_documents
from trialgraph.catalogue.sentences import Documents, cited, described
from trialgraph.catalogue.trial_search import find_trial
from trialgraph.catalogue.words import FINDINGS, OUTCOMES, in_words
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.names.identifiers import trial as registration
from trialgraph.rdf.term import iri_text, plain
from trialgraph.server.addresses import effects_page, page_of
from trialgraph.server.web.compared_arms import Arm, Compared, arms_of, compared_of
from trialgraph.server.web.estimates import Quoted, quoted_of
from trialgraph.server.web.frame import Same, frame_of, same_of
from trialgraph.server.web.render import render
from trialgraph.server.web.reviewing import Reviewable, reviewable
from trialgraph.server.web.trial_head import Head, head_of
from trialgraph.server.web.trial_results import EndPoint, end_points_of
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

SECTION = "/trials"
MOST_RESULTS = 100
"""Results on a page; the page of all of them is paged."""
_RESULTS = f"""PREFIX : <{names.ONTOLOGY}>
SELECT DISTINCT ?result {{ {{trial}} :hasResult ?result . ?result :endPoint ?endpoint }}
ORDER BY ?endpoint ?result LIMIT {MOST_RESULTS + 1}"""
_LEFT_OUT = f"""PREFIX : <{names.ONTOLOGY}>
SELECT DISTINCT ?fact {{{{ {{trial}} :leavesOut ?fact }}}} ORDER BY ?fact"""
_REGISTRY = {
    *("results_not_posted", "reference_missing", "status_outdated", "not_resolvable"),
    *("registered_not_reported", "reported_not_registered", "role_changed", "assessor_changed"),
    *("definition_changed", "value_conflict", "definition_differs"),
}
"""Findings that hold a registry's record against the papers."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A finding: what does not fit."""

    words: str
    severity: str
    message: str
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Speaking:
    """A document that speaks of the trial.

    Attributes:
        relation: registers, reports or mentions it.
        words: as one would cite it.
        page: about it.
        links: where it is found elsewhere.
    """

    relation: str
    words: str
    page: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, or a publication that is cited and not held."""

    heading: str
    said: tuple[str, ...]
    sentences: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class TrialPage:
    """What the page shows.

    Attributes:
        head: what kind of study it is.
        arms: all of them.
        compared: those that are compared, side by side.
        end_points: with their results.
        is_cut: whether there are more results than the page shows.
        all_results: the page of them.
        registry: findings on the registry's record against the papers.
        not_compared: why the two were not held against each other; empty where they were.
        findings: the others.
        documents: that speak of it.
        gaps: publications that are cited and not held.
        claims: about it.
        left_out: facts that reviewers rejected.
    """

    head: Head
    arms: tuple[Arm, ...]
    compared: tuple[Compared, ...]
    end_points: tuple[EndPoint, ...]
    is_cut: bool
    all_results: str
    registry: tuple[Odd, ...]
    not_compared: str
    findings: tuple[Odd, ...]
    documents: tuple[Speaking, ...]
    gaps: tuple[Claim, ...]
    claims: tuple[Claim, ...]
    left_out: tuple[Reviewable, ...]
    same: Same


def page_of_trial(reader: "Reader", terms: "TermIndex", iri: Iri) -> TrialPage:
    """Return what the page of a trial shows.

    Raises:
        UnknownName: none of that IRI is held.
    """
    parts = {
        name: panel(reader, name, trial=[iri])
        for name in (
            *("trial", "arms", "comparisons", "end-points", "trial-documents"),
            *("trial-claims", "trial-gaps"),
        )
    }
    if not parts["trial"]:
        raise UnknownName(f"found {iri!r}, wanted a trial that is held; /trials lists them")
    card = find_card("findings")
    odd = rows(card, reader.select(bind(card, {"trial": [iri]})))
    query = _RESULTS.replace("{trial}", iri_text(iri))
    results = [Iri(plain(row["result"])) for row in reader.select(query)]
    shown = effect_rows(reader, results[:MOST_RESULTS])
    documents = quoted_documents(reader, _named(parts, odd, shown))
    found = tuple(_odd(odd, documents))
    is_registry = [one.text("code") in _REGISTRY for one in odd]
    return TrialPage(
        head=head_of(parts["trial"][0]),
        arms=arms_of(parts["arms"], terms, documents),
        compared=compared_of(parts["comparisons"], parts["arms"], terms),
        end_points=end_points_of(reader, terms, parts["end-points"], shown, documents),
        is_cut=len(results) > MOST_RESULTS,
        all_results=effects_page(trial=parts["trial"][0].text("trial")),
        registry=tuple(one for one, is_one in zip(found, is_registry, strict=True) if is_one),
        not_compared=not_compared(parts["trial-documents"]),
        findings=tuple(one for one, is_one in zip(found, is_registry, strict=True) if not is_one),
        documents=tuple(_speaking(parts["trial-documents"], documents)),
        gaps=tuple(_gaps(parts["trial-gaps"], documents)),
        claims=tuple(_claims(parts["trial-claims"], documents)),
        same=same_of(iri),
        left_out=tuple(_left_out(reader, iri, documents)),
    )


def _left_out(reader: "Reader", iri: Iri, documents: Documents) -> Iterator[Reviewable]:
    for row in reader.select(_LEFT_OUT.format(trial=iri_text(iri))):
        yield reviewable(reader, Iri(plain(row["fact"])), documents=documents)


def _named(parts: dict[str, tuple[AnswerRow, ...]], *more: tuple[AnswerRow, ...]) -> Iterator[str]:
    """Yield the identifiers of all documents that rows quote or name."""
    for row in (one for found in (*parts.values(), *more) for one in found):
        yield from (one.document for one in row.passages)
        yield from (*row.words("held"), *row.words("cited_by"))
        yield from (
            one for name in ("held", "claimed_in", "cited_source") if (one := row.text(name))
        )


def _odd(found: Iterable[AnswerRow], documents: Documents) -> Iterator[Odd]:
    for row in found:
        held = tuple(
            (cited(one, documents), page_of(names.document(one)) or "") for one in row.words("held")
        )
        words = in_words(FINDINGS, row.text("code"))
        yield Odd(words, row.text("severity"), row.text("message"), held)


def not_compared(found: Iterable[AnswerRow]) -> str:
    """Return which of the two that are held against each other is missing."""
    held = {one for row in found for one in row.words("relation")}
    wanted = {"registers": "registry record", "reports": "paper that reports it"}
    missing = [words for relation, words in wanted.items() if relation not in held]
    return f"Not compared: no {' and no '.join(missing)} is held." if missing else ""


def _speaking(found: Iterable[AnswerRow], documents: Documents) -> Iterator[Speaking]:
    order = {"registers": 0, "reports": 1, "mentions": 2}
    by_relation = sorted(
        found, key=lambda one: min((order.get(o, 3) for o in one.words("relation")), default=3)
    )
    for row in by_relation:
        known = documents.get(row.text("held")) or QuotedDocument(row.text("held"))
        page = page_of(names.document(row.text("held"))) or ""
        yield Speaking(", ".join(row.words("relation")), described(known), page, known.links())


def _gaps(found: Iterable[AnswerRow], documents: Documents) -> Iterator[Claim]:
    for row in found:
        year = f" ({row.text('year')})" if row.text("year") else ""
        citing = " and by ".join(cited(one, documents) for one in row.words("cited_by"))
        about = ", ".join(row.words("endpoints"))
        said = (
            f"Cited by {citing}, and not held itself." if citing else "Not held.",
            f"Cited for {about}." if about else "",
        )
        heading = f"{row.text('title') or 'A publication without a title'}{year}"
        yield Claim(heading, tuple(one for one in said if one), quoted_of(row, documents))


def _claims(found: Iterable[AnswerRow], documents: Documents) -> Iterator[Claim]:
    for row in found:
        outcome = in_words(OUTCOMES, row.text("outcome"))
        source = row.text("cited_source")
        against = "; ".join(row.words("judged_against"))
        where = f": {cited(source, documents)}" if source else ""
        strength = f": {row.text('claim_strength')}" if row.text("claim_strength") else ""
        said = (
            f"Judged: {outcome}{where}.",
            f"Judged against: {against}." if against else "",
        )
        who = cited(row.text("claimed_in"), documents)
        heading = f"{who} on {row.text('endpoint') or 'the trial'}{strength}"
        yield Claim(heading, tuple(one for one in said if one), quoted_of(row, documents))


def _check_whole(words: str) -> None:
    """Refuse a number with more behind it: a misspelled address must not show the trial's page.

    Raises:
        UnknownName: the page has no such part.
    """
    number, _, more = words.rpartition("/")
    if more and registration(number) and not registration(words):
        raise UnknownName(
            f"found {more!r} behind the trial {number!r}, wanted its number alone; a trial has "
            "one page"
        )


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get(f"{SECTION}/{{words:path}}")
    async def trial(words: str, request: Request) -> Response:
        _check_whole(words)
        sent = (request.scope.get("raw_path") or b"").decode("latin-1")
        return await pages.within_limits(request, lambda reader: _answer(reader, words, sent))


def _answer(reader: "Reader", words: str, sent: str) -> Response:
    """Return the page of a trial, or where it stands if another path was sent."""
    terms = known_terms(reader.place)
    iri = find_trial(reader, terms, words)
    own = page_of(iri) or SECTION
    if sent != own:
        return RedirectResponse(own, HTTPStatus.SEE_OTHER)
    shown = page_of_trial(reader, terms, iri)
    return render("trial.html", frame_of(reader), same=shown.same, page=shown, section=SECTION)
