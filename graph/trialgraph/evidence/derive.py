"""Brings the derived graphs of a store up to date with documents that came, changed or went."""

from collections.abc import Callable, Iterable, Mapping

from trialgraph.evidence.blocks import Sight, blocks, derived_graphs
from trialgraph.evidence.renewal import AT_ONCE, Told, renew
from trialgraph.names import Iri
from trialgraph.store import Writer
from trialgraph.terms.index import TermIndex

Beside = Callable[[Iri, bytes], Mapping[Iri, bytes]]
"""Gives the graphs that go with a derived one, to be written in the same transaction."""


def _nothing(_graph: Iri, _nquads: bytes) -> dict[Iri, bytes]:
    """Return no graphs beside a derived one."""
    return {}


def derive(
    writer: Writer,
    terms: TermIndex,
    documents: Iterable[str],
    beside: Beside = _nothing,
    told: Told | None = None,
) -> None:
    """Write the derived graphs that documents or decisions touch, and drop those that vanish.

    The outcome depends on the documents and decisions held alone, never on the order in
    which they came. A graph that would not change is not written. What a run that was
    killed left undone is done, too.

    Args:
        writer: of the store.
        terms: names of drugs and end points.
        documents: those that came, changed or went.
        beside: gives graphs that go with each changed graph, such as findings about it.
        told: is told of progress where the index of the store is made again.
    """
    decided = renew(writer, terms, documents, told)
    index = writer.identities
    sight = Sight(index, writer, terms, decided)
    for block in blocks(index, AT_ONCE):
        for graphs in derived_graphs(sight, block):
            write_derived(writer, graphs, beside)
        index.settle(block.graphs)


def write_derived(writer: Writer, graphs: Mapping[Iri, bytes], beside: Beside = _nothing) -> None:
    """Write those of some derived graphs that are others now, with what goes with them.

    The index of the store still says that they are due: ``Identities.settle`` ends that.
    """
    changes = {name: text for name, text in graphs.items() if text != writer.graph(name)}
    more = {name: text for one in changes for name, text in beside(one, changes[one]).items()}
    writer.replace_graphs({**changes, **more})
