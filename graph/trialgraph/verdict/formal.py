"""The state of the trial's own formal test: boundary, level of this analysis, authors' word."""

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from trialgraph.model.result import Boundary
from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import (
    AuthorsWord,
    Basis,
    Direction,
    Formal,
    Gate,
    Outcome,
    Plan,
)
from trialgraph.verdict.derived import rounding_range
from trialgraph.verdict.level_test import compare_p, outcome_towards, own_p, p_towards
from trialgraph.verdict.polarity import Orientation, direction, orientation
from trialgraph.verdict.record import CONVENTIONAL, AnalysisInput, Level, OneSidedP

OUT_OF_PLAN = frozenset(
    {Plan.NOT_IN_ALPHA_PLAN, Plan.SUBGROUP, Plan.POST_HOC, Plan.UPDATED_AFTER_DECISION}
)
_OPEN = frozenset({Outcome.AMBIGUOUS, Outcome.UNKNOWN})
_SAID = MappingProxyType(
    {AuthorsWord.SIGNIFICANT: Outcome.MET, AuthorsWord.NOT_SIGNIFICANT: Outcome.NOT_MET}
)
_FORMAL = MappingProxyType({Outcome.MET: Formal.MET, Outcome.NOT_MET: Formal.NOT_MET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the figures say about the formal test.

    Attributes:
        outcome: of the test at ``level`` or boundary; ``conflicting`` where
            readings of the inputs differ.
        level: that was used, ``None`` where none was.
        by_boundary: a boundary decided.
    """

    formal: Formal
    outcome: Outcome
    basis: Basis = Basis.VERIFIED
    level: Level | None = None
    by_boundary: bool = False


def authors_decide(analysis: AnalysisInput) -> bool:
    """Tell whether the authors say significant or not significant, or speak of a boundary."""
    stated = analysis.boundary is not None and analysis.boundary.crossed is not None
    return stated or analysis.authors in _SAID


def _agreed(outcomes: set[Outcome]) -> Outcome:
    decided = outcomes & {Outcome.MET, Outcome.NOT_MET}
    if len(decided) > 1 or Outcome.CONFLICTING in outcomes:
        return Outcome.CONFLICTING
    return next(iter(decided or outcomes), Outcome.UNKNOWN)


def value_beyond(analysis: AnalysisInput, at: Decimal, sides: Orientation) -> Outcome:
    """Return whether the estimate lies at a boundary value or beyond it on the good side."""
    if not isinstance(analysis.value, Number):
        return Outcome.UNKNOWN
    low, high = rounding_range(analysis.value)
    if not sides.smaller_is_better:
        at, low, high = -at, -high, -low
    if high <= at:
        return Outcome.MET
    return Outcome.NOT_MET if low > at else Outcome.AMBIGUOUS


def _boundary_p_outcome(analysis: AnalysisInput, at: Decimal) -> Outcome:
    p = own_p(analysis)
    if p is None:
        return Outcome.UNKNOWN
    p_sides = p.sides.count if p.sides else analysis.boundary_sides or 2
    is_favoured = direction(analysis) is Direction.EXPERIMENTAL
    towards = p_towards(p, p_sides, is_favoured=is_favoured)
    return compare_p(towards, at / (analysis.boundary_sides or p_sides))


def crossing_by_figures(analysis: AnalysisInput, boundary: Boundary) -> Outcome:
    """Return what printed p and value say about an efficacy boundary."""
    sides, outcomes = orientation(analysis), set[Outcome]()
    if boundary.p is not None:
        outcomes.add(_boundary_p_outcome(analysis, boundary.p.value))
    if boundary.value is not None and sides is not None:
        outcomes.add(value_beyond(analysis, boundary.value.value, sides))
    return _agreed(outcomes)


def crossing_against(analysis: AnalysisInput) -> bool:
    """Tell whether a futility or harm boundary was crossed, by statement, else by the value."""
    boundary, sides = analysis.boundary, orientation(analysis)
    if boundary is None or boundary.kind == "efficacy":
        return False
    if boundary.crossed is not None:
        return boundary.crossed
    if boundary.value is None or sides is None:
        return False
    return value_beyond(analysis, boundary.value.value, sides.flipped()) is Outcome.MET


def _efficacy_crossing(analysis: AnalysisInput) -> Finding | None:
    """Return the finding of an efficacy boundary, ``None`` where it decides nothing."""
    boundary = analysis.boundary
    if boundary is None or boundary.kind != "efficacy":
        return None
    figures = crossing_by_figures(analysis, boundary)
    outcomes = {figures}
    if boundary.crossed is not None:
        outcomes.add(Outcome.MET if boundary.crossed else Outcome.NOT_MET)
    outcome = _agreed(outcomes)
    if outcome in _OPEN:
        return None
    formal = {Outcome.MET: Formal.MET, Outcome.NOT_MET: Formal.NOT_MET}
    return Finding(
        formal=formal.get(outcome, Formal.UNKNOWN),
        outcome=outcome,
        basis=Basis.ASSERTED if figures in _OPEN else Basis.VERIFIED,
        level=analysis.level,
        by_boundary=True,
    )


def _formal_towards(analysis: AnalysisInput, level: Level) -> Direction:
    """Return the side a formal test looks at: a one-sided one never at harm."""
    is_harm = level.sides != 1 and direction(analysis) is Direction.COMPARATOR
    return Direction.COMPARATOR if is_harm else Direction.EXPERIMENTAL


def _outcome_at(analysis: AnalysisInput, level: Level) -> Outcome:
    """Return the outcome at a level: by the p adjusted within its family, else as printed."""
    towards, adjusted = _formal_towards(analysis, level), analysis.adjusted_p
    if adjusted is None:
        return outcome_towards(analysis, level, towards)
    if adjusted.sides != 1 and direction(analysis) is not towards:
        return Outcome.NOT_MET
    p = OneSidedP(adjusted.lower / adjusted.sides, adjusted.upper / adjusted.sides)
    return compare_p(p, level.one_sided)


def _at_printed_level(analysis: AnalysisInput, level: Level) -> Finding:
    readings = (level, *analysis.level_candidates)
    outcomes = {_outcome_at(analysis, reading) for reading in readings}
    outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.CONFLICTING
    return Finding(formal=_FORMAL.get(outcome, Formal.UNKNOWN), outcome=outcome, level=level)


def _at_assumed_level(analysis: AnalysisInput) -> Finding:
    """Return the finding where no level is printed: 0.05 only to check the authors' word."""
    nothing = Finding(formal=Formal.UNKNOWN, outcome=Outcome.UNKNOWN)
    if not analysis.is_single_final_primary or analysis.is_interim:
        return nothing
    if analysis.authors not in _SAID or _is_bayesian(analysis):
        return nothing
    found = _at_printed_level(analysis, CONVENTIONAL)
    contrary = {
        AuthorsWord.SIGNIFICANT: Outcome.NOT_MET,
        AuthorsWord.NOT_SIGNIFICANT: Outcome.MET,
    }[analysis.authors]
    outcome = Outcome.CONFLICTING if found.outcome is contrary else Outcome.UNKNOWN
    return replace(nothing, outcome=outcome, level=CONVENTIONAL)


def _is_bayesian(analysis: AnalysisInput) -> bool:
    """Tell whether success is one of posterior probabilities: there is no alpha to assume."""
    return analysis.interval is not None and analysis.interval.kind == "credible"


def _by_authors(analysis: AnalysisInput, found: Finding) -> Finding:
    """Return the finding after the authors' word, where the figures do not decide."""
    if found.outcome not in _OPEN:
        return found
    if analysis.authors is AuthorsWord.NOT_SIGNIFICANT:
        return replace(found, basis=Basis.ASSERTED)
    is_tested = analysis.role == "primary" or analysis.step is not None
    if analysis.authors is AuthorsWord.SIGNIFICANT and is_tested:
        return replace(found, formal=Formal.MET, basis=Basis.ASSERTED)
    return found


def outside_plan(analysis: AnalysisInput) -> tuple[Outcome, Basis, Level]:
    """Return the outcome at the trial's stated level, towards the arm the estimate favours.

    The authors' word decides where figures do not. A safety end point is never
    tested for benefit.
    """
    level = analysis.trial_level or CONVENTIONAL
    is_harm = analysis.is_safety_end_point or direction(analysis) is Direction.COMPARATOR
    towards = Direction.COMPARATOR if is_harm else Direction.EXPERIMENTAL
    outcome = outcome_towards(analysis, level, towards)
    return *_with_authors(analysis, outcome), level


def _with_authors(analysis: AnalysisInput, outcome: Outcome) -> tuple[Outcome, Basis]:
    """Return an outcome and its basis: the authors' word decides where figures do not."""
    if outcome in _OPEN and analysis.authors in _SAID:
        return _SAID[analysis.authors], Basis.ASSERTED
    return outcome, Basis.VERIFIED


def judge_limits(
    analysis: AnalysisInput, outcome: Outcome, *, is_margin_printed: bool, is_margin_late: bool
) -> Finding:
    """Return the state of a formal test whose limits were held against margins.

    Args:
        analysis: that is tested.
        outcome: of its limits.
        is_margin_printed: else the authors' word is of nothing that can be told.
        is_margin_late: the margin came after the results: the test is not in the plan.
    """
    basis = Basis.VERIFIED
    if is_margin_printed:
        outcome, basis = _with_authors(analysis, outcome)
    formal = _FORMAL.get(outcome, Formal.UNKNOWN)
    if analysis.gate is Gate.BLOCKED:
        formal = Formal.BLOCKED
    elif analysis.plan is not Plan.IN_PLAN or is_margin_late:
        formal = Formal.NONE
    level = analysis.level or analysis.trial_level
    return Finding(formal=formal, outcome=outcome, basis=basis, level=level)


def judge(analysis: AnalysisInput) -> Finding:
    """Return the state of the formal test of one analysis."""
    if analysis.plan in OUT_OF_PLAN or analysis.is_safety_end_point:
        outcome, basis, level = outside_plan(analysis)
        return Finding(formal=Formal.NONE, outcome=outcome, basis=basis, level=level)
    if analysis.gate is Gate.BLOCKED:
        outcome, basis, level = outside_plan(analysis)
        return Finding(formal=Formal.BLOCKED, outcome=outcome, basis=basis, level=level)
    crossing = _efficacy_crossing(analysis)
    if crossing is not None:
        return crossing
    if analysis.plan is Plan.UNKNOWN or analysis.level is None:
        return _by_authors(analysis, _at_assumed_level(analysis))
    return _by_authors(analysis, _at_printed_level(analysis, analysis.level))
