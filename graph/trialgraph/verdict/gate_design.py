"""Checks of a plan: boundaries, sample size, information, and medians beside a ratio."""

from decimal import Decimal
from math import log, sqrt
from statistics import NormalDist

from trialgraph.model.text import Number
from trialgraph.verdict.derived import half_unit
from trialgraph.verdict.gate import Check, Checked, Severity, graded

_NORMAL = NormalDist()
_BOUNDARY_PASSES, _BOUNDARY_NOTED = 0.10, 0.25
_DESIGN_PASSES, _DESIGN_NOTED = 0.15, 0.30


def boundary(value: Decimal, p: Decimal, events: int, *, sides: int = 2) -> Checked:
    """G6: a boundary printed as a hazard ratio is the one printed as a p.

    Args:
        value: hazard ratio at the boundary.
        p: at the boundary.
        events: at that analysis.
        sides: of the p.
    """
    z = _NORMAL.inv_cdf(1 - float(p) / sides)
    distance = abs(z - _z_of_ratio(value, events))
    return graded(Check.BOUNDARY, distance, _BOUNDARY_PASSES, _BOUNDARY_NOTED)


def design(
    one_sided_level: Decimal, power: Decimal, events: int, target: Decimal, margin: Decimal | None
) -> Checked:
    """G7: level, power, events and target hazard ratio of a sample size fit together.

    Args:
        one_sided_level: half of the alpha of a two-sided test.
        power: 0 to 1.
        events: planned.
        target: hazard ratio assumed.
        margin: that is to be excluded; ``None`` for superiority.
    """
    wanted = _NORMAL.inv_cdf(1 - float(one_sided_level)) + _NORMAL.inv_cdf(float(power))
    ratio = target if margin is None else target / margin
    distance = abs(wanted - _z_of_ratio(ratio, events))
    return graded(Check.DESIGN, distance, _DESIGN_PASSES, _DESIGN_NOTED)


def _z_of_ratio(ratio: Decimal, events: int) -> float:
    """Return the z of a hazard ratio at that many events of arms of equal size."""
    return abs(log(ratio)) * sqrt(events) / 2


def information_fraction(events: int, planned: int, printed: Number) -> Checked:
    """G8: a printed fraction of information is events over planned ones; 0.43 for 43 %."""
    distance = abs(Decimal(events) / planned - printed.value)
    tolerance = half_unit(printed)
    severity = Severity.PASS if distance <= tolerance else Severity.FINDING
    return Checked(
        Check.INFORMATION_FRACTION,
        severity,
        distance=float(distance),
        tolerance=float(tolerance),
    )


def medians_and_ratio(numerator: Decimal, reference: Decimal, ratio: Decimal) -> Checked:
    """G9: medians and a hazard ratio of bad events point the same way; only a note if not."""
    by_medians = (numerator > reference) - (numerator < reference)
    by_ratio = (ratio < 1) - (ratio > 1)
    opposed = by_medians * by_ratio < 0
    severity = Severity.NOTE if opposed else Severity.PASS
    code = "median_and_hr_point_opposite_ways" if opposed else ""
    return Checked(Check.MEDIANS_AND_RATIO, severity, code=code)
