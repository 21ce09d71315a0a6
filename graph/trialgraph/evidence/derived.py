"""All that follows for one trial, as a function of the documents alone."""

from collections.abc import Iterable, Mapping

from trialgraph import names
from trialgraph.evidence.across_documents import Together, across_documents
from trialgraph.evidence.analyses import Analysis, analyses
from trialgraph.evidence.arm_results import ArmResult, arm_results
from trialgraph.evidence.arms import MergedArm, merged_arms
from trialgraph.evidence.claims import ClaimJudgement, Sources, judge_claims
from trialgraph.evidence.comparisons import MergedComparison, merged_comparisons
from trialgraph.evidence.corrections import held_notices, judge_with_notices
from trialgraph.evidence.decisions import NOTHING_DECIDED, Decided
from trialgraph.evidence.definitions import event_definition
from trialgraph.evidence.end_points import MergedEndPoint, declared_role, merged_end_points
from trialgraph.evidence.exposure import exposure_differs
from trialgraph.evidence.findings import TrialFinding, in_order
from trialgraph.evidence.gaps import CitedWorks, KnownGap, Works, known_gaps
from trialgraph.evidence.inputs import TrialSetting
from trialgraph.evidence.joining import identify
from trialgraph.evidence.judging import Judged, JudgedSeries
from trialgraph.evidence.number_findings import number_findings
from trialgraph.evidence.plans import TrialPlan
from trialgraph.evidence.populations import ALL
from trialgraph.evidence.publications import Publication, publications
from trialgraph.evidence.statements import Statements
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.evidence.write_claims import write_claim, write_gap
from trialgraph.evidence.write_findings import write_finding
from trialgraph.evidence.write_results import (
    result_iri,
    write_arm_result,
    write_result,
    write_series,
)
from trialgraph.evidence.write_setting import write_setting
from trialgraph.evidence.write_trial import (
    comparison_iri,
    stated,
    write_arm,
    write_comparison,
    write_end_point,
    write_shared_controls,
    write_trial,
)
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import PartialDate
from trialgraph.model.values import dataclass
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
    works: Works


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
    findings: tuple[TrialFinding, ...] = ()


def held(readings: Iterable[TrialDocument], decided: Decided = NOTHING_DECIDED) -> Held:
    """Return the documents with their trials and publications, as people decided on them."""
    ordered = sorted(readings, key=lambda reading: reading.identifier)
    known = publications(ordered)
    by_name = {reading.identifier: reading for reading in ordered}
    works = CitedWorks(ordered)
    for one in known.values():
        works.hold(one)
    return Held(by_name, identify(ordered, known, decided), known, works)


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
    own = _own_publications(trial, evidence)
    setting = _setting(plan, found, own)
    told = held_notices(trial.documents, evidence.publications, evidence.readings)
    results, series = judge_with_notices(setting, available, told)
    readings = tuple(evidence.readings[one] for one in sorted(trial.documents))
    gaps = known_gaps(trial, evidence.works, terms) if trial.own else ()
    values = arm_results(trial, arms, results, own, terms)
    claims = judge_claims(trial, readings, Sources(results, evidence.works, gaps, terms))
    found_out = (results, values, claims)
    together = Together(trial, arms, end_points, *found_out, own, evidence.works, available)
    return DerivedTrial(
        identity=trial,
        arms=arms,
        comparisons=comparisons,
        end_points=end_points,
        results=results,
        series=series,
        arm_results=values,
        claims=claims,
        gaps=gaps,
        findings=_findings(together, terms),
    )


def _findings(known: Together, terms: TermIndex) -> tuple[TrialFinding, ...]:
    """Return what is odd in the numbers of a trial, and in what its documents say together."""
    numbers = number_findings(known.trial, known.arms, known.results, known.arm_results, terms)
    return in_order((*numbers, *across_documents(known, terms)))


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
        has_sourced_margin=any(one.trial.design.margin_source for one in plan.trial.own),
        states={name: one.states for name, one in known.items() if one.states},
    )


def trial_bytes(derived: DerivedTrial, terms: TermIndex) -> bytes:
    """Return the graph of one trial."""
    trial = derived.identity
    graph = Statements(names.trial_graph(trial.name))
    write_trial(graph, trial)
    if trial.is_trial:
        write_setting(graph, trial, terms)
    for arm in derived.arms:
        write_arm(graph, trial, arm)
    for comparison in derived.comparisons:
        write_comparison(graph, trial, comparison)
        differs = exposure_differs(trial, comparison)
        graph.flag(comparison_iri(trial, comparison), "exposureDiffers", truth=differs)
    write_shared_controls(graph, trial, derived.comparisons)
    for end_point in derived.end_points:
        write_end_point(graph, trial, end_point)
    _write_results(graph, derived)
    return graph.bytes()


def _write_results(graph: Statements, derived: DerivedTrial) -> None:
    """State results, series, values by arm, claims, gaps and findings."""
    trial = derived.identity
    for result in derived.results:
        write_result(graph, trial, result)
        meant = event_definition(result.analysis, derived.end_points)
        graph.words(result_iri(trial, result), "eventDefinition", meant)
        _write_role(graph, derived, result)
    for series in derived.series:
        write_series(graph, trial, series)
    for value in derived.arm_results:
        write_arm_result(graph, trial, value)
    for claim in derived.claims:
        write_claim(graph, trial, claim)
    for gap in derived.gaps:
        write_gap(graph, trial, gap)
    for found in derived.findings:
        write_finding(graph, trial, found)


def _write_role(graph: Statements, derived: DerivedTrial, result: Judged) -> None:
    """State the role of a result's end point, and whether it decides on the trial's primary one."""
    iri = result_iri(derived.identity, result)
    declared, _ = declared_role(derived.end_points, result.analysis, result.analysis.population)
    role = declared or result.analysis.estimate.role
    graph.code(iri, "endPointRole", "EndPointRole", role)
    if role == "primary" and _decides(result, derived.results):
        graph.link(derived.identity.iri, "primaryResult", iri)


def _decides(result: Judged, results: tuple[Judged, ...]) -> bool:
    """Tell whether it decides for all participants; at one time point only if none else does."""
    analysis = result.analysis
    alike = (
        one
        for one in results
        if (one.is_decisive, one.analysis.population, one.analysis.estimate.at) == (True, ALL, "")
        and one.analysis.end_point == analysis.end_point
        and one.analysis.comparison == analysis.comparison
    )
    is_whole = result.is_decisive and analysis.population == ALL
    return is_whole and (not analysis.estimate.at or not any(alike))


def trial_graphs(
    evidence: Held, terms: TermIndex, wanted: Iterable[TrialIdentity]
) -> dict[Iri, bytes]:
    """Return the graphs of some trials."""
    return {
        names.trial_graph(trial.name): trial_bytes(derive_trial(trial, evidence, terms), terms)
        for trial in wanted
    }
