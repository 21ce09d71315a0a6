"""Checks of one estimate: value, limits, p, events and patients against each other.

A limit says how precise an estimate claims to be; events and patients say how precise it can
be. Only they show that a limit was read on the wrong side: p and interval agree with each
other whichever side both are taken from.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from math import inf, sqrt
from statistics import NormalDist

from trialgraph.model.result import PValue
from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import Hypothesis
from trialgraph.verdict.derived import IMPRECISE, Spread, half_unit, limit, rounding_range, spread
from trialgraph.verdict.gate import Check, Checked, Range, Severity, graded
from trialgraph.verdict.level_test import interval_contradicts_p, own_p, p_range
from trialgraph.verdict.polarity import direction, null_value
from trialgraph.verdict.record import AnalysisInput, Level

_NORMAL = NormalDist()
_SKEW = 0.02  # of its width: how far a printed interval may lean to one side
_ONE_LIMIT = 2  # numbers: the value and the limit
_NOTED = 3  # times the tolerance of symmetry
_Z_PASSES, _Z_NOTED = 0.20, 0.60
_USUAL, _WIDE = Range(0.93, 1.12), Range(0.85, 1.30)
_NEAR_THE_NULL = Range(0.4, 2.5)  # outside, arms lose events too unequally for the usual range


@dataclass(frozen=True, slots=True)
class Information:
    """What an estimate rests on.

    Attributes:
        events: of the two arms, where both are printed.
        total_events: of both arms together, where those of each are not printed.
        patients: analysed in both arms.
        ratio: patients of one arm for each of the other.
        is_adjusted: strongly adjusted, weighted or clustered.
    """

    events: tuple[int, int] | None = None
    total_events: int | None = None
    patients: int | None = None
    ratio: float = 1.0
    is_adjusted: bool = False


def value_in_interval(analysis: AnalysisInput) -> Checked | None:
    """G1: the value lies between its limits, as printed."""
    value = analysis.value
    if analysis.interval is None or not isinstance(value, Number):
        return None
    lower, upper = limit(analysis, upper=False), limit(analysis, upper=True)
    is_below = lower is not None and value.value < lower.value
    is_above = upper is not None and value.value > upper.value
    severity = Severity.VIOLATION if is_below or is_above else Severity.PASS
    return Checked(Check.VALUE_IN_INTERVAL, severity)


def symmetry(analysis: AnalysisInput) -> Checked | None:
    """G2: both limits lie equally far from the value, for ratios on the logarithmic scale.

    Only for two-sided confidence intervals; the caller leaves out exact, bootstrap,
    profile and repeated ones, and ratios with a cell below 5.
    """
    found = spread(analysis)
    if found is None or len(found.limits) == 1:
        return None
    lower, upper = found.limits
    low, middle, high = (found.scaled(one.value) for one in (lower, found.value, upper))
    rounding = _half(found, lower) + _half(found, upper) + 2 * _half(found, found.value)
    tolerance = rounding + _SKEW * (high - low)
    return graded(Check.SYMMETRY, abs(high + low - 2 * middle), tolerance, _NOTED * tolerance)


def _half(found: Spread, number: Number) -> float:
    """Return half a printed unit on the symmetric scale."""
    half = float(half_unit(number))
    return half / abs(float(number.value)) if found.is_ratio else half


def p_and_interval(analysis: AnalysisInput) -> Checked | None:
    """G3: the z of the p and the z of the interval are the same within rounding.

    The null is the margin where the p tests it. The caller leaves out p of tests that
    are not of this estimate: of restricted means, weighted or exact tests.
    """
    zs = z_values(analysis)
    if zs is None:
        return None
    return graded(Check.P_AND_INTERVAL, zs[1].gap(zs[0]), _Z_PASSES, _Z_NOTED)


def z_values(analysis: AnalysisInput) -> tuple[Range, Range] | None:
    """Return the z that the p allows and the z that the interval allows."""
    p, found = own_p(analysis), spread(analysis)
    null = _tested_null(analysis)
    if p is None or found is None or null is None or (found.is_ratio and null <= 0):
        return None
    return _z_of_p(p), _z_of_interval(found, null)


def interval_disagrees(analysis: AnalysisInput) -> Checked | None:
    """G3s: p and interval of one number of sides do not stand on different sides of its level."""
    p, interval = own_p(analysis), analysis.interval
    if p is None or interval is None or interval.level is None or analysis.is_disputed:
        return None
    if p.sides is not None and p.sides.count != interval.sides.count:
        return None
    level = Level(alpha=1 - interval.level.value / 100, sides=interval.sides.count)
    opposed = interval_contradicts_p(analysis, level, direction(analysis))
    return Checked(Check.P_AND_LEVEL, Severity.NOTE if opposed else Severity.PASS)


def _tested_null(analysis: AnalysisInput) -> Decimal | None:
    """Return the value that the p tests against; ``None`` for a margin that is not printed."""
    if analysis.hypothesis is Hypothesis.SUPERIORITY:
        return null_value(analysis)
    return None if analysis.margin is None else analysis.margin.value


def _z_of_interval(found: Spread, null: Decimal) -> Range:
    middle = found.scaled(null)
    zs = []
    for value, *ends in product(*_boxes(found)):
        error = _error(found, value, ends)
        zs.append(abs(value - middle) / error if error else inf)
    return Range.over(zs)


def _z_of_p(p: PValue) -> Range:
    """Return the z that a printed p allows; one whose side is not said is read both ways."""
    low, high = p_range(p)
    counts = (p.sides.count,) if p.sides else (1, 2)
    return Range.over(_z(end / count) for end in (low, high) for count in counts)


def _z(tail: Decimal) -> float:
    """Return the distance from the null whose tail is this probability."""
    if tail <= 0 or tail >= 1:
        return inf
    return abs(_NORMAL.inv_cdf(float(tail)))


def _boxes(found: Spread) -> list[tuple[float, float]]:
    """Return what value and limits may have been before rounding, on the symmetric scale.

    What prints as more than 0 never was 0: a ratio always has its logarithm.
    """
    boxes = (rounding_range(number) for number in (found.value, *found.limits))
    return [(found.scaled(low), found.scaled(high)) for low, high in boxes]


def _error(found: Spread, value: float, ends: Sequence[float]) -> float:
    """Return the standard error of value and limits on the symmetric scale."""
    width = abs(ends[-1] - ends[0]) / 2 if len(ends) > 1 else abs(ends[0] - value)
    return width / found.quantile


def standard_errors(found: Spread) -> Range:
    """Return the standard errors that value and limits allow."""
    boxes = _boxes(found)
    # The widest and the narrowest interval: from the last two numbers alone.
    (low, high), (bottom, top) = boxes[-2:]
    halves = 2 if len(boxes) > _ONE_LIMIT else 1
    widths = [abs(top - low), abs(bottom - high)]
    return Range.over(width / halves / found.quantile for width in widths)


def precision_and_events(analysis: AnalysisInput, known: Information) -> Checked | None:
    """G4: the standard error of a hazard ratio is the one that the events allow.

    ``side_suspect`` where the limit would fit if it were one-sided instead of two-sided
    or the other way round, else ``precision_contradicts_events``.
    """
    found, ratios = spread(analysis), precision_ratios(analysis, known)
    if found is None or ratios is None:
        return None
    allowed = _allowed(analysis, known)
    if ratios.overlaps(allowed):
        return Checked(Check.PRECISION_AND_EVENTS, Severity.PASS)
    swap = _other_side(found, is_one_sided=_is_one_sided(analysis))
    fits = swap and Range(ratios.low * swap, ratios.high * swap).overlaps(allowed)
    code = "side_suspect" if fits else "precision_contradicts_events"
    gap = ratios.gap(allowed)
    return Checked(Check.PRECISION_AND_EVENTS, Severity.FINDING, code=code, distance=gap)


def precision_ratios(analysis: AnalysisInput, known: Information) -> Range | None:
    """Return the standard error of a hazard ratio over the one that its events give."""
    found, least = spread(analysis), _error_of_events(known)
    if found is None or least is None or analysis.measure != "HR":
        return None
    errors = standard_errors(found)
    # Events that are not told by arm give the least error only: the ratio may be smaller.
    low = errors.low / least if known.events else 0.0
    return Range(low, errors.high / least)


def _error_of_events(known: Information) -> float | None:
    """Return the standard error of events by arm, else the least of that many events."""
    if known.events is not None:
        return sqrt(sum(1 / events for events in known.events))
    return 2 / sqrt(known.total_events) if known.total_events else None


def _allowed(analysis: AnalysisInput, known: Information) -> Range:
    value = analysis.value
    is_near = isinstance(value, Number) and Range.over([float(value.value)]).overlaps(
        _NEAR_THE_NULL
    )
    return _WIDE if known.is_adjusted or not is_near else _USUAL


def _is_one_sided(analysis: AnalysisInput) -> bool:
    return analysis.interval is not None and analysis.interval.sides.count == 1


def _other_side(found: Spread, *, is_one_sided: bool) -> float | None:
    """Return by what an error changes where its limit is of the other number of sides.

    ``None`` where no one-sided limit has such a level: it would not lie beyond the value.
    """
    tail = 1 - _NORMAL.cdf(found.quantile)
    other = tail / 2 if is_one_sided else tail * 2
    quantile = _NORMAL.inv_cdf(1 - other)
    return found.quantile / quantile if quantile > 0 else None


def precision_and_patients(analysis: AnalysisInput, known: Information) -> Checked | None:
    """G4n: no estimate is more precise than if every patient had had the event.

    The caller leaves out recurrent events.
    """
    fewest = fewest_events(analysis, known)
    if fewest is None or known.patients is None:
        return None
    severity = Severity.VIOLATION if fewest > known.patients else Severity.PASS
    distance, patients = fewest - known.patients, float(known.patients)
    return Checked(
        Check.PRECISION_AND_PATIENTS, severity, distance=max(0.0, distance), tolerance=patients
    )


def fewest_events(analysis: AnalysisInput, known: Information) -> float | None:
    """Return how many events the interval of a hazard ratio needs at the least."""
    found = spread(analysis) if analysis.measure == "HR" else None
    error = standard_errors(found).high if found else 0.0
    if not error:
        return None
    return float((1 + known.ratio) ** 2 / (known.ratio * error**2))


def contradicts_itself(analysis: AnalysisInput, known: Information) -> bool:
    """Tell whether value and interval are impossible together (G1), or with the patients (G4n)."""
    held = (value_in_interval(analysis), precision_and_patients(analysis, known))
    return any(one is not None and one.severity is Severity.VIOLATION for one in held)


def limit_precision(analysis: AnalysisInput) -> Checked | None:
    """G12: a standard error from one limit is known to a tenth; else nothing is derived."""
    found = spread(analysis)
    if found is None or len(found.limits) > 1:
        return None
    error = found.relative_error
    severity = Severity.NOTE if error > IMPRECISE else Severity.PASS
    code = "imprecise_limit" if error > IMPRECISE else ""
    return Checked(Check.LIMIT_PRECISION, severity, code=code, distance=error, tolerance=IMPRECISE)
