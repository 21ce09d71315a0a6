"""The IRIs of what a document reports: named by where it stands."""

import re
from collections.abc import Iterable
from hashlib import sha256

from trialgraph import names
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import ArmCount, Interval, PValue
from trialgraph.model.text import Problem, Span
from trialgraph.model.trial import Arm, Comparison, Intervention, PopulationSize
from trialgraph.names import Iri
from trialgraph.rdf.plan import kind

_PLACE = re.compile(r"(\d+)-(\d+)")


class Places:
    """Names the facts of one document.

    Two different facts at one place (an end point declared twice in a sentence)
    are told apart by a digest of what they say.
    """

    def __init__(self, reading: TrialDocument) -> None:
        self.document = names.document(reading.identifier)
        self._identifier = reading.identifier
        self._arms = {
            arm.label: arm for trial in reversed(reading.trials) for arm in reversed(trial.arms)
        }
        self._named: dict[Iri, object] = {}

    def arm(self, label: str) -> Arm | None:
        """Return the arm of that label, the first where two trials share it."""
        return self._arms.get(label)

    def name(self, fact: object, owner: tuple[Span, ...], kind_of: str = "") -> Iri:
        """Return the IRI of a fact.

        Args:
            fact: an instance of the model.
            owner: the places of what it is a part of.
            kind_of: where the class does not say it.
        """
        word = kind_of or kind(type(fact))
        stands = self.stands(fact, owner)
        if stands:
            iri = names.fact(self._identifier, word, *((s.start, s.end) for s in stands))
        else:
            iri = names.part(self.document, word, *_words(fact))
        while self._named.setdefault(iri, fact) != fact:
            iri = Iri(f"{iri}/{sha256(repr(fact).encode()).hexdigest()[:8]}")
        return iri

    def passage(self, span: Span) -> Iri:
        """Return the IRI of a passage."""
        return names.fact(self._identifier, "passage", (span.start, span.end))

    def stands(self, fact: object, owner: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return the places that name a fact; none for what stands nowhere."""
        match fact:
            case Interval():
                return owner
            case Comparison():
                return self._places_of((fact.experimental, fact.comparator))
            case Intervention() | PopulationSize():
                return owner + own_place(fact)
            case _:
                label = getattr(fact, "arm", "")
                return own_place(fact) + self._places_of((label,))

    def _places_of(self, labels: tuple[str, ...]) -> tuple[Span, ...]:
        """Return where arms are named; nothing unless all of them are arms of the document."""
        arms = [self._arms.get(label) for label in labels]
        places = tuple(arm.span for arm in arms if arm is not None)
        return places if len(places) == len(labels) else ()


def own_place(fact: object) -> tuple[Span, ...]:
    """Return the span of a fact, or of the number that it is."""
    match fact:
        case PValue():
            return (fact.number.span,)
        case ArmCount() | PopulationSize():
            return (fact.n.span,)
        case _:
            span = getattr(fact, "span", None)
            return (span,) if isinstance(span, Span) else ()


def reading_order(iris: Iterable[Iri]) -> list[Iri]:
    """Return IRIs of facts in the order of their places, each once."""
    return sorted(set(iris), key=_order)


def _order(iri: Iri) -> tuple[list[int], Iri]:
    return [int(number) for place in _PLACE.findall(iri) for number in place], iri


def _words(fact: object) -> tuple[str, ...]:
    """Return what names a fact that stands nowhere."""
    if isinstance(fact, Comparison):
        return fact.experimental, fact.comparator
    return (fact.code,) if isinstance(fact, Problem) else ()
