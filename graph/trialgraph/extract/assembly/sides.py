"""Sides, levels and p values of a printed estimate, as the model keeps them."""

import re
from collections.abc import Sequence
from typing import Literal

from trialgraph.extract.mentions.absent import absence_in
from trialgraph.extract.mentions.intervals import PERCENT, tested_by
from trialgraph.extract.mentions.numbers import group_number, number_at
from trialgraph.extract.view import ReadingView, TableText
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue, Comparator, Estimate, Interval, PValue
from trialgraph.model.text import Absence, Number
from trialgraph.model.trial import Sides

_COUNTS: dict[str, Literal[1, 2]] = {"one": 1, "1": 1, "two": 2, "2": 2}
_COMPARATORS: dict[str, Comparator] = {
    "≤": "<=",
    "≥": ">=",
    "of": "=",
    "was": "=",
    "less than": "<",
    "greater than": ">",
    ":": "=",
    "": "=",  # "p value 0.02"
}
LEVEL = lazy.regex(rf"(?P<level>\d{{2}}(?:\.\d+)?){PERCENT}[- ]?(?:CIs?\b|confidence\b)")
_HYPOTHESES = {"trend": "trend_test"}

# " months versus " is the longest link that names no arm.
_NO_ARM_BETWEEN = 16


def interval_of(text: ReadingView | TableText, match: re.Match[str]) -> Interval:
    """Return the interval that a match of the grammar prints; one limit means one side."""
    groups = match.groupdict()
    level = group_number(text, match, "level") if groups.get("level") else None
    if "one" in groups:
        return _one_sided(text, match, level)
    low, high = _limit(text, match, "low"), _limit(text, match, "high")
    ends = [limit for limit in (low, high) if isinstance(limit, Number)]
    sided = text.span(*match.span("sided")) if groups.get("sided") else None
    if sided and len(ends) == 1 and match["sided"] in {"one", "1"}:
        return _half_open(low, high, level, Sides(1, "printed", sided))
    return Interval(
        level=level,
        sides=Sides(2, "printed", sided),
        lower=low,
        upper=high,
        kind="credible" if groups.get("credible") else "confidence",
    )


def _half_open(
    low: Number | Absence, high: Number | Absence, level: Number | None, sides: Sides
) -> Interval:
    """Return a one-sided interval whose other end is printed as open: "-∞ to 1.18"."""
    if isinstance(high, Number):
        return Interval(level=level, sides=sides, upper=high)
    return Interval(level=level, sides=sides, lower=low)


def _one_sided(
    text: ReadingView | TableText, match: re.Match[str], level: Number | None
) -> Interval:
    group = "sided" if match["sided"] else "limit"
    sides = Sides(1, "printed", text.span(*match.span(group)))
    limit = group_number(text, match, "one")
    if match["limit"] == "upper":
        return Interval(level=level, sides=sides, upper=limit)
    return Interval(level=level, sides=sides, lower=limit)


def _limit(text: ReadingView | TableText, match: re.Match[str], group: str) -> Number | Absence:
    if not any(char.isdigit() for char in match[group]):
        return absence_in(match[group])
    return group_number(text, match, group)


def only_level(view: ReadingView) -> Number | None:
    """Return the level of intervals when the whole document prints only one."""
    found = [number_at(view, *match.span("level")) for match in LEVEL.finditer(view.text)]
    return found[0] if len({number.value for number in found}) == 1 else None


def p_value_of(text: ReadingView | TableText, match: re.Match[str]) -> PValue:
    """Return the p value that a match of the grammar prints."""
    group = "sided" if match["sided"] else "sided_after"
    printed = match[group]
    sides = Sides(_COUNTS[printed], "printed", text.span(*match.span(group))) if printed else None
    tests = (tested_by(match) or "superiority").replace("-", "")
    sign = " ".join((match["comparator"] or "").split())
    return PValue(
        comparator=_COMPARATORS.get(sign) or _plain(sign),
        number=group_number(text, match, "p"),
        sides=sides,
        tests=_HYPOTHESES.get(tests, tests),
    )


def _plain(sign: str) -> Comparator:
    return next(known for known in ("<=", ">=", "<", ">", "=") if known == sign)


def is_consistent(value: Number | Absence, interval: Interval | None) -> bool:
    """Tell whether a value lies in its own interval, and the limits are in order."""
    if interval is None:
        return True
    low, high = interval.lower, interval.upper
    if not isinstance(value, Number):
        return isinstance(low, Number) and isinstance(high, Number) and low.value <= high.value
    above = not isinstance(low, Number) or low.value <= value.value
    below = not isinstance(high, Number) or value.value <= high.value
    return above and below


def contradicts_medians(estimate: Estimate, values: Sequence[ArmValue]) -> bool:
    """Tell whether medians paired by their order alone belie the hazard ratio beside them.

    "3.7 v 7.4 months; HR 0.48" names no arm between the two: whose is whose stays open,
    so they are left out. Medians whose arms are named are kept whatever the ratio says:
    a median and a hazard ratio may point opposite ways.
    """
    medians = {
        value.arm: value
        for value in values
        if value.kind == "median"
        and value.passages == estimate.passages
        and (value.end_point, value.population) == (estimate.end_point, estimate.population)
    }
    first = medians.get(estimate.experimental or "")
    second = medians.get(estimate.comparator or "")
    high = estimate.interval.upper if estimate.interval else None
    if estimate.measure != "HR" or first is None or second is None or not by_order(first, second):
        return False
    return (
        isinstance(high, Number)
        and high.value < 1
        and isinstance(first.value, Number)
        and isinstance(second.value, Number)
        and first.value.value < second.value.value
    )


def by_order(one: ArmValue, other: ArmValue) -> bool:
    """Tell whether two values stand too close for an arm to be named between them."""
    early, late = sorted((one.span, other.span))
    return late.start - early.end <= _NO_ARM_BETWEEN
