"""Findings that only several documents of a trial show together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.claims import ClaimJudgement
from trialgraph.evidence.criteria_conflicts import criteria_conflicts
from trialgraph.evidence.disagreements import design_disagreements
from trialgraph.evidence.end_points import MergedEndPoint
from trialgraph.evidence.estimate_conflicts import (
    estimate_conflicts,
    margin_conflicts,
    median_conflicts,
    verdict_conflicts,
)
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.gaps import Works
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.outcome_switching import outcome_switching
from trialgraph.evidence.populations import ALL
from trialgraph.evidence.primary_end_points import primary_conflicts
from trialgraph.evidence.publications import Publication
from trialgraph.evidence.registry_findings import registry_findings
from trialgraph.evidence.second_hand import second_hand_conflicts
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.text import PartialDate
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.terms.index import TermIndex


@dataclass(frozen=True, slots=True)
class Together:
    """What follows for one trial, as far as findings across documents need it.

    Attributes:
        publications: those among its documents, by document.
        works: that documents cite, with those that are held.
        available: since when each document could be read.
    """

    trial: TrialIdentity
    arms: Sequence[MergedArm]
    end_points: Sequence[MergedEndPoint]
    results: Sequence[Judged]
    arm_results: Sequence[ArmResult]
    claims: Sequence[ClaimJudgement]
    publications: Mapping[str, Publication]
    works: Works
    available: Mapping[str, PartialDate]


def across_documents(known: Together, terms: TermIndex) -> Iterator[TrialFinding]:
    """Yield the findings that the documents of a trial show together."""
    trial = known.trial
    held = known.publications
    keys = {name: held[name].key for name in trial.documents if name in held}
    yield from design_disagreements(trial, known.arms)
    yield from criteria_conflicts(trial)
    yield from primary_conflicts(trial, terms)
    yield from estimate_conflicts(known.results, keys)
    yield from verdict_conflicts(known.results)
    yield from median_conflicts(known.arm_results, keys)
    yield from margin_conflicts(known.results)
    yield from second_hand_conflicts(trial, known.results, known.works, terms)
    yield from registry_findings(trial, known.publications, known.works)
    nodes = _result_nodes(known)
    yield from outcome_switching(trial, known.end_points, nodes, known.available, terms)
    yield from _claims_from_absence(known.claims)


def _result_nodes(known: Together) -> dict[str, tuple[Iri, ...]]:
    """Return the estimates and values by arm of all patients in reports, by end point."""
    found: defaultdict[str, list[Iri]] = defaultdict(list)
    for result in known.results:
        for support in result.analysis.supports:
            if result.analysis.population == ALL and support.mention.trial.role == "reports":
                found[result.analysis.end_point].append(support.node)
    for one in known.arm_results:
        if one.value.population == ALL:
            found[one.value.end_point].append(one.value.node)
    return {end_point: tuple(nodes) for end_point, nodes in found.items()}


def _claims_from_absence(claims: Sequence[ClaimJudgement]) -> Iterator[TrialFinding]:
    """Yield the claims of no difference that rest on a difference not shown (ICH E9 3.3.2)."""
    for one in claims:
        if one.is_absence_of_evidence:
            message = (
                f"no difference in {one.part.end_point} is claimed in {one.part.document}, "
                "where a difference was merely not shown: "
                f"{'; '.join(_in_words(judged) for judged in one.against)}"
            )
            code = FindingCode.ABSENCE_OF_EVIDENCE_CLAIM
            yield finding(code, "information", message, [one.part.node], one.part.end_point)


def _in_words(judged: Judged) -> str:
    estimate = judged.analysis.estimate
    return f"{estimate.measure} {getattr(estimate.value, 'printed', estimate.value)}"
