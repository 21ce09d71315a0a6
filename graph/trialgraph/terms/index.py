"""Names to concepts; an index is a value that is handed in.

It must not know where the tables come from: ``trialgraph.rdf.vocabulary`` reads them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import MappingProxyType

from trialgraph.terms.words import (
    Word,
    folded,
    is_abbreviation,
    same_name,
    singular_abbreviation,
    words,
)


@dataclass(frozen=True, slots=True)
class Concept:
    """One drug, end point, condition, biomarker, adverse event, outcome word or scale.

    Attributes:
        scheme: ``drug``, ``end-point``, ``condition``, ``biomarker``, ``event``,
            ``outcome-word`` or ``scale``.
        notation: the end of its IRI, and its short name where it has one (``OS``).
        label: what to print.
        synonyms: the other names it is printed under.
        broader: notations of the classes it falls in, in the same scheme.
        attributes: end points: ``kind`` time-to-event, proportion or score,
            ``event_direction`` bad or good, ``better`` lower or higher, ``standard`` true
            for the short names that everyone uses. Outcome words: ``event_direction``.
            Scales: ``better``. Drugs: ``kind`` drug, class, placebo,
            procedure or radiation, ``absence`` true where it stands for nothing given,
            ``care`` true where it stands for care that everyone gets,
            ``made_of`` the notations of a regimen's drugs, with blanks between.
            What is not known is left out.
    """

    scheme: str
    notation: str
    label: str
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name it is printed under, the label first."""
        return (self.label, *self.synonyms)


@dataclass(frozen=True, slots=True)
class TermMention:
    """A name of a concept in a text: ``text[start:end]`` is that name."""

    concept: Concept
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A place in the tree of names: what may follow, and the concepts whose name ends here."""

    next: dict[tuple[str, str], "_Node"] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)


class TermIndex:
    """Concepts by notation, by name, and in running text."""

    def __init__(
        self, concepts: Iterable[Concept], unsure: frozenset[tuple[str, str]] = frozenset()
    ) -> None:
        """Take concepts in; a name that comes again belongs to the first.

        Args:
            concepts: in the order in which they own names.
            unsure: scheme and ``same_name`` of names that mean several concepts: they
                find none.
        """
        self._concepts: dict[tuple[str, str], Concept] = {}
        self._exact: dict[tuple[str, str], Concept] = {}
        self._same: dict[tuple[str, str], Concept] = {}
        self._tree = _Node()
        self._unsure = unsure
        for concept in concepts:
            self._concepts[concept.scheme, concept.notation] = concept
        for concept in self._concepts.values():
            self._add_names(concept)
        # Texts repeat their words, and most of them begin no name.
        self._begun = lru_cache(maxsize=_MOST_WORDS)(partial(_begun, self._tree))
        self._classes = lru_cache(maxsize=_MOST_CLASSES)(partial(classes_of, self._concepts))

    def _add_names(self, concept: Concept) -> None:
        names = [name for name in concept.names if self.is_sure(concept.scheme, name)]
        for name in (*names, concept.notation):
            self._exact.setdefault((concept.scheme, name), concept)
            self._same.setdefault((concept.scheme, same_name(name)), concept)
        for name in names:
            node = self._tree
            for word in words(name):
                node = node.next.setdefault((word.join, _key(word.printed)), _Node())
            node.concepts.setdefault(concept.scheme, concept)

    def is_sure(self, scheme: str, name: str) -> bool:
        """Tell whether a name means one concept at most."""
        return not self._unsure or (scheme, same_name(name)) not in self._unsure

    def __iter__(self) -> Iterator[Concept]:
        """Yield every concept, in the order of the tables."""
        return iter(self._concepts.values())

    def __len__(self) -> int:
        return len(self._concepts)

    def get(self, scheme: str, notation: str) -> Concept | None:
        """Return the concept of that notation, ``None`` when the tables lack it."""
        return self._concepts.get((scheme, notation))

    def find(self, scheme: str, name: str) -> Concept | None:
        """Return the concept that ``name`` as a whole is a name of, ``None`` when there is none.

        Capitals, hyphens, plurals and British spelling are overlooked, unless two
        concepts differ in nothing else.
        """
        exact = self._exact.get((scheme, name.strip()))
        return exact or self._same.get((scheme, same_name(name)))

    def mentions(self, text: str, *schemes: str) -> tuple[TermMention, ...]:
        """Return the names in a running text, in order, the longest first, without overlaps.

        Names are bounded by words. Abbreviations of up to six characters count only with
        their own capitals. Where one name belongs to several schemes, the first of
        ``schemes`` wins; no schemes means all of them, in the order of the tables.
        """
        text_words = words(text)
        found: list[TermMention] = []
        position = 0
        while position < len(text_words):
            begun = self._begun(text_words[position].printed)
            mention, used = _longest(begun, text_words, position, schemes) if begun else _NO_NAME
            if mention is not None:
                found.append(mention)
            position += used
        return tuple(found)

    def is_a(self, scheme: str, notation: str, ancestor: str) -> bool:
        """Tell whether a concept is ``ancestor`` or falls in it, over any number of steps."""
        return notation == ancestor or ancestor in self.classes(scheme, notation)

    def classes(self, scheme: str, notation: str) -> tuple[str, ...]:
        """Return all classes that a concept falls in, over any number of steps, sorted."""
        return self._classes(scheme, notation)


def classes_of(
    concepts: Mapping[tuple[str, str], Concept], scheme: str, notation: str
) -> tuple[str, ...]:
    """Return all classes of a concept, sorted; ``concepts`` are by scheme and notation."""
    waiting = [notation]
    found: set[str] = set()
    while waiting:
        concept = concepts.get((scheme, waiting.pop()))
        wider = set(concept.broader) - found if concept else set()
        found |= wider
        waiting.extend(wider)
    return tuple(sorted(found - {notation}))


_LONGEST = 16
"""No name in any table has more words; a bound keeps a text of one endless chain cheap."""


_MOST_WORDS = 8_192
"""Words of which an index remembers the names that they begin."""


_MOST_CLASSES = 4096
"""Concepts of which an index remembers the classes."""


_NO_NAME: tuple[TermMention | None, int] = (None, 1)


def _longest(
    nodes: list[_Node], text_words: list[Word], position: int, schemes: tuple[str, ...]
) -> tuple[TermMention | None, int]:
    """Return the longest name that begins at a word, and how many words to move on."""
    best: TermMention | None = None
    used = 1
    for length, word in enumerate(text_words[position : position + _LONGEST], start=1):
        nodes = nodes if length == 1 else _followers(nodes, word.printed, word.join)
        if not nodes:
            break
        concept = _first(nodes, schemes)
        if concept is not None:
            best = TermMention(concept, text_words[position].start, word.end)
            used = length
    return best, used


def _begun(tree: _Node, word: str) -> list[_Node]:
    """Return the places of the tree that a first word leads to."""
    return _followers([tree], word, "")


def _key(word: str) -> str:
    """Return the key of a word of a name: abbreviations as printed, marked by a sign."""
    return "=" + word if is_abbreviation(word) else folded(word)


def _followers(nodes: list[_Node], word: str, join: str) -> list[_Node]:
    """Return the places of the tree that a word of a text leads to."""
    keys = (folded(word), "=" + word, "=" + singular_abbreviation(word))
    reached = {
        id(after): after
        for node in nodes
        for key in keys
        if (after := node.next.get((join, key))) is not None
    }
    return list(reached.values())


def _first(nodes: list[_Node], schemes: tuple[str, ...]) -> Concept | None:
    """Return the concept that ends here, of the first scheme that has one."""
    for node in nodes:
        for scheme in schemes or tuple(node.concepts):
            if scheme in node.concepts:
                return node.concepts[scheme]
    return None
