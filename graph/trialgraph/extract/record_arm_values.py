"""Values of single groups that a registry posts for end points of the tables."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trialgraph.extract.record_circumstances import population_of, time_of
from trialgraph.extract.record_estimates import Posted
from trialgraph.extract.record_terms import NamedOutcome, outcome, printed_time
from trialgraph.extract.record_values import code, same
from trialgraph.model import lazy
from trialgraph.model.record import Block
from trialgraph.model.registry import Measurement, OutcomeMeasure
from trialgraph.model.result import ArmValue, ArmValueKind, Interval, IntervalKind
from trialgraph.model.text import Number
from trialgraph.model.trial import Sides

_KINDS: dict[str, ArmValueKind] = {
    "MEDIAN": "median",
    "MEAN": "mean",
    "LEAST_SQUARES_MEAN": "mean",
    "COUNT_OF_PARTICIPANTS": "count",
}
_LEVEL = lazy.regex(r"(?P<level>\d{2}(?:\.\d+)?)\s?%\s*(?:confidence|credible)", re.IGNORECASE)
_PERCENT = lazy.regex(r"(?i)percent|%")
_FRACTION = lazy.regex(r"(?i)\bproportion|\bprobability|\bfraction")
_PEOPLE = lazy.regex(r"(?i)(?:number of )?(?:participants|patients|subjects)")
_UNITS = lazy.regex(r"(?i)(?:time in |in )?(?P<unit>day|week|month|year)s?")
_RULE = "registered outcome table"


def read_arm_values(posted: Posted) -> tuple[ArmValue, ...]:
    """Return the values of the outcomes that are end points of the tables."""
    return tuple(
        value
        for measured, fields in posted.outcomes
        if (named := outcome(posted.terms, measured.title)).name
        for value in _values(measured, fields, named)
    )


def _values(measured: OutcomeMeasure, fields: Block, named: NamedOutcome) -> Iterator[ArmValue]:
    groups = {each.identifier: each.arm or each.title for each in measured.groups}
    for one in measured.measurements:
        if one.group in groups and _is_of_end_point(one, measured):
            yield _value(one, groups[one.group], (measured, fields), named)


def _is_of_end_point(one: Measurement, measured: OutcomeMeasure) -> bool:
    """Tell whether a row is the end point itself, or it at a time, and no part of it."""
    title = same(measured.title)
    return all(
        not words or same(words) == title or printed_time(words)
        for words in (one.class_title, one.category)
    )


def _value(
    one: Measurement, arm: str, read: tuple[OutcomeMeasure, Block], named: NamedOutcome
) -> ArmValue:
    measured, fields = read
    kind = _kind(measured, named)
    row = one.class_title or one.category
    is_to_event = named.kind == "time-to-event" and kind != "rate_at_time"
    return ArmValue(
        end_point=named.name,
        end_point_printed=measured.title,
        arm=arm,
        kind=kind,
        value=one.value,
        unit=_unit(measured.unit),
        at=time_of(measured, row, "", is_to_event=is_to_event),
        assessor=named.assessor,
        interval=_interval(one, fields),
        n=one.value if kind == "count" and isinstance(one.value, Number) else None,
        total=_total(one, measured),
        population=population_of(measured.population),
        rule=_RULE,
        span=one.span,
        passages=(one.span,),
    )


def _kind(measured: OutcomeMeasure, named: NamedOutcome) -> ArmValueKind:
    parameter = code(measured.parameter)
    if parameter in _KINDS:
        return _KINDS[parameter]
    if parameter != "NUMBER":
        return "other"
    if _PERCENT.search(measured.unit) or _FRACTION.search(measured.unit):
        return "rate_at_time" if named.kind == "time-to-event" else "proportion"
    return "count" if _PEOPLE.fullmatch(measured.unit.strip()) else "other"


def _unit(printed: str) -> str:
    """Return ``months`` and ``%`` for the ways to write them, other units as printed."""
    time = _UNITS.fullmatch(printed.strip())
    if time:
        return f"{time['unit'].lower()}s"
    return "%" if _PERCENT.search(printed) else printed


def _interval(one: Measurement, fields: Block) -> Interval | None:
    """Return a confidence interval of two limits; ranges and deviations are none."""
    leaf = fields.leaf("dispersionType")
    match = _LEVEL.search(leaf.words) if leaf else None
    if leaf is None or match is None or one.lower is None or one.upper is None:
        return None
    level = Number(Decimal(match["level"]), match["level"], leaf.piece(*match.span("level")))
    kind: IntervalKind = "credible" if "redible" in leaf.words else "confidence"
    return Interval(level=level, sides=Sides(2), lower=one.lower, upper=one.upper, kind=kind)


def _total(one: Measurement, measured: OutcomeMeasure) -> Number | None:
    """Return how many of the group were looked at: in the row where it has its own count."""
    found: Number | None = None
    for each in measured.denominators:
        if each.group == one.group and each.class_title in {"", one.class_title}:
            found = each.n if isinstance(each.n, Number) else found
    return found
