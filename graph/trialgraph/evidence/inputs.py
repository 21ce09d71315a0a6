"""What the rules of verdicts need to know about one analysis, gathered from its trial."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from trialgraph.evidence.analyses import Analysis
from trialgraph.evidence.notices import State
from trialgraph.evidence.plans import TrialPlan
from trialgraph.evidence.populations import ALL
from trialgraph.model.result import ArmCount
from trialgraph.model.text import Number, Span, Stated
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import (
    AuthorsWord,
    Hypothesis,
    Numerator,
    Plan,
    Polarity,
)
from trialgraph.verdict.record import AnalysisInput, Level

_POLARITIES = {
    "bad": Polarity.BAD_EVENT,
    "good": Polarity.GOOD_EVENT,
    "higher": Polarity.MORE_IS_BETTER,
    "lower": Polarity.LESS_IS_BETTER,
}
_AMOUNTS = frozenset({"RD", "RR", "OR", "difference"})
_HAZARDS = frozenset({"HR", "csHR", "sHR"})
_EVENTS = {
    Polarity.LESS_IS_BETTER: Polarity.BAD_EVENT,
    Polarity.MORE_IS_BETTER: Polarity.GOOD_EVENT,
}
_RESPONDERS_ONLY = frozenset({"DoR", "DDC"})
_AFTER_PROGRESSION = "OS"
_NONE: frozenset[State] = frozenset()


@dataclass(frozen=True, slots=True)
class TrialSetting:
    """A trial's plan with what else every one of its analyses shares.

    Attributes:
        is_open_label: ``None`` where no document says.
        has_crossover: patients could change arms.
        states: what notices make of the publication that a document holds, by document.
    """

    plan: TrialPlan
    all_analyses: tuple[Analysis, ...]
    is_open_label: bool | None
    has_crossover: bool
    states: Mapping[str, frozenset[State]] = field(default_factory=dict)

    @property
    def terms(self) -> TermIndex:
        """Return the term tables."""
        return self.plan.terms


def analysis_input(setting: TrialSetting, analysis: Analysis) -> AnalysisInput:
    """Return the input of the rules for one analysis, before gates and series are known."""
    estimate = analysis.estimate
    level, trial_level = _levels(setting, analysis)
    states = [setting.states.get(one.mention.document, _NONE) for one in analysis.supports]
    return AnalysisInput(
        measure=estimate.measure,
        value=estimate.value,
        interval=estimate.interval,
        p=estimate.p,
        polarity=polarity(analysis, setting.terms),
        numerator=_numerator(analysis),
        hypothesis=Hypothesis(estimate.hypothesis),
        margin=estimate.margin,
        role=setting.plan.role(analysis),
        plan=setting.plan.plan(analysis),
        step=setting.plan.step(analysis),
        level=level,
        trial_level=trial_level,
        stage=estimate.stage,
        boundary=estimate.boundary,
        is_single_final_primary=setting.plan.is_single_final_primary(
            analysis, setting.all_analyses
        ),
        authors=_authors_word(estimate.authors_say),
        authors_passage=_passage_of_authors(analysis),
        randomised_comparison=is_randomised_comparison(analysis, setting.terms),
        total_events=_total(estimate.total_events, estimate.events),
        planned_events=setting.plan.planned_events(analysis),
        n_analysed=_analysed(analysis),
        n_randomised=_randomised(analysis),
        is_open_label=setting.is_open_label,
        assessor=estimate.assessor,
        is_safety_end_point=_is_safety(setting, analysis),
        crossover=_is_crossed_over(setting, analysis),
        erratum_unresolved="erratum" in states[0],
        # What a document that stands prints as well is not gone with the one retracted.
        retracted=all("retracted" in one for one in states),
        second_hand=estimate.second_hand,
    )


def _authors_word(said: Stated | None) -> AuthorsWord:
    """Return what the authors call the result."""
    return AuthorsWord(said.value) if said else AuthorsWord.SILENT


def _is_crossed_over(setting: TrialSetting, analysis: Analysis) -> bool:
    """Tell whether patients could change arms before the event."""
    is_late = setting.terms.is_a("end-point", analysis.end_point, _AFTER_PROGRESSION)
    return setting.has_crossover and is_late


def polarity(analysis: Analysis, terms: TermIndex) -> Polarity:
    """Return what more of the end point means, from the term table."""
    concept = terms.get("end-point", analysis.end_point)
    if concept is None:
        return Polarity.UNKNOWN
    words = concept.attributes
    if words.get("kind") == "time-to-event":
        is_rate = bool(analysis.estimate.at) and analysis.estimate.measure in _AMOUNTS
        known = _POLARITIES.get(words.get("event_direction", ""), Polarity.UNKNOWN)
        # The proportion free of a bad event at a time: more of it is better.
        return Polarity.MORE_IS_BETTER if is_rate and known is Polarity.BAD_EVENT else known
    known = _POLARITIES.get(words.get("better", ""), Polarity.UNKNOWN)
    # A hazard of what is counted (an infarction, a response) is that of an event.
    is_hazard = words.get("kind") == "proportion" and analysis.estimate.measure in _HAZARDS
    return _EVENTS.get(known, known) if is_hazard else known


def is_randomised_comparison(analysis: Analysis, terms: TermIndex) -> bool:
    """Tell whether the groups compared are those that chance made, whole or by baseline."""
    responders = any(terms.is_a("end-point", analysis.end_point, one) for one in _RESPONDERS_ONLY)
    return not responders and "responder" not in analysis.population.casefold()


def _levels(setting: TrialSetting, analysis: Analysis) -> tuple[Level | None, Level | None]:
    """Return the level of this analysis, and the trial's for this kind of end point.

    What is left of alpha after an interim, or each share of several primary end
    points, is no level unless printed: the whole is never substituted.
    """
    stated = setting.plan.level(analysis)
    plan = setting.plan.plan(analysis)
    is_shared = (
        setting.plan.step(analysis) is None
        and setting.plan.has_several_primaries
        and not setting.plan.has_level_of_its_own(analysis)
    )
    spent = any(
        one.end_point == analysis.end_point
        and one.estimate.stage == "interim"
        and one.population == analysis.population
        and one.estimate.assessor == analysis.estimate.assessor
        for one in setting.all_analyses
    )
    own = None if spent or is_shared or plan is not Plan.IN_PLAN else stated
    return own, stated


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


def _total(printed: Number | None, by_arm: Sequence[ArmCount]) -> int | None:
    """Return a printed total, else the sum over both arms."""
    if printed is not None:
        return int(printed.value)
    return int(sum((one.n.value for one in by_arm), Decimal(0))) if len(by_arm) > 1 else None


def _analysed(analysis: Analysis) -> int | None:
    """Return how many of all randomised patients were analysed."""
    if analysis.population != ALL:
        return None
    if analysis.estimate.n_analysed:
        return _total(None, analysis.estimate.n_analysed)
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
        sized = [one.n for one in arm.n_by_population if _is_whole(one.population)] if arm else []
        sizes.append(sized[0] if sized else (arm.n if arm else None))
    if any(size is None for size in sizes):
        return None
    return int(sum((size.value for size in sizes if size is not None), Decimal(0)))


def _is_whole(population: str) -> bool:
    """Tell whether a population is that of all randomised, as analysed."""
    words = population.casefold()
    return words.startswith(("itt", "intention", "intent-to-treat"))


def _randomised(analysis: Analysis) -> int | None:
    """Return how many patients were randomised to the two arms."""
    if analysis.population != ALL or analysis.comparison is None:
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
