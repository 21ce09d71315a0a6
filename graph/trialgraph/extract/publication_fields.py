"""What a document states of itself as a publication: in fields where it has them, else in print."""

from dataclasses import replace

from trialgraph.extract.bibliography import read_bibliography
from trialgraph.extract.citations import read_citations
from trialgraph.extract.publication import read_publication
from trialgraph.extract.publication_people import orcid_problems
from trialgraph.extract.publication_references import read_references
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument


def with_bibliography(reading: TrialDocument, document: Document) -> TrialDocument:
    """Return the reading with title, people, dates, numbers and references."""
    if document.record is None:
        return replace(
            reading,
            bibliography=read_bibliography(document),
            citations=read_citations(document),
        )
    root = document.record.root
    return replace(
        reading,
        bibliography=read_publication(document, root),
        citations=read_references(root) or read_citations(document),
        problems=(*reading.problems, *orcid_problems(root)),
    )
