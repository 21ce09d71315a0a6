"""Graphs that are to be derived, in blocks that know nothing of each other.

A block can be derived by another process than the one that writes: from the index of the
store, opened for reading, and from a store that holds the graphs of the documents.
"""

from collections.abc import Callable, Iterable, Iterator

from trialgraph.evidence.decisions import Decided, Holds
from trialgraph.evidence.derived import trial_graphs
from trialgraph.evidence.known import Known
from trialgraph.evidence.outlines import judged_parts
from trialgraph.evidence.portions import portions
from trialgraph.evidence.reviewed import standings
from trialgraph.evidence.write_publication import publication_graphs
from trialgraph.evidence.write_reviews import with_reviews
from trialgraph.model.reading import TrialDocument
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.store import Identities
from trialgraph.terms.index import TermIndex

_TRIALS_AT_ONCE = 50  # their documents are read whole, and kept until all of them are derived

Judged = Callable[[str], TrialDocument]
"""Gives a document held with all that results are judged by, as ``judged_parts`` does."""


@dataclass(frozen=True, slots=True)
class Block:
    """Graphs that are derived together.

    Attributes:
        graphs: their names.
        documents: that tell what the graphs are of now.
    """

    graphs: tuple[Iri, ...]
    documents: tuple[str, ...]


def blocks(index: Identities, size: int) -> Iterator[Block]:
    """Yield what is to be derived, the documents that go together in one block.

    What many documents go together by makes a large block, which one process has to load
    whole: some kilobytes a document. Others hold about as many graphs as are
    wanted.

    Args:
        index: of the store.
        size: graphs that a block should have.
    """
    after = -1
    while owing := index.owing(after, size):
        some: list[int] = []
        waiting = 0
        for after, count in owing:
            some.append(after)
            waiting += count
            if waiting >= size:
                yield _block(index, some)
                some, waiting = [], 0
        yield _block(index, some)


def _block(index: Identities, together: list[int]) -> Block:
    """Return the block of some numbers."""
    due = index.due(together)
    graphs = {graph for _, _, graph in due}
    return Block(tuple(sorted(graphs)), tuple(sorted({document for _, document, _ in due})))


@dataclass(frozen=True, slots=True)
class Sight:
    """What a block is derived from; nothing of it is changed.

    Attributes:
        index: of the store.
        store: holds the graphs of documents and reviews.
        terms: names of drugs and end points.
        decided: decisions in force.
        judged: gives documents; read out of the store where it is not given.
    """

    index: Identities
    store: Holds
    terms: TermIndex
    decided: Decided
    judged: Judged | None = None

    def whole(self, documents: Iterable[str]) -> dict[str, TrialDocument]:
        """Return documents with all that results are judged by."""
        judged = self.judged or (lambda identifier: judged_parts(self.store, identifier))
        return {one: judged(one) for one in documents}


def derived_graphs(sight: Sight, block: Block) -> Iterator[dict[Iri, bytes]]:
    """Yield the graphs of a block in parts, empty ones for those that are no more."""
    known = Known(sight.index, sight.decided)
    known.know_documents(block.documents)
    yield {graph: b"" for graph in block.graphs if graph not in known.graphs}
    for some in portions(sorted(known.trials_written_in(block.graphs)), _TRIALS_AT_ONCE):
        documents = sorted({one for trial in some for one in known.trials[trial].documents})
        evidence = known.held(sight.whole(documents), some)
        derived = trial_graphs(evidence, sight.terms, evidence.trials)
        reviewed = standings(sight.store, documents)
        yield with_reviews(derived, reviewed) if reviewed else derived
    whole = sorted(known.publications_written_in(block.graphs))
    yield publication_graphs([known.publications[one] for one in whole], known.readings)
