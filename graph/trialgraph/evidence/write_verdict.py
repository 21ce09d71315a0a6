"""How verdicts were reached, as statements: enough to reach them again from the graph alone."""

from trialgraph import names
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.statements import (
    GENERATED_BY,
    USED,
    Statements,
    individual,
    passage,
)
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.verdict.codes import Gate
from trialgraph.verdict.record import AnalysisInput, Level, Verdict


def verdict_iri(result: Iri) -> Iri:
    """Return the IRI of a result's verdict."""
    return names.part(result, "verdict")


def write_verdict(graph: Statements, result: Iri, judged: Judged) -> None:
    """State how the verdict on a result was reached, and the second claim it allows."""
    iri = verdict_iri(result)
    _write_outcome(graph, iri, judged, judged.verdict)
    _write_level(graph, iri, judged, judged.verdict.level)
    _write_given(graph, iri, judged.given)
    _write_grading(graph, iri, judged)
    if judged.further is not None:
        further = names.part(result, "verdict", judged.further.hypothesis)
        graph.link(result, "furtherVerdict", further)
        _write_outcome(graph, further, judged, judged.further)
        _write_level(graph, further, judged, judged.further.level)
        _write_claim(graph, further, judged.further)
        graph.standard(further, GENERATED_BY, names.part(iri, "grading"))


def _write_outcome(graph: Statements, iri: Iri, judged: Judged, verdict: Verdict) -> None:
    """State the hypothesis, the formal state and what the authors say."""
    graph.kind(iri, "Verdict")
    graph.words(iri, "hypothesis", verdict.hypothesis)
    graph.decimal(iri, "nullValue", verdict.null_value)
    graph.code(iri, "formal", "FormalState", verdict.formal)
    if verdict.conventional is not None:
        graph.decimal(iri, "conventionalLower", verdict.conventional.lower)
        graph.decimal(iri, "conventionalUpper", verdict.conventional.upper)
    graph.words(iri, "authorsSay", verdict.authors)
    if verdict.authors_passage is not None:
        own = judged.analysis.mention.document
        graph.link(iri, "authorsPassage", passage(own, verdict.authors_passage))
    graph.flag(iri, "authorsAgree", truth=verdict.agrees)
    graph.words(iri, "ruleVersion", verdict.rule_version)


def _write_level(graph: Statements, iri: Iri, judged: Judged, level: Level | None) -> None:
    """State the level that the figures were held against, and where it stands."""
    if level is None:
        return
    graph.decimal(iri, "alpha", level.alpha)
    graph.integer(iri, "alphaSides", level.sides)
    graph.words(iri, "levelOrigin", level.origin)
    if level.passage is not None:
        document = level.document or judged.analysis.mention.document
        graph.link(iri, "levelPassage", passage(document, level.passage))


def _write_claim(graph: Statements, iri: Iri, verdict: Verdict) -> None:
    """State what a second claim comes to; that of the first stands at the result."""
    graph.code(iri, "strength", "Strength", verdict.strength)
    graph.code(iri, "reason", "Reason", verdict.reason)
    graph.code(iri, "basis", "Basis", verdict.basis)
    graph.words(iri, "rule", verdict.rule)
    held = (individual("Reservation", one) for one in verdict.reservations)
    graph.link(iri, "reservation", *held)


def _write_given(graph: Statements, iri: Iri, given: AnalysisInput) -> None:
    """State what the rules were given beside the figures of the result."""
    words: dict[str, str | None] = {
        "polarity": given.polarity,
        "numerator": given.numerator,
        "plan": given.plan,
        "gate": None if given.gate is Gate.NONE else given.gate,
        "testedRole": given.role,
        "valuesFavour": given.favours,
    }
    for name, word in words.items():
        graph.words(iri, name, word)
    counts = {
        "testStep": given.step,
        "countedEvents": given.total_events,
        "wantedEvents": given.planned_events,
        "analysedPatients": given.n_analysed,
        "randomisedPatients": given.n_randomised,
        "boundarySides": given.boundary_sides,
    }
    for name, count in counts.items():
        graph.integer(iri, name, count)
    _write_limits(graph, iri, given)
    _write_circumstances(graph, iri, given)


def _write_limits(graph: Statements, iri: Iri, given: AnalysisInput) -> None:
    """State margins, thresholds, the adjusted p and the trial's level."""
    lower, upper = given.equivalence_margins or (None, None)
    graph.decimal(iri, "margin", given.margin)
    graph.decimal(iri, "lowerMargin", lower)
    graph.decimal(iri, "upperMargin", upper)
    graph.decimal(iri, "harmThreshold", given.harm_threshold)
    if given.adjusted_p is not None:
        graph.decimal(iri, "adjustedPLower", given.adjusted_p.lower)
        graph.decimal(iri, "adjustedPUpper", given.adjusted_p.upper)
        graph.integer(iri, "adjustedPSides", given.adjusted_p.sides)
    if given.trial_level is not None:
        graph.decimal(iri, "trialAlpha", given.trial_level.alpha)
        graph.integer(iri, "trialAlphaSides", given.trial_level.sides)
        graph.words(iri, "trialLevelOrigin", given.trial_level.origin)


def _write_circumstances(graph: Statements, iri: Iri, given: AnalysisInput) -> None:
    """State what is so; what is not stated is not so."""
    circumstances = {
        "hasOwnLevel": given.level is not None,
        "levelFromLaterDocument": bool(given.trial_level and given.trial_level.from_later_document),
        "isSingleFinalPrimary": given.is_single_final_primary,
        "comparesOtherThanRandomised": not given.randomised_comparison,
        "marginAfterResults": given.margin_prespecified is False,
        "marginWithoutSource": given.margin is not None and given.margin_is_sourced is False,
        "coPrimaryMissed": given.co_primary_missed,
        "primaryMissed": given.primary_missed,
        "isOpenLabel": given.is_open_label is True,
        "measuresSafety": given.is_safety_end_point,
        "allowsCrossover": given.crossover,
        "stoppedForBenefit": given.stopped_for_benefit,
        "erratumUnresolved": given.erratum_unresolved,
        "reportsRetracted": given.retracted,
    }
    for name, is_so in circumstances.items():
        graph.flag(iri, name, truth=is_so or None)


def _write_grading(graph: Statements, iri: Iri, judged: Judged) -> None:
    """State the grading that gave the verdict, and the reported facts that it used (PROV-O)."""
    grading = names.part(iri, "grading")
    graph.standard(grading, names.expand("rdf:type"), names.expand("prov:Activity"))
    graph.standard(iri, GENERATED_BY, grading)
    for support in judged.analysis.supports:
        graph.standard(grading, USED, support.node)
    level = judged.given.trial_level
    if level is not None and level.passage is not None:
        used = fact(level.document, "significance-level", level.passage)
        graph.standard(grading, USED, used)
