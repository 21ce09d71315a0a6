"""The worker's side: a process that answers one query after the other until it is killed.

It is started as ``python -m trialgraph.store.answering STORE LIMITS``. What goes
wrong natively (memory, stack) kills this process and not the one that asked.

A query is answered with frames. The first has the status ``answered`` and comes
when 64 KB are there, or at the end; ``is_whole`` tells that nothing follows. Then
come pieces and, only if all went well, an ``end``. In place of any of them may come
the code of an error, and then nothing follows: no part of an answer looks whole.
"""

import io
import json
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from trialgraph.errors import EvidenceError, QueryStopped
from trialgraph.store.frames import Head, PipeClosed, receive, send
from trialgraph.store.limits import Limits
from trialgraph.store.snapshot_queries import SnapshotQueries

PIECE = 1 << 16  # bytes of an answer in one frame, about

# What stands once between two rows, and never within one (a crafted string could
# hold the JSON one: such a row counts twice towards the limit, no more).
_ROW_MARKS: dict[object, bytes] = {
    "json": b"}},{",
    "xml": b"<result>",
    "csv": b"\n",
    "tsv": b"\n",
    "turtle": b"\n",
    "ntriples": b"\n",
    "nquads": b"\n",
    "trig": b"\n",
}


class Queries(Protocol):
    """What answers queries: an engine behind it, here or elsewhere."""

    def newest(self) -> int:
        """Turn to the newest version and return its number."""
        ...

    def answer(self, head: Head, out: IO[bytes]) -> None:
        """Write the answer to a query, little by little; what ``out`` raises is passed on."""
        ...


def open_queries(place: str) -> Queries:
    """Return what answers queries of a store."""
    return SnapshotQueries(Path(place))


def main(arguments: list[str]) -> None:
    """Answer queries from standard input on standard output until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = Limits(**json.loads(arguments[1]))
    answering = Answering(open_queries(arguments[0]), limits, sys.stdout.buffer)
    _bound(resource.RLIMIT_DATA, limits.memory)
    send(sys.stdout.buffer, {"status": "ready"})
    patience = _Patience(limits.seconds)
    while True:
        try:
            head, _ = receive(sys.stdin.buffer)
            patience.renew()
            answering.answer(head)
        except PipeClosed:
            return


class Answering:
    """Answers one query after the other on the newest version."""

    def __init__(self, queries: Queries, limits: Limits, pipe: IO[bytes]) -> None:
        self._queries = queries
        self._limits = limits
        self._pipe = pipe

    def answer(self, head: Head) -> None:
        """Send the answer to a query, or what is wrong, in frames.

        Raises:
            PipeClosed: nobody reads any more.
        """
        begin = time.process_time()
        try:
            out = self._answered(head)
        except EvidenceError as error:
            limit = getattr(error, "limit", "")
            send(self._pipe, {"status": error.code, "message": str(error), "limit": limit})
        except MemoryError:
            message = "the query took more memory than allowed; ask for less, or add conditions"
            told: Head = {"status": QueryStopped.code, "message": message, "limit": "memory"}
            send(self._pipe, told)
        else:
            out.end(time.process_time() - begin)

    def _answered(self, head: Head) -> "_Pieces":
        """Return the pieces of an answer, all but the last of them sent."""
        out = _Pieces(self._pipe, head, self._limits, self._queries.newest())
        with suppress(_Enough):
            self._queries.answer(head, out)
        return out


class _Enough(Exception):
    """As much of the answer as was wanted is sent."""


class _Pieces(io.BytesIO):
    """Sends an answer on in pieces, and stops the query when there is too much of it."""

    def __init__(self, pipe: IO[bytes], head: Head, limits: Limits, version: int) -> None:
        super().__init__()
        self._pipe = pipe
        self._limits = limits
        self._only_begin = head.get("only_begin") is True
        self._version = version
        self._mark = _ROW_MARKS.get(head["form"], b"")
        self._rows = 0
        self._tail = b""
        self._octets = 0
        self._held: list[bytes] = []
        self._waiting = 0
        self._is_begun = False

    def write(self, part: "bytes | bytearray | memoryview[int]") -> int:  # type: ignore[override]
        """Take the next part of the answer."""
        piece = bytes(part)
        self._octets += len(piece)
        if self._octets > self._limits.octets:
            raise QueryStopped(
                f"the answer is over {self._limits.octets} bytes; add conditions or a LIMIT",
                "octets",
            )
        if self._mark:
            self._count(piece)
        self._held.append(piece)
        self._waiting += len(piece)
        if self._waiting >= PIECE:
            self._send("piece" if self._is_begun else "answered", is_whole=False)
            if self._only_begin:
                raise _Enough
        return len(piece)

    def end(self, seconds: float) -> None:
        """Send what is left, and that this is all; with the time of the processor it took."""
        status = "end" if self._is_begun else "answered"
        self._send(status, is_whole=True, rows=self._rows, seconds=seconds)

    def _send(self, status: str, **said: object) -> None:
        """Send what is held as a frame."""
        head: Head = {"status": status, **said}
        if not self._is_begun:
            head["version"] = self._version
            self._is_begun = True
        send(self._pipe, head, b"".join(self._held))
        self._held.clear()
        self._waiting = 0

    def _count(self, piece: bytes) -> None:
        """Count the rows that end in a piece, or over the edge of the one before."""
        seen = self._tail + piece
        self._rows += seen.count(self._mark)
        self._tail = seen[len(seen) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        if self._rows > self._limits.rows:
            raise QueryStopped(
                f"the answer has over {self._limits.rows} rows; add conditions or a LIMIT",
                "rows",
            )


class _Patience:
    """Ends this process by itself when a query runs on though its owner is gone."""

    def __init__(self, seconds: float) -> None:
        self._allowed = int(4 * seconds) + 5
        self._until = 0.0

    def renew(self) -> None:
        """Allow the next query its time, and set the limit when it is not far off."""
        spent = time.process_time()
        if spent + self._allowed > self._until:
            self._until = spent + 2 * self._allowed
            _bound(resource.RLIMIT_CPU, int(self._until) + 1)


def _bound(kind: int, limit: int) -> None:
    """Set a soft limit, below what the system sets as the hard one."""
    hard = resource.getrlimit(kind)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    main(sys.argv[1:])
