"""Numbers of a trial that another trial's paper restates, held against the source it cites."""

from collections.abc import Iterator, Sequence

from trialgraph.evidence.analyses import Support, end_point_notation, may_agree
from trialgraph.evidence.disagreements import Said, both_sides
from trialgraph.evidence.estimate_conflicts import printed_estimate
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.gaps import Works
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.populations import same_population
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.same import same_estimate


def second_hand_conflicts(
    trial: TrialIdentity,
    results: Sequence[Judged],
    works: Works,
    terms: TermIndex,
) -> Iterator[TrialFinding]:
    """Yield the restated estimates that the cited source, which is held, prints otherwise.

    What is cited from a publication that is not held may be of a later analysis.
    """
    for mention in trial.mentions:
        for estimate in mention.reading.estimates:
            if not estimate.second_hand or not trial.called(estimate.trial or ""):
                continue
            restated = Support(mention, estimate)
            sources = cited_with(restated, works)
            like = [one for one in _supports(results, sources) if _is_like(one, restated, terms)]
            if like and not any(_is_same(one, restated) for one in like):
                yield _conflict(restated, like, terms)


def cited_with(restated: Support, works: Works) -> frozenset[str]:
    """Return the documents held that the sentence of a restated number cites."""
    reading = restated.mention.reading
    numbers = {
        number
        for claim in reading.claims
        if claim.span.holds(restated.estimate.span)
        for number in claim.cites
    }
    cited = (one for one in reading.citations if one.number in numbers)
    return frozenset[str]().union(*(works.holding(reading.identifier, one) for one in cited))


def _supports(results: Sequence[Judged], sources: frozenset[str]) -> list[Support]:
    return [
        support
        for result in results
        for support in result.analysis.supports
        if support.mention.document in sources
    ]


def _is_like(one: Support, other: Support, terms: TermIndex) -> bool:
    """Tell whether a source's estimate may be the one restated, its figures apart."""
    left, right = one.estimate, other.estimate
    names = (end_point_notation(each.end_point, terms) for each in (left, right))
    return (
        len(set(names)) == 1
        and left.measure == right.measure
        and same_population(left.population, right.population)
        and may_agree(left.assessor, right.assessor)
        and may_agree(left.at, right.at)
    )


def _is_same(one: Support, other: Support) -> bool:
    left, right = one.estimate, other.estimate
    return same_estimate(left.value, left.interval, right.value, right.interval)


def _conflict(restated: Support, like: Sequence[Support], terms: TermIndex) -> TrialFinding:
    """Return that a source prints another number than is restated from it."""
    said = [
        Said(one.mention.document, "", printed_estimate(one.estimate), one.node)
        for one in (restated, *like)
    ]
    name = end_point_notation(restated.estimate.end_point, terms)
    quantity = f"{restated.estimate.measure} of {name}, restated"
    message = f"{quantity}: {both_sides(said)}"
    return finding(
        FindingCode.VALUE_CONFLICT, "warning", message, [one.node for one in said], quantity
    )
