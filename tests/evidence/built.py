"""Small made-up trials, a few words a figure, as the readers would give them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from tests.verdict.figures import NOWHERE, interval, number, p_value

from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.evidence.judging import Judged
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.result import Estimate, Measure
from trialgraph.model.text import PartialDate, Span, Stated
from trialgraph.model.trial import (
    Arm,
    ArmRole,
    Comparison,
    Design,
    EndPoint,
    EndPointRole,
    Sides,
    SignificanceLevel,
    TestStep,
    Trial,
)
from trialgraph.terms.index import TermIndex

NEW, OLD = "novumab", "placebo"
_STEP = 10
_ESTIMATES_FROM = 5000


def effect(  # noqa: PLR0913 - a row of a table
    end_point: str,
    value: str,
    limits: str = "",
    p: str = "",
    *,
    measure: Measure = "HR",
    said: str = "",
    level: str = "95",
    **rest: Any,  # noqa: ANN401 - fields of an estimate by name
) -> Estimate:
    """Return an estimate: limits as ``0.51 to 0.75`` or ``<0.967``, p as ``1s 0.022``."""
    given: dict[str, Any] = {"experimental": NEW, "comparator": OLD, **rest}
    return Estimate(
        end_point=end_point,
        measure=measure,
        value=number(value),
        interval=interval(limits, level) if limits else None,
        p=p_value(p, tests=given.get("hypothesis", "superiority")) if p else None,
        authors_say=Stated(said, said, NOWHERE) if said else None,
        span=NOWHERE,
        **given,
    )


def declared(name: str, role: EndPointRole = "primary", **rest: Any) -> EndPoint:  # noqa: ANN401 - fields of an end point by name
    """Return an end point that a document declares."""
    return EndPoint(name=name, name_printed=name, role=role, span=NOWHERE, **rest)


def alpha(printed: str, *applies_to: str, sides: Literal[1, 2] = 2) -> SignificanceLevel:
    """Return a level that a document states, for what it names."""
    return SignificanceLevel(
        alpha=number(printed), sides=Sides(sides), applies_to=applies_to, span=NOWHERE
    )


def steps(*end_points: str, procedure: str = "fixed sequence") -> tuple[TestStep, ...]:
    """Return a testing hierarchy; ``ORR|OS`` are two end points of one step.

    ``PFS @ marker positive`` names a step's population.
    """
    found = []
    for order, named in enumerate(end_points, 1):
        for one in named.split("|"):
            name, _, population = one.partition(" @ ")
            found.append(
                TestStep(
                    order=order,
                    end_point=name,
                    population=population or "all",
                    procedure=procedure,
                    span=NOWHERE,
                )
            )
    return tuple(found)


def group(label: str, role: ArmRole, patients: str = "") -> Arm:
    """Return an arm."""
    return Arm(label=label, role=role, n=number(patients) if patients else None, span=NOWHERE)


TWO_ARMS = (group(NEW, "experimental"), group(OLD, "control"))
SOURCED = Stated("margin based on", "margin based on", NOWHERE)
PLAIN = Design(levels=(alpha("0.05"),), margin_source=SOURCED)


def day(printed: str) -> PartialDate:
    """Return a date as precise as it is written."""
    precision: Literal["year", "month", "day"] = "day"
    if len(printed) < len("2022-01-01"):
        precision = "year" if len(printed) == len("2022") else "month"
    first = date.fromisoformat((printed + "-01-01")[: len("2022-01-01")])
    return PartialDate(first, precision, printed, NOWHERE)


def placed(found: Sequence[Any], start: int) -> tuple[Any, ...]:
    """Return facts each at a place of its own."""
    return tuple(
        replace(one, span=Span(start + _STEP * nth, start + _STEP * nth + 5))
        for nth, one in enumerate(found)
    )


def paper(  # noqa: PLR0913 - a row of a table
    *estimates: Estimate,
    name: str = "sha-first",
    online: str = "2020-01-15",
    end_points: Sequence[EndPoint] = (declared("PFS"),),
    design: Design = PLAIN,
    arms: Sequence[Arm] = TWO_ARMS,
    bibliography: dict[str, Any] | None = None,
    **rest: Any,  # noqa: ANN401 - fields of a trial by name
) -> TrialDocument:
    """Return a paper that reports a trial of a new drug against placebo."""
    levels, testing = placed(design.levels, 3000), placed(design.testing, 4000)
    given: dict[str, Any] = {
        "comparisons": (Comparison(experimental=NEW, comparator=OLD, added=(NEW,)),),
        **rest,
    }
    trial = Trial(
        role="reports",
        acronym=Stated("BUILT", "BUILT", Span(0, 5)),
        registrations=(Stated("NCT09999999", "NCT09999999", Span(6, 17)),),
        design=replace(design, levels=levels, testing=testing),
        arms=placed(arms, 1000),
        end_points=placed(end_points, 2000),
        span=Span(0, 5),
        **given,
    )
    return TrialDocument(
        identifier=name,
        kind="pubmed-page",
        sha256=name,
        reader="hand 1",
        text_sha256=name,
        bibliography=Bibliography(online=day(online) if online else None, **(bibliography or {})),
        trials=(trial,),
        estimates=placed(estimates, _ESTIMATES_FROM),
        conclusion="unclear",
    )


def within(margin: str, other: str = "", hypothesis: str = "noninferiority") -> dict[str, Any]:
    """Return the fields of an estimate that is held against a margin, or two."""
    second = number(other) if other else None
    return {"hypothesis": hypothesis, "margin": number(margin), "other_margin": second}


def alone(*figures: str, **rest: Any) -> tuple[TrialDocument, ...]:  # noqa: ANN401 - fields of an estimate by name
    """Return a paper with one estimate, of its only primary end point.

    ``design`` and ``end_points`` are the paper's, all else the estimate's.
    """
    of_paper = {name: rest.pop(name) for name in ("design", "end_points") if name in rest}
    given = {"end_points": (declared(figures[0]),), **of_paper}
    return (paper(effect(*figures, **rest), **given),)


@dataclass(frozen=True)
class Case:
    """Documents of a trial, and what each printed value supports, with its reservations."""

    name: str
    documents: tuple[TrialDocument, ...]
    wanted: dict[str, str]


def as_wanted(case: Case) -> dict[str, tuple[str, set[str]]]:
    """Return the outcomes that a case wants, with their reservations, by printed value."""
    parted = {value: words.partition(" | ") for value, words in case.wanted.items()}
    return {value: (words, set(held.split())) for value, (words, _, held) in parted.items()}


def as_found(terms: TermIndex, case: Case) -> dict[str, tuple[str, set[str]]]:
    """Return the outcomes that the documents of a case give."""
    found = judged(terms, *case.documents)
    return {value: (outcome(one), set(one.verdict.reservations)) for value, one in found.items()}


def derived(terms: TermIndex, *documents: TrialDocument) -> DerivedTrial:
    """Return what follows for the one trial of some documents."""
    evidence = held(documents)
    (trial,) = evidence.trials
    return derive_trial(trial, evidence, terms)


def judged(terms: TermIndex, *documents: TrialDocument) -> dict[str, Judged]:
    """Return the results of the one trial by their printed value."""
    results = derived(terms, *documents).results
    by_value = {getattr(one.analysis.estimate.value, "printed", "-"): one for one in results}
    assert len(by_value) == len(results), [one.key for one in results]
    return by_value


def outcome(one: Judged) -> str:
    """Return a verdict in words: ``confirmed level_met experimental``."""
    verdict = one.verdict
    return f"{verdict.strength} {verdict.reason} {verdict.direction}"
