"""What is known of the documents around some documents: their trials and publications.

All of it is looked up in the index of the store, and no more than is asked for: what goes
with the parts that are asked for is all that decides on them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from trialgraph import names
from trialgraph.evidence.decisions import Decided, names_in
from trialgraph.evidence.derived import Held
from trialgraph.evidence.joining import identify
from trialgraph.evidence.kept_outlines import citations, outlines_of
from trialgraph.evidence.known_works import KnownWorks
from trialgraph.evidence.neighbours import Neighbours, hashed
from trialgraph.evidence.publications import Publication, publications
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.evidence.write_publication import publication_graph
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri
from trialgraph.store import Identities, Part

Readings = Mapping[str, TrialDocument]

_DECIDING = frozenset({"paper", "mention"})


class Known:
    """The trials and publications that documents are about, as far as they were asked for.

    Attributes:
        readings: outlines by document, with the references that matter alone.
        publications: by document.
        trials: by name.
        works: that documents cite.
        together: by graph, a number that all that goes together shares.
    """

    def __init__(self, index: Identities, decided: Decided) -> None:
        self.readings: dict[str, TrialDocument] = {}
        self.publications: dict[str, Publication] = {}
        self.trials: dict[str, TrialIdentity] = {}
        self.together: dict[Iri, int] = {}
        self.neighbours = Neighbours(index, names_in(decided.values()))
        self.works = KnownWorks(index, self.neighbours, self.know)
        self._index = index
        self._decided = decided
        self._parts: set[int] = set()
        self._trial_of: dict[tuple[str, int], str] = {}
        self._trials_in: defaultdict[str, set[str]] = defaultdict(set)
        self._written: dict[Iri, str | Publication] = {}

    def know_documents(self, documents: Iterable[str]) -> None:
        """Look up the trials and publications of documents."""
        wanted = sorted(set(documents))
        self.know(one for one in self._index.parts(wanted) if one.kind in _DECIDING)

    def know_all_of(self, documents: Iterable[str]) -> None:
        """Look up what documents are about, and what they cite and give notice of."""
        self.know(self._index.parts(sorted(set(documents))))

    def know(self, parts: Iterable[Part]) -> None:
        """Look up the trials and publications that some parts of documents are of."""
        fresh = [one for one in parts if one.number not in self._parts]
        if fresh:
            around = self.neighbours.around(fresh)
            self._parts |= around.keys()
            self._identify(list(around.values()))

    def _identify(self, parts: list[Part]) -> None:
        """Find the publications and trials of some parts with which no others go."""
        together = self.neighbours.together({one.number: one for one in parts})
        readings = outlines_of(self._index, parts)
        told = {one.document for one in parts if one.kind != "cited"}
        self.readings |= {name: one for name, one in readings.items() if name in told}
        papers = {one.document: one.number for one in parts if one.kind == "paper"}
        for document, publication in publications(readings.values()).items():
            if document in papers:
                self.publications[document] = publication
                self.works.hold(publication)
                graph = publication_graph(publication)
                self._written[graph] = publication
                self.together[graph] = together[papers[document]]
        mentions = {(one.document, one.place): one.number for one in parts if one.kind == "mention"}
        mentioning = {document for document, _ in mentions}
        held = (readings[one] for one in sorted(mentioning))
        for trial in identify(held, self.publications, self._decided):
            first = trial.mentions[0].key
            if first in mentions:
                self._remember(trial)
                self.together[names.trial_graph(trial.name)] = together[mentions[first]]

    def _remember(self, trial: TrialIdentity) -> None:
        """Keep one trial."""
        self.trials[trial.name] = trial
        self._written[names.trial_graph(trial.name)] = trial.name
        for mention in trial.mentions:
            self._trial_of[mention.key] = trial.name
            self._trials_in[mention.document].add(trial.name)

    @property
    def graphs(self) -> frozenset[Iri]:
        """Return the names of all graphs that the parts looked up give rise to."""
        return frozenset(self._written)

    def documents_of(self, graph: Iri) -> frozenset[str]:
        """Return the documents of what a graph is of."""
        what = self._written[graph]
        return self.trials[what].documents if isinstance(what, str) else frozenset(what.documents)

    def nodes_of(self, graph: Iri) -> frozenset[str]:
        """Return the reported trials that a graph of a trial is of."""
        what = self._written[graph]
        mentions = self.trials[what].mentions if isinstance(what, str) else ()
        return frozenset(one.node for one in mentions)

    def is_decided_on(self, graph: Iri) -> bool:
        """Tell whether a decision shapes the trial that a graph is of."""
        what = self._written[graph]
        return isinstance(what, str) and any(
            link.decision is not None for link in self.trials[what].links
        )

    def trials_in(self, documents: Iterable[str]) -> set[str]:
        """Return the names of the trials that documents speak of, of those looked up."""
        return {name for one in documents for name in self._trials_in.get(one, ())}

    def trials_written_in(self, graphs: Iterable[Iri]) -> set[str]:
        """Return the names of the trials among what some graphs are of."""
        found = (self._written.get(one) for one in graphs)
        return {one for one in found if isinstance(one, str)}

    def publications_written_in(self, graphs: Iterable[Iri]) -> set[str]:
        """Return the documents of each publication among what some graphs are of."""
        found = (self._written.get(one) for one in graphs)
        held = (one.documents for one in found if isinstance(one, Publication))
        return {document for documents in held for document in documents}

    def trials_called(self, words: Iterable[str]) -> set[str]:
        """Return the names of the trials that have one of some acronyms, as they are compared."""
        parts = self._index.named([hashed(("name", word)) for word in words])
        self.know(parts)
        keys = ((one.document, one.place) for one in parts)
        return {self._trial_of[one] for one in keys if one in self._trial_of}

    def cited_in(self, document: str) -> TrialDocument | None:
        """Return the outline of a document with all its references, if it is held."""
        found = self._index.parts([document])
        held = outlines_of(self._index, found).get(document) if found else None
        return None if held is None else replace(held, citations=citations(self._index, found))

    def held(self, whole: Readings, wanted: Iterable[str]) -> Held:
        """Return the evidence on some trials, with their documents read whole."""
        self.know_documents(whole)
        told = {by for one in whole if one in self.publications for by in self._notices(one)}
        self.know_documents(told)
        readings = {**self.readings, **whole}
        trials = tuple(self.trials[one].read_from(whole) for one in sorted(wanted))
        return Held(readings, trials, self.publications, self.works)

    def _notices(self, document: str) -> tuple[str, ...]:
        """Return the documents that say something of a publication."""
        return self.publications[document].notices
