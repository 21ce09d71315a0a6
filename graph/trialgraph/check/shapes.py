"""Findings of the shapes about the graph of one document, a derived graph, or files.

pyshacl is the reference; ``fast`` gives the same findings many times faster. Shapes see the
graph and the class axioms of the ontology: a shape on a superclass would find no target
otherwise and pass in silence.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax import SAXException

from pyshacl import validate
from rdflib import RDF, RDFS, SH, Dataset, Graph, Namespace, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from trialgraph import assets
from trialgraph.check.nodes import graph_of, node, uri
from trialgraph.check.report import Level, Severity, ShapeFinding, ShapeReport
from trialgraph.errors import NotText, UnreadablePath
from trialgraph.names import Iri, expand, term
from trialgraph.rdf.quads import Quad, parse
from trialgraph.rdf.term import Literal
from trialgraph.rdf.turtle import TurtleGraph, is_named
from trialgraph.rdf.vocabulary import ontology_turtle

_SHAPE = Namespace("https://w3id.org/trialgraph/shapes#")
_TYPE = Iri(str(RDF.type))
_BELOW = expand("rdfs:subClassOf")
_FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".nq": "nquads",
    ".trig": "trig",
    ".owl": "xml",
    ".rdf": "xml",
    ".xml": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
_BAD_RDF = (SyntaxError, ValueError, LookupError, SAXException, ParserError)
SEVERITIES: dict[str, Severity] = {"Violation": "Violation", "Warning": "Warning"}
_LEVELS: dict[str, Level] = {"fact": "fact", "frame": "frame"}


class _PreparedGraph(Graph):
    """A graph that parses each SPARQL text once a process: parsing costs ten times the asking."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 - rdflib's own signature
        """Return the answers of a query, given as text or prepared."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


@dataclass(frozen=True, slots=True)
class ShapeFile:
    """One file of shapes, the classes it looks at, and what its shapes lead to."""

    graph: Graph
    targets: frozenset[Node]
    levels: dict[Node, Level]


def check_document(nquads: bytes) -> ShapeReport:
    """Return what the shapes find in the graph of one document.

    A graph that describes no document, or several named graphs, is a violation of the
    frame even though no shape has a target there.

    Raises:
        ValueError: the bytes are not N-Quads as this package writes them.
    """
    quads = parse(nquads)
    findings = _frame(quads)
    return _report([*findings, *_findings(_graph(quads))])


def check_derived(nquads: bytes) -> ShapeReport:
    """Return what the shapes find in derived graphs (trials, publications, findings).

    Raises:
        ValueError: the bytes are not N-Quads as this package writes them.
    """
    return _report(_findings(_graph(parse(nquads))))


def check_open(ntriples: bytes) -> ShapeReport:
    """Return what the shapes find in a graph that anyone may write, blank nodes and all.

    Args:
        ntriples: as the engine writes them.
    """
    graph = _PreparedGraph()
    graph.parse(data=ntriples, format="nt")
    return _report(_findings(graph))


def check_files(paths: Iterable[Path]) -> ShapeReport:
    """Return what the shapes find in RDF files, taken together.

    Raises:
        UnreadablePath: a file could not be opened.
        NotText: a file is not RDF of the format that its name promises.
    """
    together = _PreparedGraph()
    for path in paths:
        for triple in _file_triples(path):
            together.add(triple)
    return _report(_findings(together))


def _file_triples(path: Path) -> list[tuple[Node, Node, Node]]:
    """Return the triples of a file in any of the usual formats, its graph names dropped."""
    name = _FORMATS.get(path.suffix.lower(), "turtle")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadablePath(f"{path}: {error.strerror}; give the path of an RDF file") from error
    dataset = Dataset(default_union=True)
    try:
        with warnings.catch_warnings():
            # rdflib's own Dataset.parse uses what rdflib deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            dataset.parse(data=content, format=name)
    except _BAD_RDF as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise NotText(
            f"{path}: not {name} ({reason[:200]}); give RDF named for its format"
        ) from error
    return [(s, p, o) for s, p, o, _ in dataset.quads((None, None, None, None))]


def _frame(quads: Sequence[Quad]) -> list[ShapeFinding]:
    """Return what is wrong with the graph as a whole."""
    graphs = sorted({quad[3] for quad in quads})
    documents = {s for s, p, o, _ in quads if p == _TYPE and o == term("Document")}
    name = graphs[0] if graphs else Iri("")
    if name not in documents:
        message = (
            f"The graph describes no document: a node of class :Document named {name} is wanted."
        )
        return [ShapeFinding("NoDocument", "Violation", "frame", name, message)]
    if len(graphs) > 1:
        message = f"One named graph is wanted, the document's own, not {len(graphs)}."
        return [ShapeFinding("OneGraph", "Violation", "frame", graphs[1], message)]
    return []


def _graph(quads: Iterable[Quad]) -> Graph:
    graph = _PreparedGraph()
    for subject, predicate, obj, _ in quads:
        graph.add((uri(subject), uri(predicate), node(obj)))
    return graph


def _findings(graph: Graph) -> list[ShapeFinding]:
    """Return what the shapes find; the graph gains the class axioms on the way."""
    for subclass, superclass in subclasses():
        graph.add((subclass, RDFS.subClassOf, superclass))
    files = _files_for(graph)
    if not files:
        return []
    conforms, report, _ = validate(graph, shacl_graph=_shapes(files), inplace=True)
    return [] if conforms else _read(report, files)


def _files_for(graph: Graph) -> tuple[int, ...]:
    """Return the numbers of the shape files that have a target in a graph."""
    present = set(graph.objects(None, RDF.type))
    wider = {above for below, above in subclasses() if below in present}
    return tuple(n for n, file in enumerate(shape_files()) if file.targets & (present | wider))


def _read(report: Graph, files: Sequence[int]) -> list[ShapeFinding]:
    """Return the results of a SHACL report as findings."""
    levels = {shape: lev for n in files for shape, lev in shape_files()[n].levels.items()}
    return [
        _finding(report, result, levels)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]


def _finding(report: Graph, result: Node, levels: dict[Node, Level]) -> ShapeFinding:
    shape = report.value(result, SH.sourceShape)
    focus = report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    # A SPARQL constraint looks at the whole document and blames a fact through its value.
    if report.value(result, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent:
        focus, value = value or focus, None
    severity = str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1]
    return ShapeFinding(
        shape=str(shape).removeprefix(_SHAPE),
        severity=SEVERITIES.get(severity, "Info"),
        level=levels.get(shape, "note") if shape is not None else "note",
        focus=Iri(str(focus)),
        message=str(report.value(result, SH.resultMessage) or ""),
        value="" if value is None or value == focus else str(value),
    )


def _report(findings: Iterable[ShapeFinding]) -> ShapeReport:
    return ShapeReport(tuple(sorted(set(findings))))


@lru_cache(maxsize=1)
def subclasses() -> tuple[tuple[URIRef, URIRef], ...]:
    """Return the pairs of a class of ours and a class above it."""
    said = TurtleGraph(ontology_turtle()).pairs(_BELOW)
    return tuple(
        (uri(below), uri(above))
        for below, above in said
        if is_named(below) and not isinstance(above, Literal) and is_named(above)
    )


@lru_cache(maxsize=1)
def shape_files() -> tuple[ShapeFile, ...]:
    """Return the shape files, parsed once a process."""
    files = [file for file in assets.room("shapes").iterdir() if file.name.endswith(".ttl")]
    return tuple(
        _shape_file(graph_of(file.read_text(encoding="utf-8")))
        for file in sorted(files, key=lambda file: file.name)
    )


def _shape_file(graph: Graph) -> ShapeFile:
    return ShapeFile(
        graph=graph,
        targets=frozenset(graph.objects(None, SH.targetClass)),
        levels={
            shape: _LEVELS.get(str(level), "note")
            for shape, level in graph.subject_objects(_SHAPE.level)
        },
    )


@lru_cache(maxsize=64)
def _shapes(files: tuple[int, ...]) -> Graph:
    """Return some shape files as one graph, with the prefixes that their queries use."""
    together = Graph()
    for number, file in enumerate(shape_files()):
        if number in files or not file.targets:
            together += file.graph
    return together


def find_alone(shape: URIRef, statements: Iterable[tuple[Node, Node, Node]]) -> list[ShapeFinding]:
    """Return what a single shape finds in some statements of a graph, and in the class axioms."""
    graph = _PreparedGraph()
    for statement in statements:
        graph.add(statement)
    for subclass, superclass in subclasses():
        graph.add((subclass, RDFS.subClassOf, superclass))
    conforms, report, _ = validate(graph, shacl_graph=_alone(shape), inplace=True)
    return [] if conforms else _read(report, range(len(shape_files())))


@lru_cache(maxsize=64)
def _alone(shape: URIRef) -> Graph:
    """Return one shape with the prefixes that its query uses."""
    together = Graph()
    for file in shape_files():
        together += file.graph if not file.targets else file.graph.cbd(shape)
    return together
