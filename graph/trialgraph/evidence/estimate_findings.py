"""Findings about single estimates: value, limits, p, events and patients against each other.

The checks and their tolerances are those of ``verdict.gate_estimates``; here is decided
which of them may be asked of an estimate, and what is told of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.findings import FindingCode, Severity, TrialFinding, finding
from trialgraph.evidence.judging import Judged
from trialgraph.model.text import Number
from trialgraph.names import Iri
from trialgraph.verdict import gate
from trialgraph.verdict.derived import limit
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


@dataclass(frozen=True, slots=True)
class Examined:
    """An analysis with all that its numbers are held against.

    Attributes:
        given: as the rules of verdicts were given it.
        beside: the values by arm that stand beside it.
    """

    judged: Judged
    given: AnalysisInput
    known: Information
    beside: tuple[ArmResult, ...] = ()

    @property
    def places(self) -> tuple[Iri, ...]:
        """Return the prints of the estimate."""
        return tuple(support.node for support in self.judged.analysis.supports)

    @property
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
        for found in (
            _outside(one),
            _lopsided(one),
            *_p_findings(one),
            _by_events(one),
            _by_patients(one),
            _imprecise(one),
        ):
            if found is not None:
                yield found


def told(
    checked: Checked | None, code: FindingCode, message: str, places: Sequence[Iri]
) -> TrialFinding | None:
    """Return the finding of a check, ``None`` where it passes or cannot be made."""
    if checked is None or checked.severity is gate.Severity.PASS:
        return None
    return finding(code, SEVERITIES[checked.severity], message, places)


def shown(number: float, decimals: int = 2) -> str:
    """Return a computed figure as it is told."""
    return f"{number:.{decimals}f}"


def between(found: Range) -> str:
    """Return what rounding leaves open, as it is told."""
    low, high = shown(found.low), shown(found.high)
    return low if low == high else f"{low} to {high}"


def _outside(one: Examined) -> TrialFinding | None:
    """G1: the value lies in its interval."""
    message = f"{one.label}: the value does not lie in its interval"
    code = FindingCode.VALUE_OUTSIDE_INTERVAL
    return told(value_in_interval(one.given), code, message, one.places)


def _lopsided(one: Examined) -> TrialFinding | None:
    """G2, G2d: both limits lie equally far from the value."""
    checked = None if _is_skewed(one) else symmetry(one.given)
    if checked is None or checked.severity is gate.Severity.PASS:
        return None
    message = f"{one.label}: with this upper limit, a lower limit of {_mirrored(one)} was expected"
    return told(checked, FindingCode.INTERVAL_NOT_SYMMETRIC, message, one.places)


def _is_skewed(one: Examined) -> bool:
    """Tell whether the interval need not be symmetric: by its method, or for few patients."""
    counts = [pair for value in one.beside if (pair := counted(value)) is not None]
    is_small = any(min(count, total - count) < _FEW for count, total in counts)
    return is_small or _SKEWED.search(one.judged.analysis.estimate.model) is not None


def counted(value: ArmResult) -> tuple[int, int] | None:
    """Return patients with the event and patients looked at, where both are printed."""
    n, total = value.value.value.n, value.value.value.total
    if n is None or total is None or not 0 <= n.value <= total.value or not total.value:
        return None
    return int(n.value), int(total.value)


def _mirrored(one: Examined) -> str:
    """Return the lower limit that lies as far from the value as the upper one does."""
    value, upper = one.given.value, limit(one.given, upper=True)
    if not isinstance(value, Number) or upper is None:
        return ""
    is_ratio = one.given.measure in RATIOS
    mirrored = value.value**2 / upper.value if is_ratio else 2 * value.value - upper.value
    return shown(float(mirrored), upper.decimals)


def _p_findings(one: Examined) -> Iterator[TrialFinding | None]:
    """G3, G3s: p and interval are of one test, and on one side of its level."""
    zs, p = z_values(one.given), one.given.p
    if zs is None or p is None or _OTHER_TEST.search(one.judged.analysis.estimate.model):
        return
    printed = f"p {p.comparator} {p.number.printed}"
    message = (
        f"{one.label}, {printed}: distance from no effect in standard errors {between(zs[0])}"
        f" by the p-value, {between(zs[1])} by the interval"
    )
    code = FindingCode.P_CONTRADICTS_INTERVAL
    yield told(p_and_interval(one.given), code, message, one.places)
    message = f"{one.label}, {printed}: one of them is significant at the interval's level"
    code = FindingCode.INTERVAL_DISAGREES
    yield told(interval_disagrees(one.given), code, message, one.places)


def _by_events(one: Examined) -> TrialFinding | None:
    """G4: the interval is as precise as its events allow."""
    checked = precision_and_events(one.given, one.known)
    ratios = precision_ratios(one.given, one.known)
    if checked is None or ratios is None or checked.severity is gate.Severity.PASS:
        return None
    events = one.known.events
    counted_events = f"{events[0]} and {events[1]}" if events else f"{one.known.total_events}"
    message = (
        f"{one.label}: the standard error is {between(ratios)} times the one that"
        f" {counted_events} events give, about 1 was expected"
    )
    return told(checked, FindingCode(checked.code), message, one.places)


def _by_patients(one: Examined) -> TrialFinding | None:
    """G4n: the interval is no more precise than all patients together allow."""
    fewest = fewest_events(one.given, one.known)
    if fewest is None:
        return None
    message = (
        f"{one.label}: so narrow an interval needs {shown(fewest, 0)} events or more,"
        f" and there are {one.known.patients} patients"
    )
    checked = precision_and_patients(one.given, one.known)
    return told(checked, FindingCode.IMPOSSIBLE_PRECISION, message, one.places)


def _imprecise(one: Examined) -> TrialFinding | None:
    """G12: the one limit is far enough from the value to derive an interval."""
    checked = limit_precision(one.given)
    error = shown(100 * checked.distance, 0) if checked is not None else ""
    message = f"{one.label}: rounding may move its standard error by {error} %, usable are 10 %"
    return told(checked, FindingCode.IMPRECISE_LIMIT, message, one.places)
