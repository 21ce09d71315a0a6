"""Printed figures for the tables of cases, built from the words a paper would print."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from trialgraph.model.result import Boundary, Interval, PValue
from trialgraph.model.text import Absence, Number, PartialDate, Precision, Span
from trialgraph.model.trial import Sides
from trialgraph.verdict.codes import Origin, Plan, Polarity
from trialgraph.verdict.record import AnalysisInput, Level

NOWHERE = Span(0, 0)
TWO_SIDED = Level(alpha=Decimal("0.05"), sides=2)
ONE_SIDED = Level(alpha=Decimal("0.05"), sides=1)
ONE_SIDED_INHERITED = Level(alpha=Decimal("0.05"), sides=1, origin=Origin.INHERITED)


def number(printed: str) -> Number:
    return Number(Decimal(printed), printed, NOWHERE)


def interval(printed: str, level: str = "95") -> Interval:
    """Return ``0.51-0.75`` as two-sided, ``<0.967`` or ``>1.1`` as one-sided."""
    if printed[0] in "<>":
        end = number(printed[1:])
        is_upper = printed[0] == "<"
        return Interval(
            level=number(level),
            sides=Sides(1),
            lower=Absence.NOT_REPORTED if is_upper else end,
            upper=end if is_upper else Absence.NOT_REPORTED,
        )
    lower, upper = printed.split(" to ")
    return Interval(level=number(level), sides=Sides(2), lower=number(lower), upper=number(upper))


def p_value(printed: str, sides: Literal[1, 2] | None = 2, tests: str = "superiority") -> PValue:
    """Return ``=0.005``, ``<0.001`` or ``>=0.05``; a bare number is ``=``; ``1s`` is one-sided."""
    if printed.startswith("1s "):
        return p_value(printed.removeprefix("1s "), 1, tests)
    for comparator in ("<=", ">=", "<", ">", "="):
        if printed.startswith(comparator):
            return PValue(
                comparator=comparator,
                number=number(printed.removeprefix(comparator)),
                sides=Sides(sides) if sides else None,
                tests=tests,
            )
    return p_value("=" + printed, sides, tests)


def hazard(value: str, limits: str = "", p: str = "") -> AnalysisInput:
    """Return a hazard ratio on a bad event."""
    return AnalysisInput(
        measure="HR",
        value=number(value),
        interval=interval(limits) if limits else None,
        p=p_value(p) if p else None,
        polarity=Polarity.BAD_EVENT,
    )


def primary(value: str, limits: str = "", p: str = "") -> AnalysisInput:
    """Return a hazard ratio of the primary end point at two-sided 0.05."""
    analysis = hazard(value, limits, p)
    return replace(analysis, role="primary", plan=Plan.IN_PLAN, level=TWO_SIDED)


def outside(value: str, limits: str = "", p: str = "") -> AnalysisInput:
    """Return a hazard ratio outside the alpha plan of a trial at two-sided 0.05."""
    analysis = hazard(value, limits, p)
    return replace(analysis, plan=Plan.NOT_IN_ALPHA_PLAN, trial_level=TWO_SIDED)


def level(alpha: str, sides: Literal[1, 2] = 2) -> Level:
    return Level(alpha=Decimal(alpha), sides=sides)


def boundary(
    value: str = "",
    p: str = "",
    kind: Literal["efficacy", "futility", "harm"] = "efficacy",
    *,
    crossed: bool | None = None,
) -> Boundary:
    return Boundary(
        value=number(value) if value else None,
        p=number(p) if p else None,
        kind=kind,
        crossed=crossed,
        span=NOWHERE,
    )


def day(printed: str) -> PartialDate:
    """Return 2022, 2022-09 or 2022-09-01 as precise as it is written."""
    precisions: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    precision = precisions[len(printed)]
    first = date.fromisoformat((printed + "-01-01")[:10])
    return PartialDate(first, precision, printed, NOWHERE)
