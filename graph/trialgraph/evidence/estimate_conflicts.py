"""Estimates and medians that two places print differently although they are one analysis.

Results of different analyses differ by nature. Two prints are held against each other
only where they share the key of a series, every part printed by both or by neither, and
the time: one publication and one stage, or one data cut-off, number of events or median
follow-up.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from trialgraph.evidence.analyses import Analysis, data_cutoff, follow_up_months
from trialgraph.evidence.arm_results import ArmResult, ReportedValue
from trialgraph.evidence.disagreements import Said, both_sides, conflict
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.populations import same_population
from trialgraph.model.result import Estimate, Interval
from trialgraph.model.text import Number
from trialgraph.verdict.codes import Formal, Strength
from trialgraph.verdict.record import Verdict
from trialgraph.verdict.same import same_number

Publications = Mapping[str, str]
"""Which publication each document is, by document."""

_ENOUGH = 2


def estimate_conflicts(
    results: Sequence[Judged], publications: Publications
) -> Iterator[TrialFinding]:
    """Yield each pair of prints of one analysis whose figures differ beyond rounding."""
    for one, other in combinations([result.analysis for result in results], 2):
        if _same_key(one, other) and _is_one_print(one, other, publications):
            said = [_said(one), _said(other)]
            quantity = f"{one.estimate.measure} of {one.end_point}"
            message = f"{quantity}: {both_sides(said)}"
            places = [each.node for each in said]
            yield finding(FindingCode.VALUE_CONFLICT, "warning", message, places, quantity)


def verdict_conflicts(results: Sequence[Judged]) -> Iterator[TrialFinding]:
    """Yield each pair of results of one question at one stage whose verdicts exclude each other.

    One of the two is most often of other arms or patients than it was read to be of.
    """
    for one, other in combinations(results, 2):
        left, right = one.analysis, other.analysis
        is_one_look = one.stage == other.stage and not _another_time(left, right)
        if _same_key(left, right) and is_one_look and _contradict(one.verdict, other.verdict):
            estimate = left.estimate
            quantity = f"verdict on {estimate.measure} of {left.end_point}"
            said = [_judged(each) for each in (one, other)]
            message = f"{quantity}: {both_sides(said)}"
            places = [each.node for each in said]
            yield finding(FindingCode.VERDICTS_CONTRADICT, "warning", message, places, quantity)


def _contradict(one: Verdict, other: Verdict) -> bool:
    """Tell whether one verdict confirms what the other excludes: its test was met, and missed."""
    strengths = {one.strength, other.strength}
    if strengths == {Strength.CONFIRMED}:
        return one.direction is not other.direction
    missed = one if other.strength is Strength.CONFIRMED else other
    return strengths == {Strength.CONFIRMED, Strength.NOT_SIGNIFICANT} and (
        missed.formal is Formal.NOT_MET
    )


def _judged(result: Judged) -> Said:
    support = result.analysis.supports[0]
    words = f"{printed_estimate(support.estimate)}: {result.verdict.strength}"
    return Said(support.mention.document, "", words, support.node)


def median_conflicts(
    values: Sequence[ArmResult], publications: Publications
) -> Iterator[TrialFinding]:
    """Yield each pair of medians of one arm in one publication that differ beyond rounding."""
    medians = [one.value for one in values if one.value.value.kind == "median"]
    for one, other in combinations(medians, 2):
        if _same_value(one, other, publications):
            said = [_said_value(one), _said_value(other)]
            yield from conflict(f"median {one.end_point} of {one.arm.label}", said)


def margin_conflicts(results: Sequence[Judged]) -> Iterator[TrialFinding]:
    """Yield the end points whose margin is printed with two values."""
    for one, other in combinations([result.analysis for result in results], 2):
        left, right = one.estimate.margin, other.estimate.margin
        alike = (one.end_point, one.estimate.measure, one.estimate.hypothesis)
        same = alike == (other.end_point, other.estimate.measure, other.estimate.hypothesis)
        if same and left and right and not same_number(left, right):
            said = [
                Said(
                    each.mention.document, str(margin.value), margin.printed, each.supports[0].node
                )
                for each, margin in ((one, left), (other, right))
            ]
            yield from conflict(f"margin of {one.end_point}", said)


def _same_key(one: Analysis, other: Analysis) -> bool:
    """Tell whether two analyses share every part of the key; unprinted agrees with unprinted."""
    left, right = one.estimate, other.estimate
    return (
        (one.comparison, one.is_reversed, one.end_point)
        == (other.comparison, other.is_reversed, other.end_point)
        and one.comparison is not None
        and same_population(one.population, other.population)
        and (left.measure, left.assessor, left.adjustment, left.at, left.model)
        == (right.measure, right.assessor, right.adjustment, right.at, right.model)
        and left.hypothesis == right.hypothesis
    )


def _is_one_print(one: Analysis, other: Analysis, publications: Publications) -> bool:
    """Tell whether two prints are of one analysis and yet differ.

    In one document a second estimate of the same key is most often of another model or
    another group that was not read: there most of the figures must be the same.
    """
    alike, unlike = _compared(one.estimate, other.estimate)
    if not unlike:
        return False
    if alike >= _ENOUGH and unlike == 1:
        is_one_stage = one.estimate.stage == other.estimate.stage
        return _same_time(one, other) or (is_one_stage and not _another_time(one, other))
    apart = one.mention.document != other.mention.document
    return apart and (_same_time(one, other) or _same_issue(one, other, publications))


def _compared(one: Estimate, other: Estimate) -> tuple[int, int]:
    """Return how many of value and limits are the same, and how many differ."""
    pairs = [(one.value, other.value), *_limits(one.interval, other.interval)]
    printed = [
        same_number(left, right)
        for left, right in pairs
        if isinstance(left, Number) and isinstance(right, Number)
    ]
    return printed.count(True), printed.count(False)


def _limits(one: Interval | None, other: Interval | None) -> list[tuple[object, object]]:
    """Return the limits of two intervals of one level and as many sides, pair by pair."""
    if one is None or other is None or one.sides.count != other.sides.count:
        return []
    levels = (one.level.value if one.level else None, other.level.value if other.level else None)
    if None not in levels and levels[0] != levels[1]:
        return []
    return [(one.lower, other.lower), (one.upper, other.upper)]


def _same_time(one: Analysis, other: Analysis) -> bool:
    """Tell whether something printed shows that two analyses are of one time."""
    printed = _times(one, other)
    return bool(printed) and all(a == b for a, b in printed)


def _another_time(one: Analysis, other: Analysis) -> bool:
    """Tell whether all that is printed of their time differs, as of two updates of a trial."""
    printed = _times(one, other)
    return bool(printed) and all(a != b for a, b in printed)


def _times(one: Analysis, other: Analysis) -> list[tuple[object, object]]:
    """Return what both print of their time: data cut-off, number of events, follow-up."""
    left, right = one.supports[0], other.supports[0]
    pairs = [
        (_day(one), _day(other)),
        (_value(one.estimate.total_events), _value(other.estimate.total_events)),
        (_value(follow_up_months(left)), _value(follow_up_months(right))),
    ]
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _same_issue(one: Analysis, other: Analysis, publications: Publications) -> bool:
    """Tell whether two documents are one publication, such as a record of it and its text."""
    left, right = (publications.get(each.mention.document) for each in (one, other))
    return left is not None and left == right and one.estimate.stage == other.estimate.stage


def _day(analysis: Analysis) -> str | None:
    cutoff = data_cutoff(analysis.supports[0])
    return cutoff.iso if cutoff and cutoff.precision == "day" else None


def _value(number: Number | None) -> object:
    return number.value if number else None


def _same_value(one: ReportedValue, other: ReportedValue, publications: Publications) -> bool:
    """Tell whether two medians are of one arm, end point and time, and yet differ."""
    left, right = one.value, other.value
    if not (isinstance(left.value, Number) and isinstance(right.value, Number)):
        return False
    places = (publications.get(one.mention.document), publications.get(other.mention.document))
    return (
        one.arm is other.arm
        and (one.end_point, left.unit, left.assessor, left.at, left.stage)
        == (other.end_point, right.unit, right.assessor, right.at, right.stage)
        and one.mention.document != other.mention.document
        and places[0] is not None
        and places[0] == places[1]
        and same_population(one.population, other.population)
        and not same_number(left.value, right.value)
    )


def _said(analysis: Analysis) -> Said:
    support = analysis.supports[0]
    return Said(support.mention.document, "", printed_estimate(support.estimate), support.node)


def printed_estimate(estimate: Estimate) -> str:
    """Return an estimate with its limits, as printed."""
    interval = estimate.interval
    limits = [interval.lower, interval.upper] if interval else []
    ends = "-".join(one.printed for one in limits if isinstance(one, Number))
    value = estimate.value.printed if isinstance(estimate.value, Number) else str(estimate.value)
    return f"{value} ({ends})" if ends else value


def _said_value(value: ReportedValue) -> Said:
    number = value.value.value
    printed = number.printed if isinstance(number, Number) else str(number)
    return Said(value.mention.document, printed, printed, value.node)
