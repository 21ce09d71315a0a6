"""Answers that wait for clients slower than the processes that make them.

A process is free again as soon as its answer is made, however long the client takes to
read it. What the client has not taken yet waits in memory, and beyond that on disk in
a file without a name, which is gone with the process that holds it.
"""

import asyncio
import os
import tempfile
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

_HELD = 1 << 18  # bytes of an answer that wait in memory: there may be thousands of clients
_PIECE = 1 << 16  # bytes that are read from disk at a time


@dataclass(slots=True)
class Room:
    """What all answers that wait may take on disk.

    Attributes:
        octets: bytes that are free.
    """

    octets: int = 1 << 30

    def take(self, octets: int) -> bool:
        """Have some of it, and tell whether there was enough."""
        if octets > self.octets:
            return False
        self.octets -= octets
        return True

    def give_back(self, octets: int) -> None:
        """Let others have it."""
        self.octets += octets


class Spool:
    """Pieces that one task puts in and another one takes out, in the same order."""

    def __init__(self, room: Room, held: int = _HELD) -> None:
        """Begin without any pieces.

        Args:
            room: shared by all.
            held: bytes that wait in memory.
        """
        self._room = room
        self._most = held
        self._held = 0
        self._pieces: deque[bytes] = deque()  # all of them older than those in the file
        self._file: IO[bytes] | None = None
        self._written = 0
        self._read = 0
        self._is_over = False
        self._error: Exception | None = None
        self._filled = asyncio.Event()
        self._taken = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._room.give_back(self._written)
        self._written = self._read = 0
        if self._file is not None:
            self._file.close()

    async def put(self, piece: bytes) -> None:
        """Put a piece in; only when the disk has no room it is waited for the reader.

        Raises:
            OSError: the disk is full.
        """
        while self._held and self._must_go_to_disk(piece):
            if self._room.take(len(piece)):
                self._write(piece)
                return
            self._taken.clear()
            await self._taken.wait()
        self._pieces.append(piece)
        self._held += len(piece)
        self._filled.set()

    def end(self, error: Exception | None = None) -> None:
        """Tell that nothing follows, or why."""
        self._is_over = True
        self._error = error
        self._filled.set()

    async def take(self) -> bytes:
        """Return the next piece, empty behind the last one.

        Raises:
            Exception: what ``end`` was told, behind the last piece.
        """
        while not self._held:
            if self._error is not None:
                raise self._error
            if self._is_over:
                return b""
            self._filled.clear()
            await self._filled.wait()
        piece = self._pieces.popleft() if self._pieces else self._read_on()
        self._held -= len(piece)
        self._taken.set()
        return piece

    def _must_go_to_disk(self, piece: bytes) -> bool:
        """Tell whether a piece has no place in memory, or others before it are on disk."""
        return self._read < self._written or self._held + len(piece) > self._most

    def _write(self, piece: bytes) -> None:
        """Write a piece, whose bytes of the room are taken."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed on leaving
        # In no thread: one that is still writing when the file is closed could write
        # into the next file of the same number.
        left, begin = piece, self._written
        self._written += len(piece)
        while left:
            written = os.pwrite(self._file.fileno(), left, begin)
            left, begin = left[written:], begin + written
        self._held += len(piece)
        self._filled.set()

    def _read_on(self) -> bytes:
        """Return what comes next on disk."""
        descriptor = self._file.fileno() if self._file is not None else -1
        piece = os.pread(descriptor, _PIECE, self._read)
        self._read += len(piece)
        return piece
