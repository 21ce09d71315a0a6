"""Whether an analysis is the figure that its end point's test was planned on, or one beside it.

CONSORT 2010 item 12: the primary analysis is one; restricted means, hazards of single
causes, rates at a time and other adjustments of the same end point stand beside it.
"""

from collections.abc import Sequence

from trialgraph.evidence.analyses import Analysis, may_agree
from trialgraph.evidence.estimands import is_beside_plan
from trialgraph.model.trial import Trial

_OF_COMPETING_RISKS = {"csHR", "sHR"}
_BY_ADJUSTMENT = ("stratified", None, "adjusted", "unstratified")


def is_planned_figure(analysis: Analysis, found: Sequence[Analysis]) -> bool:
    """Tell whether no other analysis of the same test is rather the planned one.

    The hazard ratio is planned rather than other measures of a time to an event, unless
    only the other has a p; the stratified analysis rather than others of its document; of
    the two hazards of competing risks the one that alone has a p.
    """
    if is_beside_plan(analysis.estimate):
        return False
    beside = [one for one in found if one is not analysis and _is_beside(one, analysis)]
    return not any(_is_rather(one, analysis) for one in beside)


def is_compared_apart(trial: Trial) -> bool:
    """Tell whether each arm stands in one comparison only, as in a factorial trial.

    No control is shared then: each factor's test is a question of its own.
    """
    compared = [arm for one in trial.comparisons for arm in (one.experimental, one.comparator)]
    return len(set(compared)) == len(compared) == len(trial.arms)


def is_one_of_two_hazards(analysis: Analysis, found: Sequence[Analysis]) -> bool:
    """Tell whether both hazards of competing risks are tested, so that either may be planned."""
    hazards = (
        one.estimate.measure
        for one in found
        if _is_beside(one, analysis) and (one.estimate.p is None) == (analysis.estimate.p is None)
    )
    return any({one, analysis.estimate.measure} == _OF_COMPETING_RISKS for one in hazards)


def _is_beside(one: Analysis, other: Analysis) -> bool:
    """Tell whether two analyses answer the same question by different figures."""
    left, right = one.estimate, other.estimate
    return (
        one.end_point == other.end_point
        and one.comparison == other.comparison
        and one.population == other.population
        and may_agree(left.assessor, right.assessor)
        and not is_beside_plan(left)
    )


def _is_rather(one: Analysis, other: Analysis) -> bool:
    """Tell whether of two figures the first is the planned one."""
    left, right = one.estimate, other.estimate
    if left.measure == "HR" and right.measure not in {"HR", "other"}:
        return not (_is_tested_instead(right.measure) and right.p and not left.p)
    if right.measure == "HR" and _is_tested_instead(left.measure):
        return left.p is not None and right.p is None
    if {left.measure, right.measure} == _OF_COMPETING_RISKS:
        return left.p is not None and right.p is None
    is_pair = left.measure == right.measure and one.mention == other.mention
    return is_pair and left.stage == right.stage and _is_finer(one, other)


def _is_tested_instead(measure: str) -> bool:
    """Tell whether a test may be planned on a measure where hazards are not proportional."""
    return measure in {"RMST_difference", "RMST_ratio", "WR"}


def _is_finer(one: Analysis, other: Analysis) -> bool:
    """Tell whether the first of two adjustments is the one that was tested."""
    left, right = one.estimate, other.estimate
    if left.adjustment == right.adjustment or left.hypothesis != right.hypothesis:
        return False
    if (left.p is None) != (right.p is None):
        return left.p is not None
    ranks = [_BY_ADJUSTMENT.index(each.adjustment) for each in (left, right)]
    return ranks[0] < ranks[1]
