"""Findings about counts: percentages, what is computed from two arms, exact limits.

A percentage that is not its count over its total often is that of another total: then a
ratio of the same counts shows which total it rests on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.estimate_findings import Examined, counted, shown, told
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.result import ArmValue, Interval
from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.terms.index import TermIndex
from trialgraph.verdict import gate
from trialgraph.verdict.codes import Polarity
from trialgraph.verdict.derived import rounding_range
from trialgraph.verdict.gate import Checked
from trialgraph.verdict.gate_counts import difference_of_proportions, fitting_totals, percentage
from trialgraph.verdict.proportions import sides_of_limit
from trialgraph.verdict.two_proportions import chi_squared, fisher, p_fits

Counts = tuple[int, int]
_HUNDRED = 100
_TIMES = frozenset({Polarity.BAD_EVENT, Polarity.GOOD_EVENT})
_POINTS = 1  # a difference below is printed as a fraction or is of something else


def percentage_findings(trial: TrialIdentity) -> Iterator[TrialFinding]:
    """Yield percentages that are not their counts over their totals (G5), and exact limits."""
    for mention in trial.with_role("reports"):
        if mention.is_first_reported:
            for value in mention.reading.arm_values:
                yield from _of_value(mention, value)


def _of_value(mention: Mention, value: ArmValue) -> Iterator[TrialFinding]:
    """Yield what does not fit within the values of one arm."""
    counts, printed = _counts(value), value.value
    if counts is None or not isinstance(printed, Number):
        return
    if percentage(*counts, printed).severity is not gate.Severity.PASS:
        code = FindingCode.PERCENTAGE_OF_OTHER_TOTAL
        message = _other_total(counts, value, printed)
        yield finding(code, "warning", message, [_node(mention, value)])
    if value.interval is not None and _fits_other_side(counts, printed, value.interval):
        sides = {1: "two-sided", 2: "one-sided"}[value.interval.sides.count]
        message = (
            f"{value.end_point} in {value.arm}, {printed.printed} %: the exact limit of"
            f" {counts[0]} patients is the one printed only if the interval is {sides}"
        )
        yield finding(FindingCode.LIMIT_OF_OTHER_SIDE, "warning", message, [_node(mention, value)])


def _counts(value: ArmValue) -> Counts | None:
    """Return count and total of a percentage; a rate at a time is no share of patients."""
    n, total = value.n, value.total
    is_share = value.unit == "%" and value.kind in {"proportion", "count"}
    if n is None or total is None or not is_share or not 0 <= n.value <= total.value:
        return None
    return (int(n.value), int(total.value)) if total.value else None


def _node(mention: Mention, value: ArmValue) -> Iri:
    """Return the reported value's IRI."""
    arms = [
        arm.span for trial in mention.reading.trials for arm in trial.arms if arm.label == value.arm
    ]
    return fact(mention.document, "arm-value", value.span, *arms[:1])


def _other_total(counts: Counts, value: ArmValue, printed: Number) -> str:
    """Return in words that a percentage is not its count over its total."""
    count, total = counts
    exact = shown(_HUNDRED * count / total, max(1, printed.decimals))
    totals = _totals(count, printed)
    nearest = f"; totals that fit: {totals}" if totals else ""
    return (
        f"{value.end_point} in {value.arm}: {count} of {total} is {exact} %,"
        f" printed {printed.printed} %{nearest}"
    )


def _totals(count: int, printed: Number) -> str:
    """Return the totals of which a count would be the printed percentage, in words."""
    fitting = fitting_totals(count, printed)
    if len(fitting) <= 1:
        return "".join(str(one) for one in fitting)
    return f"{fitting[0]} to {fitting[-1]}"


def _fits_other_side(counts: Counts, printed: Number, interval: Interval) -> bool:
    """Tell whether a limit is the exact one of an interval with the other number of sides."""
    ends = [(interval.lower, False), (interval.upper, True)]
    if interval.level is None or interval.kind != "confidence":
        return False
    level = float(interval.level.value) / _HUNDRED
    count, total = counts
    if percentage(count, total, printed).severity is not gate.Severity.PASS:
        fitting = fitting_totals(count, printed)
        total = fitting[0] if len(fitting) == 1 else 0
    fits = {
        sides_of_limit(end, count, total, level, is_upper=is_upper)
        for end, is_upper in ends
        if isinstance(end, Number) and total
    }
    return bool(fits) and fits == {3 - interval.sides.count}


@dataclass(frozen=True, slots=True)
class Pair:
    """The values of both arms that stand beside one estimate, the numerator's first.

    Attributes:
        counts: count and total of both.
    """

    examined: Examined
    values: tuple[ArmResult, ArmResult]
    counts: tuple[Counts, Counts]

    @property
    def places(self) -> tuple[Iri, ...]:
        """Return the prints of the estimate, which is what is blamed."""
        return self.examined.places


def comparison_findings(examined: Sequence[Examined]) -> Iterator[TrialFinding]:
    """Yield what is printed of two arms and is not what their counts give."""
    for one in examined:
        for pair in _pairs(one):
            for check in (_difference, _mixed, _p_of_counts):
                yield from check(pair)


def _pairs(one: Examined) -> Iterator[Pair]:
    """Yield the counts of the two arms compared; none where one arm has several."""
    comparison = one.judged.analysis.comparison
    if comparison is None:
        return
    arms = [comparison.experimental, comparison.comparator]
    if one.judged.analysis.is_reversed:
        arms.reverse()
    shares = [(value, pair) for value in one.beside if (pair := counted(value)) is not None]
    sided = [[share for share in shares if share[0].value.arm is arm] for arm in arms]
    if all(len(values) == 1 for values in sided):
        (left, first), (right, second) = sided[0][0], sided[1][0]
        yield Pair(one, (left, right), (first, second))


def _is_adjusted(pair: Pair) -> bool:
    return pair.examined.judged.analysis.estimate.adjustment in {"stratified", "adjusted"}


def _difference(pair: Pair) -> Iterator[TrialFinding]:
    """G11: a difference in percentage points is that of the counts."""
    given, counts = pair.examined.given, pair.counts
    is_difference = given.measure in {"RD", "difference"}
    if not is_difference or not isinstance(given.value, Number):
        return
    if abs(given.value.value) < _POINTS:
        return
    checked = _checked_difference(pair, given.value)
    shares = [_HUNDRED * count / total for count, total in counts]
    (a, b), (c, d) = counts
    message = (
        f"{pair.examined.label}: {a} of {b} and {c} of {d} differ by"
        f" {shown(abs(shares[0] - shares[1]))} points"
    )
    yield from told(checked, FindingCode.DIFFERENCE_NOT_OF_COUNTS, lambda: message, pair.places)


def _checked_difference(pair: Pair, printed: Number) -> Checked:
    """Return the check of a difference; one that strata would explain is only noted."""
    strict = difference_of_proportions(*pair.counts, printed)
    loose = difference_of_proportions(*pair.counts, printed, is_stratified=True)
    if _is_adjusted(pair) or strict.severity is loose.severity:
        return loose
    return replace(strict, severity=gate.Severity.NOTE)


def _mixed(pair: Pair) -> Iterator[TrialFinding]:
    """Tell that a ratio rests on totals of which the percentages beside it are not."""
    given, counts = pair.examined.given, pair.counts
    if not isinstance(given.value, Number):
        return
    others = _totals_of_percentages(pair)
    ratio = _ratio(given.measure, *counts)
    low, high = rounding_range(given.value)
    if others is None or ratio is None or not low <= _rounded(ratio) <= high:
        return
    (a, b), (c, d) = counts
    (_, f), (_, h) = others
    again = _ratio(given.measure, *others)
    instead = f", with which it would be {shown(float(again), 3)}" if again is not None else ""
    message = (
        f"{pair.examined.label} is that of {a} of {b} and {c} of {d}; the percentages beside it"
        f" rest on {f} and {h}{instead}"
    )
    yield finding(FindingCode.DENOMINATOR_MIXED, "warning", message, pair.places)


def _rounded(ratio: Fraction) -> Decimal:
    return Decimal(ratio.numerator) / Decimal(ratio.denominator)


def _totals_of_percentages(pair: Pair) -> tuple[Counts, Counts] | None:
    """Return the counts with the totals that the percentages rest on, where these are others."""
    found = []
    for value, (count, total) in zip(pair.values, pair.counts, strict=True):
        printed = value.value.value.value
        if not isinstance(printed, Number) or value.value.value.unit != "%":
            return None
        if percentage(count, total, printed).severity is gate.Severity.PASS:
            found.append((count, total))
            continue
        fitting = fitting_totals(count, printed)
        if len(fitting) != 1:
            return None
        found.append((count, fitting[0]))
    return (found[0], found[1]) if tuple(found) != pair.counts else None


def _ratio(measure: str, first: Counts, second: Counts) -> Fraction | None:
    """Return the odds ratio or the relative risk of counts, where it has a value."""
    (a, b), (c, d) = first, second
    if measure == "OR":
        return Fraction(a * (d - c), c * (b - a)) if c and b - a else None
    return Fraction(a * d, b * c) if measure == "RR" and c else None


def _p_of_counts(pair: Pair) -> Iterator[TrialFinding]:
    """Tell that a p of two proportions is neither Fisher's nor Pearson's."""
    p, counts = pair.examined.given.p, pair.counts
    is_exact = p is not None and p.comparator == "=" and p.tests == "superiority"
    is_time = pair.examined.given.polarity in _TIMES
    is_one_sided = p is not None and p.sides is not None and p.sides.count == 1
    if p is None or not is_exact or is_one_sided or is_time:
        return
    if _is_adjusted(pair) or p_fits(p.number, *counts):
        return
    by_fisher, by_pearson = fisher(*counts), chi_squared(*counts)
    other = f" and {shown(by_pearson, 3)} by Pearson's test" if by_pearson is not None else ""
    message = (
        f"{pair.examined.label}: p {p.number.printed} is printed, the counts give"
        f" {shown(by_fisher, 3)} by Fisher's{other}"
    )
    yield finding(FindingCode.P_NOT_OF_COUNTS, "information", message, pair.places)


def label_findings(trial: TrialIdentity, terms: TermIndex) -> Iterator[TrialFinding]:
    """Yield values that bear the name of another end point than their sentence is about."""
    for mention in trial.with_role("reports"):
        if mention.is_first_reported:
            for value in mention.reading.arm_values:
                if _is_mislabelled(value, terms):
                    message = (
                        f"{value.end_point} in {value.arm}: the value is printed as"
                        f" {value.end_point_printed}, in a sentence on {value.end_point}"
                    )
                    node = _node(mention, value)
                    yield finding(FindingCode.MISLABELLED, "warning", message, [node])


def _is_mislabelled(value: ArmValue, terms: TermIndex) -> bool:
    """Tell whether the words before a time are the name of another end point that is a time."""
    if value.kind != "median" or value.end_point_printed == value.end_point:
        return False
    meant = terms.find("end-point", value.end_point)
    printed = terms.find("end-point", value.end_point_printed)
    if meant is None or printed is None or meant.notation == printed.notation:
        return False
    times = {one.attributes.get("kind") for one in (meant, printed)}
    return times == {"time-to-event"} and not terms.is_a(
        "end-point", meant.notation, printed.notation
    )
