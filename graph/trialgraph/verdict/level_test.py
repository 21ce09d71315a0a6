"""Holding a printed p or limit against a level: the p first, then the limit, then the interval.

Every comparison is made over the whole range that rounding leaves open, so a
result that rounding could turn is ``ambiguous``.
"""

from decimal import Decimal

from trialgraph.model.result import PValue
from trialgraph.model.text import Number
from trialgraph.verdict.codes import Direction, Outcome
from trialgraph.verdict.derived import (
    limit,
    one_sided_level,
    p_from_interval,
    rounding_range,
)
from trialgraph.verdict.polarity import Orientation, direction, orientation
from trialgraph.verdict.record import AnalysisInput, Level, OneSidedP

_JUST_ABOVE = Decimal("1E-12")  # p > 0.05 leaves 0.05 itself out
_HALF = Decimal("0.5")
_SIDED = frozenset({Direction.EXPERIMENTAL, Direction.COMPARATOR})
_DECIDED = frozenset({Outcome.MET, Outcome.NOT_MET})


def p_range(p: PValue) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest p that the printed text allows."""
    printed = p.number.value
    if p.comparator in {"<", "<="}:
        return Decimal(0), printed
    if p.comparator in {">", ">="}:
        return printed + (_JUST_ABOVE if p.comparator == ">" else 0), Decimal(1)
    low, high = rounding_range(p.number)
    return max(low, Decimal(0)), min(high, Decimal(1))


def own_p(analysis: AnalysisInput) -> PValue | None:
    """Return the p of this very hypothesis, never that of an interaction or another null."""
    if analysis.p is None or analysis.p.tests != analysis.hypothesis.value:
        return None
    return analysis.p


def p_towards(p: PValue, sides: int, *, is_favoured: bool) -> OneSidedP:
    """Return the one-sided p range; two-sided halves, on the side of the estimate."""
    low, high = p_range(p)
    if sides == 1:
        return OneSidedP(low, high)
    if is_favoured:
        return OneSidedP(low / 2, high / 2)
    return OneSidedP(1 - high / 2, 1 - low / 2)


def complement(p: OneSidedP) -> OneSidedP:
    """Return the one-sided p of the opposite alternative."""
    return OneSidedP(1 - p.upper, 1 - p.lower)


def compare_p(p: OneSidedP, a1: Decimal) -> Outcome:
    """Return whether the whole range lies at or below the one-sided level, or above it."""
    if p.upper <= a1:
        return Outcome.MET
    return Outcome.NOT_MET if p.lower > a1 else Outcome.AMBIGUOUS


def compare_limit(printed: Number, sides: Orientation) -> Outcome:
    """Return whether all that the limit may have been lies on the good side of the null."""
    low, high = rounding_range(printed)
    if not sides.smaller_is_better:
        low, high = 2 * sides.null - high, 2 * sides.null - low
    if high < sides.null:
        return Outcome.MET
    return Outcome.NOT_MET if low > sides.null else Outcome.AMBIGUOUS


def bad_end(analysis: AnalysisInput, sides: Orientation) -> Number | None:
    """Return the limit that alone can decide: the upper one when smaller is better."""
    return limit(analysis, upper=sides.smaller_is_better)


def limit_outcome(analysis: AnalysisInput, level: Level, sides: Orientation) -> Outcome:
    """Return the outcome by the limit of an interval of exactly this level."""
    interval, end = analysis.interval, bad_end(analysis, sides)
    if interval is None or end is None or interval.kind == "credible":
        return Outcome.UNKNOWN
    if one_sided_level(interval) != 1 - level.one_sided:
        return Outcome.UNKNOWN
    return compare_limit(end, sides)


def interval_outcome(analysis: AnalysisInput, level: Level, sides: Orientation) -> Outcome:
    """Return the outcome by the limit, else by the SE of an interval of another level."""
    by_limit = limit_outcome(analysis, level, sides)
    if by_limit is not Outcome.UNKNOWN:
        return by_limit
    p = p_from_interval(analysis, sides)
    return Outcome.UNKNOWN if p is None else compare_p(p, level.one_sided)


def _seen_from(analysis: AnalysisInput, towards: Direction) -> Orientation | None:
    sides = orientation(analysis)
    return sides.flipped() if sides and towards is Direction.COMPARATOR else sides


def _p_readings(analysis: AnalysisInput, towards: Direction) -> tuple[OneSidedP, ...]:
    p = own_p(analysis)
    if p is None:
        return ()
    is_favoured = direction(analysis) is Direction.EXPERIMENTAL
    counts = (p.sides.count,) if p.sides else _possible_sides(p, direction(analysis))
    readings = [p_towards(p, count, is_favoured=is_favoured) for count in counts]
    return tuple(complement(p) if towards is Direction.COMPARATOR else p for p in readings)


def _possible_sides(p: PValue, favoured: Direction) -> tuple[int, ...]:
    """Return how many sides a p may have where no word says it.

    A one-sided p is below one half exactly where the estimate favours the experimental arm.
    """
    low, high = p_range(p)
    is_other = high < _HALF if favoured is Direction.COMPARATOR else low > _HALF
    return (2,) if is_other and favoured in _SIDED else (1, 2)


def p_outcome(analysis: AnalysisInput, level: Level, towards: Direction) -> Outcome:
    """Return the outcome by the printed p alone.

    A p whose side is nowhere said is read both ways; where the readings differ, the interval
    decides: by its outcome, else the p is two-sided, as is usual, where only that is the
    interval's own p within rounding, whatever its level. Else they conflict.
    """
    readings = _p_readings(analysis, towards)
    outcomes = {compare_p(p, level.one_sided) for p in readings}
    if len(outcomes) <= 1:
        return outcomes.pop() if outcomes else Outcome.UNKNOWN
    sides = _seen_from(analysis, towards)
    by_interval = interval_outcome(analysis, level, sides) if sides else Outcome.UNKNOWN
    if by_interval in outcomes:
        return by_interval
    derived = p_from_interval(analysis, sides) if sides else None
    one_sided, two_sided = readings
    is_two_sided = derived and _agree(two_sided, derived) and not _agree(one_sided, derived)
    return compare_p(two_sided, level.one_sided) if is_two_sided else Outcome.CONFLICTING


def _agree(one: OneSidedP, other: OneSidedP) -> bool:
    """Tell whether two p-values may be the same, given that what they rest on was rounded."""
    return one.lower <= other.upper and other.lower <= one.upper


def outcome_towards(analysis: AnalysisInput, level: Level, towards: Direction) -> Outcome:
    """Return whether the analysis shows an effect towards one arm at a level.

    Args:
        analysis: figures as printed.
        level: its one-sided half or whole is what counts.
        towards: experimental or comparator.
    """
    by_p = p_outcome(analysis, level, towards)
    if by_p is not Outcome.UNKNOWN:
        return by_p
    sides = _seen_from(analysis, towards)
    return interval_outcome(analysis, level, sides) if sides else Outcome.UNKNOWN


def p_one_sided(analysis: AnalysisInput, towards: Direction) -> OneSidedP | None:
    """Return p1 towards one arm: from the printed p if its side is known, else derived."""
    readings = _p_readings(analysis, towards)
    if len(readings) == 1:
        return readings[0]
    sides = _seen_from(analysis, towards)
    return p_from_interval(analysis, sides) if sides else None


def interval_contradicts_p(analysis: AnalysisInput, level: Level, towards: Direction) -> bool:
    """Tell whether p and interval of this level stand on different sides of it."""
    sides = _seen_from(analysis, towards)
    if sides is None:
        return False
    by_limit = limit_outcome(analysis, level, sides)
    return by_limit in _DECIDED and {p_outcome(analysis, level, towards), by_limit} == _DECIDED


def excludes_null(analysis: AnalysisInput, towards: Direction) -> bool:
    """Tell whether the printed interval excludes the null on the side that favours an arm."""
    sides = _seen_from(analysis, towards)
    is_credible = analysis.interval is not None and analysis.interval.kind == "credible"
    end = bad_end(analysis, sides) if sides and not is_credible else None
    return sides is not None and end is not None and compare_limit(end, sides) is Outcome.MET
