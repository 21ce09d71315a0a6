"""Verdicts of a trial's analyses: step by step, then in the order of each series."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from trialgraph import names
from trialgraph.evidence.analyses import Analysis, data_cutoff, follow_up_months
from trialgraph.evidence.inputs import TrialSetting, analysis_input
from trialgraph.evidence.populations import ALL, is_subgroup, same_population
from trialgraph.model.result import Estimate, Stage
from trialgraph.model.text import Number, PartialDate
from trialgraph.verdict.codes import Formal, Plan, Reservation, SustainedState
from trialgraph.verdict.dates import available_from, last_day
from trialgraph.verdict.hierarchy import gate
from trialgraph.verdict.record import AnalysisInput, Verdict
from trialgraph.verdict.rules import grade
from trialgraph.verdict.same import assessors_disagree, methods_disagree
from trialgraph.verdict.series import Series, SeriesKey, SeriesMember, is_after_decision, series

Available = Mapping[str, PartialDate]
"""Since when each document could be read."""

_AT_PLAN = frozenset({None, "primary", "final"})
_OUT_OF_PLAN = frozenset({Plan.NOT_IN_ALPHA_PLAN, Plan.SUBGROUP, Plan.POST_HOC})


@dataclass(frozen=True, slots=True)
class Judged:
    """An analysis with its verdict and its place in time; ``key`` names it in its trial.

    Attributes:
        stage: as printed, else ``primary`` where its document tests the primary end point.
    """

    key: tuple[str, ...]
    analysis: Analysis
    verdict: Verdict
    available: PartialDate | None
    stage: Stage | None
    is_decisive: bool = False
    is_current: bool = False
    superseded_by: tuple["Judged", ...] = ()

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


def judge(
    setting: TrialSetting, available: Available
) -> tuple[tuple[Judged, ...], tuple[JudgedSeries, ...]]:
    """Return the verdicts of a trial's analyses and the series they form."""
    keyed = _keyed(setting.all_analyses)
    readable = {name: _available(one, available) for name, one in keyed.items()}
    inputs = {name: analysis_input(setting, one) for name, one in keyed.items()}
    inputs = _with_gates((keyed, inputs, readable))
    inputs = _after_decision(setting, (keyed, inputs, readable))
    inputs = _with_primary(inputs)
    verdicts = {name: grade(one) for name, one in inputs.items()}
    formed = series(_members(setting, keyed, verdicts, readable))
    verdicts = _with_comparisons(keyed, _with_series(verdicts, formed))
    primary = {
        keyed[name].mention.document
        for name, one in inputs.items()
        if one.role == "primary" and one.plan is Plan.IN_PLAN and one.stage in _AT_PLAN
    }
    judged = {
        name: Judged(
            tuple(name.split("/")), one, verdicts[name], readable[name], _stage(one, primary)
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
    documents = {support.mention.document for support in analysis.supports}
    return available_from(available[one] for one in sorted(documents) if one in available)


def _with_gates(state: State) -> dict[str, AnalysisInput]:
    """Return the inputs with the gates of a testing hierarchy set, in the order of its steps."""
    keyed, inputs, readable = state
    done: dict[str, Formal] = {}
    found = dict(inputs)
    for name in sorted(inputs, key=lambda name: (inputs[name].step or 0, name)):
        given = inputs[name]
        if given.step is not None:
            earlier = [
                other
                for other, one in found.items()
                if one.step is not None and one.step < given.step and other in done
                if _is_not_after(other, name, (keyed, inputs, readable))
            ]
            met = {found[other].step or 0 for other in earlier if done[other] is Formal.MET}
            seen = {found[other].step or 0 for other in earlier}
            is_known = seen >= set(range(1, given.step))
            given = (
                replace(given, gate=gate(given.step, met))
                if is_known
                else replace(given, plan=Plan.UNKNOWN)
            )
        found[name] = given
        done[name] = grade(given).formal
    return found


def _is_not_after(one: str, other: str, state: State) -> bool:
    """Tell whether a result was there when another was tested."""
    keyed, _, readable = state
    if keyed[one].mention.document == keyed[other].mention.document:
        return True
    left, right = readable[one], readable[other]
    return left is None or right is None or last_day(left) <= last_day(right)


def _with_primary(inputs: Mapping[str, AnalysisInput]) -> dict[str, AnalysisInput]:
    """Return the inputs with what the trial's primary end point came to."""
    primaries = [
        one for one in inputs.values() if one.role == "primary" and one.plan is Plan.IN_PLAN
    ]
    formals = {grade(one).formal for one in primaries if not one.is_interim}
    missed = Formal.NOT_MET in formals and Formal.MET not in formals
    return {
        name: replace(one, primary_missed=missed and one.role != "primary")
        for name, one in inputs.items()
    }


def _after_decision(setting: TrialSetting, state: State) -> dict[str, AnalysisInput]:
    """Return the inputs where analyses after an end point's decision are outside the plan."""
    keyed, inputs, readable = state
    verdicts = {name: grade(one) for name, one in inputs.items()}
    found = dict(inputs)
    for one in series(_members(setting, keyed, verdicts, readable)):
        for member in one.members:
            name = member.identifier
            others = [other for other in one.members if other is not member]
            if inputs[name].plan not in _OUT_OF_PLAN and is_after_decision(member, others):
                found[name] = replace(inputs[name], plan=Plan.UPDATED_AFTER_DECISION)
    return found


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
        events=_events(estimate),
        follow_up_months=months.value if months else None,
        stage=estimate.stage,
        available=readable,
        formal=verdict.formal,
        tested=verdict.tested,
        direction=verdict.direction,
    )


def _key(setting: TrialSetting, analysis: Analysis) -> SeriesKey:
    """Return what the analyses of one series have in common."""
    # Nobody judges whether a patient died: no assessor printed is then no unknown.
    dies = setting.terms.is_a("end-point", analysis.end_point, "OS")
    estimate = analysis.estimate
    return SeriesKey(
        trial=setting.plan.trial.name,
        comparison=analysis.comparison.label if analysis.comparison else "",
        end_point=analysis.end_point,
        measure=estimate.measure,
        population=analysis.population,
        assessor="" if dies else estimate.assessor,
        adjustment=estimate.adjustment,
        time_point=estimate.at,
    )


def _events(estimate: Estimate) -> int | None:
    """Return how many events an estimate rests on, in both arms."""
    total = estimate.total_events
    events = total.value if total else sum((one.n.value for one in estimate.events), Decimal(0))
    return int(events) or None


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
    """Tell whether two analyses are of one comparison, end point and measure."""
    return (one.comparison, one.end_point, one.estimate.measure, one.estimate.at) == (
        other.comparison,
        other.end_point,
        other.estimate.measure,
        other.estimate.at,
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
            JudgedSeries(_series_key(one.key), members, one.sustained, bool(one.matched_on_unknown))
        )
    return tuple(sorted(results, key=lambda one: one.key)), tuple(found)


def _members_in_place(judged: Mapping[str, Judged], one: Series) -> tuple[Judged, ...]:
    """Return the results of a series: which is current, which decides, which are superseded."""
    decisive = one.decisive.identifier
    latest = {
        name: replace(judged[name], is_current=True, is_decisive=name == decisive)
        for name in sorted(member.identifier for member in one.current)
    }
    return tuple(
        latest.get(member.identifier)
        or replace(
            judged[member.identifier],
            is_decisive=member.identifier == decisive,
            superseded_by=tuple(latest.values()),
        )
        for member in one.members
    )


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
    )
    return tuple(names.slug(part) for part in parts if part and names.slug(part))
