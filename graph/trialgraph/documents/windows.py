"""A stream seen through a window that is as long as one record, so that memory stays bounded."""

import re
from collections.abc import Iterable, Iterator

MOST = 20_000_000
"""Bytes of one document; a longer record is cut there, and refused by its reader."""

_STEP = 1 << 20
_OVERLAP = 1 << 16  # what an opening may hold of the bytes seen before: a line of MEDLINE


class Window:
    """The bytes of a stream from a place on; it grows when more are asked for.

    Attributes:
        is_whole: the end of the stream is in view.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = b""
        self._at = 0
        self.is_whole = False

    def __len__(self) -> int:
        """Return how many bytes are in view."""
        return len(self._held) - self._at

    def head(self, length: int) -> bytes:
        """Return the first bytes, fewer where the stream is shorter."""
        while len(self) < length and not self.is_whole:
            self._grow()
        return self._held[self._at : self._at + length]

    def whole(self) -> bytes:
        """Return all bytes, or more than ``MOST`` of them."""
        self.head(MOST + 1)
        return self.take(len(self))

    def find(self, opening: re.Pattern[bytes], start: int = 1) -> int | None:
        """Return where the next record begins, ``None`` where none does within ``MOST`` bytes.

        Args:
            opening: its match ends where the record begins; its group begins there, if it has one.
            start: to look from.
        """
        seen = start
        while True:
            found = opening.search(self._held, self._at + seen)
            if found is not None:
                return (found.start(1) if opening.groups else found.end()) - self._at
            if self.is_whole or len(self) > MOST:
                return None
            seen = max(start, len(self) - _OVERLAP)
            self._grow()

    def take(self, length: int) -> bytes:
        """Return the next bytes and move on past them."""
        taken = self._held[self._at : self._at + length]
        self._at += len(taken)
        return taken

    def pieces(self, opening: re.Pattern[bytes]) -> Iterator[bytes]:
        """Yield the bytes from one opening to the next, cut off after ``MOST``."""
        while self.head(1):
            end = self.find(opening)
            yield self.take(len(self) if end is None else end)
            if end is None:
                self._skip(opening)

    def _skip(self, opening: re.Pattern[bytes]) -> None:
        """Move on to the next opening, or to the end."""
        while self.head(1):
            end = self.find(opening, 0)
            self.take(len(self) if end is None else end)
            if end is not None:
                return

    def _grow(self) -> None:
        """Take in as many bytes as are in view, so that looking again costs no more than once."""
        wanted = max(len(self), _STEP)
        pieces = [self._held[self._at :]]
        for chunk in self._chunks:
            pieces.append(chunk)
            wanted -= len(chunk)
            if wanted <= 0:
                break
        else:
            self.is_whole = True
        self._held, self._at = b"".join(pieces), 0
