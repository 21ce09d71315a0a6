"""What a check of printed numbers against each other gives, and what rounding leaves open.

Every check looks at all the values that the printed ones may have been before rounding,
so that only what cannot be rounding is told.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from trialgraph.model.values import dataclass


class Severity(StrEnum):
    """How much a check says; a violation keeps the number out of answers."""

    PASS = "pass"  # noqa: S105 - a grade
    NOTE = "note"
    FINDING = "finding"
    VIOLATION = "violation"


class Check(StrEnum):
    """What was held against what."""

    VALUE_IN_INTERVAL = "value_in_interval"
    SYMMETRY = "symmetry"
    P_AND_INTERVAL = "p_and_interval"
    P_AND_LEVEL = "p_and_level"
    PRECISION_AND_EVENTS = "precision_and_events"
    PRECISION_AND_PATIENTS = "precision_and_patients"
    LIMIT_PRECISION = "limit_precision"
    PERCENTAGE = "percentage"
    DIFFERENCE_OF_PROPORTIONS = "difference_of_proportions"
    SUM = "sum"
    BOUNDARY = "boundary"
    DESIGN = "design"
    INFORMATION_FRACTION = "information_fraction"
    MEDIANS_AND_RATIO = "medians_and_ratio"


@dataclass(frozen=True, slots=True)
class Range:
    """All that a number may be, given that what it rests on was rounded."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[float]) -> Self:
        """Return the smallest range that holds all values."""
        found = list(values)
        return cls(min(found), max(found))

    def gap(self, other: "Range") -> float:
        """Return how far two ranges are apart, 0 where they touch."""
        return max(0.0, self.low - other.high, other.low - self.high)

    def overlaps(self, other: "Range") -> bool:
        """Tell whether the ranges have a value in common."""
        return self.gap(other) == 0


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of one check.

    Attributes:
        code: of what was found, where the check can find more than one thing.
        distance: how far the numbers are from each other, in the check's own unit.
        tolerance: up to which distance the check passes.
    """

    check: Check
    severity: Severity
    code: str = ""
    distance: float = 0.0
    tolerance: float = 0.0


def graded(check: Check, distance: float, tolerance: float, noted: float) -> Checked:
    """Return a pass up to the tolerance, a note up to the second mark, else a finding."""
    if distance <= tolerance:
        severity = Severity.PASS
    else:
        severity = Severity.NOTE if distance <= noted else Severity.FINDING
    return Checked(check, severity, distance=distance, tolerance=tolerance)
