"""Verdicts of a trial's analyses: step by step, then in the order of each series."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from trialgraph import names
from trialgraph.evidence.analyses import Analysis, data_cutoff, follow_up_months, may_agree
from trialgraph.evidence.estimands import strategy, time_point
from trialgraph.evidence.information import total
from trialgraph.evidence.inputs import TrialSetting, analysis_input
from trialgraph.evidence.levels import AT_PLAN
from trialgraph.evidence.populations import ALL, is_subgroup, population_key, same_population
from trialgraph.evidence.testing import (
    second_claims,
    with_families,
    with_gates,
    with_populations,
    with_primaries,
)
from trialgraph.model.result import Stage
from trialgraph.model.text import Number, PartialDate
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import Plan, Reservation, Strength, SustainedState
from trialgraph.verdict.dates import available_from
from trialgraph.verdict.estimand import TREATMENT_POLICY
from trialgraph.verdict.formal import OUT_OF_PLAN
from trialgraph.verdict.record import AnalysisInput, Verdict
from trialgraph.verdict.rules import grade
from trialgraph.verdict.same import assessors_disagree, methods_disagree
from trialgraph.verdict.series import Series, SeriesKey, SeriesMember, is_after_decision, series

Available = Mapping[str, PartialDate]
"""Since when each document could be read."""

_OF_A_TIME = frozenset({"RMST_difference", "RMST_ratio"})


@dataclass(frozen=True, slots=True)
class Judged:
    """An analysis with its verdict and its place in time; ``key`` names it in its trial.

    Attributes:
        given: what the rules were given.
        unknown_parts: of the series' key, that others print and this one does not.
        further: the verdict on a second hypothesis that the first allows.
        stage: as printed, else ``primary`` where its document tests the primary end point.
    """

    key: tuple[str, ...]
    analysis: Analysis
    given: AnalysisInput
    verdict: Verdict
    further: Verdict | None
    available: PartialDate | None
    stage: Stage | None
    is_decisive: bool = False
    is_current: bool = False
    superseded_by: tuple["Judged", ...] = ()
    unknown_parts: tuple[str, ...] = ()

    @property
    def data_cutoff(self) -> PartialDate | None:
        """Return the day up to which its figures reach."""
        return data_cutoff(self.analysis.supports[0])

    @property
    def follow_up_months(self) -> Number | None:
        """Return the median follow-up."""
        return follow_up_months(self.analysis.supports[0])


@dataclass(frozen=True, slots=True)
class JudgedSeries:
    """Results that estimate the same thing at different times."""

    key: tuple[str, ...]
    members: tuple[Judged, ...]
    sustained: SustainedState
    matched_on_unknown: bool
    order_conflict: bool


def judge(
    setting: TrialSetting, available: Available
) -> tuple[tuple[Judged, ...], tuple[JudgedSeries, ...]]:
    """Return the verdicts of a trial's analyses and the series they form."""
    keyed = _keyed(setting.all_analyses)
    readable = {name: _available(one, available) for name, one in keyed.items()}
    inputs = {name: analysis_input(setting, one) for name, one in keyed.items()}
    inputs = with_gates(setting, keyed, with_families(setting, keyed, inputs))
    inputs = _after_decision(setting, (keyed, inputs, readable))
    inputs = with_primaries(setting, keyed, inputs)
    verdicts = {name: grade(one) for name, one in inputs.items()}
    verdicts = with_populations(setting, keyed, verdicts)
    formed = series(_members(setting, keyed, verdicts, readable))
    verdicts = _with_comparisons(keyed, _with_series(verdicts, formed))
    further = second_claims(setting, keyed, inputs, verdicts)
    primary = {
        keyed[name].mention.document
        for name, one in inputs.items()
        if one.role == "primary" and one.plan is Plan.IN_PLAN and one.stage in AT_PLAN
    }
    judged = {
        name: Judged(
            key=tuple(name.split("/")),
            analysis=one,
            given=inputs[name],
            verdict=verdicts[name],
            further=further.get(name),
            available=readable[name],
            stage=_stage(one, primary),
        )
        for name, one in keyed.items()
    }
    return _placed(judged, formed)


def _stage(analysis: Analysis, primary: set[str]) -> Stage | None:
    """Return the stage of an analysis; what stands beside the primary test is of its time."""
    printed = analysis.estimate.stage
    return "primary" if printed is None and analysis.mention.document in primary else printed


Keyed = Mapping[str, Analysis]
State = tuple[Keyed, dict[str, AnalysisInput], Mapping[str, PartialDate | None]]


def _keyed(found: Sequence[Analysis]) -> dict[str, Analysis]:
    """Return the analyses by unique names; where two would share one, documents tell them apart."""
    shared: defaultdict[str, list[Analysis]] = defaultdict(list)
    for one in found:
        shared["/".join(one.key)].append(one)
    keyed = {}
    for name, group in shared.items():
        for one in group:
            start = one.supports[0].estimate.span.start
            own = f"{name}/{names.slug(one.mention.document)}-{start}"
            keyed[name if len(group) == 1 else own] = one
    return keyed


def _available(analysis: Analysis, available: Available) -> PartialDate | None:
    """Return since when the public could read a result, in whichever document came first."""
    documents = sorted(analysis.documents)
    return available_from(available[one] for one in documents if one in available)


def _after_decision(setting: TrialSetting, state: State) -> dict[str, AnalysisInput]:
    """Return the inputs where analyses after an end point's decision are outside the plan."""
    keyed, inputs, readable = state
    verdicts = {name: grade(one) for name, one in inputs.items()}
    members = _members(setting, keyed, verdicts, readable)
    by_question: defaultdict[tuple[str, ...], list[SeriesMember]] = defaultdict(list)
    for member in members:
        by_question[_question(keyed[member.identifier])].append(member)
    found = dict(inputs)
    for group in by_question.values():
        for member in group:
            name = member.identifier
            others = [other for other in group if _may_decide(keyed, other, member)]
            if inputs[name].plan not in OUT_OF_PLAN and is_after_decision(member, others):
                found[name] = replace(inputs[name], plan=Plan.UPDATED_AFTER_DECISION)
    return found


def _question(analysis: Analysis) -> tuple[str, ...]:
    """Return the arms, end point and patients of an analysis: a decision is one of these."""
    pair = analysis.comparison.label if analysis.comparison else ""
    return pair, analysis.end_point, population_key(analysis.population)


def _may_decide(keyed: Keyed, one: SeriesMember, other: SeriesMember) -> bool:
    """Tell whether one result may have decided an end point for another, by the same assessor.

    Superiority is a question of its own after non-inferiority, where its p is printed.
    """
    is_same_assessor = may_agree(one.key.assessor, other.key.assessor)
    first, later = keyed[one.identifier].estimate, keyed[other.identifier].estimate
    is_silent = later.hypothesis == "superiority" and later.p is None
    is_same_question = first.hypothesis == later.hypothesis or is_silent
    return one is not other and is_same_assessor and is_same_question


def _members(
    setting: TrialSetting,
    keyed: Keyed,
    verdicts: Mapping[str, Verdict],
    readable: Mapping[str, PartialDate | None],
) -> list[SeriesMember]:
    """Return the analyses as far as their places in series need them."""
    return [
        _member(setting, (name, one), verdicts[name], readable[name]) for name, one in keyed.items()
    ]


def _member(
    setting: TrialSetting,
    named: tuple[str, Analysis],
    verdict: Verdict,
    readable: PartialDate | None,
) -> SeriesMember:
    """Return one analysis as a member of its series."""
    name, analysis = named
    estimate = analysis.estimate
    months = follow_up_months(analysis.supports[0])
    return SeriesMember(
        identifier=name,
        key=_key(setting, analysis),
        cutoff=data_cutoff(analysis.supports[0]),
        events=total(estimate.total_events, estimate.events) or None,
        follow_up_months=months.value if months else None,
        stage=estimate.stage,
        available=readable,
        formal=verdict.formal,
        tested=verdict.tested,
        direction=verdict.direction,
        is_retracted=verdict.strength is Strength.EXCLUDED,
    )


def _key(setting: TrialSetting, analysis: Analysis) -> SeriesKey:
    """Return what the analyses of one series have in common."""
    # Nobody judges whether a patient died: no assessor or criteria printed is then no unknown.
    dies = setting.terms.is_a("end-point", analysis.end_point, "OS")
    estimate = analysis.estimate
    has_time = estimate.measure in _OF_A_TIME
    return SeriesKey(
        trial=setting.plan.trial.name,
        comparison=analysis.comparison.label if analysis.comparison else "",
        end_point=analysis.end_point,
        measure=estimate.measure,
        population=population_key(analysis.population),
        assessor="" if dies else estimate.assessor,
        adjustment=estimate.adjustment,
        definition="" if dies else setting.plan.criteria(analysis),
        strategy=strategy(estimate),
        time_point=time_point(estimate.at) or (None if has_time else ""),
    )


def _with_series(verdicts: Mapping[str, Verdict], formed: Sequence[Series]) -> dict[str, Verdict]:
    """Return the verdicts with the reservations that their series shows."""
    found = dict(verdicts)
    for one in formed:
        for name in one.matched_on_unknown:
            found[name] = found[name].with_reservations(Reservation.MATCHED_ON_UNKNOWN)
        if one.sustained is SustainedState.NOT_SUSTAINED:
            name = one.decisive.identifier
            found[name] = found[name].with_reservations(Reservation.NOT_SUSTAINED)
    return found


def _with_comparisons(keyed: Keyed, verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Return the verdicts with the reservations that another assessor or method shows."""
    found = dict(verdicts)
    for one, other in combinations(sorted(keyed), 2):
        pair = verdicts[one], verdicts[other]
        shown = None
        if _assessors_differ(keyed[one], keyed[other]) and assessors_disagree(*pair):
            shown = Reservation.ASSESSOR_DISCORDANT
        elif _methods_differ(keyed[one], keyed[other]) and methods_disagree(*pair):
            shown = Reservation.METHOD_DEPENDENT
        if shown is not None:
            found[one] = found[one].with_reservations(shown)
            found[other] = found[other].with_reservations(shown)
    return found


def _are_alike(one: Analysis, other: Analysis) -> bool:
    """Tell whether two analyses are of one comparison, end point, measure and hypothesis."""
    left, right = one.estimate, other.estimate
    return (
        (one.comparison, one.end_point) == (other.comparison, other.end_point)
        and (left.measure, left.hypothesis) == (right.measure, right.hypothesis)
        and time_point(left.at) == time_point(right.at)
        and strategy(left) == strategy(right)
    )


def _assessors_differ(one: Analysis, other: Analysis) -> bool:
    """Tell whether two analyses differ in who judged; a centrally reviewed part counts as whole."""
    judges = {one.estimate.assessor, other.estimate.assessor}
    subgroups = [part for part in (one.population, other.population) if is_subgroup(part)]
    same_part = same_population(one.population, other.population) or not subgroups
    return _are_alike(one, other) and judges == {"independent", "investigator"} and same_part


def _methods_differ(one: Analysis, other: Analysis) -> bool:
    """Tell whether two analyses of one document differ in adjustment only."""
    methods = {one.estimate.adjustment, other.estimate.adjustment}
    return (
        _are_alike(one, other)
        and same_population(one.population, other.population)
        and one.mention == other.mention
        and one.estimate.assessor == other.estimate.assessor
        and len(methods - {None}) == len(methods) > 1
    )


def _placed(
    judged: Mapping[str, Judged], formed: Sequence[Series]
) -> tuple[tuple[Judged, ...], tuple[JudgedSeries, ...]]:
    """Return the results with their place in series, and the series."""
    results: list[Judged] = []
    found: list[JudgedSeries] = []
    for one in formed:
        members = _members_in_place(judged, one)
        results.extend(members)
        found.append(
            JudgedSeries(
                key=_series_key(one.key),
                members=members,
                sustained=one.sustained,
                matched_on_unknown=bool(one.matched_on_unknown),
                order_conflict=one.order_conflict,
            )
        )
    return tuple(sorted(results, key=lambda one: one.key)), tuple(found)


def _members_in_place(judged: Mapping[str, Judged], one: Series) -> tuple[Judged, ...]:
    """Return the results of a series: which is current, which decides, which are superseded."""
    decisive = one.decisive.identifier
    parts = {name: tuple(sorted(unknown)) for name, unknown in one.matched_on_unknown.items()}
    members: dict[str, Judged] = {}
    # Later ones come first: the others name them as what supersedes them.
    for member in (*one.current, *reversed(one.members)):
        name = member.identifier
        later = (each.identifier for each in one.later_than(member))
        members[name] = members.get(name) or replace(
            judged[name],
            is_decisive=name == decisive,
            is_current=member in one.current,
            superseded_by=tuple(members[each] for each in sorted(later) if each in members),
            unknown_parts=parts.get(name, ()),
        )
    return tuple(members[each.identifier] for each in one.members)


def _series_key(key: SeriesKey) -> tuple[str, ...]:
    """Return the words that name a series within its trial."""
    parts = (
        key.end_point,
        key.measure,
        key.comparison,
        key.assessor,
        "" if key.population == ALL else key.population,
        key.adjustment,
        key.time_point,
        "" if key.strategy == TREATMENT_POLICY else key.strategy,
        key.definition,
    )
    return tuple(names.slug(part) for part in parts if part and names.slug(part))
