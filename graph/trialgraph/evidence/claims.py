"""What documents say about trials that others report, judged against the source they cite."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from trialgraph import names
from trialgraph.evidence.analyses import end_point_notation
from trialgraph.evidence.gaps import CitedWorks, KnownGap
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.populations import ALL
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.reading import Claim, TrialDocument
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Direction, Strength

Outcome = Literal[
    "supported", "overstated", "contradicted", "silent", "not_held", "no_citation", "not_verifiable"
]

_MARGIN = frozenset({"noninferior"})
_STRONG = frozenset({"significant"})
_BENEFITS = frozenset({"significant", "improved", "trend"})


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim of one document about a trial; ``end_point`` is one of those it names."""

    document: str
    claim: Claim
    end_point: str

    @property
    def node(self) -> Iri:
        """Return the reported claim's IRI."""
        return fact(self.document, "claim", self.claim.span)


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """One part of a claim with what its cited source says.

    Attributes:
        against: the source's results on that end point.
        source: the held document that is cited.
        possibly_elsewhere: a report that is not held may support it.
    """

    part: CitedClaim
    outcome: Outcome
    against: tuple[Judged, ...]
    source: str
    possibly_elsewhere: bool

    @property
    def key(self) -> tuple[str, ...]:
        """Return the words that name the judgement within its trial."""
        return (names.slug(self.part.document), str(self.part.claim.span), self.part.end_point)


@dataclass(frozen=True, slots=True)
class Sources:
    """What claims about one trial are judged against."""

    judged: Sequence[Judged]
    works: CitedWorks
    gaps: Sequence[KnownGap]


def judge_claims(
    trial: TrialIdentity, readings: Iterable[TrialDocument], sources: Sources, terms: TermIndex
) -> tuple[ClaimJudgement, ...]:
    """Return the judged claims of other documents about a trial, one per end point."""
    own = {mention.document for mention in trial.own}
    parts = [
        CitedClaim(reading.identifier, claim, end_point_notation(end_point, terms))
        for reading in readings
        if reading.identifier in trial.documents - own
        for claim in reading.claims
        if claim.kind == "cited-result" and claim.about and trial.called(claim.about)
        for end_point in claim.end_points
    ]
    by_document = {reading.identifier: reading for reading in readings}
    found = [_judge(part, by_document[part.document], sources) for part in parts]
    return tuple(sorted(found, key=lambda one: one.key))


def _judge(part: CitedClaim, reading: TrialDocument, sources: Sources) -> ClaimJudgement:
    """Return one part of a claim with its outcome."""
    cited = [
        citation
        for citation in reading.citations
        if citation.number is not None and citation.number in part.claim.cites
    ]
    works = (sources.works.holding(reading.identifier, one) for one in cited)
    documents = frozenset[str]().union(*works)
    against = tuple(
        one
        for one in sources.judged
        if one.analysis.end_point == part.end_point
        and one.analysis.population == ALL
        and any(support.mention.document in documents for support in one.analysis.supports)
    )
    outcome = _outcome(part.claim, against, has_citation=bool(cited), is_held=bool(documents))
    elsewhere = any(gap.end_point == part.end_point for gap in sources.gaps)
    return ClaimJudgement(
        part=part,
        outcome=outcome,
        against=against,
        source=min(documents, default=""),
        possibly_elsewhere=elsewhere and outcome != "supported",
    )


def _outcome(
    claim: Claim, against: Sequence[Judged], *, has_citation: bool, is_held: bool
) -> Outcome:
    """Return what the cited source makes of a claim."""
    if not has_citation:
        return "no_citation"
    if not is_held:
        return "not_held"
    if not against:
        return "silent"
    outcomes = {_against_one(claim, one) for one in against}
    # A source may print several analyses of one end point; the best of them is what is cited.
    ranked: tuple[Outcome, ...] = ("supported", "overstated", "contradicted", "not_verifiable")
    return next(one for one in ranked if one in outcomes)


def _against_one(claim: Claim, judged: Judged) -> Outcome:
    """Return what one result makes of a claim."""
    strength, direction = judged.verdict.strength, judged.verdict.direction
    if claim.strength in _MARGIN or strength in {Strength.UNDETERMINED, Strength.NOT_ESTIMABLE}:
        return "not_verifiable"
    if claim.direction == "no benefit" or claim.strength == "no difference":
        return "supported" if strength is Strength.NOT_SIGNIFICANT else "contradicted"
    claims_benefit = claim.direction == "benefit" or claim.strength in _BENEFITS
    wanted = Direction.EXPERIMENTAL if claims_benefit else Direction.COMPARATOR
    if claim.direction == "unclear" and claim.strength is None:
        return "not_verifiable"
    if direction is not wanted:
        return "contradicted"
    return _by_strength(claim, strength)


def _by_strength(claim: Claim, strength: Strength) -> Outcome:
    """Return whether a result is as strong as a claim in its direction says."""
    if strength is Strength.CONFIRMED:
        return "supported"
    if claim.strength in _STRONG:
        return "overstated" if strength is Strength.NOMINAL else "contradicted"
    if claim.strength == "trend" or strength is Strength.NOMINAL:
        return "supported"
    return "overstated"
