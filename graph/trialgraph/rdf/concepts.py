"""Which concepts a reported fact names: the one link that leaves its document."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from trialgraph import names
from trialgraph.model.reading import Claim
from trialgraph.model.registry import OutcomeMeasure, RegisteredEvent
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate
from trialgraph.model.trial import Biomarker, EndPoint, Intervention, RegisteredIntervention, Trial
from trialgraph.rdf.term import iri_text, said
from trialgraph.terms.index import TermIndex

_NAMES = said(":names")

Names = list[tuple[str, str]]
"""What a fact names, each with the scheme to look it up in."""


def words_of(model: type) -> Callable[[Any], Names] | None:
    """Return the function that tells what the facts of a class name; ``None`` for most classes."""
    return _WORDS.get(model)


def concepts_of(named: Names, terms: TermIndex) -> list[str]:
    """Return the statements of the concepts that the tables hold for some names, each once."""
    stated = {_concept(terms, scheme, name) for scheme, name in named}
    return [line for line in stated if line]


@lru_cache(maxsize=8_192)
def _concept(terms: TermIndex, scheme: str, name: str) -> str:
    """Return the statement of a name's concept; the same names come in record after record."""
    concept = terms.find(scheme, name)
    if concept is None:
        return ""
    return f"{_NAMES}{iri_text(names.concept(scheme, concept.notation))}\n"


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
