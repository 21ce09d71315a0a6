"""What is stored of one document, made of its bytes and the terms alone.

Nothing here looks into a store: any process, on any machine, makes the same of the same
bytes, so a batch can be made in parts side by side and stored by one.
"""

from dataclasses import dataclass, replace

from trialgraph import names
from trialgraph.check.finding_graphs import finding_graph, finding_quads
from trialgraph.documents.reader import read_document
from trialgraph.errors import DocumentError, EvidenceError, SetAside, SourceError
from trialgraph.ingest.faults import fault_set_aside
from trialgraph.ingest.forms import cut_off
from trialgraph.ingest.lines import IngestLine, Outcome
from trialgraph.ingest.reading import CheckedDocument, examined
from trialgraph.ingest.versions import ontology_version, reader_version
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri
from trialgraph.names.shown import in_unicode
from trialgraph.store.ledger import DocumentEntry
from trialgraph.terms.index import TermIndex


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms that documents are read with.

    Attributes:
        version: as ``terms_version`` gives it.
    """

    index: TermIndex
    version: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One document as it is stored, or why it is not.

    Attributes:
        line: what becomes of it where nothing else of the document is held.
        entry: of the ledger; ``None`` where the bytes are no document.
        cut: what says that the document is cut off, empty where nothing does.
        report: why it is set aside, in full; it goes to quarantine with the bytes.
        text: the canonical text, for which spans hold.
        graph: what it says, as N-Quads; empty where it is not stored.
        findings: what is odd in it, as N-Quads.
    """

    line: IngestLine
    entry: DocumentEntry | None = None
    cut: str = ""
    report: str = ""
    text: str = ""
    graph: bytes = b""
    findings: bytes = b""

    @property
    def identifier(self) -> str:
        """Return the identifier of the document, empty when it could not be read."""
        return self.line.identifier

    @property
    def outcome(self) -> Outcome:
        """Return ``stored``, ``set aside``, ``unreadable`` or ``not fetched``."""
        return self.line.outcome

    @property
    def message(self) -> str:
        """Return what a person is told of it, empty when all went well."""
        return self.line.message

    @property
    def graphs(self) -> dict[Iri, bytes]:
        """Return the graphs to be written, by their names."""
        return {
            names.document(self.identifier): self.graph,
            finding_graph(self.identifier): self.findings,
        }


def readable(content: bytes) -> Document | EvidenceError:
    """Return the document of some bytes, or why they are none."""
    try:
        return fault_set_aside(lambda: read_document(content))
    except (DocumentError, SetAside) as error:
        return error


def reading_of(document: Document, terms: TermIndex) -> CheckedDocument | SetAside:
    """Return what can be stored of a document, or why nothing can."""
    try:
        return examined(document, terms)
    except SetAside as error:
        return error


def made(
    source: str, document: Document, found: CheckedDocument | SetAside, terms_version: str
) -> Piece:
    """Return what is stored of a document in which something was found."""
    cut = cut_off(document)
    if isinstance(found, SetAside):
        entry = entry_of(source, document, terms_version, str(found))
        line = IngestLine(
            source=source,
            identifier=document.identifier,
            outcome="set aside",
            message=entry.message,
            code=found.code,
        )
        return Piece(line, entry, cut.message if cut else "", found.report)
    line = IngestLine(
        source=source,
        identifier=document.identifier,
        outcome="stored",
        problems=len(found.reading.problems) + len(found.warnings),
        message=_remark(found.reading),
    )
    about = finding_graph(document.identifier)
    return Piece(
        line,
        entry_of(source, document, terms_version),
        cut=cut.message if cut else "",
        text=document.text,
        graph=found.graph,
        findings=finding_quads(about, found.warnings, document.identifier),
    )


def entry_of(
    source: str, document: Document, terms_version: str, objection: str = ""
) -> DocumentEntry:
    """Return what the ledger records of a document, stored or set aside for an objection."""
    return DocumentEntry(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=reader_version(document),
        terms=terms_version,
        ontology=ontology_version(),
        state="set aside" if objection else "stored",
        source=source,
        message=objection,
    )


def is_same(held: DocumentEntry, entry: DocumentEntry) -> bool:
    """Tell whether a document is stored as the same versions read it, from wherever it came."""
    wanted = replace(entry, source=held.source, state="stored", message="", recorded_at="")
    return wanted == replace(held, recorded_at="")


def refused(source: str, error: EvidenceError) -> IngestLine:
    """Return the line of a document that cannot be taken in."""
    outcome: Outcome = "not fetched" if isinstance(error, SourceError) else "unreadable"
    message = in_unicode(str(error))  # it may name a file
    return IngestLine(source=source, outcome=outcome, message=message, code=error.code)


def _remark(reading: TrialDocument) -> str:
    """Return that a stored document is cut off or tells of no trial; empty where it is neither."""
    told = {one.code: one.message for one in reversed(reading.problems)}
    return next((told[code] for code in ("truncated-page", "no-trial") if code in told), "")
