"""The worker's side: a process that answers one query after the other until it is killed.

It is started as ``python -m trialgraph.store.answering STORE LIMITS``. What goes
wrong natively (memory, stack) kills this process and not the one that asked.

A query is answered with frames. The first has the status ``answered`` and comes
when 64 KB are there, or at the end; ``is_whole`` tells that nothing follows. Then
come pieces and, only if all went well, an ``end``. In place of any of them may come
an error, and then nothing follows: no part of an answer looks whole.
"""

import gc
import json
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Protocol

from trialgraph.errors import EvidenceError, QueryStopped
from trialgraph.store.address import place_of
from trialgraph.store.asked import too_many_rows
from trialgraph.store.bounds import bound
from trialgraph.store.failures import failure
from trialgraph.store.frames import Head, PipeClosed, receive, send
from trialgraph.store.limits import Limits
from trialgraph.store.orphans import end_with_owner
from trialgraph.store.remarks import has_nothing, remarks
from trialgraph.store.snapshot_queries import Out, SnapshotQueries
from trialgraph.store.tags import tag_of

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

    @property
    def mark(self) -> str:
        """Return the mark of that version, empty when it has none."""
        ...

    def answer(self, head: Head, out: Out) -> None:
        """Write the answer to a query, little by little; what ``out`` raises is passed on."""
        ...


def open_queries(place: str) -> Queries:
    """Return what answers queries of a store."""
    where = place_of(place)
    if isinstance(where, Path):
        return SnapshotQueries(where)
    # What speaks HTTP takes long to import, and most workers need none of it.
    from trialgraph.store.remote.answering import RemoteQueries  # noqa: PLC0415

    return RemoteQueries(where)


def main(arguments: list[str]) -> None:
    """Answer queries from standard input on standard output until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_owner()
    limits = Limits(**json.loads(arguments[1]))
    answering = Answering(open_queries(arguments[0]), limits, sys.stdout.buffer)
    bound(resource.RLIMIT_DATA, limits.memory)
    _yield_to_owner()
    gc.freeze()  # what is there now stays: it need not be looked through again
    send(sys.stdout.buffer, {"status": "ready"})
    patience = _Patience(limits.seconds)
    while True:
        try:
            head, _ = receive(sys.stdin.buffer)
            begin = time.process_time()
            patience.renew(begin)
            answering.answer(head, begin)
        except PipeClosed:
            return


class Answering:
    """Answers one query after the other on the newest version."""

    def __init__(self, queries: Queries, limits: Limits, pipe: IO[bytes]) -> None:
        self._queries = queries
        self._limits = limits
        self._pipe = pipe

    def answer(self, head: Head, begin: float = 0.0) -> None:
        """Send the answer to a query, or what is wrong, in frames.

        Args:
            head: of the frame that asks.
            begin: time of the processor that was spent before, seconds.

        Raises:
            PipeClosed: nobody reads any more.
        """
        try:
            out = self._answered(head)
        except EvidenceError as error:
            send(self._pipe, failure(error))
        except MemoryError:
            message = "the query took more memory than allowed; ask for less, or add conditions"
            send(self._pipe, failure(QueryStopped(message, "memory")))
        else:
            out.end(time.process_time() - begin)

    def _answered(self, head: Head) -> "_Pieces":
        """Return the pieces of an answer, all but the last of them sent."""
        seen: Head = {"version": self._queries.newest()}
        seen["tag"] = tag_of(self._queries.mark, head)
        out = _Pieces(self._pipe, head, self._limits, seen)
        with suppress(_Enough):
            self._queries.answer(head, out)
        return out


class _Enough(Exception):
    """As much of the answer as was wanted is sent."""


class _Pieces:
    """Sends an answer on in pieces, and stops the query when there is too much of it."""

    def __init__(self, pipe: IO[bytes], head: Head, limits: Limits, seen: Head) -> None:
        self._pipe = pipe
        self._limits = limits
        self._only_begin = head.get("only_begin") is True
        self._seen = seen
        self._query = str(head["query"])
        self._is_ours = head.get("is_ours") is True
        self._form = str(head["form"])
        self._mark = _ROW_MARKS.get(head["form"], b"")
        self._rows = 0
        self._more_than_marks = -1 if head["form"] in {"csv", "tsv"} else 0
        self._tail = b""
        self._octets = 0
        self._held: list[bytes] = []
        self._waiting = 0
        self._is_begun = False

    def write(self, piece: bytes, /) -> int:
        """Take the next part of the answer."""
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

    def flush(self) -> None:
        """Send nothing yet: small pieces wait for others."""

    def end(self, seconds: float) -> None:
        """Send what is left, and that this is all; with the time of the processor it took."""
        status = "end" if self._is_begun else "answered"
        said: Head = {"is_whole": True, "rows": self._rows_counted(), "seconds": seconds}
        if not (self._is_begun or self._is_ours):
            nothing = has_nothing(self._query, self._form, b"".join(self._held))
            odd = remarks(self._query, nothing=nothing)
            said |= {"remarks": [asdict(one) for one in odd]} if odd else {}
        self._send(status, **said)

    def _send(self, status: str, **said: object) -> None:
        """Send what is held as a frame."""
        head: Head = {"status": status, **said}
        if not self._is_begun:
            head |= self._seen
            self._is_begun = True
        send(self._pipe, head, b"".join(self._held))
        self._held.clear()
        self._waiting = 0

    def _rows_counted(self) -> int:
        """Return how many rows there were; a head is none, and JSON marks only what follows one."""
        return max(0, self._rows + self._more_than_marks)

    def _count(self, piece: bytes) -> None:
        """Count the rows that end in a piece, or over the edge of the one before."""
        if self._octets == len(piece) and b'"bindings":[{' in piece:
            self._more_than_marks = 1
        seen = self._tail + piece
        self._rows += seen.count(self._mark)
        self._tail = seen[len(seen) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        if self._rows > self._limits.rows:
            raise too_many_rows(self._limits.rows)


class _Patience:
    """Ends this process by itself when a query runs on though its owner is gone."""

    def __init__(self, seconds: float) -> None:
        self._allowed = int(4 * seconds) + 5
        self._until = 0.0

    def renew(self, spent: float) -> None:
        """Allow the next query its time, and set the limit when it is not far off."""
        if spent + self._allowed > self._until:
            self._until = spent + 2 * self._allowed
            bound(resource.RLIMIT_CPU, int(self._until) + 1)


def _yield_to_owner() -> None:
    """Let who asks go on when it wakes this process: it has more to hand out, and to more.

    Linux lets no process of this kind break in on another one; elsewhere, and where a
    system forbids it, it stays as it is.
    """
    if sys.platform == "linux":
        with suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


if __name__ == "__main__":
    main(sys.argv[1:])
