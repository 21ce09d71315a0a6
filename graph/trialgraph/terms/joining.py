"""Shipped and loaded concepts as one index: a shipped name keeps its meaning, a doubtful one none.

Two vocabularies that prefer the same name for a concept of one scheme mean the same
concept. A name that several concepts of one scheme have stays a name: it finds none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from trialgraph.terms.index import Concept, TermIndex
from trialgraph.terms.words import same_name

Key = tuple[str, str]
"""A scheme and a name as ``same_name`` has it, or a scheme and a notation."""

MATCHES = "matches"
"""The attribute that holds the notations of the same concept elsewhere, a space between."""


@dataclass(slots=True)
class Joined:
    """Concepts of several tables.

    Attributes:
        concepts: shipped ones first; loaded ones that are the same are within them.
        matches: notation of a loaded concept -> the concept that it is the same as.
        unsure: names that several concepts have.
    """

    concepts: dict[Key, Concept]
    matches: dict[Key, Concept] = field(default_factory=dict)
    unsure: frozenset[Key] = frozenset()

    def index(self) -> TermIndex:
        """Return the concepts by name and in running text."""
        return TermIndex(self.concepts.values(), self.unsure)


def joined(shipped: Iterable[Concept], *loaded: Iterable[Concept]) -> Joined:
    """Return shipped concepts with those of loaded vocabularies, each in its order."""
    found = Joined({(one.scheme, one.notation): one for one in shipped})
    own = {key: one for one in found.concepts.values() for key in _keys(one)}
    labels = dict(own)
    for vocabulary in loaded:
        begun: dict[Key, Concept] = {}
        for concept in vocabulary:
            label = (concept.scheme, same_name(concept.label))
            same = labels.get(label)
            if same is None:
                found.concepts[concept.scheme, concept.notation] = concept
                begun.setdefault(label, concept)
            else:
                _match(found, found.concepts[same.scheme, same.notation], concept)
        labels = begun | labels
    _point_to_known(found)
    found.unsure = frozenset(_several(found.concepts.values()) - own.keys())
    return found


def _point_to_known(found: Joined) -> None:
    """Let concepts fall in known ones, where their own class is the same as one of these."""
    for key, concept in found.concepts.items():
        same = {wider: found.matches.get((concept.scheme, wider)) for wider in concept.broader}
        if any(same.values()):
            broader = dict.fromkeys(one.notation if one else wider for wider, one in same.items())
            found.concepts[key] = replace(concept, broader=tuple(broader))


def _keys(concept: Concept) -> Iterator[Key]:
    for name in concept.names:
        yield concept.scheme, same_name(name)


def _match(found: Joined, known: Concept, other: Concept) -> None:
    """Take in that a loaded concept is a known one: its code, and its further names."""
    names = {same_name(name) for name in known.names}
    further = [name for name in other.names if same_name(name) not in names]
    matches = " ".join(filter(None, (known.attributes.get(MATCHES), other.notation)))
    widened = replace(
        known,
        synonyms=(*known.synonyms, *further),
        attributes=MappingProxyType({**known.attributes, MATCHES: matches}),
    )
    found.concepts[known.scheme, known.notation] = widened
    found.matches[other.scheme, other.notation] = widened


def _several(concepts: Iterable[Concept]) -> set[Key]:
    """Return the names that more than one concept of a scheme has."""
    owners: dict[Key, str] = {}
    several: set[Key] = set()
    for concept in concepts:
        for key in _keys(concept):
            if owners.setdefault(key, concept.notation) != concept.notation:
                several.add(key)
    return several
