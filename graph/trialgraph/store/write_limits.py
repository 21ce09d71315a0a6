"""How much one change from outside may take: an update, a graph, a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WriteLimits:
    """What one update, one posted graph or one uploaded document may take.

    Attributes:
        octets: bytes of the request.
        seconds: of wall time that trying it out may take.
        check_seconds: of wall time that the shapes may take over what it changed.
        waiting: changes that wait for their turn.
        memory: bytes that the process may allocate which tries it out or checks it, or
            reads a document.
        depth: of nested brackets in an update.
        checked: statements of changed graphs that the shapes are asked about.
        reading_seconds: of wall time that reading an uploaded document may take.
        storing_seconds: of wall time that storing it may take, with what follows from it.
        uploads: documents that are read or wait for it.
    """

    octets: int = 20_000_000
    seconds: float = 60.0
    check_seconds: float = 60.0
    waiting: int = 64
    memory: int = 2 * 1024**3
    depth: int = 100
    checked: int = 200_000
    reading_seconds: float = 120.0
    storing_seconds: float = 600.0
    uploads: int = 8
