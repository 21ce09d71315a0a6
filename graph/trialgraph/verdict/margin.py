"""The decision table for non-inferiority: the unfavourable limit against the margin.

A limit beyond the margin shows nothing; it never says "inferior". What needs two
populations (ITT and per protocol), a second claim of superiority, or two margins
(equivalence) is not graded here.
"""

from decimal import Decimal

from trialgraph.model.text import Number
from trialgraph.verdict.codes import (
    Direction,
    Formal,
    Outcome,
    Reason,
    Strength,
)
from trialgraph.verdict.derived import p_from_interval
from trialgraph.verdict.facts import Facts, Ruling
from trialgraph.verdict.formal import Finding, judge_limits
from trialgraph.verdict.level_test import bad_end, compare_limit, compare_p, own_p, p_towards
from trialgraph.verdict.polarity import DIFFERENCES, Orientation, direction, orientation
from trialgraph.verdict.record import CONVENTIONAL, AnalysisInput, OneSidedP
from trialgraph.verdict.superiority import (
    COMMON,
    Rule,
    first_ruling,
    open_reason,
    plan_reason,
    v5_polarity_unknown,
    v6_conflicting,
)

_DECIDED = frozenset({Outcome.MET, Outcome.NOT_MET})


def margin_orientation(analysis: AnalysisInput) -> Orientation | None:
    """Return the margin as the value to exclude; a difference takes its sign from the good side."""
    sides = orientation(analysis)
    if sides is None or analysis.margin is None:
        return None
    margin = analysis.margin.value
    if analysis.measure in DIFFERENCES:
        margin = abs(margin) if sides.smaller_is_better else -abs(margin)
    return Orientation(margin, sides.smaller_is_better)


def _is_lenient_way(margin: Decimal, sides: Orientation) -> bool:
    """Tell whether the margin lies on the unfavourable side of the null."""
    return margin != sides.null and (margin > sides.null) == sides.smaller_is_better


def _p_for_margin(analysis: AnalysisInput, at_margin: Orientation) -> Outcome:
    p = own_p(analysis)
    if p is None or not isinstance(analysis.value, Number):
        return Outcome.UNKNOWN
    is_inside = (analysis.value.value < at_margin.null) == at_margin.smaller_is_better
    level = analysis.level or analysis.trial_level or CONVENTIONAL
    towards = p_towards(p, p.sides.count if p.sides else 1, is_favoured=is_inside)
    return compare_p(towards, level.one_sided)


def _outcome(analysis: AnalysisInput) -> Outcome:
    """Return limit against margin, then p, over all that rounding leaves open."""
    sides, at_margin = orientation(analysis), margin_orientation(analysis)
    if sides is None or at_margin is None:
        return Outcome.UNKNOWN
    if not _is_lenient_way(at_margin.null, sides):
        return Outcome.CONFLICTING
    is_credible = analysis.interval is not None and analysis.interval.kind == "credible"
    end = None if is_credible else bad_end(analysis, sides)
    by_limit = Outcome.UNKNOWN if end is None else compare_limit(end, at_margin)
    if by_limit in _DECIDED:
        return by_limit
    by_p = _p_for_margin(analysis, at_margin)
    return by_limit if by_p is Outcome.UNKNOWN else by_p


def p_against_margin(analysis: AnalysisInput) -> OneSidedP | None:
    """Return the one-sided p of non-inferiority: as printed, else from the interval."""
    p, at_margin = own_p(analysis), margin_orientation(analysis)
    if at_margin is None:
        return None
    if p is not None and p.sides is not None and p.sides.count == 1:
        return p_towards(p, 1, is_favoured=True)
    return p_from_interval(analysis, at_margin)


def judge_margin(analysis: AnalysisInput) -> Finding:
    """Return the state of the formal test against the margin; authors decide what figures leave."""
    return judge_limits(
        analysis,
        _outcome(analysis),
        is_margin_printed=analysis.margin is not None,
        is_margin_late=analysis.margin_prespecified is False,
    )


def n1_margin_not_printed(facts: Facts) -> Ruling | None:
    """Without a margin nothing can be held against it."""
    if facts.analysis.margin is not None:
        return None
    return Ruling("N1", Strength.UNDETERMINED, Reason.MARGIN_NOT_PRINTED)


def n2_shown(facts: Facts) -> Ruling | None:
    """The margin is excluded, in the plan and with open gates."""
    if facts.formal is not Formal.MET:
        return None
    return Ruling("N2", Strength.CONFIRMED, Reason.MARGIN_EXCLUDED)


def n3_shown_outside_plan(facts: Facts) -> Ruling | None:
    """The margin is excluded, but it or the analysis was not planned."""
    if facts.finding.outcome is not Outcome.MET:
        return None
    is_late = facts.analysis.margin_prespecified is False
    reason = Reason.MARGIN_NOT_PRESPECIFIED if is_late else plan_reason(facts)
    return Ruling("N3", Strength.NOMINAL, reason)


def n6_beyond(facts: Facts) -> Ruling | None:
    """The whole interval lies beyond the margin."""
    at_margin = margin_orientation(facts.analysis)
    if at_margin is None:
        return None
    seen_from_comparator = at_margin.flipped()
    end = bad_end(facts.analysis, seen_from_comparator)
    if end is None or compare_limit(end, seen_from_comparator) is not Outcome.MET:
        return None
    return Ruling("N6", Strength.NOMINAL, Reason.BEYOND_MARGIN, Direction.COMPARATOR)


def n4_not_shown(facts: Facts) -> Ruling | None:
    """The margin is not excluded: not shown, never inferior."""
    if facts.finding.outcome is not Outcome.NOT_MET:
        return None
    return Ruling("N4", Strength.NOT_SHOWN, Reason.MARGIN_NOT_EXCLUDED)


TABLE: tuple[Rule, ...] = (
    *COMMON,
    n1_margin_not_printed,
    v5_polarity_unknown,
    v6_conflicting,
    n2_shown,
    n3_shown_outside_plan,
    n6_beyond,
    n4_not_shown,
)


def decide(facts: Facts) -> Ruling:
    """Return the ruling of the first rule that matches; rounding at the margin leaves it open."""
    open_at_margin = Ruling("N5", Strength.UNDETERMINED, open_reason(facts))
    return first_ruling(TABLE, facts) or open_at_margin


def margin_facts(analysis: AnalysisInput) -> Facts:
    """Return the facts of an analysis whose null is a margin."""
    return Facts(analysis, direction(analysis), judge_margin(analysis))
