"""What identity needs of every document held, without reading the rest.

Identity looks at all documents, results only at those of a few trials: an outline
holds names, numbers and references, a seventh of a paper's statements or less.
"""

from collections import defaultdict

from trialgraph import names
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.read import trial_document
from trialgraph.rdf.term import Literal
from trialgraph.store.writer import Writer

_STATED = frozenset(
    {"Identifier", "Kind", "Sha256", "Reader", "TextSha256", "Conclusion", "Trial", "Citation"}
    | {"Title", "Journal", "Issued", "Online", "Volume", "Pages", "Doi", "Pmid", "Pmcid"}
    | {"Role", "Acronym", "Registration", "OrganisationId", "Multiplicity", "Term", "Printed"}
    | {"Number", "FirstAuthor", "Year", "Type"}
)
_BESIDE = ("", "Printed", "Place", "Precision", "Listed")
_WANTED = frozenset(names.term(f"stated{one}{more}") for one in _STATED for more in _BESIDE) | {
    names.term("place"),
    names.expand("rdf:type"),
}
_QUERY = f"""PREFIX : <{names.ONTOLOGY}>
SELECT ?graph ?subject ?predicate ?object {{
  VALUES ?class {{ :Document :ReportedTrial :ReportedCitation :ReportedMention }}
  GRAPH ?graph {{ ?subject a ?class ; ?predicate ?object }}
}}"""


def outlines(writer: Writer) -> dict[str, TrialDocument]:
    """Return every document held, by identifier, with its trials' names and its references only."""
    graphs: defaultdict[Iri, list[tuple[Iri, Iri, Iri | Literal]]] = defaultdict(list)
    for row in writer.select(_QUERY):
        graph, subject, predicate = row["graph"], row["subject"], row["predicate"]
        if predicate in _WANTED and not isinstance(graph, Literal):
            graphs[graph].append((Iri(str(subject)), Iri(str(predicate)), row["object"]))
    found = (_outline(graph, statements) for graph, statements in graphs.items())
    return {one.identifier: one for one in found}


def _outline(graph: Iri, statements: list[tuple[Iri, Iri, Iri | Literal]]) -> TrialDocument:
    """Return one document as far as these statements go."""
    text = GraphText(graph)
    for subject, predicate, obj in statements:
        text.add(subject, predicate, obj)
    return trial_document(text.bytes())
