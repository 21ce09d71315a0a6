"""Findings about single estimates: value, limits, p, events and patients against each other.

The checks and their tolerances are those of ``verdict.gate_estimates``; here is decided
which of them may be asked of an estimate, and what is told of it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from math import isinf

from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.findings import FindingCode, Severity, TrialFinding, finding
from trialgraph.evidence.information import information
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.verdict import gate
from trialgraph.verdict.derived import limit, spread
from trialgraph.verdict.gate import Checked, Range
from trialgraph.verdict.gate_estimates import (
    Information,
    fewest_events,
    interval_disagrees,
    limit_precision,
    p_and_interval,
    precision_and_events,
    precision_and_patients,
    precision_ratios,
    standard_errors,
    symmetry,
    value_in_interval,
    z_values,
)
from trialgraph.verdict.polarity import RATIOS
from trialgraph.verdict.record import AnalysisInput

SEVERITIES: dict[gate.Severity, Severity] = {
    gate.Severity.NOTE: "information",
    gate.Severity.FINDING: "warning",
    gate.Severity.VIOLATION: "violation",
}
_FEW = 5
# Limits of such intervals need not lie equally far from the value.
_SKEWED = re.compile(r"exact|bootstrap|profile|mid-?p|Clopper|Newcombe|Wilson", re.IGNORECASE)
# The p of such a test is not that of the interval beside it.
_OTHER_TEST = re.compile(
    r"exact|permutation|max-?combo|restricted mean|RMST|Fleming|weighted|Wilcoxon|Gehan|"
    r"Mann|rank.?sum|Kruskal|bootstrap|Barnard",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Examined:
    """An analysis with all that its numbers are held against.

    Attributes:
        beside: the values by arm that stand beside it.
    """

    trial: TrialIdentity
    judged: Judged
    beside: tuple[ArmResult, ...] = ()

    @cached_property
    def known(self) -> Information:
        """Return the events and patients behind the estimate."""
        return information(self.trial, self.judged.analysis)

    @property
    def given(self) -> AnalysisInput:
        """Return the analysis as the rules of verdicts were given it."""
        return self.judged.given

    @cached_property
    def places(self) -> tuple[Iri, ...]:
        """Return the prints of the estimate."""
        return tuple(support.node for support in self.judged.analysis.supports)

    @cached_property
    def label(self) -> str:
        """Return the estimate in words, with its interval."""
        one, interval = self.given, self.given.interval
        lower, upper = (limit(one, upper=side) for side in (False, True))
        value = one.value.printed if isinstance(one.value, Number) else str(one.value)
        named = f"{self.judged.analysis.end_point} {one.measure} {value}"
        if lower is not None and upper is not None:
            return f"{named} (interval {lower.printed} to {upper.printed})"
        end = lower or upper
        sides = "one-sided " if interval and interval.sides.count == 1 else ""
        return f"{named} ({sides}limit {end.printed})" if end is not None else named


def estimate_findings(examined: Sequence[Examined]) -> Iterator[TrialFinding]:
    """Yield what does not fit within single estimates."""
    for one in examined:
        for check in _CHECKS:
            yield from check(one)


def told(
    checked: Checked | None,
    code: FindingCode,
    words: Callable[[], str],
    places: Sequence[Iri],
) -> Iterator[TrialFinding]:
    """Yield the finding of a check; none where it passes or cannot be made.

    Args:
        checked: the check.
        code: of the finding.
        words: gives its message, which only few estimates need.
        places: that are blamed.
    """
    if checked is not None and checked.severity is not gate.Severity.PASS:
        yield finding(code, SEVERITIES[checked.severity], words(), places)


def shown(number: float, decimals: int = 2) -> str:
    """Return a computed figure as it is told."""
    return f"{number:.{decimals}f}"


def between(found: Range) -> str:
    """Return what rounding leaves open, as it is told."""
    low, high = shown(found.low), shown(found.high)
    if isinf(found.high):
        return f"{low} or more"
    return low if low == high else f"{low} to {high}"


def _outside(one: Examined) -> Iterator[TrialFinding]:
    """G1: the value lies in its interval."""
    checked = value_in_interval(one.given) if one.given.is_contradicted else None
    code = FindingCode.VALUE_OUTSIDE_INTERVAL
    yield from told(
        checked, code, lambda: f"{one.label}: the value does not lie in its interval", one.places
    )


def _lopsided(one: Examined) -> Iterator[TrialFinding]:
    """G2, G2d: both limits lie equally far from the value."""
    value, upper = one.given.value, limit(one.given, upper=True)
    if upper is None or not isinstance(value, Number) or _is_skewed(one):
        return
    code = FindingCode.INTERVAL_NOT_SYMMETRIC
    words = partial(_words_of_limits, one, value, upper)
    yield from told(symmetry(one.given), code, words, one.places)


def _is_skewed(one: Examined) -> bool:
    """Tell whether the interval need not be symmetric: by its method, or for few patients."""
    return _has_few(one) or _SKEWED.search(one.judged.analysis.estimate.model) is not None


def _has_few(one: Examined) -> bool:
    """Tell whether the odds or risks of so few patients are compared that limits lean aside.

    Where no counts are printed the standard error tells: a count below 5 makes it larger
    than the root of a fifth.
    """
    if one.given.measure not in {"OR", "RR"}:
        return False
    counts = [pair for value in one.beside if (pair := counted(value)) is not None]
    found = spread(one.given)
    if counts or found is None:
        return any(min(count, total - count) < _FEW for count, total in counts)
    return standard_errors(found).high ** 2 > 1 / _FEW


def counted(value: ArmResult) -> tuple[int, int] | None:
    """Return patients with the event and patients looked at, where both are printed."""
    n, total = value.value.value.n, value.value.value.total
    if n is None or total is None or not 0 <= n.value <= total.value or not total.value:
        return None
    return int(n.value), int(total.value)


def _words_of_limits(one: Examined, value: Number, upper: Number) -> str:
    """Return in words which lower limit lies as far from the value as the upper one does."""
    is_ratio = one.given.measure in RATIOS
    mirrored = value.value**2 / upper.value if is_ratio else 2 * value.value - upper.value
    expected = shown(float(mirrored), upper.decimals)
    return f"{one.label}: with this upper limit, a lower limit of {expected} was expected"


def _by_p(one: Examined) -> Iterator[TrialFinding]:
    """G3, G3s: p and interval are of one test, and on one side of its level."""
    p = one.given.p
    if p is None or _OTHER_TEST.search(one.judged.analysis.estimate.model):
        return
    printed = f"p {p.comparator} {p.number.printed}"
    checked, code = p_and_interval(one.given), FindingCode.P_CONTRADICTS_INTERVAL
    yield from told(
        checked, code, lambda: f"{one.label}, {printed}: {_words_of_z(one)}", one.places
    )
    words = f"{printed}: just one of them is significant at the interval's level"
    checked, code = interval_disagrees(one.given), FindingCode.INTERVAL_DISAGREES
    yield from told(checked, code, lambda: f"{one.label}, {words}", one.places)


def _words_of_z(one: Examined) -> str:
    """Return in words how far p and interval say that the value is from no effect."""
    sources = ("the p-value", "the interval")
    zs = zip(z_values(one.given) or (), sources, strict=True)
    said = ", ".join(f"{between(z)} by {source}" for z, source in zs)
    return f"distance from no effect in standard errors {said}"


def _by_events(one: Examined) -> Iterator[TrialFinding]:
    """G4: the interval is as precise as its events allow."""
    is_hazard = one.given.measure == "HR" and one.given.interval is not None
    checked = precision_and_events(one.given, one.known) if is_hazard else None
    if checked is not None and checked.code:
        code = FindingCode(checked.code)
        yield from told(checked, code, lambda: _words_of_events(one), one.places)


def _words_of_events(one: Examined) -> str:
    """Return in words how the precision stands to that of the events."""
    events = one.known.events
    number = f"{events[0]} and {events[1]}" if events else f"{one.known.total_events}"
    ratios = precision_ratios(one.given, one.known)
    times = f"{between(ratios)} times" if events and ratios else "smaller than"
    return f"{one.label}: its standard error is {times} that of {number} events"


def _by_patients(one: Examined) -> Iterator[TrialFinding]:
    """G4n: the interval is no more precise than all patients together allow."""
    if one.given.is_contradicted:
        checked = precision_and_patients(one.given, one.known)
        code = FindingCode.IMPOSSIBLE_PRECISION
        yield from told(checked, code, lambda: _words_of_patients(one), one.places)


def _words_of_patients(one: Examined) -> str:
    """Return in words how many events the interval needs, and how many patients there are."""
    fewest = fewest_events(one.given, one.known) or 0.0
    return (
        f"{one.label}: so narrow an interval needs {shown(fewest, 0)} events or more,"
        f" and there are {one.known.patients} patients"
    )


def _imprecise(one: Examined) -> Iterator[TrialFinding]:
    """G12: the one limit is far enough from the value to derive an interval."""
    checked = limit_precision(one.given)
    error = 100 * checked.distance if checked is not None else 0.0
    words = f"rounding may move its standard error by {shown(error, 0)} %, usable are 10 %"
    yield from told(
        checked, FindingCode.IMPRECISE_LIMIT, lambda: f"{one.label}: {words}", one.places
    )


_CHECKS = (_outside, _lopsided, _by_p, _by_events, _by_patients, _imprecise)
