"""How much one change from outside may take: an update, a graph, a document."""

from dataclasses import dataclass

from trialgraph.store.limits import MOST_MEMORY
from trialgraph.store.ranges import within

_LEAST_MEMORY = 512 * 1024**2  # the shapes are asked by libraries that are large themselves


@dataclass(frozen=True, slots=True)
class WriteLimits:
    """What one update, one posted graph or one uploaded document may take.

    Attributes:
        octets: bytes of the request.
        seconds: of wall time that trying it out may take.
        check_seconds: of wall time that the shapes may take over what it changed.
        commit_seconds: of wall time that making it for good and publishing it may take.
        waiting: changes that wait for their turn.
        holder_seconds: that it waits while another program writes to the store.
        memory: bytes that the process may allocate which tries it out or checks it, or
            reads a document.
        commit_memory: bytes that the process may allocate which makes it for good: all of
            its operations are one transaction there.
        depth: of nested brackets in an update.
        checked: statements of changed graphs that the shapes are asked about.
        reading_seconds: of wall time that reading an uploaded document may take.
        storing_seconds: of wall time that storing it may take, with what follows from it.
        uploads: documents that are read or wait for it.
    """

    octets: int = within(20_000_000, 1000, 10**9)
    seconds: float = within(60.0, 0.1, 3600.0)
    check_seconds: float = within(60.0, 0.1, 3600.0)
    commit_seconds: float = within(300.0, 10.0, 3600.0)
    waiting: int = within(64, 1, 10**5)
    holder_seconds: float = within(10.0, 0.1, 600.0)
    memory: int = within(2 * 1024**3, _LEAST_MEMORY, MOST_MEMORY)
    commit_memory: int = within(4 * 1024**3, _LEAST_MEMORY, MOST_MEMORY)
    depth: int = within(100, 5, 1000)
    checked: int = within(200_000, 1, 10**8)
    reading_seconds: float = within(120.0, 1.0, 3600.0)
    storing_seconds: float = within(600.0, 10.0, 86_400.0)
    uploads: int = within(8, 1, 1000)
