"""One document from bytes to a checked graph."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialgraph.check.fast import check_quoting
from trialgraph.check.quotes import WrongQuote
from trialgraph.check.report import Level, Severity, ShapeFinding, ShapeReport
from trialgraph.errors import SetAside
from trialgraph.extract.read import read_trial_document
from trialgraph.ingest.faults import fault_set_aside
from trialgraph.ingest.leaving_out import without
from trialgraph.ingest.places import place_of
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
    warnings: tuple[ShapeFinding, ...]


def examined(document: Document, terms: TermIndex) -> CheckedDocument:
    """Return a document with all that can be stored of it.

    Raises:
        SetAside: it cannot be stored; a fault of ours in one document is one reason,
            because it must not stop the others.
    """
    return fault_set_aside(lambda: checked(document, read_trial_document(document, terms)))


def checked(document: Document, reading: TrialDocument) -> CheckedDocument:
    """Return the document with all malformed facts left out.

    Raises:
        SetAside: the frame is broken, or facts stay malformed whatever is left out.
    """
    found = ShapeReport()
    for _ in range(_ROUNDS):
        graph = document_quads(reading, document)
        found = objections(graph, document)
        if found.conforms:
            return CheckedDocument(document, reading, graph, found.warnings)
        if found.frame_violations:
            raise _objection(found.frame_violations)
        reading = without(reading, found.violations_on_facts, graph)
    raise _objection(found.violations)


def objections(graph: bytes, document: Document) -> ShapeReport:
    """Return what the shapes find in a document's graph, and which quotations are wrong.

    A passage that is not at its offsets breaks the frame; a value that its place
    does not say is left out. Words about the document itself have no fact to leave
    out: they are a finding.
    """
    report, wrong = check_quoting(graph, {document.identifier: document.text})
    if not wrong:
        return report
    misquoted = (_misquoted(one, document, graph) for one in wrong)
    return ShapeReport(tuple(sorted({*report.findings, *misquoted})))


def _misquoted(wrong: WrongQuote, document: Document, graph: bytes) -> ShapeFinding:
    """Return a wrong quotation as a finding, with what it leads to."""
    severity, level = _consequence(wrong, document, graph)
    message = f"{wrong.reason}: wanted {wrong.quote.printed!r}, found {wrong.found!r}."
    return ShapeFinding("QuoteAtItsPlace", severity, level, wrong.quote.node, message)


def _consequence(wrong: WrongQuote, document: Document, graph: bytes) -> tuple[Severity, Level]:
    """Return how bad a wrong quotation is."""
    if wrong.quote.verbatim:
        return "Violation", "frame"
    is_fact = place_of(wrong.quote.node, document.identifier, graph) is not None
    return ("Violation", "fact") if is_fact else ("Warning", "note")


def _objection(findings: Sequence[ShapeFinding]) -> SetAside:
    """Return findings as the error that sets a document aside: the first in its message."""
    lines = [f"{one.shape}: {one.message} ({one.focus})" for one in findings]
    return SetAside(lines[0], "\n".join(lines))
