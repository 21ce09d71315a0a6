"""Errors of the store, and of changes to it."""

from trialgraph.errors.base import EvidenceError


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


class StoreReadOnly(StoreError):
    """The store may be read and not be written to."""

    code = "store-read-only"


class DiskFailed(StoreError):
    """The disk of a store has no room, or a fault; what was acknowledged stays."""

    code = "disk-failed"


class StoreNotFresh(StoreError):
    """A new place was wanted, and there is something at the one given."""

    code = "store-not-fresh"


class DocumentReplaced(StoreError):
    """A document is being replaced: its facts are still those of its text of before."""

    code = "document-replaced"


class NamesNotReady(StoreError):
    """The names of what a store holds are still being put in order."""

    code = "names-not-ready"


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


class WorkerLost(StoreError):
    """A process that works for a bulk load ended; what was loaded stays, and it can go on."""

    code = "worker-lost"


class TooManyRemoved(StoreError):
    """More documents than allowed would be taken out; none was."""

    code = "too-many-removed"


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
