"""Publications that a held document cites, that speak of a held trial, and that are not held."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from trialgraph.evidence.imprints import why_same
from trialgraph.evidence.publications import Publication, Reference
from trialgraph.evidence.trials import TrialIdentity, plain
from trialgraph.model.reading import Citation, TrialDocument
from trialgraph.model.values import dataclass
from trialgraph.terms.index import TermIndex

if TYPE_CHECKING:
    from trialgraph.model.text import Span


@dataclass(frozen=True, slots=True)
class KnownGap:
    """A publication on a trial's end point that is cited and not held.

    Attributes:
        references: of every document that cites it, the first names it.
    """

    references: tuple[Reference, ...]
    end_point: str

    @property
    def reference(self) -> Reference:
        """Return the reference that names the gap."""
        return self.references[0]


class Works(Protocol):
    """The works that documents cite; some of them are held."""

    def holding(self, document: str, citation: Citation) -> frozenset[str]:
        """Return the documents held that are what a document cites."""
        ...

    def missing(self, trial: TrialIdentity) -> list[Reference]:
        """Return the references that name a trial and are of no publication held."""
        ...


class CitedWorks:
    """The works that documents cite, found by the words of their titles; some of them are held."""

    def __init__(self, readings: Iterable[TrialDocument] = ()) -> None:
        self._words: dict[str, set[str]] = {}
        self._citing: defaultdict[str, dict[str, TrialDocument]] = defaultdict(dict)
        self._holding: defaultdict[tuple[str, Span], set[str]] = defaultdict(set)
        for reading in readings:
            self.add(reading)

    def add(self, reading: TrialDocument) -> None:
        """Take in what a document cites."""
        words = self._words[reading.identifier] = title_words([reading])
        for word in words:
            self._citing[word][reading.identifier] = reading

    def drop(self, document: str) -> None:
        """Forget what a document cites, if it is known."""
        for word in self._words.pop(document, ()):
            del self._citing[word][document]
            if not self._citing[word]:
                del self._citing[word]

    def hold(self, publication: Publication) -> None:
        """Take in that a document is the publication of its references."""
        for one in publication.references:
            self._holding[one.document, one.citation.span].add(publication.document)

    def release(self, publication: Publication) -> None:
        """Forget that a document is the publication of its references."""
        for one in publication.references:
            self._holding[one.document, one.citation.span].discard(publication.document)

    def holding(self, document: str, citation: Citation) -> frozenset[str]:
        """Return the documents held that are what a document cites."""
        return frozenset(self._holding.get((document, citation.span), ()))

    def missing(self, trial: TrialIdentity) -> list[Reference]:
        """Return the references that name a trial and are of no publication held."""
        acronyms = {mention.acronym for mention in trial.mentions} - {""}
        citing = {
            name: reading
            for word in acronyms
            for name, reading in self._citing.get(word, {}).items()
        }
        found = [
            Reference(reading.identifier, citation)
            for reading in citing.values()
            for citation in reading.citations
            if not self.holding(reading.identifier, citation) and is_named(trial, citation.title)
        ]
        return sorted(found, key=lambda one: one.node)


def known_gaps(trial: TrialIdentity, works: Works, terms: TermIndex) -> tuple[KnownGap, ...]:
    """Return the gaps of one trial: the title of a reference names it and an end point."""
    found: dict[str, list[list[Reference]]] = defaultdict(list)
    for reference in works.missing(trial):
        mentions = terms.mentions(reference.citation.title, "end-point")
        for end_point in {mention.concept.notation for mention in mentions}:
            _group(found[end_point], reference)
    return tuple(
        KnownGap(tuple(group), end_point)
        for end_point in sorted(found)
        for group in found[end_point]
    )


def _group(publications: list[list[Reference]], reference: Reference) -> None:
    """Add a reference to the publication it is of, else as another publication."""
    for group in publications:
        if any(why_same(one.imprint, reference.imprint) for one in group):
            group.append(reference)
            return
    publications.append([reference])


def title_words(readings: Iterable[TrialDocument]) -> set[str]:
    """Return the words of the titles that documents cite, as names are compared."""
    return {
        word
        for reading in readings
        for citation in reading.citations
        for word in words_of(citation.title)
    }


@lru_cache(maxsize=1 << 12)
def words_of(title: str) -> frozenset[str]:
    """Return the words of a title, as names are compared."""
    return frozenset(plain(word) for word in re.findall(r"[\w-]+", title))


def is_named(trial: TrialIdentity, title: str) -> bool:
    """Tell whether one of the trial's acronyms is a word of a title."""
    words = words_of(title)
    return any(mention.acronym and mention.acronym in words for mention in trial.mentions)
