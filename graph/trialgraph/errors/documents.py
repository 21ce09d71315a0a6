"""Errors of what is read: documents, the sources they come from, vocabularies."""

from trialgraph.errors.base import EvidenceError


class DocumentError(EvidenceError):
    """A document cannot be taken in."""

    code = "document-error"


class UnreadablePath(DocumentError):
    """A file could not be opened."""

    code = "unreadable-path"


class EmptyDocument(DocumentError):
    """There is nothing to read."""

    code = "empty-document"


class DocumentTooLarge(DocumentError):
    """A document is over the size limit."""

    code = "document-too-large"


class NotText(DocumentError):
    """The bytes are not text, and no format we read."""

    code = "not-text"


class UnreadableRecord(DocumentError):
    """JSON or XML that breaks its own syntax, or is cut off."""

    code = "unreadable-record"


class ForbiddenXml(DocumentError):
    """XML that declares entities; none is ever expanded or fetched."""

    code = "forbidden-xml"


class UnknownFormat(DocumentError):
    """A well-formed record of a kind that is not read."""

    code = "unknown-format"


class SeveralRecords(DocumentError):
    """The bytes hold several records where one was wanted."""

    code = "several-records"


class PdfWithoutText(DocumentError):
    """A PDF holds no text that can be read: pictures of pages, or locked."""

    code = "pdf-without-text"


class ArchiveRefused(DocumentError):
    """An archive is over its limits, or a member's path leaves it."""

    code = "archive-refused"


class SourceError(EvidenceError):
    """A registry or library did not give what was asked of it."""

    code = "source-error"


class UnknownIdentifier(SourceError):
    """The words are neither a file nor an identifier that a source knows."""

    code = "unknown-identifier"


class NotAtSource(SourceError):
    """The source has no such record."""

    code = "not-at-source"


class SourceUnavailable(SourceError):
    """The source did not answer, or not in time."""

    code = "source-unavailable"


class BadReply(SourceError):
    """The source answered with something else than a record."""

    code = "bad-reply"


class UnreadableVocabulary(EvidenceError):
    """A vocabulary file has no known layout."""

    code = "unreadable-vocabulary"


class SetAside(EvidenceError):
    """A document failed a check on its frame and lies in quarantine.

    Attributes:
        report: all that was found, in as many lines as it takes.
    """

    code = "set-aside"

    def __init__(self, message: str = "", report: str = "") -> None:
        super().__init__(message)
        self.report = report or message
