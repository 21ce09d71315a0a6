"""The quads of a store in the formats that others read."""

import re
import warnings

from rdflib import Dataset, Graph, Literal, URIRef

from trialgraph.names import PREFIXES
from trialgraph.rdf import term
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import Term

DATASET_FORMS = {"trig": "trig", "jsonld": "json-ld", "trix": "trix"}
"""Formats that keep the named graphs, and what rdflib calls them."""

GRAPH_FORMS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
"""Formats of one graph: the union of all named graphs."""

_OURS = re.compile(rb"<[^>]+> <[^>]+> (?:<[^>]+>|\".*\"(?:@\S+|\^\^<[^>]+>)?) <[^>]+> \.\n")

FORMS: tuple[str, ...] = ("nquads", *DATASET_FORMS, *GRAPH_FORMS)
"""All formats; ``nquads`` is the canonical one and costs nothing."""


def exported(nquads: bytes, form: str) -> bytes:
    """Return N-Quads in one of ``FORMS``.

    Everything is held in memory and rdflib writes it: minutes for millions of
    quads. N-Quads are given back as they are.

    Raises:
        KeyError: no such form.
    """
    if form == "nquads":
        return nquads
    dataset = Dataset()
    union = Graph()
    ours, foreign = _apart(nquads)
    _add_foreign(foreign, dataset, union)
    for subject, predicate, obj, graph in parse(ours):
        statement = (URIRef(subject), URIRef(predicate), _node(obj))
        if form in DATASET_FORMS:
            dataset.graph(URIRef(graph)).add(statement)
        else:
            union.add(statement)
    if form in DATASET_FORMS:
        return _serialized(dataset, DATASET_FORMS[form])
    return _serialized(union, GRAPH_FORMS[form])


def _apart(nquads: bytes) -> tuple[bytes, bytes]:
    """Return the lines that this package writes, and those that only others write.

    Open graphs and the default graph may hold blank nodes and statements without a
    graph; rdflib's own reader, ten times slower, is there for these alone.
    """
    ours: list[bytes] = []
    foreign: list[bytes] = []
    for line in nquads.split(b"\n"):
        (ours if not line or _OURS.fullmatch(line) else foreign).append(line)
    return b"\n".join(ours), b"\n".join(foreign)


def _add_foreign(nquads: bytes, dataset: Dataset, union: Graph) -> None:
    """Add statements that may hold blank nodes, or stand in no graph."""
    if not nquads:
        return
    with warnings.catch_warnings():
        # rdflib's own reader of N-Quads calls what rdflib 8 will drop.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(data=nquads, format="nquads")
    for subject, predicate, obj, _ in dataset.quads((None, None, None, None)):
        union.add((subject, predicate, obj))


def _node(obj: Term) -> URIRef | Literal:
    """Return a term as rdflib's, its characters as they are."""
    if not isinstance(obj, term.Literal):
        return URIRef(obj)
    if obj.language:
        return Literal(obj.value, lang=obj.language)
    return Literal(obj.value, datatype=URIRef(obj.datatype), normalize=False)


def _serialized(graph: Graph, form: str) -> bytes:
    """Return a graph or dataset as a document of that format, with our prefixes."""
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    with warnings.catch_warnings():
        # rdflib's own serialisers of datasets call what rdflib 8 will drop.
        warnings.simplefilter("ignore", DeprecationWarning)
        text = graph.serialize(format=form, encoding="utf-8")
    return text if text.endswith(b"\n") else text + b"\n"
