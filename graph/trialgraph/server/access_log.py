"""The access log: one JSON object a request, without what was asked and without tokens."""

import asyncio
import os
import queue
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import orjson

_SECONDS = 0.2  # lines wait so long at most, and go out in one write
_MOST = 1 << 14  # bytes that wait at most
_BATCHES = 256  # that wait for a slow disk or a full pipe; more are lost
_GOODBYE_SECONDS = 2.0
_FORM = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z


class AccessLog:
    """Lines that a thread writes, a few at a time; who answers never waits for it.

    Attributes:
        lost: batches of lines that nobody took in time.
    """

    def __init__(self, descriptor: int) -> None:
        self.lost = 0
        self._descriptor = descriptor
        self._lines: list[bytes] = []
        self._octets = 0
        self._timer: asyncio.TimerHandle | None = None
        self._batches: queue.Queue[bytes] = queue.Queue(_BATCHES)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @classmethod
    def to(cls, place: str) -> Self:
        """Return the log to a file, added to its end; ``-`` is standard error.

        Raises:
            OSError: the file cannot be written to.
        """
        if place == "-":
            return cls(os.dup(sys.stderr.fileno()))
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        return cls(os.open(Path(place), flags, 0o640))

    def write(self, line: Mapping[str, object]) -> None:
        """Write one line, soon."""
        written = orjson.dumps(line, default=str, option=_FORM)
        self._lines.append(written)
        self._octets += len(written)
        if self._octets > _MOST:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_SECONDS, self.flush)

    def flush(self) -> None:
        """Hand over what waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._lines:
            return
        batch, self._lines, self._octets = b"".join(self._lines), [], 0
        try:
            self._batches.put_nowait(batch)
        except queue.Full:
            self.lost += 1

    def close(self) -> None:
        """Write what waits and close; a pipe that nobody reads is not waited for long."""
        self.flush()
        try:
            self._batches.put(b"", timeout=_GOODBYE_SECONDS)
        except queue.Full:
            self.lost += 1
        self._thread.join(_GOODBYE_SECONDS)

    def _run(self) -> None:
        """Write batches until an empty one; a full disk loses lines, never answers."""
        while batch := self._batches.get():
            try:
                while batch:
                    batch = batch[os.write(self._descriptor, batch) :]
            except OSError:
                self.lost += 1
        os.close(self._descriptor)
