"""What is odd in a graph, as a graph of findings beside it."""

from collections.abc import Iterable
from urllib.parse import quote

from trialgraph import names
from trialgraph.check.fast import check_derived
from trialgraph.check.report import ShapeFinding
from trialgraph.names import ID, Iri
from trialgraph.rdf import term
from trialgraph.rdf.quads import GraphText

_TYPE = names.expand("rdf:type")
_GRAPHS = f"{ID}graph/"
_SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "information"}


def finding_graph(document: str) -> Iri:
    """Return the name of the graph of a document's findings."""
    return Iri(f"{_GRAPHS}finding/{quote(document, safe='')}")


def derived_findings(derived: Iri, nquads: bytes) -> dict[Iri, bytes]:
    """Return the graph of findings about a derived graph; one that is gone has none."""
    graph = Iri(f"{_GRAPHS}finding/{derived.removeprefix(_GRAPHS)}")
    return {graph: finding_quads(graph, check_derived(nquads).findings if nquads else ())}


def finding_quads(graph: Iri, findings: Iterable[ShapeFinding], document: str = "") -> bytes:
    """Return findings as a graph; a finding is named by its shape and its focus.

    Args:
        graph: to write.
        findings: none give empty bytes.
        document: that they are about; empty for derived graphs.
    """
    found = GraphText(graph)
    for one in findings:
        iri = names.part(graph, "finding", one.shape, one.focus.removeprefix(ID))
        found.add(iri, _TYPE, names.term("Finding"))
        found.add(iri, names.term("code"), term.text(one.shape))
        found.add(iri, names.term("severity"), term.text(_SEVERITIES[one.severity]))
        found.add(iri, names.term("message"), term.text(one.message))
        found.add(iri, names.term("focus"), one.focus)
        if document:
            found.add(iri, names.term("aboutDocument"), names.document(document))
    return found.bytes()
