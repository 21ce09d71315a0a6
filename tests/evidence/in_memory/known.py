"""What is known of all documents held, kept up to date as documents come, change and go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tests.evidence.in_memory.neighbours import Neighbours, Node

from trialgraph import names
from trialgraph.evidence.decisions import NOTHING_DECIDED, Decided
from trialgraph.evidence.derived import Held
from trialgraph.evidence.gaps import CitedWorks
from trialgraph.evidence.joining import identify
from trialgraph.evidence.publications import Publication, publications
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.evidence.write_publication import publication_graph
from trialgraph.model.reading import TrialDocument
from trialgraph.model.values import dataclass
from trialgraph.names import Iri

Readings = Mapping[str, TrialDocument]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change of documents made of trials and publications.

    Attributes:
        before: the graphs that all documents gave rise to.
        regrouped: graphs of trials whose documents are others now.
        publications: of the documents that may be others now.
    """

    before: frozenset[Iri]
    regrouped: frozenset[Iri]
    publications: tuple[Publication, ...]


class Known:
    """The outlines of all documents, and the trials and publications that they are about."""

    def __init__(self, readings: Readings, decided: Decided = NOTHING_DECIDED) -> None:
        self.decided = decided
        self.readings: dict[str, TrialDocument] = dict(sorted(readings.items()))
        self.publications: dict[str, Publication] = {}
        self.trials: dict[str, TrialIdentity] = {}
        self.works = CitedWorks(self.readings.values())
        self._neighbours = Neighbours(self.readings.values())
        self._trial_of: dict[Node, str] = {}
        self._trials_in: defaultdict[str, set[str]] = defaultdict(set)
        self._written: dict[Iri, str | Publication] = {}
        self._identify(self._neighbours.of(self.readings))

    def renew(self, changed: Iterable[str], fresh: Readings) -> Moved:
        """Take in documents that came, changed or went, and return what that moves.

        Not for what people decided on: that may reach beyond what goes with a document.

        Args:
            changed: identifiers.
            fresh: outlines of those that are held now.
        """
        before = self.graphs
        affected = self._neighbours.around(self._neighbours.of(changed))
        for document in changed:
            self._neighbours.drop(document)
            self.works.drop(document)
            self.readings.pop(document, None)
        for document, reading in fresh.items():
            self.readings[document] = reading
            self._neighbours.add(reading)
            self.works.add(reading)
        affected |= self._neighbours.of(fresh)
        nodes = self._neighbours.around(affected)
        earlier = self._forget(affected | nodes)
        return Moved(before, self._identify(nodes, earlier), self._some(nodes))

    def _some(self, nodes: Iterable[Node]) -> tuple[Publication, ...]:
        """Return the publications among some parts of documents."""
        papers = sorted(one.document for one in nodes if one.kind == "paper")
        return tuple(self.publications[one] for one in papers)

    def _forget(self, nodes: set[Node]) -> dict[str, frozenset[str]]:
        """Forget the publications and trials of some parts; return the trials' documents."""
        for one in nodes:
            if one.kind == "paper" and one.document in self.publications:
                gone = self.publications.pop(one.document)
                self.works.release(gone)
                self._written.pop(publication_graph(gone), None)
        named = {self._trial_of[one] for one in nodes if one in self._trial_of}
        documents = {one: self.trials[one].documents for one in named}
        for name in named:
            self._forget_trial(self.trials.pop(name))
        return documents

    def _forget_trial(self, trial: TrialIdentity) -> None:
        """Forget one trial."""
        self._written.pop(names.trial_graph(trial.name), None)
        for mention in trial.mentions:
            self._trial_of.pop(Node("mention", mention.document, mention.number), None)
            self._trials_in[mention.document].discard(trial.name)

    def _identify(
        self, nodes: set[Node], earlier: Mapping[str, frozenset[str]] | None = None
    ) -> frozenset[Iri]:
        """Find the publications and trials of some parts; return the trials that are regrouped."""
        near = sorted({one.document for one in nodes})
        readings = [self.readings[one] for one in near]
        papers = {one.document for one in nodes if one.kind == "paper"}
        for document, publication in publications(readings).items():
            if document in papers:
                self.publications[document] = publication
                self.works.hold(publication)
                self._written[publication_graph(publication)] = publication
        mentioning = {one.document for one in nodes if one.kind == "mention"}
        known = (self.readings[one] for one in sorted(mentioning))
        found = identify(known, self.publications, self.decided)
        fresh = [one for one in found if _first(one) in nodes]
        for trial in fresh:
            self._remember(trial)
        then = earlier or {}
        return frozenset(
            names.trial_graph(one.name) for one in fresh if then.get(one.name) != one.documents
        )

    def _remember(self, trial: TrialIdentity) -> None:
        """Keep one trial."""
        self.trials[trial.name] = trial
        self._written[names.trial_graph(trial.name)] = trial.name
        for mention in trial.mentions:
            self._trial_of[Node("mention", mention.document, mention.number)] = trial.name
            self._trials_in[mention.document].add(trial.name)

    def trials_in(self, documents: Iterable[str]) -> set[str]:
        """Return the names of the trials that documents speak of."""
        return {name for one in documents for name in self._trials_in.get(one, ())}

    @property
    def graphs(self) -> frozenset[Iri]:
        """Return the names of all graphs that the documents give rise to."""
        return frozenset(self._written)

    def trials_written_in(self, graphs: Iterable[Iri]) -> set[str]:
        """Return the names of the trials among what some graphs are of."""
        found = (self._written.get(one) for one in graphs)
        return {one for one in found if isinstance(one, str)}

    def publications_in(self, documents: Iterable[str]) -> set[str]:
        """Return those among some documents that are publications."""
        return {one for one in documents if one in self.publications}

    def publications_written_in(self, graphs: Iterable[Iri]) -> set[str]:
        """Return a document of each publication among what some graphs are of."""
        found = (self._written.get(one) for one in graphs)
        return {one.document for one in found if isinstance(one, Publication)}

    def trials_called(self, words: Iterable[str]) -> set[str]:
        """Return the names of the trials that have one of some acronyms, as they are compared."""
        nodes = (node for word in words for node in self._neighbours.named(word))
        return {self._trial_of[node] for node in nodes if node in self._trial_of}

    def held(self, whole: Readings, wanted: Iterable[str]) -> Held:
        """Return the evidence on some trials, with their documents read whole."""
        readings = {**self.readings, **whole}
        trials = tuple(self.trials[one].read_from(whole) for one in sorted(wanted))
        return Held(readings, trials, self.publications, self.works)


def _first(trial: TrialIdentity) -> Node:
    """Return the first mention of a trial as a part of its document."""
    mention = trial.mentions[0]
    return Node("mention", mention.document, mention.number)
