"""One document from bytes to a checked graph."""

from dataclasses import dataclass

from trialgraph.check.shapes import Finding, ShapeReport, check_document
from trialgraph.documents.reader import read_document
from trialgraph.errors import SetAside
from trialgraph.extract.read import read_trial_document
from trialgraph.ingest.leaving_out import is_of_frame, without
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.rdf.write import document_quads
from trialgraph.terms.index import TermIndex

_ROUNDS = 4  # leaving one fact out can bare another; more rounds mean a fault of ours


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that may be stored.

    Attributes:
        graph: what it says, as N-Quads.
        warnings: what is odd in it; stored all the same.
    """

    document: Document
    reading: TrialDocument
    graph: bytes
    warnings: tuple[Finding, ...]


def read(content: bytes, terms: TermIndex) -> tuple[Document, TrialDocument]:
    """Return a document and what it says.

    Raises:
        DocumentError: the bytes cannot be taken in.
    """
    document = read_document(content)
    return document, read_trial_document(document, terms)


def checked(document: Document, reading: TrialDocument) -> CheckedDocument:
    """Return the document with all malformed facts left out.

    Raises:
        SetAside: the frame is broken, or facts stay malformed whatever is left out.
    """
    for _ in range(_ROUNDS):
        graph = document_quads(reading, document)
        report = check_document(graph)
        violations = [one for one in report.findings if one.severity == "Violation"]
        broken = [one for one in violations if is_of_frame(one, document.identifier)]
        if broken:
            raise SetAside(_report(broken))
        if not violations:
            warnings = tuple(one for one in report.findings if one not in violations)
            return CheckedDocument(document, reading, graph, warnings)
        reading = without(reading, violations)
    raise SetAside(_report(violations))
