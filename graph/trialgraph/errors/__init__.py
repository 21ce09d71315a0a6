"""Every error this package raises on purpose.

EvidenceError
├── AssetMissing             an ontology, shape or query file is not where it should be
├── AddressInUse             somebody listens where a service was to listen
├── ExtraMissing             a package that is installed on demand is not there
├── JobStopped               work given to several machines did not come to its end
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
│   ├── StoreReadOnly        the store may be read and not be written to
│   ├── DiskFailed           the disk of the store has no room, or a fault
│   ├── StoreNotFresh        a new place was wanted, and there are files in it
│   ├── NamesNotReady        the names of what the store holds are still being put in order
│   ├── NotDescribed         what the store holds is still being counted
│   ├── BackupFailed         a backup could not be written, or read
│   ├── BackupDamaged        a backup is not as it was written
│   ├── StoreUnreachable     the server of a store does not answer, or not this user
│   ├── StoreUnsuitable      the server of a store lacks what is needed
│   ├── StoreUnfinished      an ingest was stopped and must be finished first
│   ├── WorkerLost           a process that works for a bulk load ended
│   ├── TooManyRemoved       more documents than allowed would be taken out
│   ├── CommitLost           the writing process ended before it told what it did
│   ├── DocumentNotStored    no such document in the store
│   ├── DocumentReplaced     a document's new text is there, and its new facts are not yet
│   ├── GraphManaged         a change of a graph that commands of ours write
│   ├── GraphMissing         no graph of that name in the store
│   ├── ShapeBroken          a change after which a shape would be broken
│   └── UpdateFailed         an update with an operation that cannot be done
├── QueryError
│   ├── UnknownQuestion      no question of that name in the catalogue
│   ├── BadParameter         a value does not fit the parameter it was given for
│   │   ├── CursorExpired    a cursor leads on in data that have changed
│   │   ├── TooManyRows      a table that is too long to be given whole
│   │   └── UnknownOverride  a refusal to pool that there is not, or that is never passed over
│   ├── NothingToPool        no estimate of that drug and end point is held
│   ├── BadQuery             the SPARQL text does not parse
│   ├── QueryRefused         the query asks for what is never allowed (SERVICE, LOAD, updates)
│   ├── QueryStopped         a limit on time, rows or size was reached
│   └── TooBusy              one client waits with too many queries
├── BadRequest               a request that the service's protocol does not know
│   ├── RequestTooLarge      a request of more bytes than are read
│   ├── RequestTooSlow       a request that did not come to its end in time
│   ├── PreconditionFailed   a graph that is not as the request wants it to be
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
│   ├── DecisionContradicted a decision that another one in force forbids
│   ├── UnknownFact          no document held says such a fact
│   └── CorrectionRefused    a correction without words of the document that bear it out
├── UnknownName              a name that the term tables do not hold
├── UnknownThing             an IRI of a thing, or of a version, of which nothing is held
└── SetAside                 the document failed a check on its frame and lies in quarantine

Each class has a ``code``: a stable word that appears in JSON answers and in the
manual, where a section of the same name says what to do.
"""

from trialgraph.errors.base import (
    NO_ADVICE,
    AddressInUse,
    Advice,
    AssetMissing,
    EvidenceError,
    ExtraMissing,
    JobStopped,
)
from trialgraph.errors.decisions import (
    CorrectionRefused,
    DecisionContradicted,
    DecisionError,
    DecisionIdle,
    DecisionUnfounded,
    UnknownDecision,
    UnknownFact,
    UnknownTrial,
)
from trialgraph.errors.documents import (
    ArchiveRefused,
    BadReply,
    DocumentError,
    DocumentTooLarge,
    EmptyDocument,
    ForbiddenXml,
    NotAtSource,
    NotText,
    PdfWithoutText,
    SetAside,
    SeveralRecords,
    SourceError,
    SourceUnavailable,
    UnknownFormat,
    UnknownIdentifier,
    UnreadablePath,
    UnreadableRecord,
    UnreadableVocabulary,
)
from trialgraph.errors.queries import (
    BadParameter,
    BadQuery,
    CursorExpired,
    NothingToPool,
    QueryError,
    QueryRefused,
    QueryStopped,
    TooBusy,
    TooManyRows,
    UnknownName,
    UnknownOverride,
    UnknownQuestion,
    UnknownThing,
)
from trialgraph.errors.requests import (
    BackupsOff,
    BadGraph,
    BadRequest,
    NotAcceptable,
    PreconditionFailed,
    RequestTooLarge,
    RequestTooSlow,
    TokenWanted,
    TooManyGuesses,
    UnsupportedMedia,
    WritesOff,
)
from trialgraph.errors.stores import (
    BackupDamaged,
    BackupFailed,
    CommitLost,
    DiskFailed,
    DocumentNotStored,
    DocumentReplaced,
    GraphManaged,
    GraphMissing,
    NamesNotReady,
    NotDescribed,
    ShapeBroken,
    StoreError,
    StoreFormat,
    StoreHeld,
    StoreMissing,
    StoreNotFresh,
    StoreReadOnly,
    StoreUnfinished,
    StoreUnreachable,
    StoreUnsuitable,
    TooManyRemoved,
    UpdateFailed,
    WorkerLost,
)

__all__ = [
    "NO_ADVICE",
    "AddressInUse",
    "Advice",
    "ArchiveRefused",
    "AssetMissing",
    "BackupDamaged",
    "BackupFailed",
    "BackupsOff",
    "BadGraph",
    "BadParameter",
    "BadQuery",
    "BadReply",
    "BadRequest",
    "CommitLost",
    "CorrectionRefused",
    "CursorExpired",
    "DecisionContradicted",
    "DecisionError",
    "DecisionIdle",
    "DecisionUnfounded",
    "DiskFailed",
    "DocumentError",
    "DocumentNotStored",
    "DocumentReplaced",
    "DocumentTooLarge",
    "EmptyDocument",
    "EvidenceError",
    "ExtraMissing",
    "ForbiddenXml",
    "GraphManaged",
    "GraphMissing",
    "JobStopped",
    "NamesNotReady",
    "NotAcceptable",
    "NotAtSource",
    "NotDescribed",
    "NotText",
    "NothingToPool",
    "PdfWithoutText",
    "PreconditionFailed",
    "QueryError",
    "QueryRefused",
    "QueryStopped",
    "RequestTooLarge",
    "RequestTooSlow",
    "SetAside",
    "SeveralRecords",
    "ShapeBroken",
    "SourceError",
    "SourceUnavailable",
    "StoreError",
    "StoreFormat",
    "StoreHeld",
    "StoreMissing",
    "StoreNotFresh",
    "StoreReadOnly",
    "StoreUnfinished",
    "StoreUnreachable",
    "StoreUnsuitable",
    "TokenWanted",
    "TooBusy",
    "TooManyGuesses",
    "TooManyRemoved",
    "TooManyRows",
    "UnknownDecision",
    "UnknownFact",
    "UnknownFormat",
    "UnknownIdentifier",
    "UnknownName",
    "UnknownOverride",
    "UnknownQuestion",
    "UnknownThing",
    "UnknownTrial",
    "UnreadablePath",
    "UnreadableRecord",
    "UnreadableVocabulary",
    "UnsupportedMedia",
    "UpdateFailed",
    "WorkerLost",
    "WritesOff",
]
