"""What is odd in a document, as a graph of findings beside its own."""

from urllib.parse import quote

from trialgraph import names
from trialgraph.ingest.reading import CheckedDocument
from trialgraph.names import ID, Iri
from trialgraph.rdf import term
from trialgraph.rdf.quads import GraphText

_TYPE = names.expand("rdf:type")


def finding_graph(document: str) -> Iri:
    """Return the name of the graph of a document's findings."""
    return Iri(f"{ID}graph/finding/{quote(document, safe='')}")


def finding_quads(read: CheckedDocument) -> bytes:
    """Return the findings of a document; a finding is named by its shape and its focus."""
    identifier = read.document.identifier
    document = names.document(identifier)
    graph = GraphText(finding_graph(identifier))
    for one in read.warnings:
        place = one.focus.removeprefix(f"{document}/").removeprefix(document)
        iri = names.part(document, "finding", *(word for word in (one.shape, place) if word))
        graph.add(iri, _TYPE, names.term("Finding"))
        graph.add(iri, names.term("code"), term.text(one.shape))
        graph.add(iri, names.term("severity"), term.text(one.severity))
        graph.add(iri, names.term("message"), term.text(one.message))
        graph.add(iri, names.term("aboutDocument"), document)
        graph.add(iri, names.term("focus"), Iri(one.focus))
    return graph.bytes()
