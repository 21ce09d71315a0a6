"""Effect estimates of a trial, each with its end point, arms, population and analysis."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from trialgraph.extract.arm_values import values_in
from trialgraph.extract.assembly.adjustment import Adjustment, adjustment_of
from trialgraph.extract.assembly.bare_figures import bare_figures
from trialgraph.extract.assembly.boundary import boundary_of
from trialgraph.extract.assembly.brackets import in_own_bracket, told_apart
from trialgraph.extract.assembly.circumstances import (
    assessor_of,
    events_at,
    of_samples,
    planned_events,
    population_of,
    stage_of,
)
from trialgraph.extract.assembly.counts import with_counts
from trialgraph.extract.assembly.direction import directed
from trialgraph.extract.assembly.disputed import with_dispute
from trialgraph.extract.assembly.figures import interval_beside, measure_of, p_beside
from trialgraph.extract.assembly.hypotheses import Planned, as_planned, planned_hypothesis
from trialgraph.extract.assembly.margin import (
    CONCLUDED,
    Margin,
    as_tested,
    efficacy_floor,
    margin_for,
    margins_of,
    speaks_of_noninferiority,
)
from trialgraph.extract.assembly.merging import merged, without_restatements
from trialgraph.extract.assembly.no_arms import cohorts_in, time_of_effect
from trialgraph.extract.assembly.origin import (
    is_planned,
    origin_of,
    without_pairs,
)
from trialgraph.extract.assembly.other_groups import is_of_others
from trialgraph.extract.assembly.p_only import compared_by_p, prints_estimates
from trialgraph.extract.assembly.pair import pair_of
from trialgraph.extract.assembly.planned_test import with_role
from trialgraph.extract.assembly.rates import turned_by_rates
from trialgraph.extract.assembly.setting import NOT_RESULTS, Setting, setting_of
from trialgraph.extract.assembly.sides import is_consistent, only_level
from trialgraph.extract.assembly.subject import (
    end_point_after,
    end_point_of,
    names_in_order,
    with_reporter,
)
from trialgraph.extract.assembly.times import times_in_order
from trialgraph.extract.assembly.told_of import told_against
from trialgraph.extract.assembly.told_shares import in_order_of_shares
from trialgraph.extract.assembly.topic import changed_in, is_outcome, of_a_look
from trialgraph.extract.assembly.unread import forest_plots, unread_estimates
from trialgraph.extract.assembly.wording import (
    as_said,
    authors_say,
    is_significant,
    level_for,
    said_in_conclusion,
    said_nearby,
    said_of_both,
)
from trialgraph.extract.design import read_design
from trialgraph.extract.mentions.context import Terms, population_after
from trialgraph.extract.mentions.effects import PrintedEffect, find_effects, unnamed_effects
from trialgraph.extract.mentions.measures import RATIOS
from trialgraph.extract.mentions.numbers import Mention, number_at
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.tables import table_estimates, unread_table_estimates
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Estimate, Hypothesis, PValue
from trialgraph.model.text import Absence, Number, Problem, Stated
from trialgraph.model.trial import Design, Sides, SignificanceLevel, Trial

_ADJUSTMENTS: dict[str, Adjustment | None] = {
    "stratified": "stratified",
    "unstratified": "unstratified",
    "adjusted": "adjusted",
    "unadjusted": None,
}
_MODELLED = lazy.regex(
    r"(?i)\bmultivaria(?:te|ble)\b|\b(?:adjustment|adjusting|adjusted|controlling) for\b"
)
_RANDOM = lazy.regex(r"(?i)\brandom(?:i[sz]|ly (?:assigned|allocated|divided))")
_PLURAL_SHARED = lazy.regex(r"^[^;.]{0,40}?(?:and|,)\s\d")


@dataclass(slots=True)
class Reading:
    """Estimates found so far in one document, with what was odd."""

    setting: Setting
    design: Design
    margins: tuple[Margin, ...] = ()
    floor: Number | None = None
    planned: Planned = field(default_factory=Planned)
    problems: list[Problem] = field(default_factory=list)


def read_estimates(
    view: ReadingView, trial: Trial, terms: Terms
) -> tuple[tuple[Estimate, ...], tuple[Problem, ...]]:
    """Return the comparisons of arms that a document prints, and what stayed unsure."""
    setting, design = setting_of(view, trial), read_design(view, terms, trial.end_points)
    plan = margins_of(view), efficacy_floor(view), planned_hypothesis(view)
    reading = Reading(setting, design, *plan)
    found = [
        *(one for sentence in view.sentences for one in _of_sentence(reading, sentence)),
        *table_estimates(reading.setting),
        *_by_p_alone(setting),
    ]
    reading.problems += [_nameless(one) for one in found if not is_outcome(one.end_point)]
    own = merged(without_restatements([one for one in found if is_outcome(one.end_point)]))
    if not _compares_arms(view, trial):
        own = []
    level = only_level(view)
    levelled = [_with_level(with_role(setting, one), level) for one in own]
    values = values_in(reading.setting)
    labels = frozenset(arm.label for arm in trial.arms)
    told = in_order_of_shares(
        setting, [turned_by_rates(setting, _with_trial(one, trial)) for one in levelled]
    )
    turned = [directed(one, values, labels, view.document.text) for one in told]
    ordered = [with_dispute(setting, *pair, values) for pair in zip(turned, told, strict=True)]
    finished = tuple(_inherited(with_counts(one, values, trial), reading) for one in ordered)
    places = [place for one in finished for place in (one.span, *one.also)]
    places += [problem.span for problem in reading.problems if problem.span]
    unread = [*unread_estimates(setting, places), *unread_table_estimates(setting, places)]
    places += [problem.span for problem in unread if problem.span]
    places += [one.p.number.span for one in finished if one.p]
    unread += bare_figures(setting, places)
    return finished, (*reading.problems, *unread, *forest_plots(view))


def _by_p_alone(setting: Setting) -> Iterator[Estimate]:
    if prints_estimates(setting.view):
        for sentence in setting.view.sentences:
            yield from compared_by_p(setting, sentence)


def _of_sentence(reading: Reading, sentence: Sentence) -> Iterator[Estimate]:
    setting = reading.setting
    if sentence.section in NOT_RESULTS or sentence.end - sentence.start > LONGEST_READ:
        return
    printed = find_effects(setting.view.text, sentence.start, sentence.end)
    effects = [
        effect
        for effect in without_pairs(setting, printed) or _like_those_before(setting, sentence)
        if not is_planned(setting, sentence, effect)
        and not is_of_others(setting, sentence, effect)
        and not _is_list(setting, effect, sentence)
    ]
    found = [_estimate(reading, sentence, effects, at) for at in range(len(effects))]
    kept = told_apart(setting, effects, _of_known_patients(reading, sentence, found))
    yield from kept
    reading.problems += [_untold(one) for one in found if one and one not in kept]


_SUBGROUPS = lazy.regex(
    r"(?:[A-Z]{5,12}: )?(?:(?:In|On) )?(?:[A-Za-z-]+ ){0,3}?(?i:subgroup analys[ei]s)\b"
)


def _of_known_patients(
    reading: Reading, sentence: Sentence, found: list[Estimate | None]
) -> list[Estimate | None]:
    """Return what is found but for estimates of subgroups that a sentence does not name."""
    if not _SUBGROUPS.match(reading.setting.view.words(sentence)):
        return found
    of_whom = [one for one in found if one and one.population == "all"]
    reading.problems += [_of_whom(one) for one in of_whom]
    return [None if one in of_whom else one for one in found]


def _of_whom(one: Estimate) -> Problem:
    printed = one.value.printed if isinstance(one.value, Number) else "without a value"
    words = f"{one.measure} {printed} is of a subgroup that is not named plainly"
    return Problem("estimate-of-unnamed-subgroup", words, one.span)


def _untold(one: Estimate) -> Problem:
    printed = one.value.printed if isinstance(one.value, Number) else "without a value"
    words = f"{one.measure} {printed} differs from another of the same comparison"
    return Problem("estimates-not-told-apart", words, one.span)


def _nameless(one: Estimate) -> Problem:
    printed = one.value.printed if isinstance(one.value, Number) else "without a value"
    words = f"{one.measure} {printed} is of no outcome that is named: {one.end_point}"
    return Problem("estimate-without-end-point", words, one.span)


def _like_those_before(setting: Setting, sentence: Sentence) -> list[PrintedEffect]:
    """Return ratios of a sentence that leaves their measure to the sentence before it."""
    text, before = setting.view.text, setting.before(sentence)
    while before:
        measures = {one.measure for one in find_effects(text, before.start, before.end)}
        if measures:
            is_one = len(measures) == 1 and measures <= RATIOS
            place = (text, sentence.start, sentence.end)
            return unnamed_effects(*place, measures.pop()) if is_one else []
        # That sentence may leave its measure to the one before, too.
        is_unnamed = unnamed_effects(text, before.start, before.end, "HR")
        before = setting.before(before) if is_unnamed else None
    return []


def _is_list(setting: Setting, effect: PrintedEffect, sentence: Sentence) -> bool:
    """Tell whether a plural ("hazard ratios 0.5 and 0.7") leaves open which number is whose."""
    is_bare = effect.plural and effect.interval is None
    return is_bare and bool(_PLURAL_SHARED.match(setting.words(effect.end, sentence.end)))


def _estimate(
    reading: Reading, sentence: Sentence, effects: list[PrintedEffect], at: int
) -> Estimate | None:
    setting, effect = reading.setting, effects[at]
    place, printed = setting.view.span(*effect.value), setting.words(*effect.value)
    value = number_at(setting.view, *effect.value) if effect.is_valued else Absence.NOT_REPORTED
    interval = interval_beside(setting, effect)
    name = _name(setting, sentence, effects, at)
    if name is None:
        message = f"{effect.measure} {printed} stands where no single end point is named"
        reading.problems.append(Problem("estimate-without-end-point", message, place))
        return None
    if not is_consistent(value, interval):
        message = f"{effect.measure} {printed} lies outside the interval printed beside it"
        reading.problems.append(Problem("estimate-outside-interval", message, place))
        return None
    name = with_reporter(setting, name)
    p = p_beside(setting, sentence, effect, last=at == len(effects) - 1)
    estimate = Estimate(
        end_point=name.value,
        end_point_printed=setting.words(name.start, name.end),
        measure=measure_of(effect, name.value, setting.words(effect.start, effect.value[0])),
        value=value,
        interval=interval,
        p=as_tested(p, interval, effect.measure, setting.view.words(sentence)),
        rule=f"sentence-{effect.measure}",
        span=place,
        passages=setting.view.passages(effect.start, effect.end),
    )
    return _with_circumstances(reading, sentence, (effects, at, name), estimate)


def _name(
    setting: Setting, sentence: Sentence, effects: list[PrintedEffect], at: int
) -> Mention | None:
    """Return the end point of an estimate: after it, in a list, or as its clause names it."""
    effect = effects[at]
    ordered = names_in_order(setting, sentence, effects)
    name = (
        end_point_after(setting, sentence, effect.end)
        or (told_against(setting, sentence, effect.end) if effect.measure == "VE" else None)
        or (ordered[at] if ordered else None)
        or (in_own_bracket(setting, sentence, effect.start) if effect.head else None)
        or end_point_of(setting, sentence, *(effect.head or (effect.start, effect.fill)))
    )
    if name or effect.measure in RATIOS:
        return name or of_a_look(setting, sentence, effect.start)
    return changed_in(setting, effects[at - 1].end if at else sentence.start, effect.start)


def _with_circumstances(
    reading: Reading,
    sentence: Sentence,
    place: tuple[list[PrintedEffect], int, Mention],
    estimate: Estimate,
) -> Estimate:
    setting, (effects, at, name) = reading.setting, place
    effect = effects[at]
    origin = origin_of(setting, sentence)
    population = _population(setting, sentence, effect, name.value)
    pair = None if origin.second_hand else pair_of(setting, sentence, effect, estimate)
    assessor = assessor_of(setting, sentence, name, effect.end)
    times = times_in_order(setting, sentence, effects)
    total, share = events_at(setting, sentence) if not origin.second_hand else (None, None)
    return replace(
        estimate,
        experimental=pair[0] if pair else None,
        comparator=pair[1] if pair else None,
        population=population,
        assessor=assessor,
        adjustment=_adjustment(setting, sentence, effect, population),
        at=times[at] if times else time_of_effect(setting, sentence, name, effect),
        stage=None if origin.second_hand else stage_of(setting, sentence, name, effect.start),
        hypothesis=_hypothesis(setting, sentence, estimate.p),
        total_events=total if share else None,
        information_fraction=share,
        planned_events=None if origin.second_hand else planned_events(setting, name.value),
        boundary=boundary_of(setting, sentence, effect, name.value),
        authors_say=_said(setting, sentence, place),
        second_hand=origin.second_hand,
        trial=origin.trial,
    )


def _adjustment(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, population: str
) -> Adjustment | None:
    """Return the adjustment printed with an estimate; a bare hazard ratio takes its methods'."""
    if not effect.adjustment and _MODELLED.search(setting.words(sentence.start, effect.start)):
        return "adjusted"
    if effect.adjustment or effect.measure != "HR" or sentence.section != "results":
        return _ADJUSTMENTS.get(effect.adjustment)
    return adjustment_of(setting, sentence, population)


def _population(setting: Setting, sentence: Sentence, effect: PrintedEffect, name: str) -> str:
    """Return the patients compared: named right after the estimate, else before it."""
    found = population_of(setting, sentence, effect.start, name)
    if found.startswith("responders"):
        return found
    after = population_after(setting.words(effect.end, sentence.end))
    told = after or ("" if found == "all" else found)
    return told or cohorts_in(setting, sentence, effect) or of_samples(setting, found)


def _said(
    setting: Setting, sentence: Sentence, place: tuple[list[PrintedEffect], int, Mention]
) -> Stated | None:
    effects, at, name = place
    said = authors_say(setting, sentence, effects, at)
    population = _population(setting, sentence, effects[at], name.value)
    if said or population != "all":
        return said or said_of_both(setting, sentence, name.value, population)
    return said_nearby(setting, sentence, name.value) or said_in_conclusion(setting, name.value)


def _hypothesis(setting: Setting, sentence: Sentence, p: PValue | None) -> Hypothesis:
    """Return what is tested: said of the p, else in the sentence of an interval alone."""
    if p and p.tests in {"noninferiority", "equivalence"}:
        return "noninferiority" if p.tests == "noninferiority" else "equivalence"
    words = setting.view.words(sentence)
    concluded = CONCLUDED.search(words) is not None
    alone = p is None and speaks_of_noninferiority(words)
    return "noninferiority" if alone or concluded else "superiority"


def _compares_arms(view: ReadingView, trial: Trial) -> bool:
    """Tell whether there are groups to compare: known arms, or at least a random allocation."""
    return bool(trial.arms) or _RANDOM.search(view.text) is not None


def _with_trial(estimate: Estimate, trial: Trial) -> Estimate:
    """Return an estimate with the follow-up and cut-off that hold for the whole report."""
    if estimate.second_hand:
        return estimate
    return replace(
        estimate, follow_up_months=trial.follow_up_months, data_cutoff=trial.dates.data_cutoff
    )


def _with_level(estimate: Estimate, level: Number | None) -> Estimate:
    """Return an estimate whose interval has the one level that the document prints."""
    interval = estimate.interval
    if interval is None or interval.level is not None or level is None:
        return estimate
    return replace(estimate, interval=replace(interval, level=level))


def _inherited(estimate: Estimate, reading: Reading) -> Estimate:
    """Return an estimate with the sides, margin and verdict that its methods give it."""
    design = reading.design
    level = level_for(design, estimate) or _like_its_interval(design, estimate)
    sides = Sides(level.sides.count, "inherited", level.span) if level else None
    if estimate.p and estimate.p.sides is None and sides and not estimate.second_hand:
        estimate = replace(estimate, p=replace(estimate.p, sides=sides))
    estimate = as_said(reading.setting, as_planned(estimate, reading.planned))
    margin = margin_for(estimate, reading.margins, reading.floor) or estimate.margin
    return replace(estimate, margin=margin, significant=is_significant(estimate, design))


def _like_its_interval(design: Design, estimate: Estimate) -> SignificanceLevel | None:
    """Return the planned level with as many sides as the one-sided interval beside a p."""
    if estimate.interval is None or estimate.interval.sides.count != 1:
        return None
    return next((level for level in design.levels if level.sides.count == 1), None)
