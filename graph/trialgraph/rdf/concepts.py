"""Which concepts a reported fact names: the one link that leaves its document."""

from collections.abc import Iterable

from trialgraph import names
from trialgraph.model.reading import Claim
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate
from trialgraph.model.trial import Biomarker, EndPoint, Intervention, Trial
from trialgraph.names import Iri
from trialgraph.terms.index import TermIndex


def concepts_named(fact: object, terms: TermIndex) -> Iterable[Iri]:
    """Return the IRIs of the concepts that a fact names and the tables hold."""
    for scheme, words in _words(fact):
        concept = terms.find(scheme, words)
        if concept is not None:
            yield names.concept(scheme, concept.notation)


def _words(fact: object) -> list[tuple[str, str]]:
    """Return what a fact names, with the scheme to look it up in."""
    match fact:
        case Intervention():
            found = [("drug", fact.concept or fact.name)]
        case Estimate() | ArmValue():
            found = [("end-point", fact.end_point)]
        case EndPoint():
            found = [("end-point", fact.name)]
        case Claim():
            found = [("end-point", name) for name in fact.end_points]
        case Biomarker():
            found = [("biomarker", fact.marker)]
        case AdverseEvent():
            found = [("event", fact.term)]
        case Trial() if fact.population.condition is not None:
            found = [("condition", fact.population.condition.value)]
        case _:
            found = []
    return found
