"""Which concepts a reported fact names: the one link that leaves its document."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from trialgraph import names
from trialgraph.model.reading import Claim
from trialgraph.model.registry import OutcomeMeasure, RegisteredEvent
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate
from trialgraph.model.trial import Biomarker, EndPoint, Intervention, RegisteredIntervention, Trial
from trialgraph.names import Iri
from trialgraph.terms.index import TermIndex

Names = list[tuple[str, str]]
"""What a fact names, each with the scheme to look it up in."""


def words_of(model: type) -> Callable[[Any], Names] | None:
    """Return the function that tells what the facts of a class name; ``None`` for most classes."""
    return _WORDS.get(model)


def concepts_of(named: Names, terms: TermIndex) -> Iterable[Iri]:
    """Return the IRIs of the concepts that the tables hold for some names."""
    for scheme, name in named:
        concept = _concept(terms, scheme, name)
        if concept is not None:
            yield concept


@lru_cache(maxsize=65_536)
def _concept(terms: TermIndex, scheme: str, name: str) -> Iri | None:
    """Return the concept of a name; the same names come in record after record."""
    concept = terms.find(scheme, name)
    return None if concept is None else names.concept(scheme, concept.notation)


def _of_drug(fact: Intervention | RegisteredIntervention) -> Names:
    return [("drug", fact.concept or fact.name)]


def _of_end_point(fact: Estimate | ArmValue | OutcomeMeasure) -> Names:
    return [("end-point", fact.end_point)]


def _of_trial(fact: Trial) -> Names:
    condition = fact.population.condition
    return [] if condition is None else [("condition", condition.value)]


# The function of a class takes its instances.
_WORDS: dict[type, Callable[[Any], Names]] = {
    Intervention: _of_drug,
    RegisteredIntervention: _of_drug,
    Estimate: _of_end_point,
    ArmValue: _of_end_point,
    OutcomeMeasure: _of_end_point,
    EndPoint: lambda fact: [("end-point", fact.name)],
    Claim: lambda fact: [("end-point", name) for name in fact.end_points],
    Biomarker: lambda fact: [("biomarker", fact.marker)],
    AdverseEvent: lambda fact: [("event", fact.term)],
    RegisteredEvent: lambda fact: [("event", fact.term)],
    Trial: _of_trial,
}
