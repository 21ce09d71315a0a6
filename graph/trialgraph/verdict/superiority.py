"""The decision table for superiority: named rules, first match wins."""

from collections.abc import Callable, Iterable
from types import MappingProxyType

from trialgraph.model.text import Number
from trialgraph.verdict.codes import (
    AuthorsWord,
    Basis,
    Direction,
    Formal,
    Outcome,
    Plan,
    Reason,
    Strength,
)
from trialgraph.verdict.facts import Facts, Ruling
from trialgraph.verdict.formal import authors_decide, crossing_against
from trialgraph.verdict.level_test import excludes_null, own_p

Rule = Callable[[Facts], Ruling | None]

_PLAN_REASON = MappingProxyType(
    {
        Plan.SUBGROUP: Reason.SUBGROUP,
        Plan.POST_HOC: Reason.POST_HOC,
        Plan.UPDATED_AFTER_DECISION: Reason.UPDATED_AFTER_DECISION,
    }
)


def v1_retracted(facts: Facts) -> Ruling | None:
    """A retracted document supports nothing."""
    if not facts.analysis.retracted:
        return None
    return Ruling("V1", Strength.EXCLUDED, Reason.RETRACTED)


def v2_not_randomised(facts: Facts) -> Ruling | None:
    """Groups that were not randomised are described, not compared."""
    if facts.analysis.randomised_comparison:
        return None
    return Ruling("V2", Strength.DESCRIPTIVE, Reason.NOT_RANDOMISED_COMPARISON)


def v3_no_value(facts: Facts) -> Ruling | None:
    """Without value and p there is a state of the end point, no estimate."""
    if isinstance(facts.analysis.value, Number) or facts.analysis.p is not None:
        return None
    return Ruling("V3", Strength.NOT_ESTIMABLE, Reason.NO_VALUE)


def v4_nothing_to_test(facts: Facts) -> Ruling | None:
    """A bare value, with neither p nor interval nor the authors' word."""
    analysis = facts.analysis
    if own_p(analysis) or analysis.interval or authors_decide(analysis):
        return None
    return Ruling("V4", Strength.UNDETERMINED, Reason.NO_P_NO_INTERVAL)


def v5_polarity_unknown(facts: Facts) -> Ruling | None:
    """Nobody says which way is better, which arm is the numerator, or any value beside the p."""
    if facts.direction is not Direction.UNRESOLVED or facts.analysis.is_disputed:
        return None
    is_told = isinstance(facts.analysis.value, Number)
    reason = Reason.POLARITY_UNKNOWN if is_told else Reason.NO_VALUE
    return Ruling("V5", Strength.UNDETERMINED, reason)


def v6_conflicting(facts: Facts) -> Ruling | None:
    """Readings of level, boundary or p, or of the arm favoured, lead to different outcomes."""
    if facts.finding.outcome is not Outcome.CONFLICTING:
        return None
    return Ruling("V6", Strength.UNDETERMINED, Reason.CONFLICTING_INPUTS)


def v7_futility_or_harm(facts: Facts) -> Ruling | None:
    """A boundary on the unfavourable side was crossed."""
    boundary = facts.analysis.boundary
    if boundary is None or not crossing_against(facts.analysis):
        return None
    stated = Basis.ASSERTED if boundary.value is None else Basis.VERIFIED
    if boundary.kind == "futility":
        return Ruling("V7", Strength.NOT_SIGNIFICANT, Reason.FUTILITY, basis=stated)
    strength = Strength.NOMINAL if boundary.p is None else Strength.CONFIRMED
    return Ruling("V7", strength, Reason.HARM_BOUNDARY, Direction.COMPARATOR, stated)


def v8_co_primary_failed(facts: Facts) -> Ruling | None:
    """All co-primaries are required, and a partner was missed."""
    if facts.formal is not Formal.MET or not facts.analysis.co_primary_missed:
        return None
    return Ruling("V8", Strength.NOMINAL, Reason.CO_PRIMARY_FAILED)


def v9_met(facts: Facts) -> Ruling | None:
    """The formal test was met, by figures that we compared."""
    if facts.formal is not Formal.MET or facts.finding.basis is Basis.ASSERTED:
        return None
    step = facts.analysis.step
    if facts.finding.by_boundary:
        reason = Reason.BOUNDARY_CROSSED
    else:
        reason = Reason.STEP_MET if step is not None and step > 1 else Reason.LEVEL_MET
    return Ruling("V9", Strength.CONFIRMED, reason)


def v10_asserted(facts: Facts) -> Ruling | None:
    """The formal test was met by the authors' word."""
    if facts.formal is not Formal.MET:
        return None
    return Ruling("V10", Strength.CONFIRMED, Reason.ASSERTED_BY_AUTHORS)


def v12a_unfavourable(facts: Facts) -> Ruling | None:
    """A missed test whose interval excludes the null on the harmful side."""
    if facts.formal is not Formal.NOT_MET or not excludes_null(
        facts.analysis, Direction.COMPARATOR
    ):
        return None
    reason = Reason.UNFAVOURABLE_NOT_FORMALLY_TESTED
    return Ruling("V12a", Strength.NOMINAL, reason, Direction.COMPARATOR)


def v11_missed_interim(facts: Facts) -> Ruling | None:
    """An interim test was missed: not yet, the trial continues."""
    if facts.formal is not Formal.NOT_MET or not facts.analysis.is_interim:
        return None
    return Ruling("V11", Strength.NOT_SIGNIFICANT, Reason.BOUNDARY_NOT_CROSSED)


def v12_missed(facts: Facts) -> Ruling | None:
    """The planned test was missed."""
    if facts.formal is not Formal.NOT_MET:
        return None
    return Ruling("V12", Strength.NOT_SIGNIFICANT, Reason.LEVEL_NOT_MET)


def v13_said_not_significant(facts: Facts) -> Ruling | None:
    """Nothing decides but the authors, who say not significant."""
    is_said = facts.analysis.authors is AuthorsWord.NOT_SIGNIFICANT
    if facts.formal is not Formal.UNKNOWN or not is_said:
        return None
    reason = Reason.ASSERTED_BY_AUTHORS
    return Ruling("V13", Strength.NOT_SIGNIFICANT, reason, basis=Basis.ASSERTED)


def v14_level_unknown(facts: Facts) -> Ruling | None:
    """The level or boundary is not printed, or the figures do not decide at it."""
    if facts.formal is not Formal.UNKNOWN:
        return None
    if facts.finding.level is None:
        return Ruling("V14", Strength.UNDETERMINED, Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED)
    return Ruling("V14", Strength.UNDETERMINED, open_reason(facts))


def open_reason(facts: Facts) -> Reason:
    """Return why figures did not decide."""
    is_rounding = facts.finding.outcome is Outcome.AMBIGUOUS
    return Reason.ROUNDING if is_rounding else Reason.NO_P_NO_INTERVAL


def plan_reason(facts: Facts) -> Reason:
    """Return why the analysis spends no alpha."""
    if facts.formal is Formal.BLOCKED:
        return Reason.HIERARCHY_BLOCKED
    return _PLAN_REASON.get(facts.analysis.plan, Reason.NOT_IN_ALPHA_PLAN)


def v15_nominal(facts: Facts) -> Ruling | None:
    """Outside the plan or blocked, and the stated level would be met."""
    if not facts.is_outside or facts.finding.outcome is not Outcome.MET:
        return None
    return Ruling("V15", Strength.NOMINAL, plan_reason(facts))


def v16_nominal_missed(facts: Facts) -> Ruling | None:
    """Outside the plan or blocked, and the stated level is missed."""
    if not facts.is_outside or facts.finding.outcome is not Outcome.NOT_MET:
        return None
    return Ruling("V16", Strength.NOT_SIGNIFICANT, plan_reason(facts))


def v17_open(facts: Facts) -> Ruling:
    """Outside the plan or blocked, and the figures do not decide."""
    return Ruling("V17", Strength.UNDETERMINED, open_reason(facts))


COMMON: tuple[Rule, ...] = (v1_retracted, v2_not_randomised, v3_no_value)
"""Rules that hold for every hypothesis."""

TABLE: tuple[Rule, ...] = (
    *COMMON,
    v4_nothing_to_test,
    v5_polarity_unknown,
    v6_conflicting,
    v7_futility_or_harm,
    v8_co_primary_failed,
    v9_met,
    v10_asserted,
    v12a_unfavourable,
    v11_missed_interim,
    v12_missed,
    v13_said_not_significant,
    v14_level_unknown,
    v15_nominal,
    v16_nominal_missed,
)


def decide(facts: Facts) -> Ruling:
    """Return the ruling of the first rule that matches."""
    return first_ruling(TABLE, facts) or v17_open(facts)


def first_ruling(table: Iterable[Rule], facts: Facts) -> Ruling | None:
    """Return the ruling of the first rule of a table that matches, if one does."""
    rulings = (rule(facts) for rule in table)
    return next((one for one in rulings if one is not None), None)
