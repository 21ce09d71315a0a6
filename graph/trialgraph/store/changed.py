"""Whether a change that was tried out on a copy changed anything at all."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import pyoxigraph as ox

from trialgraph.errors import StoreFormat, StoreMissing
from trialgraph.names import Iri
from trialgraph.store import engine
from trialgraph.store.folder import Folder
from trialgraph.store.snapshots import open_current


def is_changed(folder: Folder, tried: ox.Store, graphs: Iterable[Iri]) -> bool:
    """Tell whether graphs differ from what is published; if that is not known, they do.

    Args:
        folder: of the store, which nobody else writes to.
        tried: its copy, changed.
        graphs: that a change wrote to; an empty name is the default graph.
    """
    if folder.unpublished.exists():
        return True  # what is published is not what the copy was made of
    try:
        snapshot = open_current(folder)
    except (StoreMissing, StoreFormat):
        return True
    with snapshot.lease:
        return any(_differs(snapshot.quads, tried, graph) for graph in graphs)


def _differs(before: ox.Store, after: ox.Store, graph: Iri) -> bool:
    """Tell whether a graph differs, by its number of statements first: that is quick."""
    if graph and _is_there(before, graph) != _is_there(after, graph):
        return True
    if engine.size(before, graph) != engine.size(after, graph):
        return True
    # The engine gives statements in the order of their keys, which are the same in both.
    pairs = zip_longest(_statements(before, graph), _statements(after, graph))
    return any(one != other for one, other in pairs)


def _is_there(quads: ox.Store, graph: Iri) -> bool:
    return quads.contains_named_graph(ox.NamedNode(graph))


def _statements(quads: ox.Store, graph: Iri) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return quads.quads_for_pattern(None, None, None, name)
