"""The quads of a store in the formats that others read."""

from rdflib import Dataset, Graph

from trialgraph.names import PREFIXES

DATASET_FORMS = {"trig": "trig", "jsonld": "json-ld", "trix": "trix"}
"""Formats that keep the named graphs, and what rdflib calls them."""

GRAPH_FORMS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
"""Formats of one graph: the union of all named graphs."""

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
    dataset.parse(data=nquads, format="nquads")
    if form in DATASET_FORMS:
        return _serialized(dataset, DATASET_FORMS[form])
    union = Graph()
    for subject, predicate, obj, _ in dataset.quads():
        union.add((subject, predicate, obj))
    return _serialized(union, GRAPH_FORMS[form])


def _serialized(graph: Graph, form: str) -> bytes:
    """Return a graph or dataset as a document of that format, with our prefixes."""
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    text = graph.serialize(format=form, encoding="utf-8")
    return text if text.endswith(b"\n") else text + b"\n"
