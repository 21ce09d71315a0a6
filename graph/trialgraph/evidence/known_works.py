"""The works that documents cite, looked up in the index of a store."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from trialgraph.evidence.gaps import is_named
from trialgraph.evidence.kept_outlines import citations, rest_of
from trialgraph.evidence.neighbours import Neighbours, hashed
from trialgraph.evidence.publications import Publication, Reference
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.reading import Citation
from trialgraph.model.text import Span
from trialgraph.store import Identities, Part

Know = Callable[[Iterable[Part]], None]
"""Looks up the publications that some parts are of, and has them held here."""


class KnownWorks:
    """The works that documents cite, found by the words of their titles; some of them are held."""

    def __init__(self, index: Identities, neighbours: Neighbours, know: Know) -> None:
        self._index = index
        self._neighbours = neighbours
        self._know = know
        self._cited: dict[str, dict[Span, list[Part]]] = {}
        self._holding: defaultdict[tuple[str, Span], set[str]] = defaultdict(set)

    def hold(self, publication: Publication) -> None:
        """Take in that a document is the publication of its references."""
        for one in publication.references:
            self._holding[one.document, one.citation.span].add(publication.document)

    def holding(self, document: str, citation: Citation) -> frozenset[str]:
        """Return the documents held that are what a document cites."""
        parts = self._parts(document).get(citation.span, [])
        self._know([one for one in parts if self._is_held(one)])
        return frozenset(self._holding.get((document, citation.span), ()))

    def missing(self, trial: TrialIdentity) -> list[Reference]:
        """Return the references that name a trial and are of no publication held."""
        acronyms = {mention.acronym for mention in trial.mentions} - {""}
        imprints = self._index.titled([hashed(("title", one)) for one in sorted(acronyms)])
        parts = self._index.printed_as(sorted(imprints))
        cited = sorted(
            (one for one in parts if one.kind == "cited"), key=lambda one: (one.document, one.place)
        )
        found = [
            Reference(part.document, one)
            for part in cited
            for one in citations(self._index, [part])
            if is_named(trial, one.title) and not self.holding(part.document, one)
        ]
        return sorted(found, key=lambda one: one.node)

    def _is_held(self, part: Part) -> bool:
        """Tell whether a citation may be of a publication that is held."""
        return part.imprint is not None and bool(self._neighbours.held_as(part.imprint))

    def _parts(self, document: str) -> dict[Span, list[Part]]:
        """Return the citations of a document by their places."""
        if document not in self._cited:
            found: defaultdict[Span, list[Part]] = defaultdict(list)
            for one in self._index.parts([document]):
                if one.kind == "cited":
                    found[rest_of(one).span].append(one)
            self._cited[document] = dict(found)
        return self._cited[document]
