"""A report of a made-up trial of two arms, of the figures that a test is about."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any, Literal

from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import ArmCount, ArmValue, Estimate, Interval, Measure, PValue
from trialgraph.model.text import Absence, Number, Span, Stated
from trialgraph.model.trial import (
    Arm,
    Comparison,
    Design,
    EndPoint,
    PopulationSize,
    Sides,
    SignificanceLevel,
    Trial,
)
from trialgraph.terms.index import TermIndex

Count = Literal[1, 2]
ARMS = ("active", "usual")
_PLACES = count(1000, 20)


def place() -> Span:
    """Return a place of its own."""
    start = next(_PLACES)
    return Span(start, start + 5)


def number(printed: str, value: str | None = None) -> Number:
    """Return a number as printed; ``value`` where it is not the same, as 0.43 for 43 %."""
    return Number(Decimal(value or printed), printed, place())


def interval(printed: str, sides: Count = 2, level: str = "95", **changes: Any) -> Interval:  # noqa: ANN401 - fields by name
    """Return ``0.5 to 0.8``, or one limit: ``<0.967`` or ``>1.1``."""
    absent = Absence.NOT_REPORTED
    if printed[0] in "<>":
        end = number(printed[1:])
        lower, upper = (absent, end) if printed[0] == "<" else (end, absent)
    else:
        lower, upper = (number(one) for one in printed.split(" to "))
    made = Interval(level=number(level), sides=Sides(sides), lower=lower, upper=upper)
    return replace(made, **changes)


def p_value(printed: str, sides: Count | None = 2) -> PValue:
    """Return an exact p, or one below a bound: ``<0.001``."""
    comparator: Literal["<", "="] = "<" if printed[0] == "<" else "="
    return PValue(
        comparator=comparator,
        number=number(printed.lstrip("<")),
        sides=Sides(sides) if sides else None,
    )


def counts(*printed: str) -> tuple[ArmCount, ...]:
    """Return counts of both arms."""
    return tuple(ArmCount(arm=arm, n=number(one)) for arm, one in zip(ARMS, printed, strict=True))


def estimate(value: str, limits: str = "", **changes: Any) -> Estimate:  # noqa: ANN401 - fields by name
    """Return a hazard ratio of progression-free survival, or what ``changes`` make of it."""
    printed = number(value)
    made = Estimate(
        end_point="PFS",
        measure="HR",
        value=printed,
        interval=interval(limits) if limits else None,
        experimental=ARMS[0],
        comparator=ARMS[1],
        span=printed.span,
    )
    return replace(made, **changes)


def share(arm: str, counted: str, percent: str, **changes: Any) -> ArmValue:  # noqa: ANN401 - fields by name
    """Return a percentage of patients with a response, of ``17/90``."""
    value, (n, total) = number(percent), counted.split("/")
    made = ArmValue(
        end_point="ORR",
        arm=arm,
        kind="proportion",
        value=value,
        unit="%",
        n=number(n),
        total=number(total),
        span=value.span,
    )
    return replace(made, **changes)


def median(arm: str, months: str, **changes: Any) -> ArmValue:  # noqa: ANN401 - fields by name
    """Return a median of progression-free survival."""
    value = number(months)
    made = ArmValue(
        end_point="PFS",
        end_point_printed="PFS",
        arm=arm,
        kind="median",
        value=value,
        unit="months",
        span=value.span,
    )
    return replace(made, **changes)


def response(measure: Measure, value: str, limits: str = "", **changes: Any) -> Estimate:  # noqa: ANN401 - fields by name
    """Return a comparison of responses."""
    return replace(estimate(value, limits), end_point="ORR", measure=measure, **changes)


def level(alpha: str, sides: Count, *applies_to: str) -> SignificanceLevel:
    """Return a stated level."""
    return SignificanceLevel(
        alpha=number(alpha), sides=Sides(sides), applies_to=applies_to, span=place()
    )


def both_arms(
    sizes: Sequence[str], populations: Sequence[tuple[str, Sequence[str]]]
) -> tuple[Arm, ...]:
    """Return the two arms with their sizes, and those of their populations."""
    return tuple(
        Arm(
            label=label,
            role="experimental" if at == 0 else "control",
            n=number(sizes[at]) if sizes[at] else None,
            n_by_population=tuple(
                PopulationSize(population=name, n=number(held[at])) for name, held in populations
            ),
            span=place(),
        )
        for at, label in enumerate(ARMS)
    )


def report(
    *facts: Estimate | ArmValue,
    sizes: Sequence[str] = ("110", "109"),
    populations: Sequence[tuple[str, Sequence[str]]] = (),
    design: Design | None = None,
    randomised: str = "",
) -> TrialDocument:
    """Return a report that prints these facts.

    Args:
        facts: estimates and values by arm.
        sizes: of the arms, empty where not printed.
        populations: their names, each with the sizes in the arms.
        design: its plan.
        randomised: patients in all, where printed.
    """
    arms, at = both_arms(sizes, populations), place()
    trial = Trial(
        role="reports",
        acronym=Stated("MADEUP", "MADEUP", at),
        arms=arms,
        comparisons=(Comparison(experimental=ARMS[0], comparator=ARMS[1]),),
        end_points=(EndPoint(name="PFS", name_printed="PFS", role="primary", span=place()),),
        design=design or Design(),
        n_randomised=number(randomised) if randomised else None,
        span=at,
    )
    return TrialDocument(
        identifier="made-up",
        kind="text",
        sha256="0" * 64,
        reader="hand 1",
        text_sha256="0" * 64,
        trials=(trial,),
        estimates=tuple(one for one in facts if isinstance(one, Estimate)),
        arm_values=tuple(one for one in facts if isinstance(one, ArmValue)),
    )


def derived_of(said: TrialDocument, terms: TermIndex) -> DerivedTrial:
    """Return what follows from one report."""
    evidence = held([said])
    (trial,) = evidence.trials
    return derive_trial(trial, evidence, terms)


def found(said: TrialDocument, terms: TermIndex) -> set[tuple[str, str]]:
    """Return codes and severities of what is found in one report."""
    return {(one.code, one.severity) for one in derived_of(said, terms).findings}


def message(said: TrialDocument, terms: TermIndex, code: str) -> str:
    """Return the message of the one finding of a code."""
    (words,) = (one.message for one in derived_of(said, terms).findings if one.code == code)
    return words
