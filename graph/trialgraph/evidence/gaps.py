"""Publications that a held document cites, that speak of a held trial, and that are not held."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trialgraph.evidence.imprints import why_same
from trialgraph.evidence.publications import Publication, Reference
from trialgraph.evidence.trials import TrialIdentity, plain
from trialgraph.model.reading import TrialDocument
from trialgraph.terms.index import TermIndex


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


def known_gaps(
    trial: TrialIdentity,
    readings: Iterable[TrialDocument],
    held: Mapping[str, Publication],
    terms: TermIndex,
) -> tuple[KnownGap, ...]:
    """Return the gaps of one trial: the title of a reference names it and an end point."""
    matched = {same.node for publication in held.values() for same in publication.references}
    naming = [
        Reference(reading.identifier, citation)
        for reading in readings
        for citation in reading.citations
        if is_named(trial, _words(citation.title))
    ]
    found: dict[str, list[list[Reference]]] = defaultdict(list)
    for reference in sorted(naming, key=lambda one: one.node):
        if reference.node not in matched:
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
        for word in _words(citation.title)
    }


def _words(title: str) -> set[str]:
    """Return the words of a title, as names are compared."""
    return {plain(word) for word in re.findall(r"[\w-]+", title)}


def is_named(trial: TrialIdentity, words: AbstractSet[str]) -> bool:
    """Tell whether one of the trial's acronyms is one of some words."""
    return any(mention.acronym and mention.acronym in words for mention in trial.mentions)
