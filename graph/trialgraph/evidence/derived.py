"""All that follows for one trial, as a function of the documents alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trialgraph import names
from trialgraph.evidence.analyses import Analysis, analyses
from trialgraph.evidence.arm_results import ArmResult, arm_results
from trialgraph.evidence.arms import MergedArm, merged_arms
from trialgraph.evidence.claims import ClaimJudgement, Sources, judge_claims
from trialgraph.evidence.comparisons import MergedComparison, merged_comparisons
from trialgraph.evidence.end_points import MergedEndPoint, merged_end_points
from trialgraph.evidence.gaps import CitedWorks, KnownGap, known_gaps
from trialgraph.evidence.inputs import TrialSetting
from trialgraph.evidence.joining import identify
from trialgraph.evidence.judging import Judged, JudgedSeries, judge
from trialgraph.evidence.plans import TrialPlan
from trialgraph.evidence.publications import Publication, publications
from trialgraph.evidence.statements import Statements
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.evidence.write_claims import write_claim, write_gap
from trialgraph.evidence.write_results import write_arm_result, write_result, write_series
from trialgraph.evidence.write_trial import (
    stated,
    write_arm,
    write_comparison,
    write_end_point,
    write_trial,
)
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import PartialDate
from trialgraph.names import Iri
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.dates import first_day


@dataclass(frozen=True, slots=True)
class Held:
    """The documents held, with the trials and publications that they are about.

    Attributes:
        trials: those of interest.
        works: that documents cite.
    """

    readings: Mapping[str, TrialDocument]
    trials: tuple[TrialIdentity, ...]
    publications: Mapping[str, Publication]
    works: CitedWorks


@dataclass(frozen=True, slots=True)
class DerivedTrial:
    """What follows for one trial."""

    identity: TrialIdentity
    arms: tuple[MergedArm, ...]
    comparisons: tuple[MergedComparison, ...]
    end_points: tuple[MergedEndPoint, ...]
    results: tuple[Judged, ...]
    series: tuple[JudgedSeries, ...]
    arm_results: tuple[ArmResult, ...]
    claims: tuple[ClaimJudgement, ...]
    gaps: tuple[KnownGap, ...]


def held(readings: Iterable[TrialDocument]) -> Held:
    """Return the documents with their trials and publications."""
    ordered = sorted(readings, key=lambda reading: reading.identifier)
    known = publications(ordered)
    by_name = {reading.identifier: reading for reading in ordered}
    works = CitedWorks(ordered)
    for one in known.values():
        works.hold(one)
    return Held(by_name, identify(ordered, known), known, works)


def derive_trial(trial: TrialIdentity, evidence: Held, terms: TermIndex) -> DerivedTrial:
    """Return what follows for one trial from all documents held.

    Of another study only its frame follows: it assigned nobody to a treatment.
    """
    if not trial.is_trial:
        return DerivedTrial(trial, (), (), (), (), (), (), (), ())
    arms = merged_arms(trial, terms)
    comparisons = merged_comparisons(trial, arms, terms)
    found = analyses(trial, arms, comparisons, terms)
    end_points = merged_end_points(trial, found, terms)
    available = _available(trial, evidence)
    readable = {name: first_day(one) for name, one in available.items()}
    plan = TrialPlan(trial, end_points, readable, terms, found)
    setting = _setting(plan, found, _own_publications(trial, evidence))
    results, series = judge(setting, available)
    readings = tuple(evidence.readings[one] for one in sorted(trial.documents))
    gaps = known_gaps(trial, evidence.works, terms) if trial.own else ()
    sources = Sources(results, evidence.works, gaps)
    return DerivedTrial(
        identity=trial,
        arms=arms,
        comparisons=comparisons,
        end_points=end_points,
        results=results,
        series=series,
        arm_results=arm_results(trial, arms, results, _own_publications(trial, evidence), terms),
        claims=judge_claims(trial, readings, sources, terms),
        gaps=gaps,
    )


def _own_publications(trial: TrialIdentity, evidence: Held) -> dict[str, Publication]:
    """Return the publications among the documents that speak of a trial."""
    known = evidence.publications
    return {one: known[one] for one in sorted(trial.documents) if one in known}


def _available(trial: TrialIdentity, evidence: Held) -> dict[str, PartialDate]:
    """Return since when documents could be read: publications, and results in a registry."""
    known = _own_publications(trial, evidence)
    printed = {name: one.available for name, one in known.items() if one.available}
    posted = {m.document: m.trial.dates.results_posted for m in trial.with_role("registers")}
    return printed | {name: date for name, date in posted.items() if date is not None}


def _setting(
    plan: TrialPlan, found: tuple[Analysis, ...], known: Mapping[str, Publication]
) -> TrialSetting:
    """Return what all analyses of a trial share: its plan, its masking, its crossover."""
    masking = stated(plan.trial, "masking")
    return TrialSetting(
        plan=plan,
        all_analyses=found,
        is_open_label=masking == "open-label" if masking else None,
        has_crossover=any(mention.trial.crossover for mention in plan.trial.own),
        states={name: one.states for name, one in known.items() if one.states},
    )


def trial_bytes(derived: DerivedTrial) -> bytes:
    """Return the graph of one trial."""
    trial = derived.identity
    graph = Statements(names.trial_graph(trial.name))
    write_trial(graph, trial)
    for arm in derived.arms:
        write_arm(graph, trial, arm)
    for comparison in derived.comparisons:
        write_comparison(graph, trial, comparison)
    for end_point in derived.end_points:
        write_end_point(graph, trial, end_point)
    _write_results(graph, derived)
    return graph.bytes()


def _write_results(graph: Statements, derived: DerivedTrial) -> None:
    """State results, series, values by arm, claims and gaps."""
    trial = derived.identity
    for result in derived.results:
        write_result(graph, trial, result)
    for series in derived.series:
        write_series(graph, trial, series)
    for value in derived.arm_results:
        write_arm_result(graph, trial, value)
    for claim in derived.claims:
        write_claim(graph, trial, claim)
    for gap in derived.gaps:
        write_gap(graph, trial, gap)


def trial_graphs(
    evidence: Held, terms: TermIndex, wanted: Iterable[TrialIdentity]
) -> dict[Iri, bytes]:
    """Return the graphs of some trials."""
    return {
        names.trial_graph(trial.name): trial_bytes(derive_trial(trial, evidence, terms))
        for trial in wanted
    }
