"""What documents say about trials, judged against the source they cite or their own results.

A paper's own conclusion gets the same check as what others say of it (Boutron 2010).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from trialgraph import names
from trialgraph.evidence.analyses import end_point_notation
from trialgraph.evidence.claim_words import (
    denies,
    is_about,
    is_about_a_part,
    is_hedged,
    praises,
    says_no_difference,
)
from trialgraph.evidence.gaps import KnownGap, Works
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.populations import ALL
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.reading import Claim, TrialDocument
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import (
    SHOWN,
    Direction,
    Hypothesis,
    Reason,
    Reservation,
    Strength,
)

Outcome = Literal[
    "supported", "overstated", "contradicted", "silent", "not_held", "no_citation", "not_verifiable"
]

_STRONG = frozenset({"significant"})
_BENEFITS = frozenset({"significant", "improved", "trend"})
_OPEN = frozenset({Strength.UNDETERMINED, Strength.NOT_ESTIMABLE, Strength.DESCRIPTIVE})
_OF_A_PART = frozenset({Reservation.SUBGROUP, Reservation.PRIMARY_NOT_MET})
_MARGINS = frozenset({Hypothesis.NONINFERIORITY, Hypothesis.EQUIVALENCE})
# A source may print several analyses of one end point; the best of them is what is meant.
_RANKED: tuple[Outcome, ...] = ("supported", "overstated", "contradicted", "not_verifiable")


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim of one document about a trial; ``end_point`` is one of those it names.

    Attributes:
        says_no_difference: that both arms are alike, or that the end point takes no harm.
    """

    document: str
    claim: Claim
    end_point: str
    says_no_difference: bool = False

    @property
    def node(self) -> Iri:
        """Return the reported claim's IRI."""
        return fact(self.document, "claim", self.claim.span)


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """One part of a claim with what its cited source says.

    Attributes:
        against: the source's results on that end point.
        source: the held document that is cited; the claiming one for its own results.
        possibly_elsewhere: a report that is not held may support it.
        elsewhere: results of other documents held that support it.
    """

    part: CitedClaim
    outcome: Outcome
    against: tuple[Judged, ...]
    source: str
    possibly_elsewhere: bool
    elsewhere: tuple[Judged, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Return the words that name the judgement within its trial."""
        return (names.slug(self.part.document), str(self.part.claim.span), self.part.end_point)

    @property
    def is_own(self) -> bool:
        """Tell whether a report concludes it of its own trial."""
        return self.part.claim.kind == "conclusion"

    @property
    def is_absence_of_evidence(self) -> bool:
        """Tell whether no difference is claimed where a difference was merely not shown."""
        return self.part.says_no_difference and self.outcome == "overstated"


@dataclass(frozen=True, slots=True)
class Sources:
    """What claims about one trial are judged against."""

    judged: Sequence[Judged]
    works: Works
    gaps: Sequence[KnownGap]
    terms: TermIndex


def judge_claims(
    trial: TrialIdentity, readings: Iterable[TrialDocument], sources: Sources
) -> tuple[ClaimJudgement, ...]:
    """Return the judged claims about a trial: of other documents, and of its own reports."""
    own = {mention.document for mention in trial.own}
    found = [
        _judge(part, reading, sources)
        for reading in readings
        if reading.identifier in trial.documents - own
        for part in _parts(reading, _cited_results(trial, reading), sources.terms)
    ]
    found += [
        _judge_own(part, sources)
        for mention in trial.with_role("reports")
        for part in _parts(mention.reading, _conclusions(trial, mention), sources.terms)
    ]
    return tuple(sorted(found, key=lambda one: one.key))


def _cited_results(trial: TrialIdentity, reading: TrialDocument) -> list[Claim]:
    """Return what a document says of the results of another's trial."""
    return [
        one
        for one in reading.claims
        if one.kind == "cited-result" and one.about and trial.called(one.about)
    ]


def _conclusions(trial: TrialIdentity, mention: Mention) -> list[Claim]:
    """Return what a report concludes of its own trial; of several trials none is meant."""
    if not mention.is_first_reported or mention.is_of_several:
        return []
    return [
        one
        for one in mention.reading.claims
        if one.kind == "conclusion" and (not one.about or trial.called(one.about))
    ]


def _parts(reading: TrialDocument, claims: Iterable[Claim], terms: TermIndex) -> list[CitedClaim]:
    """Return claims by end point."""
    found = []
    for claim in claims:
        for name in dict.fromkeys(end_point_notation(one, terms) for one in claim.end_points):
            alike = says_no_difference(claim.text, name, terms)
            said = _denied(claim) if denies(claim.text, name, terms) else claim
            found.append(CitedClaim(reading.identifier, said, name, alike))
    return found


def _denied(claim: Claim) -> Claim:
    """Return what a claim of a benefit says of an end point that it takes out."""
    return replace(claim, direction="no benefit", strength="no difference")


def _judge(part: CitedClaim, reading: TrialDocument, sources: Sources) -> ClaimJudgement:
    """Return one part of a claim with what the source it cites makes of it."""
    cited = [
        citation
        for citation in reading.citations
        if citation.number is not None and citation.number in part.claim.cites
    ]
    works = (sources.works.holding(reading.identifier, one) for one in cited)
    documents = frozenset[str]().union(*works)
    against = _against(part, documents, sources)
    outcome: Outcome = "silent"
    if not cited:
        outcome = "no_citation"
    elif not documents:
        outcome = "not_held"
    elif against:
        outcome = _best(part, against)
    return _judgement(part, outcome, against, sources, documents)


def _judge_own(part: CitedClaim, sources: Sources) -> ClaimJudgement:
    """Return one part of a paper's own conclusion with what its own results make of it."""
    documents = frozenset({part.document})
    against = _against(part, documents, sources)
    outcome: Outcome = _best(part, against) if against else "not_verifiable"
    return _judgement(part, outcome, against, sources, documents)


def _judgement(
    part: CitedClaim,
    outcome: Outcome,
    against: tuple[Judged, ...],
    sources: Sources,
    documents: frozenset[str],
) -> ClaimJudgement:
    """Return a judgement with what other sources, held or not, may make of the claim."""
    is_shown = outcome == "supported"
    others = _against(part, None, sources)
    elsewhere = tuple(
        one
        for one in others
        if not is_shown
        and not one.analysis.documents & documents
        and _against_one(part, one) == "supported"
    )
    cited_elsewhere = any(gap.end_point == part.end_point for gap in sources.gaps)
    return ClaimJudgement(
        part=part,
        outcome=outcome,
        against=against,
        source=min(documents, default=""),
        possibly_elsewhere=cited_elsewhere and not is_shown,
        elsewhere=elsewhere,
    )


def _against(
    part: CitedClaim, documents: frozenset[str] | None, sources: Sources
) -> tuple[Judged, ...]:
    """Return the results that a claim is about, of some documents or of all.

    A claim that names a subgroup is about that one alone, any other about all patients.
    """
    like = [
        one
        for one in sources.judged
        if sources.terms.is_a("end-point", one.analysis.end_point, part.end_point)
        and (documents is None or one.analysis.documents & documents)
    ]
    parts = [one for one in like if is_about(part.claim.text, one.analysis.population)]
    if parts or is_about_a_part(part.claim.text):
        return tuple(parts)
    return tuple(one for one in like if one.analysis.population == ALL)


def _best(part: CitedClaim, against: Sequence[Judged]) -> Outcome:
    """Return what the best of some results makes of a claim.

    That nothing differs must hold of each of them. Of several comparisons the claim may
    mean the one that decides nothing.
    """
    outcomes = {_against_one(part, one) for one in against}
    comparisons = {id(one.analysis.comparison) for one in against}
    if "supported" not in outcomes and len(comparisons) > 1 and "not_verifiable" in outcomes:
        return "not_verifiable"
    ranked = _RANKED[1:] if part.says_no_difference and len(outcomes) > 1 else _RANKED
    return next(one for one in ranked if one in outcomes)


def _against_one(part: CitedClaim, judged: Judged) -> Outcome:
    """Return what one result makes of a claim."""
    claim, verdict = part.claim, judged.verdict
    strength, direction = verdict.strength, verdict.direction
    if strength is Strength.EXCLUDED or strength in _OPEN:
        return "not_verifiable"
    if part.says_no_difference or claim.strength == "noninferior":
        return _no_difference(part, judged)
    if claim.direction == "no benefit" or claim.strength == "no difference":
        is_benefit = strength in SHOWN and direction is Direction.EXPERIMENTAL
        return "contradicted" if is_benefit else "supported"
    if claim.direction == "unclear" and claim.strength is None:
        return "not_verifiable"
    claims_benefit = claim.direction == "benefit" or claim.strength in _BENEFITS
    wanted = Direction.EXPERIMENTAL if claims_benefit else Direction.COMPARATOR
    if claims_benefit and _is_for_the_comparator(claim, judged):
        wanted = Direction.COMPARATOR
    if direction is not wanted:
        return "contradicted"
    return _by_strength(claim, judged)


def _is_for_the_comparator(claim: Claim, judged: Judged) -> bool:
    """Tell whether the benefit that is claimed is that of the arm compared with."""
    pair = judged.analysis.comparison
    return pair is not None and praises(claim.text, pair.comparator.label, pair.experimental.label)


def _no_difference(part: CitedClaim, judged: Judged) -> Outcome:
    """Return what a result makes of the words that two arms are alike.

    Only a margin that was excluded can show that (ICH E9 3.3.2); a missed test of a
    difference shows nothing.
    """
    verdict = judged.verdict
    is_shown = verdict.strength in SHOWN
    if verdict.hypothesis in _MARGINS:
        return "supported" if is_shown else "overstated"
    if is_shown and verdict.direction is Direction.COMPARATOR:
        return "contradicted"
    if is_shown or not part.says_no_difference:
        return "not_verifiable"
    return "overstated"


def _by_strength(claim: Claim, judged: Judged) -> Outcome:
    """Return whether a result is as strong as a claim in its direction says.

    A subgroup's difference in a trial that missed its primary end point is no proof.
    """
    strength = judged.verdict.strength
    if strength is Strength.CONFIRMED:
        return "supported"
    is_weak = claim.strength == "trend" or (claim.strength not in _STRONG and is_hedged(claim.text))
    if strength is Strength.NOMINAL:
        is_of_a_part = bool(_OF_A_PART & set(judged.verdict.reservations))
        if is_weak or not (claim.strength in _STRONG or is_of_a_part):
            return "supported"
        return "overstated" if is_of_a_part or _is_plan_known(judged) else "not_verifiable"
    if claim.strength in _STRONG:
        return "contradicted"
    return "supported" if is_weak else "overstated"


def _is_plan_known(judged: Judged) -> bool:
    """Tell whether a result is nominal by what is printed, not for want of a printed plan.

    A primary end point stands in its trial's plan: there it is its share that is not printed.
    """
    if judged.verdict.reason is not Reason.NOT_IN_ALPHA_PLAN:
        return True
    supports = judged.analysis.supports
    designs = [one.mention.trial.design for one in supports if one.estimate.role != "primary"]
    return any(
        one.testing or one.exploratory_secondary or one.multiplicity == "explicitly none"
        for one in designs
    )
