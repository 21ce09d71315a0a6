"""The decision table for equivalence: both limits against both margins (ICH E9, 3.3.2).

Two one-sided tests: the interval must lie strictly inside the margins after rounding, at
whatever level the trial prints. One limit outside shows nothing; it never says "different".
"""

from trialgraph.verdict.codes import (
    Formal,
    Outcome,
    Reason,
    Strength,
)
from trialgraph.verdict.derived import limit
from trialgraph.verdict.facts import Facts, Ruling
from trialgraph.verdict.formal import Finding, judge_limits
from trialgraph.verdict.level_test import compare_limit
from trialgraph.verdict.polarity import Orientation, direction
from trialgraph.verdict.record import AnalysisInput
from trialgraph.verdict.superiority import (
    COMMON,
    Rule,
    first_ruling,
    open_reason,
    plan_reason,
    v6_conflicting,
)

_WORST_FIRST = (Outcome.NOT_MET, Outcome.AMBIGUOUS, Outcome.MET)


def _outcome(analysis: AnalysisInput) -> Outcome:
    """Return whether both limits lie inside both margins, over all that rounding leaves open."""
    lower, upper = limit(analysis, upper=False), limit(analysis, upper=True)
    interval, margins = analysis.interval, analysis.equivalence_margins
    if margins is None or interval is None or interval.kind == "credible":
        return Outcome.UNKNOWN
    if lower is None or upper is None:
        return Outcome.UNKNOWN
    least, greatest = margins
    inside = {
        compare_limit(lower, Orientation(least.value, smaller_is_better=False)),
        compare_limit(upper, Orientation(greatest.value, smaller_is_better=True)),
    }
    return next(one for one in _WORST_FIRST if one in inside)


def judge_equivalence(analysis: AnalysisInput) -> Finding:
    """Return the state of the formal test; the authors decide what the figures leave open."""
    is_printed = analysis.equivalence_margins is not None
    outcome = _outcome(analysis)
    return judge_limits(analysis, outcome, is_margin_printed=is_printed, is_margin_late=False)


def e1_margins_not_printed(facts: Facts) -> Ruling | None:
    """Without both margins nothing can be held against them."""
    if facts.analysis.equivalence_margins is not None:
        return None
    return Ruling("E1", Strength.UNDETERMINED, Reason.MARGIN_NOT_PRINTED)


def e1_shown(facts: Facts) -> Ruling | None:
    """Both limits lie inside both margins, in the plan and with open gates."""
    if facts.formal is not Formal.MET:
        return None
    return Ruling("E1", Strength.CONFIRMED, Reason.MARGIN_EXCLUDED)


def e1_shown_outside_plan(facts: Facts) -> Ruling | None:
    """Both limits lie inside both margins, but the analysis was not planned or is blocked."""
    if facts.finding.outcome is not Outcome.MET:
        return None
    return Ruling("E1", Strength.NOMINAL, plan_reason(facts))


def e1_not_shown(facts: Facts) -> Ruling | None:
    """A limit lies outside: equivalence is not shown."""
    if facts.finding.outcome is not Outcome.NOT_MET:
        return None
    return Ruling("E1", Strength.NOT_SHOWN, Reason.MARGIN_NOT_EXCLUDED)


TABLE: tuple[Rule, ...] = (
    *COMMON,
    e1_margins_not_printed,
    v6_conflicting,
    e1_shown,
    e1_shown_outside_plan,
    e1_not_shown,
)


def decide(facts: Facts) -> Ruling:
    """Return the ruling of the first rule that matches; rounding at a margin leaves it open."""
    open_at_margin = Ruling("E1", Strength.UNDETERMINED, open_reason(facts))
    return first_ruling(TABLE, facts) or open_at_margin


def equivalence_facts(analysis: AnalysisInput) -> Facts:
    """Return the facts of an analysis with two margins."""
    return Facts(analysis, direction(analysis), judge_equivalence(analysis))
