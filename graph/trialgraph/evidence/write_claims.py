"""Judged claims and known gaps as statements in the graph of the trial they are about."""

from trialgraph import names
from trialgraph.evidence.claims import ClaimJudgement
from trialgraph.evidence.gaps import KnownGap
from trialgraph.evidence.statements import Statements
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.evidence.write_results import result_iri


def write_claim(graph: Statements, trial: TrialIdentity, judgement: ClaimJudgement) -> None:
    """State one part of a claim and what its source makes of it."""
    iri = names.part(trial.iri, "claim", *judgement.key)
    part = judgement.part
    graph.kind(iri, "ClaimJudgement")
    graph.label(iri, f"{part.end_point} of {trial.label}: {part.claim.strength or 'claimed'}")
    graph.link(iri, "aboutTrial", trial.iri)
    graph.link(iri, "aboutEndPoint", names.concept("end-point", part.end_point))
    graph.words(iri, "claimStrength", part.claim.strength)
    graph.words(iri, "claimDirection", part.claim.direction)
    graph.code(iri, "outcome", "ClaimOutcome", judgement.outcome)
    if judgement.possibly_elsewhere:
        graph.flag(iri, "possiblyElsewhere", truth=True)
    if judgement.is_own:
        graph.flag(iri, "isOwnConclusion", truth=True)
    if judgement.is_absence_of_evidence:
        graph.flag(iri, "isAbsenceOfEvidence", truth=True)
    elsewhere = (result_iri(trial, one) for one in judgement.elsewhere)
    graph.link(iri, "supportedElsewhere", *elsewhere)
    graph.link(iri, "judgedAgainst", *(result_iri(trial, one) for one in judgement.against))
    if judgement.source:
        graph.link(iri, "citedSource", names.document(judgement.source))
    graph.link(iri, "claimedIn", names.document(part.document))
    graph.link(iri, "reportedAs", part.node)


def write_gap(graph: Statements, trial: TrialIdentity, gap: KnownGap) -> None:
    """State that a cited publication on a trial's end point is not held."""
    reference = gap.reference
    key = (reference.document, str(reference.citation.span), gap.end_point)
    iri = names.part(trial.iri, "gap", *key)
    graph.kind(iri, "KnownGap")
    graph.label(iri, reference.citation.title)
    graph.link(iri, "aboutTrial", trial.iri)
    graph.link(iri, "aboutEndPoint", names.concept("end-point", gap.end_point))
    for one in gap.references:
        graph.link(iri, "citedBy", names.document(one.document))
        graph.link(iri, "reportedAs", one.node)
    graph.integer(iri, "year", reference.citation.year)
