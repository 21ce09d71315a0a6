"""What one process reads at a time, and what it hands back."""

from dataclasses import dataclass

from trialgraph.bulk.spool import NOWHERE, Range
from trialgraph.errors import EvidenceError
from trialgraph.evidence.kept_outlines import Prepared
from trialgraph.ingest.arriving import Arrival
from trialgraph.ingest.pieces import Piece
from trialgraph.store.ledger import DocumentEntry, KeptFiles


@dataclass(frozen=True, slots=True)
class Task:
    """Documents that one process reads.

    Attributes:
        number: counts the tasks of a run.
        paths: of small files, whatever each holds.
        arrivals: that a larger file was taken apart into.
        is_again: they are kept already, by a run that was killed before they were loaded.
    """

    number: int
    paths: tuple[str, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    is_again: bool = False

    @property
    def octets(self) -> int:
        """Return how many bytes come with the task; those of small files do not."""
        contents = (one.content for one in self.arrivals)
        return sum(len(one) for one in contents if not isinstance(one, EvidenceError))


@dataclass(frozen=True, slots=True)
class Stored:
    """What is loaded of a document that can be stored.

    Attributes:
        place: of its graphs in the file of the task.
        quads: in them.
        files: under which its bytes and text are kept already.
        outline: by which it is compared with others.
        judged: what results are judged by, packed.
    """

    place: Range
    quads: int
    files: KeptFiles
    outline: Prepared
    judged: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one document in the process that read it.

    Attributes:
        piece: without its graphs and text, which are on disk already.
        stored: what is loaded of it, ``None`` where it is not to be stored.
        content: where in the file of the task its bytes are, if the writer may need them.
        held: what the ledger had of a document that need not be read again.
    """

    piece: Piece
    stored: Stored | None = None
    content: Range = NOWHERE
    held: DocumentEntry | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """All that came of one task.

    Attributes:
        octets: bytes of the documents.
        seconds: of the processor.
    """

    number: int
    made: tuple[Made, ...]
    octets: int
    seconds: float
