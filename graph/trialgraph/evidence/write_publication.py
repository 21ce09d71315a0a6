"""A publication as statements: its identifiers, and the references that are the same."""

from collections.abc import Mapping, Sequence

from trialgraph import names
from trialgraph.evidence.publications import Publication
from trialgraph.evidence.statements import EXACT_MATCH, IDENTIFIER, Statements
from trialgraph.evidence.write_trial import write_links
from trialgraph.model.reading import TrialDocument
from trialgraph.names import ID, Iri
from trialgraph.names.identifiers import Identifier, Kind, address
from trialgraph.rdf import term


def publication_iri(publication: Publication) -> Iri:
    """Return a publication's IRI."""
    return Iri(f"{ID}publication/{publication.key}")


def publication_graph(publication: Publication) -> Iri:
    """Return the name of a publication's graph."""
    return Iri(f"{ID}graph/publication/{publication.key}")


def publication_graphs(
    held: Sequence[Publication], readings: Mapping[str, TrialDocument]
) -> dict[Iri, bytes]:
    """Return the graphs of publications; documents that are one publication share its graph."""
    graphs: dict[Iri, Statements] = {}
    for publication in sorted(held, key=lambda one: one.document):
        name = publication_graph(publication)
        if name not in graphs:
            graphs[name] = Statements(name)
            _write_frame(graphs[name], publication, readings[publication.document])
        _write_document(graphs[name], publication)
    return {name: graph.bytes() for name, graph in graphs.items()}


def _write_frame(graph: Statements, publication: Publication, reading: TrialDocument) -> None:
    """State what the publication is, what it is called, since when it could be read."""
    iri = publication_iri(publication)
    graph.kind(iri, "Publication", "fabio:JournalArticle")
    title = reading.bibliography.title
    printed = next((one.citation.title for one in publication.references if one.citation.title), "")
    graph.label(iri, title.value if title else printed or publication.key)
    if publication.available is not None:
        graph.day(iri, "availableFrom", publication.available.first)
        graph.words(iri, "availablePrecision", publication.available.precision)


def _write_document(graph: Statements, publication: Publication) -> None:
    """State a document that holds the publication, its identifiers and references to it."""
    iri = publication_iri(publication)
    graph.link(iri, "document", names.document(publication.document))
    _write_identifiers(graph, publication)
    for same in publication.references:
        graph.link(iri, "sameAsReference", same.node)
        graph.link(iri, "citedIn", names.document(same.document))
    graph.words(iri, "evidence", *publication.evidence)
    graph.words(iri, "publicationState", *sorted(publication.states))
    graph.link(iri, "citedIn", *(names.document(one) for one in publication.notices))
    write_links(graph, iri, publication.links)


_CURIES: tuple[tuple[Kind, str], ...] = (("pmid", "pubmed"), ("doi", "doi"), ("pmcid", "pmc"))


def _write_identifiers(graph: Statements, publication: Publication) -> None:
    """State the publication's identifiers and the addresses that others use."""
    iri = publication_iri(publication)
    for kind, prefix in _CURIES:
        value = getattr(publication, kind)
        where = address(Identifier(kind, value))
        if value and where is not None:
            graph.standard(iri, IDENTIFIER, term.text(f"{prefix}:{value}"))
            graph.standard(iri, EXACT_MATCH, where)
