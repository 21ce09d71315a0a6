"""Which side of the null is good for the experimental arm, and which arm an estimate favours."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from trialgraph.model.result import Measure
from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import Direction, Numerator, Polarity
from trialgraph.verdict.record import AnalysisInput

RATIOS: frozenset[Measure] = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR", "RMST_ratio", "WR"})
DIFFERENCES: frozenset[Measure] = frozenset({"RD", "difference", "MD", "SMD", "RMST_difference"})
TIME_TO_EVENT: frozenset[Measure] = frozenset(
    {"HR", "csHR", "sHR", "RMST_difference", "RMST_ratio"}
)

_SMALLER, _LARGER = True, False
_HAZARD = MappingProxyType({Polarity.BAD_EVENT: _SMALLER, Polarity.GOOD_EVENT: _LARGER})
_AMOUNT = MappingProxyType({Polarity.LESS_IS_BETTER: _SMALLER, Polarity.MORE_IS_BETTER: _LARGER})
_RISK = MappingProxyType({**_HAZARD, **_AMOUNT})
_TIME_FREE = MappingProxyType(
    {Polarity.BAD_EVENT: _LARGER, Polarity.GOOD_EVENT: _SMALLER, **_AMOUNT}
)
_WINS = MappingProxyType(dict.fromkeys(Polarity, _LARGER))

# Absent pairs stay unresolved: a "difference" on a bad event may be one of medians
# (more is better), of event rates (less) or of event-free rates (more).
_SMALLER_FAVOURS_NUMERATOR: Mapping[Measure, Mapping[Polarity, bool]] = MappingProxyType(
    {
        "HR": _HAZARD,
        "csHR": _HAZARD,
        "sHR": _HAZARD,
        "IRR": _RISK,
        "RR": _RISK,
        "OR": _AMOUNT,
        "RD": _AMOUNT,
        "difference": _AMOUNT,
        "MD": _AMOUNT,
        "SMD": _AMOUNT,
        "RMST_difference": _TIME_FREE,
        "RMST_ratio": _TIME_FREE,
        "WR": _WINS,
        "VE": _WINS,
        "other": MappingProxyType({}),
    }
)


@dataclass(frozen=True, slots=True)
class Orientation:
    """The null value, and whether a smaller printed estimate favours the experimental arm."""

    null: Decimal
    smaller_is_better: bool

    def flipped(self) -> "Orientation":
        """Return the same null seen from the comparator."""
        return Orientation(self.null, not self.smaller_is_better)


def null_value(analysis: AnalysisInput) -> Decimal | None:
    """Return the value of no effect, ``None`` for a measure we do not know."""
    if analysis.null is not None:
        return analysis.null
    if analysis.measure in RATIOS:
        return Decimal(1)
    return None if analysis.measure == "other" else Decimal(0)


def smaller_is_better(analysis: AnalysisInput) -> bool | None:
    """Tell whether a smaller printed estimate favours the experimental arm, if known."""
    numerator = _SMALLER_FAVOURS_NUMERATOR[analysis.measure].get(analysis.polarity)
    if numerator is None or analysis.numerator is Numerator.UNKNOWN:
        return None
    return numerator == (analysis.numerator is Numerator.EXPERIMENTAL)


def orientation(analysis: AnalysisInput) -> Orientation | None:
    """Return null and good side, ``None`` when polarity or numerator is unknown."""
    null, smaller = null_value(analysis), smaller_is_better(analysis)
    return None if null is None or smaller is None else Orientation(null, smaller)


def direction(analysis: AnalysisInput) -> Direction:
    """Return the arm that the point estimate favours.

    ``neither`` only when the estimate prints as the null; 1.03 not significant
    favours the comparator; ``unresolved`` where its own sentence favours the other arm.
    """
    if analysis.is_disputed:
        return Direction.UNRESOLVED
    if not isinstance(analysis.value, Number):
        return analysis.favours or Direction.UNRESOLVED
    sides = orientation(analysis)
    if sides is None:
        return Direction.UNRESOLVED
    if analysis.value.value == sides.null:
        return Direction.NEITHER
    is_good = (analysis.value.value < sides.null) == sides.smaller_is_better
    return Direction.EXPERIMENTAL if is_good else Direction.COMPARATOR
