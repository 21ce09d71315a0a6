"""Every error this package raises on purpose.

EvidenceError
├── AssetMissing             an ontology, shape or query file is not where it should be
├── DocumentError
│   ├── UnreadablePath       a file could not be opened
│   ├── EmptyDocument        there is nothing to read
│   ├── DocumentTooLarge     over the size limit
│   ├── NotText              control characters or a format we do not read
│   ├── UnreadableRecord     JSON or XML that breaks its own syntax, or is cut off
│   ├── ForbiddenXml         XML that declares entities
│   ├── UnknownFormat        a well-formed record of a kind that is not read
│   ├── SeveralRecords       bytes of several records where one was wanted
│   ├── PdfWithoutText       a PDF of pictures only, or one that is locked
│   └── ArchiveRefused       an archive over its limits, or with members that leave it
├── SourceError
│   ├── UnknownIdentifier    words that are neither a file nor an identifier of a source
│   ├── NotAtSource          the source has no such record
│   ├── SourceUnavailable    the source did not answer, or not in time
│   └── BadReply             the source answered with something else than a record
├── UnreadableVocabulary     a vocabulary file of no known layout
├── StoreError
│   ├── StoreMissing         no store in that directory
│   ├── StoreHeld            another process is writing to the store
│   ├── StoreFormat          a store of another version, or not a store
│   ├── StoreNotFresh        a new place was wanted, and there are files in it
│   ├── NotDescribed         what the store holds is still being counted
│   ├── BackupFailed         a backup could not be written, or read
│   ├── BackupDamaged        a backup is not as it was written
│   ├── StoreUnreachable     the server of a store does not answer, or not this user
│   ├── StoreUnsuitable      the server of a store lacks what is needed
│   ├── StoreUnfinished      an ingest was stopped and must be finished first
│   ├── CommitLost           the writing process ended before it told what it did
│   ├── DocumentNotStored    no such document in the store
│   ├── GraphManaged         a change of a graph that commands of ours write
│   ├── GraphMissing         no graph of that name in the store
│   ├── ShapeBroken          a change after which a shape would be broken
│   └── UpdateFailed         an update with an operation that cannot be done
├── QueryError
│   ├── UnknownQuestion      no question of that name in the catalogue
│   ├── BadParameter         a value does not fit the parameter it was given for
│   │   └── UnknownOverride  a refusal to pool that there is not, or that is never passed over
│   ├── NothingToPool        no estimate of that drug and end point is held
│   ├── BadQuery             the SPARQL text does not parse
│   ├── QueryRefused         the query asks for what is never allowed (SERVICE, LOAD, updates)
│   ├── QueryStopped         a limit on time, rows or size was reached
│   └── TooBusy              one client waits with too many queries
├── BadRequest               a request that the service's protocol does not know
│   ├── RequestTooLarge      a request of more bytes than are read
│   ├── RequestTooSlow       a request that did not come to its end in time
│   ├── UnsupportedMedia     a body of a type that the service does not take
│   ├── NotAcceptable        none of the accepted types can be made
│   ├── BadGraph             a posted graph that does not parse
│   ├── TokenWanted          a change without the token that allows it, or with another
│   ├── TooManyGuesses       wrong tokens one after the other
│   ├── WritesOff            a change at a service that takes none
│   └── BackupsOff           a backup wanted of a service that makes none
├── DecisionError
│   ├── UnknownTrial         no trial of that name is held, or several are
│   ├── UnknownDecision      no such decision is held
│   ├── DecisionUnfounded    a decision without a reason, or of nobody
│   ├── DecisionIdle         a decision that would change nothing
│   └── DecisionContradicted a decision that another one in force forbids
├── UnknownName              a name that the term tables do not hold
└── SetAside                 the document failed a check on its frame and lies in quarantine

Each class has a ``code``: a stable word that appears in JSON answers and in the
manual, where a section of the same name says what to do.
"""

from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class Advice:
    """Where in a text an error stands, and what to do about it.

    Attributes:
        line: from 1; ``None`` when the error stands at no one place.
        column: from 1, in characters.
        hint: what to do.
        suggestions: what may have been meant, the likeliest first.
    """

    line: int | None = None
    column: int | None = None
    hint: str = ""
    suggestions: tuple[str, ...] = ()


NO_ADVICE = Advice()


class EvidenceError(Exception):
    """Base of all deliberate errors; catching it never hides a bug.

    Attributes:
        advice: what is known beyond the message.
    """

    code: ClassVar[str] = "evidence-error"
    advice: Advice = NO_ADVICE

    def advised(self, advice: Advice) -> Self:
        """Return this error with advice."""
        self.advice = advice
        return self


class AssetMissing(EvidenceError):
    """An ontology, shape or query file is not where it should be."""

    code = "asset-missing"


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


class StoreError(EvidenceError):
    """The store cannot do what was asked."""

    code = "store-error"


class StoreMissing(StoreError):
    """There is no store in that directory."""

    code = "store-missing"


class StoreHeld(StoreError):
    """Another process is writing to the store."""

    code = "store-held"


class StoreFormat(StoreError):
    """The directory holds a store of another version, or something else."""

    code = "store-format"


class StoreNotFresh(StoreError):
    """A new place was wanted, and there is something at the one given."""

    code = "store-not-fresh"


class NotDescribed(StoreError):
    """What the store holds is still being counted; nothing is described yet."""

    code = "not-described"


class BackupFailed(StoreError):
    """A backup could not be written or read; nothing was left half-made."""

    code = "backup-failed"


class BackupDamaged(StoreError):
    """A backup is not as it was written, or is no backup."""

    code = "backup-damaged"


class StoreUnreachable(StoreError):
    """The server that keeps the store does not answer, or not this user."""

    code = "store-unreachable"


class StoreUnsuitable(StoreError):
    """The server that keeps the store lacks what is needed."""

    code = "store-unsuitable"


class StoreUnfinished(StoreError):
    """An ingest was stopped; what it began must be finished before anything is decided."""

    code = "store-unfinished"


class DocumentNotStored(StoreError):
    """There is no such document in the store."""

    code = "document-not-stored"


class CommitLost(StoreError):
    """The process that writes ended before it could tell what became of a change."""

    code = "commit-lost"


class GraphManaged(StoreError):
    """A change from outside of a graph that commands of this product write."""

    code = "graph-managed"


class GraphMissing(StoreError):
    """There is no such graph in the store."""

    code = "graph-missing"


class ShapeBroken(StoreError):
    """After the change a graph would break a shape; nothing was changed.

    Attributes:
        findings: one mapping of words for each result of the shapes.
    """

    code = "shape-broken"

    def __init__(self, message: str = "", findings: tuple[dict[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class UpdateFailed(StoreError):
    """An operation of an update cannot be done; nothing was changed."""

    code = "update-failed"


class QueryError(EvidenceError):
    """A question cannot be asked, or its answer cannot be given."""

    code = "query-error"


class UnknownQuestion(QueryError):
    """No question of that name in the catalogue."""

    code = "unknown-question"


class BadParameter(QueryError):
    """A value does not fit the parameter it was given for."""

    code = "bad-parameter"


class UnknownOverride(BadParameter):
    """A refusal to pool that there is not, or that is never passed over."""

    code = "unknown-override"


class NothingToPool(QueryError):
    """No estimate of that drug and end point is held, or none that can be drawn."""

    code = "nothing-to-pool"


class BadQuery(QueryError):
    """The SPARQL text does not parse."""

    code = "bad-query"


class QueryRefused(QueryError):
    """The query asks for something that is never allowed."""

    code = "query-refused"


class QueryStopped(QueryError):
    """A limit on time, rows or size was reached; no part of an answer is given as the whole.

    Attributes:
        limit: time, rows, octets, memory, queue or worker; empty when not told.
    """

    code = "query-stopped"

    def __init__(self, message: str = "", limit: str = "") -> None:
        super().__init__(message)
        self.limit = limit


class TooBusy(QueryError):
    """One client waits with as many queries as it may, or too many clients wait."""

    code = "too-busy"


class BadRequest(EvidenceError):
    """A request is not one that the service's protocol knows."""

    code = "bad-request"


class RequestTooLarge(BadRequest):
    """A request has more bytes than are read."""

    code = "request-too-large"


class RequestTooSlow(BadRequest):
    """A request did not come to its end in time."""

    code = "request-too-slow"


class UnsupportedMedia(BadRequest):
    """A body is of a type that the service does not take."""

    code = "unsupported-media-type"


class NotAcceptable(BadRequest):
    """None of the accepted types can be made."""

    code = "not-acceptable"


class BadGraph(BadRequest):
    """A posted graph does not parse, or is not one graph."""

    code = "bad-graph"


class TokenWanted(BadRequest):
    """A change was asked for without the token that allows it, or with another."""

    code = "token-wanted"


class TooManyGuesses(BadRequest):
    """Wrong tokens came one after the other; none is looked at for a while."""

    code = "too-many-guesses"


class WritesOff(BadRequest):
    """The service was started without a token, so it takes no change from anyone."""

    code = "writes-off"


class BackupsOff(BadRequest):
    """The service was started without a place for backups, so it makes none."""

    code = "backups-off"


class DecisionError(EvidenceError):
    """What a person decided cannot be taken in."""

    code = "decision-error"


class UnknownTrial(DecisionError):
    """No trial of that name is held, or several are."""

    code = "unknown-trial"


class UnknownDecision(DecisionError):
    """There is no such decision."""

    code = "unknown-decision"


class DecisionUnfounded(DecisionError):
    """A decision has no reason, or nobody made it."""

    code = "decision-unfounded"


class DecisionIdle(DecisionError):
    """A decision would change nothing."""

    code = "decision-idle"


class DecisionContradicted(DecisionError):
    """Another decision in force says the opposite."""

    code = "decision-contradicted"


class UnknownName(EvidenceError):
    """A name that the term tables do not hold."""

    code = "unknown-name"


class SetAside(EvidenceError):
    """A document failed a check on its frame and lies in quarantine.

    Attributes:
        report: all that was found, in as many lines as it takes.
    """

    code = "set-aside"

    def __init__(self, message: str = "", report: str = "") -> None:
        super().__init__(message)
        self.report = report or message
