"""The page of one estimate: its number, its sentence, who read it and who judged it, and how."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from trialgraph import names
from trialgraph.catalogue.effects import effect_rows
from trialgraph.catalogue.figures import figures
from trialgraph.catalogue.panels import panel
from trialgraph.catalogue.quoted import quoted_documents
from trialgraph.catalogue.sentences import (
    authors_say,
    cited,
    derived_remarks,
    printed_remarks,
    reserved,
    title,
)
from trialgraph.catalogue.words import FINDINGS, in_words
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.server.addresses import effects_page, iri_of, page_of
from trialgraph.server.web.contexts import InContext, in_context
from trialgraph.server.web.estimates import Estimate, Quoted, estimate_of, quoted_of
from trialgraph.server.web.frame import Same, frame_of, same_of
from trialgraph.server.web.input_words import fact_in_words, input_in_words, value_in_words
from trialgraph.server.web.render import render
from trialgraph.server.web.reviewing import Reviewable, reviewable
from trialgraph.server.web.verdict_rules import VerdictRule, find_rule

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.catalogue.sentences import Documents
    from trialgraph.server.bounded import Readings
    from trialgraph.server.tokens import Gate
    from trialgraph.store import Reader

SECTION = "/effects"
_MOST_BESIDE = 30


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document's number was read.

    Attributes:
        document: as one would cite it.
        page: the fact, among those of the document.
        rule: of the reader that found it.
        printed: the number.
        arms: as the document names them, experimental first; empty where it names none.
    """

    document: str
    page: str
    rule: str
    printed: str
    arms: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Input:
    """What a verdict was given.

    Attributes:
        name: in words.
        value: in words; empty where a sentence says it.
        sentences: that say it, where the graph keeps them.
    """

    name: str
    value: str
    sentences: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class ArmValue:
    """A value of one arm."""

    arm: str
    words: str
    sentences: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """A finding: what does not fit."""

    words: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class EffectPage:
    """What the page shows.

    Attributes:
        estimate: figures, verdict, flags.
        heading: which estimate it is.
        figures: its numbers in a line.
        contexts: the sentences that print it, where they stand.
        readings: how each was read.
        printed: what documents print beside the number.
        derived: what we derived.
        reservations: each code with its words.
        authors: what the authors call it; empty where they are silent.
        rule: of the decision table; ``None`` where the table has it no more.
        rule_name: as the graph keeps it.
        inputs: what the verdict was given.
        facts: of documents that it rests on.
        arms: values of the arms.
        over_time: results of the same series.
        beside: of the same end point: other populations, assessors, measures.
        more_beside: how many of those are not on the page.
        all_beside: the page of all estimates of the end point.
        findings: about it.
        reviewed: the facts that it is reported as, with what people said of each.
    """

    estimate: Estimate
    heading: str
    figures: str
    contexts: tuple[InContext, ...]
    readings: tuple[Reading, ...]
    printed: tuple[str, ...]
    derived: tuple[str, ...]
    reservations: tuple[tuple[str, str], ...]
    authors: str
    rule: VerdictRule | None
    rule_name: str
    inputs: tuple[Input, ...]
    facts: tuple[Input, ...]
    arms: tuple[ArmValue, ...]
    over_time: tuple[Estimate, ...]
    beside: tuple[Estimate, ...]
    more_beside: int
    all_beside: str
    findings: tuple[Odd, ...]
    reviewed: tuple[Reviewable, ...]
    same: Same


def page_of_effect(reader: "Reader", iri: Iri) -> EffectPage:
    """Return what the page of an estimate shows.

    Raises:
        UnknownName: none of that IRI is held.
    """
    row = _row(reader, iri)
    parts = {
        name: panel(reader, f"effect-{name}", result=[iri])
        for name in ("sources", "verdict", "inputs", "arms", "findings")
    }
    *siblings, more_beside = _siblings(reader, iri)
    documents = _documents_of(reader, row, (*parts.values(), *siblings))
    over_time, beside = (tuple(estimate_of(one, documents) for one in rows) for rows in siblings)
    return EffectPage(
        estimate=estimate_of(row, documents),
        heading=title(row),
        figures=figures(row),
        contexts=in_context(reader, row.passages, documents),
        readings=tuple(_readings(parts["sources"], documents)),
        printed=tuple(printed_remarks(row, documents)),
        derived=tuple(derived_remarks(row)),
        reservations=tuple(reserved(row)),
        authors=authors_say(row),
        rule=find_rule(row.text("hypothesis"), row.text("rule")),
        rule_name=row.text("rule"),
        inputs=tuple(_inputs(parts["verdict"], documents)),
        facts=tuple(_facts(parts["inputs"], documents)),
        arms=tuple(_arms(parts["arms"], documents)),
        over_time=over_time,
        beside=beside,
        more_beside=more_beside,
        all_beside=effects_page(trial=row.text("trial"), endpoint=row.text("endpoint")),
        findings=tuple(_findings(parts["findings"])),
        same=same_of(iri),
        reviewed=tuple(_reviewed(reader, iri, parts["sources"], documents)),
    )


def _documents_of(
    reader: "Reader", row: "AnswerRow", beside: "Iterable[Iterable[AnswerRow]]"
) -> "Documents":
    """Return the documents that a page of an estimate names or quotes."""
    held = [*row.words("documents"), row.text("level_document")]
    shown = (row, *chain.from_iterable(beside))
    quoted = (passage.document for one in shown for passage in one.passages)
    return quoted_documents(reader, (one for one in (*held, *quoted) if one))


def _reviewed(
    reader: "Reader", iri: Iri, rows: "Iterable[AnswerRow]", documents: "Documents"
) -> Iterator[Reviewable]:
    """Yield the facts that an estimate is reported as, each once."""
    back = f"{page_of(iri)}#reviews"
    for fact in dict.fromkeys(row.text("iri") for row in rows):
        yield reviewable(reader, Iri(fact), back, documents=documents)


def _row(reader: "Reader", iri: Iri) -> "AnswerRow":
    found = effect_rows(reader, [iri])
    if not found:
        raise UnknownName(
            f"found {iri[len(names.ID) :][:200]!r}, wanted an estimate that is held; "
            "/effects lists them"
        )
    return found[0]


def _siblings(
    reader: "Reader", iri: Iri
) -> "tuple[tuple[AnswerRow, ...], tuple[AnswerRow, ...], int]":
    """Return the rows of the same series, those of the same end point only, and how many more.

    A series is never cut: the analysis that came later must not be missing.
    """
    series: list[Iri] = []
    others: list[Iri] = []
    for one in panel(reader, "effect-siblings", result=[iri]):
        found = series if "same_series" in one.words("relation") else others
        found.append(Iri(one.text("iri")))
    shown = others[:_MOST_BESIDE]
    return _by_date(reader, series), _by_date(reader, shown), len(others) - len(shown)


def _by_date(reader: "Reader", results: "Sequence[Iri]") -> "tuple[AnswerRow, ...]":
    rows = effect_rows(reader, results)
    return tuple(sorted(rows, key=lambda one: (one.text("date"), one.text("iri"))))


def _readings(rows: "Iterable[AnswerRow]", documents: "Documents") -> Iterator[Reading]:
    for row in rows:
        yield Reading(
            document=cited(row.text("held"), documents),
            page=page_of(row.text("iri")) or "",
            rule=row.text("rule"),
            printed=row.text("printed"),
            arms=(row.text("experimental"), row.text("comparator")),
        )


def _inputs(rows: "Iterable[AnswerRow]", documents: "Documents") -> Iterator[Input]:
    for row in rows:
        name, value = row.text("property"), row.text("value") or row.text("resource")
        sentences = quoted_of(row, documents)
        yield Input(
            input_in_words(name), "" if sentences else value_in_words(name, value), sentences
        )


def _facts(rows: "Iterable[AnswerRow]", documents: "Documents") -> Iterator[Input]:
    for row in rows:
        sentences = quoted_of(row, documents)
        yield Input(fact_in_words(row.text("kind")), cited(row.text("held"), documents), sentences)


def _arms(rows: "Iterable[AnswerRow]", documents: "Documents") -> Iterator[ArmValue]:
    for row in rows:
        none = row.text("absence").replace("-", " ") or "without a number"
        number = (row.text("value"), row.text("unit")) if row.text("value") else (none,)
        words = " ".join(filter(None, (row.text("kind"), *number)))
        yield ArmValue(row.text("arm"), words, quoted_of(row, documents))


def _findings(rows: "Iterable[AnswerRow]") -> Iterator[Odd]:
    for row in rows:
        words = in_words(FINDINGS, row.text("code"))
        yield Odd(words, row.text("severity"), row.text("message"))


def asked_iri(request: Request) -> Iri:
    """Return the IRI of what the page of a request is about.

    Raises:
        UnknownName: its path names no one thing.
    """
    sent = request.scope.get("raw_path") or request.url.path.encode()
    iri = iri_of(sent.decode("latin-1"))
    if iri is None:
        raise UnknownName(
            f"found {request.url.path[:200]!r}, wanted the address of one thing; "
            "/ finds things by any of their names"
        )
    return iri


def add(routes: APIRouter, pages: "Readings", gate: "Gate") -> None:
    """Add the page; it has the form of reviews where the service has a token."""

    @routes.get("/effects/{rest:path}")
    async def effect(rest: str, request: Request) -> Response:
        del rest  # the path as it was sent tells how it was encoded
        iri = asked_iri(request)

        def answer(reader: "Reader") -> Response:
            shown = page_of_effect(reader, iri)
            return render(
                "effect.html",
                frame_of(reader),
                same=shown.same,
                page=shown,
                section=SECTION,
                is_writable=gate.wanted is not None,
            )

        return await pages.within_limits(request, answer)
