"""pyoxigraph, and the only place where its terms are turned into ours.

A result of a query must be used up in the thread that asked (another thread
aborts the process), so every function here returns plain values.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from trialgraph.errors import BadQuery, UpdateFailed
from trialgraph.names import ID, PREFIXES, Iri, term
from trialgraph.rdf.quads import line
from trialgraph.rdf.term import Literal, Term, iri_text
from trialgraph.store.managed import is_managed
from trialgraph.store.open_files import few_files
from trialgraph.store.paced import Paced

Row = dict[str, Term]
"""One solution of a SELECT query; a variable without a value has no key."""

EngineTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_PIECE = 1_000_000  # bytes
_PLACE = re.compile(r"error at ([0-9]+):")
DOCUMENTS = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a <{term('Document')}> }}"
# Trials that a document only mentions are held as trials too, and are not counted.
TRIALS = (
    f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a <{term('Trial')}> ; "
    f"<{term('reportedBy')}>|<{term('registeredBy')}> ?document }}"
)


def rows(quads: ox.Store, sparql: str) -> list[Row]:
    """Return the solutions of a SELECT query over the union of all graphs.

    Raises:
        BadQuery: the text does not parse, or is not a SELECT query.
    """
    try:
        solutions = quads.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise BadQuery(f"the query does not parse: {error}") from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise BadQuery("a SELECT query is wanted here")
    variables = [variable.value for variable in solutions.variables]
    return [
        {
            name: term_of(value)
            for name, value in zip(variables, solution, strict=True)
            if value is not None
        }
        for solution in solutions
    ]


def graph_lines(quads: ox.Store, graph: Iri) -> set[str]:
    """Return the statements of one graph as N-Quads lines."""
    found = quads.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return set(_lines(found))


def lines(quads: ox.Store) -> Iterator[str]:
    """Yield every statement as an N-Quads line, in the engine's order."""
    return _lines(quads)


def all_lines(quads: ox.Store) -> list[str]:
    """Return every statement as sorted N-Quads lines."""
    return sorted(_lines(quads))


def graph_names(quads: ox.Store) -> list[Iri]:
    """Return the names of all graphs, sorted."""
    return sorted(Iri(graph.value) for graph in quads.named_graphs())


def triples(quads: ox.Store, graph: Iri, at_most: int | None = None) -> list[str]:
    """Return the statements of a graph as N-Triples lines, blank nodes included.

    Args:
        quads: the store.
        graph: empty for the default graph.
        at_most: how many lines; all without it.
    """
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    found = islice(quads.quads_for_pattern(None, None, None, name), at_most)
    return [f"{quad.triple} .\n" for quad in found]


def size(quads: ox.Store, graph: Iri) -> int:
    """Return how many statements a graph has; an empty name is the default graph."""
    place = f"GRAPH {iri_text(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    (row,) = cast("ox.QuerySolutions", quads.query(f"SELECT (COUNT(*) AS ?n) {{ {place} }}"))
    return int(cast("ox.Literal", row["n"]).value)


def refuse_malformed(prologue: str, text: str) -> None:
    """Refuse an update that does not parse, and run nothing of it.

    Args:
        prologue: its declarations.
        text: all but these; places in it are told as if it were all.

    Raises:
        BadQuery: it does not parse.
    """
    # The engine parses all of a text first; then the first operation fails for want of a graph.
    before = f"{prologue}\nDROP GRAPH <urn:x-none:> ;\n"
    try:
        ox.Store().update(before + text, base_iri=ID, prefixes=PREFIXES)
    except SyntaxError as error:
        raise _unreadable(error, lines_before=before.count("\n")) from error
    except RuntimeError:
        return


def update(quads: ox.Store, text: str) -> None:
    """Run an update, all of it or nothing.

    Raises:
        BadQuery: it does not parse.
        UpdateFailed: an operation cannot be done, such as making a graph that there is.
    """
    try:
        quads.update(text, base_iri=ID, prefixes=PREFIXES)
    except SyntaxError as error:
        raise _unreadable(error, lines_before=0) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise UpdateFailed(
            f"the update cannot be done: {error}; nothing was changed (SILENT passes over "
            "graphs that are missing or there already)"
        ) from error


def _unreadable(error: SyntaxError, lines_before: int) -> BadQuery:
    """Return that an update does not parse, with the place in the text as it was sent."""

    def moved(match: re.Match[str]) -> str:
        return f"error at {int(match[1]) - lines_before}:"

    return BadQuery(f"the update does not parse: {_PLACE.sub(moved, str(error), count=1)}")


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction does: N-Quads lines to take out and put in, graphs to drop."""

    removed: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    dropped: set[Iri] = field(default_factory=set)


def apply(quads: ox.Store, change: Change) -> bool:
    """Make a change, all of it or nothing; tell whether there was anything to do.

    One update text is one transaction; there is none over several calls. Only
    the difference is written, which takes half the time of dropping and
    inserting a graph that hardly changed. An emptied graph would keep its name,
    so a graph without statements is dropped.
    """
    text = update_text(change)
    if text:
        quads.update(text)
    return bool(text)


def update_text(change: Change) -> str:
    """Return a change as one update text, empty when there is nothing to do."""
    steps = [
        *(f"DROP SILENT GRAPH {iri_text(graph)}" for graph in sorted(change.dropped)),
        *_update("DELETE DATA", change.removed),
        *_update("INSERT DATA", change.added),
    ]
    return "\n;\n".join(steps)


def counts(quads: ox.Store) -> tuple[int, int, int]:
    """Return how many documents, merged trials and statements there are."""
    return _count(quads, DOCUMENTS), _count(quads, TRIALS), len(quads)


def holds(quads: ox.Store, graph: Iri) -> bool:
    """Tell whether there is a graph of a name."""
    return quads.contains_named_graph(ox.NamedNode(graph))


def load(quads: ox.Store, nquads: Path) -> None:
    """Write statements that we made past the log of changes; a kill may leave some of them."""
    # The engine asks for two kilobytes at a time.
    with io.BufferedReader(Paced(nquads), _PIECE) as content:
        quads.bulk_load(content, format=ox.RdfFormat.N_QUADS, lenient=True)


def open_for_writing(folder: Path) -> ox.Store:
    """Return the engine's store of a folder, made when there is none.

    Raises:
        OSError: another process holds it, or it cannot be read.
    """
    with few_files():
        return ox.Store(str(folder))


def open_for_reading(folder: Path) -> ox.Store:
    """Return the store of a snapshot, which nobody writes to."""
    return ox.Store.read_only(str(folder))


def in_memory(lines: Iterable[str]) -> ox.Store:
    """Return a store in memory that holds N-Quads lines."""
    quads = ox.Store()
    quads.bulk_load("".join(lines).encode(), ox.RdfFormat.N_QUADS)
    return quads


def _count(quads: ox.Store, query: str) -> int:
    """Return the one number that a counting query gives."""
    (row,) = rows(quads, query)
    number = row["n"]
    return int(number.value if isinstance(number, Literal) else number)


def _update(verb: str, lines: Iterable[str]) -> Iterator[str]:
    """Return one data operation over N-Quads lines, or nothing when there are none."""
    triples: dict[str, list[str]] = {}
    for statement in sorted(lines):
        words, graph, _ = statement.rsplit(" ", 2)
        triples.setdefault(graph, []).append(words)
    blocks = [
        f"GRAPH {graph} {{ {' . '.join(statements)} }}" for graph, statements in triples.items()
    ]
    if blocks:
        yield f"{verb} {{ {' '.join(blocks)} }}"


def _lines(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Return statements of the engine as our N-Quads lines."""
    for quad in quads:
        written = str(quad)
        # Without escapes and blank nodes it is what we would write, which takes longer to do.
        # Only open graphs hold foreign statements; those are the engine's to write.
        is_odd = "\\" in written or "_:" in written or "<<" in written
        if (written.isprintable() and not is_odd) or _is_foreign(quad):
            yield f"{written} .\n"
            continue
        yield line(
            (
                _resource(quad.subject),
                Iri(quad.predicate.value),
                term_of(quad.object),
                _resource(quad.graph_name),
            ),
        )


def _is_foreign(quad: ox.Quad) -> bool:
    """Tell whether a statement of an open graph holds what our own never do.

    These are blank nodes, triples as terms, and no graph at all.
    """
    if not isinstance(quad.graph_name, ox.NamedNode):
        return True
    is_ours = isinstance(quad.subject, ox.NamedNode) and isinstance(
        quad.object, (ox.NamedNode, ox.Literal)
    )
    return not (is_ours or is_managed(quad.graph_name.value))


def _resource(node: ox.NamedNode | ox.BlankNode | ox.Triple | ox.DefaultGraph) -> Iri:
    """Return the IRI of a subject or graph; stores hold nothing else there."""
    if not isinstance(node, ox.NamedNode):
        raise TypeError(f"stores hold IRIs only, not {node}")
    return Iri(node.value)


def term_of(value: EngineTerm) -> Term:
    """Return a term of the engine as ours; nodes a query makes up keep ``_:`` in front."""
    if isinstance(value, ox.NamedNode):
        return Iri(value.value)
    if isinstance(value, ox.Literal):
        return Literal(value.value, Iri(value.datatype.value), value.language or "")
    return Iri(str(value))
