"""A process that tries a change out on a copy of the store, until it is killed.

It is started as ``python -m trialgraph.store.rehearsing LIMITS``. Each request names
a copy that nobody else uses and that is thrown away after it; the answer is the text
that will be run for good, and the graphs that it changed, as far as shapes speak of them.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from trialgraph.errors import BadQuery, EvidenceError, GraphManaged, GraphMissing, QueryStopped
from trialgraph.names import ID, ONTOLOGY, PREFIXES, Iri
from trialgraph.rdf.term import iri_text
from trialgraph.store import engine
from trialgraph.store.changed import is_changed
from trialgraph.store.failures import failure
from trialgraph.store.folder import Folder
from trialgraph.store.frames import Frame, Head
from trialgraph.store.managed import is_managed, managing_command
from trialgraph.store.obeying import begin, obey
from trialgraph.store.posted_graphs import Posted, statements
from trialgraph.store.updates import Step, Using, prepared
from trialgraph.store.write_limits import WriteLimits

DEFAULT_GRAPH = Iri("")
"""Stands for the default graph where graphs are named."""


def main(arguments: list[str]) -> None:
    """Try out changes from standard input until it closes."""
    limits = WriteLimits(**json.loads(arguments[0]))
    begin(limits.memory)
    obey(lambda head, content: _answer(head, content, limits))


def _answer(head: Head, content: bytes, limits: WriteLimits) -> list[Frame]:
    """Return what a change would do, or why it cannot be done."""
    try:
        return list(_rehearsed(head, content, limits))
    except EvidenceError as error:
        return [(failure(error), b"")]
    except MemoryError:
        stopped = QueryStopped("the change took more memory than allowed; send less", "memory")
        return [(failure(stopped), b"")]


def _rehearsed(head: Head, content: bytes, limits: WriteLimits) -> Iterator[Frame]:
    """Yield the text to run, then each graph that shapes are to be asked about.

    A change after which every graph is as before has no text: nothing is run.
    """
    quads = engine.open_for_writing(Path(str(head["copy"])))
    touched = _Touched(quads)
    if head["kind"] == "update":
        text, existed = _run_update(quads, touched, head, content, limits), True
    else:
        text, existed = _run_replacement(quads, touched, head, content)
    if not is_changed(Folder(Path(str(head["copy"])).parent), quads, touched.graphs):
        yield {"status": "rehearsed", "existed": existed, "checks": 0}, b""
        return
    graphs = [(graph, _to_check(quads, graph, limits)) for graph in sorted(touched.graphs)]
    checks = [(graph, found) for graph, found in graphs if found]
    about: Head = {"status": "rehearsed", "existed": existed, "checks": len(checks)}
    yield about, text.encode()
    for graph, found in checks:
        yield {"status": "graph", "graph": graph}, found


@dataclass(slots=True)
class _Touched:
    """The graphs that a change writes to, and the refusal of those it must not."""

    quads: ox.Store
    graphs: set[Iri] = field(default_factory=set)

    def add(self, graph: Iri) -> None:
        """Take a graph in.

        Raises:
            GraphManaged: commands of this product write it, and nobody else.
        """
        if is_managed(graph):
            raise GraphManaged(
                f"found a change of <{graph}>, which this store manages itself; it is changed by "
                f"{managing_command(graph)}; write to a graph outside of {ID}",
            )
        self.graphs.add(graph)

    def add_all(self) -> None:
        """Take all named graphs in."""
        for graph in engine.graph_names(self.quads):
            self.add(graph)


def _run_update(
    quads: ox.Store, touched: _Touched, head: Head, content: bytes, limits: WriteLimits
) -> str:
    """Run an update operation by operation and return the text that does it at once."""
    using = Using(_names(head["using"]), _names(head["using_named"]))
    update = prepared(content.decode(), using, limits.depth)
    engine.refuse_malformed(update.prologue, update.bare)
    for step in update.steps:
        _find_touched(quads, touched, step)
        engine.update(quads, step.text)
    return update.text


def _find_touched(quads: ox.Store, touched: _Touched, step: Step) -> None:
    """Find the graphs that an operation writes to in the state that it meets."""
    if step.default:
        touched.add(DEFAULT_GRAPH)
    if step.named:
        touched.add_all()
    default = list(_graphs(quads, step.with_graph))
    for graph in [*_graphs(quads, step.constants), *_graphs(quads, step.variables, default)]:
        touched.add(graph)


def _graphs(quads: ox.Store, query: str, default: Sequence[Iri] = ()) -> Iterator[Iri]:
    """Yield the graphs that a query of ours names.

    Raises:
        BadQuery: a graph is to be named by something else than an IRI.
    """
    if not query:
        return
    (graph,) = map(ox.NamedNode, default) if default else (ox.DefaultGraph(),)
    solutions = quads.query(query, base_iri=ID, prefixes=PREFIXES, default_graph=graph)
    for solution in cast("ox.QuerySolutions", solutions):
        for value in solution:
            if isinstance(value, ox.NamedNode):
                yield Iri(value.value)
            elif value is not None:
                raise BadQuery(f"a graph is named by an IRI, not by {value}; mend the condition")


def _run_replacement(
    quads: ox.Store, touched: _Touched, head: Head, content: bytes
) -> tuple[str, bool]:
    """Replace a graph, add to it or remove it; return the text that does it.

    Raises:
        GraphMissing: there is none to remove.
    """
    graph = Iri(str(head["graph"]))
    touched.add(graph)
    kind = head["kind"]
    existed = not graph or quads.contains_named_graph(ox.NamedNode(graph))
    if kind == "remove" and not existed:
        raise GraphMissing(f"there is no graph <{graph}> in this store; nothing is removed")
    parts = []
    if kind != "add":
        parts.append(f"DROP SILENT GRAPH {iri_text(graph)}" if graph else "DROP DEFAULT")
    if kind != "remove":
        posted = Posted(content, str(head["content_type"]), str(head["base"]))
        found = statements(posted).decode()
        if graph:
            parts.append(f"CREATE SILENT GRAPH {iri_text(graph)}")
            found = f"GRAPH {iri_text(graph)} {{\n{found}}}"
        parts.append(f"INSERT DATA {{\n{found}}}")
    text = " ;\n".join(parts)
    engine.update(quads, text)
    return text, existed


def _to_check(quads: ox.Store, graph: Iri, limits: WriteLimits) -> bytes:
    """Return a graph as N-Triples if it speaks of our terms, else nothing."""
    place = f"GRAPH {iri_text(graph)}" if graph else ""
    ours = f'STRSTARTS(STR(?p), "{ONTOLOGY}") || (isIRI(?o) && STRSTARTS(STR(?o), "{ONTOLOGY}"))'
    if not quads.query(f"ASK {{ {place} {{ ?s ?p ?o FILTER({ours}) }} }}"):
        return b""
    found = engine.triples(quads, graph, limits.checked + 1)
    if len(found) > limits.checked:
        raise QueryStopped(
            f"<{graph}> holds terms of <{ONTOLOGY}> and over {limits.checked:,} statements, more "
            "than the shapes are asked about; spread it over several graphs",
            "rows",
        )
    return "".join(found).encode()


def _names(names: object) -> tuple[Iri, ...]:
    return tuple(Iri(name) for name in cast("list[str]", names))


if __name__ == "__main__":
    main(sys.argv[1:])
