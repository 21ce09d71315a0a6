"""What the product makes of planted trials, in the words of the truth, and where they differ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tests.corpus.regimens import one_of
from tests.corpus.truth import Planted, TrialTruth

from trialgraph.evidence.comparisons import MergedComparison, drugs
from trialgraph.evidence.derived import DerivedTrial, Held, derive_trial, held
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.regimens import Components
from trialgraph.model.text import Number
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.record import Verdict
from trialgraph.verdict.reservations import blocking
from trialgraph.verdict.rules import is_plain_benefit

_CHOICE = "choice:"
_DOCUMENT = "/id/document/"
_ORIGINAL = "before the notice"
_INTENSITY = frozenset({"dose", "schedule", "duration"})
Facts = dict[tuple[str, ...], tuple[object, ...]]
"""What is said of each thing, by what names it."""


class Difference(NamedTuple):
    """One thing of one trial that is said otherwise than planted; empty where it is not there."""

    trial: str
    scenario: str
    kind: str
    thing: tuple[str, ...]
    planted: tuple[object, ...]
    told: tuple[object, ...]


def derived(planted: Sequence[Planted], terms: TermIndex) -> dict[str, DerivedTrial]:
    """Return what follows for each trial, by name, from all documents together."""
    evidence: Held = held(reading for one in planted for reading in one.documents)
    return {trial.name: derive_trial(trial, evidence, terms) for trial in evidence.trials}


def differences(planted: Iterable[Planted], found: dict[str, DerivedTrial]) -> Iterator[Difference]:
    """Yield whatever is missing, more, or otherwise than planted."""
    for one in planted:
        truth = one.truth
        told = found.get(truth.name)
        if told is None:
            yield Difference(
                truth.acronym, truth.scenario, "trial", (truth.name,), (truth.name,), ()
            )
            continue
        for kind, (wanted, given) in {
            "result": (planted_results(truth), told_results(told)),
            "comparison": (planted_comparisons(truth), told_comparisons(told)),
            "end point": (planted_end_points(truth), told_end_points(told)),
            "finding": (planted_findings(truth), told_findings(told)),
            "claim": (planted_claims(truth), told_claims(told)),
        }.items():
            for thing in sorted(wanted.keys() | given.keys()):
                left, right = wanted.get(thing, ()), given.get(thing, ())
                if left != right:
                    yield Difference(truth.acronym, truth.scenario, kind, thing, left, right)


def planted_results(truth: TrialTruth) -> Facts:
    """Return the planted results with their verdicts and places in series."""
    return {
        (*one.series, one.value, one.stage or "", _ORIGINAL if one.is_original else ""): (
            one.strength,
            one.reason,
            one.basis if one.strength != "excluded" else "",
            one.direction,
            one.reservations,
            one.blocking,
            one.is_current,
            one.is_decisive,
            one.documents,
            one.is_plain_benefit,
        )
        for one in truth.results
    }


def told_results(trial: DerivedTrial) -> Facts:
    """Return the results that follow, likewise."""
    return {_name(one): _verdict(one) for one in trial.results}


def _name(one: Judged) -> tuple[str, ...]:
    """Return what names a result."""
    analysis, estimate = one.analysis, one.analysis.estimate
    value = estimate.value.printed if isinstance(estimate.value, Number) else ""
    return (
        analysis.end_point,
        estimate.measure,
        analysis.comparison.label if analysis.comparison else "",
        estimate.assessor or "",
        analysis.population,
        estimate.adjustment or "",
        estimate.at,
        value,
        one.stage or "",
        _ORIGINAL if one.key[-1] == "before-notice" else "",
    )


def _verdict(one: Judged) -> tuple[object, ...]:
    """Return what a result comes to."""
    verdict = one.verdict
    documents = {support.mention.document for support in one.analysis.supports}
    return (
        str(verdict.strength),
        str(verdict.reason),
        # What a retracted report would have rested on is nobody's concern.
        str(verdict.basis) if verdict.strength != "excluded" else "",
        str(verdict.direction),
        _reservations(verdict),
        tuple(one for one in _reservations(verdict) if one in blocking(verdict)),
        one.is_current,
        one.is_decisive,
        tuple(sorted(documents)),
        one.analysis.population == "all" and is_plain_benefit(verdict),
    )


def _reservations(verdict: Verdict) -> tuple[str, ...]:
    """Return what weakens a verdict; of a retracted result only that it is."""
    held = {str(code) for code in verdict.reservations}
    return tuple(sorted(held & {"retracted"} if "retracted" in held else held))


def planted_comparisons(truth: TrialTruth) -> Facts:
    """Return the planted comparisons."""
    return {
        (one.experimental, one.comparator): (
            one.kind,
            one.added,
            one.removed,
            one.shared,
            one.adds,
            one.replaced,
            one.intensity,
        )
        for one in truth.comparisons
    }


def told_comparisons(trial: DerivedTrial) -> Facts:
    """Return the comparisons that follow."""
    return {
        (one.experimental.label, one.comparator.label): _difference(one)
        for one in trial.comparisons
    }


def _difference(one: MergedComparison) -> tuple[object, ...]:
    """Return what a comparison's first arm gets more, less, alike, instead and otherwise."""
    found = one.difference
    sets = (found.added, found.removed, found.shared)
    alone = one.only_added
    instead = ((old, new) for old in drugs(found.removed) for new in drugs(found.added))
    return (
        one.kind,
        *(_components(each) for each in sets),
        (alone,) if alone else (),
        tuple(instead),
        tuple(sorted(drug for way, drug in one.varied if way in _INTENSITY)),
    )


def _components(components: Components) -> tuple[str, ...]:
    """Return components in the words of the truth."""
    return tuple(
        sorted(
            one_of(tuple(one.removeprefix(_CHOICE).split("|"))) if one.startswith(_CHOICE) else one
            for one in components
        )
    )


def planted_end_points(truth: TrialTruth) -> Facts:
    """Return the planted end points with their states."""
    return {
        (one.notation, one.assessor, one.population): (one.role, one.state)
        for one in truth.end_points
    }


def told_end_points(trial: DerivedTrial) -> Facts:
    """Return the declared end points that follow."""
    return {
        (one.notation, one.assessor or "", one.population): (one.role, one.state)
        for one in trial.end_points
        if one.declared
    }


def planted_findings(truth: TrialTruth) -> Facts:
    """Return what is odd: how often each code, by the documents it is about."""
    return {(code, *papers): (count,) for (code, papers), count in Counter(truth.findings).items()}


def told_findings(trial: DerivedTrial) -> Facts:
    """Return the findings that follow, likewise."""
    named = Counter((one.code, *sorted(_documents(one.places))) for one in trial.findings)
    return {name: (count,) for name, count in named.items()}


def _documents(places: Iterable[str]) -> set[str]:
    """Return the documents of the facts that a finding blames."""
    return {one.split(_DOCUMENT)[1].split("/")[0] for one in places}


def planted_claims(truth: TrialTruth) -> Facts:
    """Return what becomes of each claim, by end point and document that claims."""
    named = {(end_point, paper) for end_point, _, paper in truth.claims}
    return {
        name: tuple(sorted(said for one, said, by in truth.claims if (one, by) == name))
        for name in named
    }


def told_claims(trial: DerivedTrial) -> Facts:
    """Return what follows of the claims, likewise."""
    told = [(one.part.end_point, str(one.outcome), one.part.document) for one in trial.claims]
    return {
        name: tuple(sorted(said for one, said, by in told if (one, by) == name))
        for name in {(end_point, paper) for end_point, _, paper in told}
    }
