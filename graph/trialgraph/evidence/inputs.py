"""What the rules of verdicts need to know about one analysis, gathered from its trial."""

import re
from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from typing import Literal

from trialgraph.evidence.analyses import Analysis
from trialgraph.evidence.favours import favoured, polarity
from trialgraph.evidence.information import information, total
from trialgraph.evidence.levels import level_of_interval
from trialgraph.evidence.notices import State
from trialgraph.evidence.plans import TrialPlan
from trialgraph.evidence.populations import ALL, is_of_no_arms, is_whole, population_name
from trialgraph.model.result import Estimate, Measure
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.values import dataclass
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import (
    AuthorsWord,
    Hypothesis,
    Numerator,
    Plan,
    Reservation,
)
from trialgraph.verdict.gate_estimates import contradicts_itself
from trialgraph.verdict.polarity import RATIOS
from trialgraph.verdict.record import AnalysisInput, Level

_FOR_BENEFIT = re.compile(
    r"(?i)^(?!.*(?:\bfutil|\black of|\bno |\bnot |\binsufficient|\binefficac)).*"
    r"\b(?:efficacy|benefit|superior|effective)"
)
_RESPONDERS_ONLY = frozenset({"DoR", "DDC"})
_AFTER_PROGRESSION = "OS"
_NONE: frozenset[State] = frozenset()
_MARGIN_LATE = "margin_late"
_SAID = frozenset(
    {
        Reservation.NON_PROPORTIONAL,
        Reservation.INFORMATIVE_CENSORING,
        Reservation.MISSING_DATA,
        Reservation.DISPUTED_DIRECTION,
    }
)


@dataclass(frozen=True, slots=True)
class TrialSetting:
    """A trial's plan with what else every one of its analyses shares.

    Attributes:
        is_open_label: ``None`` where no document says.
        has_crossover: patients could change arms.
        has_sourced_margin: a document says where the margin comes from.
        states: what notices make of the publication that a document holds, by document.
    """

    plan: TrialPlan
    all_analyses: tuple[Analysis, ...]
    is_open_label: bool | None
    has_crossover: bool
    has_sourced_margin: bool
    states: Mapping[str, frozenset[State]] = field(default_factory=dict)

    @property
    def terms(self) -> TermIndex:
        """Return the term tables."""
        return self.plan.terms


def analysis_input(setting: TrialSetting, analysis: Analysis) -> AnalysisInput:
    """Return the input of the rules for one analysis, before gates and series are known."""
    given = _in_its_trial(setting, analysis, _as_printed(setting, analysis))
    known = information(setting.plan.trial, analysis)
    return replace(given, is_contradicted=True) if contradicts_itself(given, known) else given


def _as_printed(setting: TrialSetting, analysis: Analysis) -> AnalysisInput:
    """Return the figures, what they test and by which plan."""
    estimate, plan = analysis.estimate, setting.plan
    shown = level_of_interval(analysis)
    trial_level = shown or plan.level(analysis)
    planned = plan.plan(analysis)
    own_level = (shown if planned is Plan.IN_PLAN else None) or plan.own_level(analysis)
    return AnalysisInput(
        measure=estimate.measure,
        value=estimate.value,
        interval=estimate.interval,
        p=estimate.p,
        polarity=polarity(analysis, setting.terms),
        numerator=_numerator(analysis),
        hypothesis=Hypothesis(estimate.hypothesis),
        null=_tested_null(estimate),
        margin=estimate.margin,
        equivalence_margins=_both_margins(estimate),
        favours=favoured(analysis, setting.terms),
        role=plan.role(analysis),
        plan=planned,
        step=plan.step(analysis),
        level=own_level,
        trial_level=trial_level,
        stage=estimate.stage,
        boundary=estimate.boundary,
        boundary_sides=_boundary_sides(estimate, trial_level),
        is_single_final_primary=plan.is_single_final_primary(analysis),
        authors=_authors_word(estimate.authors_say),
        authors_passage=_passage_of_authors(analysis),
        randomised_comparison=is_randomised_comparison(analysis, setting.terms),
        total_events=total(estimate.total_events, estimate.events),
        planned_events=plan.planned_events(analysis),
        n_analysed=_analysed(analysis),
        n_randomised=_randomised(analysis),
        assessor=estimate.assessor,
        second_hand=estimate.second_hand,
    )


def _in_its_trial(setting: TrialSetting, analysis: Analysis, given: AnalysisInput) -> AnalysisInput:
    """Return the input with what the trial and its publications make of the analysis."""
    is_safety = _is_safety(setting, analysis)
    states = [setting.states.get(one.mention.document, _NONE) for one in analysis.supports]
    said = _cautions(analysis)
    return replace(
        given,
        margin_prespecified=False if _MARGIN_LATE in said else None,
        margin_is_sourced=setting.has_sourced_margin if _has_margin(analysis) else None,
        is_open_label=setting.is_open_label,
        is_safety_end_point=is_safety,
        harm_threshold=_harm_threshold(analysis.estimate) if is_safety else None,
        crossover=_is_crossed_over(setting, analysis),
        stopped_for_benefit=_is_stopped_for_benefit(setting),
        erratum_unresolved="erratum" in states[0],
        # What a document that stands prints as well is not gone with the one retracted.
        retracted=all("retracted" in one for one in states),
        noted=frozenset(one for one in _SAID if one in said),
    )


def _has_margin(analysis: Analysis) -> bool:
    """Tell whether an analysis is held against a margin."""
    return analysis.estimate.hypothesis in {"noninferiority", "equivalence"}


def _cautions(analysis: Analysis) -> frozenset[str]:
    """Return what the authors say, in any print of the analysis, that weakens it."""
    own = (one.estimate for one in analysis.supports if not one.estimate.second_hand)
    return frozenset(said.value for one in own for said in one.cautions)


def _authors_word(said: Stated | None) -> AuthorsWord:
    """Return what the authors call the result."""
    return AuthorsWord(said.value) if said else AuthorsWord.SILENT


def _is_stopped_for_benefit(setting: TrialSetting) -> bool:
    """Tell whether a document says that the trial was stopped because the treatment worked."""
    said = (mention.trial.why_stopped for mention in setting.plan.trial.own)
    return any(one is not None and _FOR_BENEFIT.search(one.value) is not None for one in said)


def _is_crossed_over(setting: TrialSetting, analysis: Analysis) -> bool:
    """Tell whether patients could change arms before the event."""
    is_late = setting.terms.is_a("end-point", analysis.end_point, _AFTER_PROGRESSION)
    return setting.has_crossover and is_late


def is_randomised_comparison(analysis: Analysis, terms: TermIndex) -> bool:
    """Tell whether the groups compared are those that chance made, whole or by baseline."""
    responders = any(terms.is_a("end-point", analysis.end_point, one) for one in _RESPONDERS_ONLY)
    is_told = "responder" in analysis.population.casefold() or is_of_no_arms(analysis.population)
    return not (responders or is_told)


def _tested_null(estimate: Estimate) -> Decimal | None:
    """Return a printed value to exceed where it is not "no effect": efficacy above 30 %."""
    is_efficacy = estimate.measure == "VE" and estimate.hypothesis == "superiority"
    return estimate.margin.value if is_efficacy and estimate.margin else None


def _both_margins(estimate: Estimate) -> tuple[Number, Number] | None:
    """Return the lower and the upper margin of equivalence.

    One margin alone lies as far on the other side: 1.25 with 0.80, 5 points with -5.
    """
    printed = estimate.margin
    if estimate.hypothesis != "equivalence" or printed is None:
        return None
    other = estimate.other_margin or _mirrored(estimate.measure, printed)
    if other is None:
        return None
    least, greatest = sorted((printed, other), key=lambda one: one.value)
    return least, greatest


def _mirrored(measure: Measure, margin: Number) -> Number | None:
    """Return a margin's counterpart on the other side of the null."""
    if measure not in RATIOS:
        return replace(margin, value=-margin.value)
    return replace(margin, value=1 / margin.value) if margin.value > 0 else None


def _boundary_sides(estimate: Estimate, stated: Level | None) -> Literal[1, 2] | None:
    """Return the sides of a boundary's p: those of the trial's tests where p has none."""
    is_unsaid = estimate.p is not None and estimate.p.sides is None
    return stated.sides if is_unsaid and stated else None


def _harm_threshold(estimate: Estimate) -> Decimal | None:
    """Return the limit that a safety end point's interval must not pass, where printed."""
    boundary = estimate.boundary
    if boundary is not None and boundary.kind == "harm" and boundary.value is not None:
        return boundary.value.value
    return estimate.margin.value if estimate.margin else None


def _numerator(analysis: Analysis) -> Numerator:
    """Return which arm stands first in the printed estimate."""
    if analysis.comparison is None:
        return Numerator.UNKNOWN
    return Numerator.COMPARATOR if analysis.is_reversed else Numerator.EXPERIMENTAL


def _passage_of_authors(analysis: Analysis) -> Span | None:
    """Return the sentence in which the authors call the result significant or not."""
    said = analysis.estimate.authors_say
    if said is None:
        return None
    own = analysis.supports[0].estimate
    return next((one for one in own.passages if one.holds(said.span)), None)


def _analysed(analysis: Analysis) -> int | None:
    """Return how many of all randomised patients were analysed."""
    if not is_whole(analysis.population):
        return None
    if analysis.estimate.n_analysed:
        return total(None, analysis.estimate.n_analysed)
    return _analysed_as_described(analysis)


def _analysed_as_described(analysis: Analysis) -> int | None:
    """Return the size of the analysed population where its document describes the arms by it.

    An arm without such a size is analysed as randomised.
    """
    if analysis.comparison is None:
        return None
    pair = (analysis.comparison.experimental, analysis.comparison.comparator)
    sizes = []
    for merged in pair:
        arm = merged.in_document(analysis.mention.document)
        counted = arm.n_by_population if arm else ()
        sized = [one.n for one in counted if population_name(one.population) == ALL]
        sizes.append(sized[0] if sized else (arm.n if arm else None))
    if any(size is None for size in sizes):
        return None
    return int(sum((size.value for size in sizes if size is not None), Decimal(0)))


def _randomised(analysis: Analysis) -> int | None:
    """Return how many patients were randomised to the two arms."""
    if not is_whole(analysis.population) or analysis.comparison is None:
        return None
    pair = (analysis.comparison.experimental, analysis.comparison.comparator)
    sizes = [arm.randomised for arm in pair]
    if any(size is None for size in sizes):
        return None
    return int(sum((size.value for size in sizes if size is not None), Decimal(0)))


def _is_safety(setting: TrialSetting, analysis: Analysis) -> bool:
    """Tell whether the trial measures the end point to exclude harm."""
    return any(
        declared.end_point.purpose == "safety"
        for one in setting.plan.end_points
        if one.notation == analysis.end_point
        for declared in one.declared
    )
