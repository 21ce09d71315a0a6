"""What a review says of a trial, and what the source it cites makes of that."""

from tests.corpus.plan import Draft, Look, PlantedClaim, Strength, Way
from tests.corpus.vocabulary import falls_in

_BENEFITS: tuple[tuple[Strength, Way], ...] = (
    ("significant", "benefit"),
    ("improved", "benefit"),
    ("trend", "benefit"),
    ("no difference", "no benefit"),
)
_RANKED = ("supported", "overstated", "contradicted", "not_verifiable")
_OPEN = frozenset({"undetermined", "descriptive", "excluded"})
_SHOWN = frozenset({"confirmed", "nominal"})
_ANYWHERE = ("OS", "PFS", "MACE", "death", "pain-score", "DFS")
EQUAL = "equally effective"


def claimed(draft: Draft, end_point: str) -> None:
    """Let the review say something of an end point, and of others it may have read of."""
    add(draft, end_point, "paper", *draft.rng.choice(_BENEFITS))
    others = sorted({one.series[0] for one in _of_all(draft)} - {end_point})
    for other in others:
        if draft.rng.random() < 0.5:
            add(draft, other, "paper", *draft.rng.choice(_BENEFITS))
    if draft.rng.random() < 0.4:
        add(draft, end_point, draft.rng.choice(("", "elsewhere")), *_BENEFITS[0])
    silent = [one for one in _ANYWHERE if not _on(draft, one)]
    if draft.rng.random() < 0.3 and silent:
        add(draft, draft.rng.choice(silent), "paper", *_BENEFITS[0])
    missed = [one for one in others if {x.strength for x in _on(draft, one)} == {"not_significant"}]
    if missed and draft.rng.random() < 0.5:
        add(draft, missed[0], "paper", "no difference", "no benefit", words=EQUAL)
        draft.find("absence_of_evidence_claim", "review")


def add(  # noqa: PLR0913 -- one argument a part of the claim
    draft: Draft, end_point: str, cites: str, strength: Strength, way: Way, *, words: str = ""
) -> None:
    """Plant one claim with its outcome."""
    claim = PlantedClaim(
        paper="review",
        end_point=end_point,
        strength=strength,
        direction=way,
        cites=cites,
        words=words,
        outcome="",
    )
    claim.outcome = _outcome(draft, claim)
    draft.claims.append(claim)


def _of_all(draft: Draft) -> list[Look]:
    """Return what the cited paper prints of all patients."""
    return [one for one in draft.looks if "paper" in one.papers and one.series[4] == "all"]


def _on(draft: Draft, end_point: str) -> list[Look]:
    """Return what the cited paper prints of an end point and of what falls in it."""
    return [one for one in _of_all(draft) if falls_in(one.series[0], end_point)]


def _outcome(draft: Draft, claim: PlantedClaim) -> str:
    """Return what the cited source makes of a claim."""
    if claim.cites != "paper":
        return "no_citation" if not claim.cites else "not_held"
    looks = _on(draft, claim.end_point)
    if not looks:
        return "silent"
    outcomes = {_against(draft, claim, one) for one in looks}
    several = len({one.series[2] for one in looks}) > 1
    if several and "not_verifiable" in outcomes and "supported" not in outcomes:
        return "not_verifiable"
    return next(one for one in _RANKED if one in outcomes)


def _against(draft: Draft, claim: PlantedClaim, look: Look) -> str:
    """Return what one result makes of a claim."""
    if look.strength in _OPEN:
        return "not_verifiable"
    if claim.words == EQUAL:
        return "overstated"
    shown = look.strength in _SHOWN
    if claim.strength == "no difference":
        return "contradicted" if shown and look.direction == "experimental" else "supported"
    if look.direction != "experimental":
        return "contradicted"
    return _by_strength(draft, claim, look)


def _by_strength(draft: Draft, claim: PlantedClaim, look: Look) -> str:
    """Return whether a result in the claimed direction is as strong as the claim."""
    if look.strength == "confirmed" or claim.strength == "trend":
        return "supported"
    if look.strength == "not_significant":
        return "contradicted" if claim.strength == "significant" else "overstated"
    missed = "primary_not_met" in look.reservations
    if claim.strength != "significant":
        return "overstated" if missed else "supported"
    # Where no plan of the secondary end points is printed, nobody can tell that it had no level.
    is_known = look.reason != "not_in_alpha_plan" or bool(draft.steps and look.role != "primary")
    return "overstated" if missed or is_known else "not_verifiable"
