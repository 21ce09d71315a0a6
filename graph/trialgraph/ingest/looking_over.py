"""What there is to say of one document before it is stored: by its shapes and by its reader."""

from trialgraph import names
from trialgraph.check.report import ShapeFinding
from trialgraph.errors import SetAside
from trialgraph.extract.read import read_trial_document
from trialgraph.ingest.faults import fault_set_aside
from trialgraph.ingest.reading import objections
from trialgraph.model.document import Document
from trialgraph.model.text import Problem
from trialgraph.rdf.write import document_quads
from trialgraph.terms.index import TermIndex


def looked_over(document: Document, terms: TermIndex) -> tuple[ShapeFinding, ...]:
    """Return what is wrong or odd in what a document says, sorted.

    What the reader could not read for sure, or found odd, is a warning of its code: a
    document of which little was read must not look like one in which all is well.
    """
    iri = names.document(document.identifier)
    try:
        reading = fault_set_aside(lambda: read_trial_document(document, terms))
    except SetAside as error:
        return (ShapeFinding(error.code, "Violation", "frame", iri, str(error)),)
    found = objections(document_quads(reading, document), document).findings
    odd = (_told(problem, document) for problem in reading.problems)
    return tuple(sorted({*found, *odd}))


def _told(problem: Problem, document: Document) -> ShapeFinding:
    """Return a problem of the reader as a finding, with the words it is about as the value."""
    iri, span = names.document(document.identifier), problem.span
    if span is None:
        return ShapeFinding(problem.code, "Warning", "note", iri, problem.message)
    message = f"{problem.message} (characters {span.start} to {span.end})"
    words = document.text[span.start : span.end]
    return ShapeFinding(problem.code, "Warning", "note", iri, message, words)
