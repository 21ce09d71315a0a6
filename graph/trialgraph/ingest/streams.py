"""Byte streams that are counted as they are read, so that no small file grows without end."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Protocol

from trialgraph.errors import ArchiveRefused

MAX_TOTAL = 100_000_000_000
"""Bytes that one archive may unpack to; all of a registry takes some ten thousand million."""

MAX_RATIO = 200
"""To how many bytes one may unpack; registry records reach 30, an attack 1,000 and more."""

_FREE = 2_000_000  # so much may come of any few bytes
_CHUNK = 1 << 18

BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What the decompressors raise on bytes that are damaged or cut off."""


class Readable(Protocol):
    """Anything that gives its next bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""


class Counted:
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        found = self._stream.read(size)
        self.count += len(found)
        return found


class Headed:
    """A stream whose first bytes can be looked at before they are read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._held = b""

    def head(self, length: int) -> bytes:
        """Return the first bytes, fewer where the stream is shorter; they stay to be read."""
        while len(self._held) < length:
            more = self._stream.read(length - len(self._held))
            if not more:
                break
            self._held += more
        return self._held

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        if self._held and size:
            given = self._held if size < 0 else self._held[:size]
            self._held = self._held[len(given) :]
            return given + (self._stream.read() if size < 0 else b"")
        return self._stream.read(size)


class Unpacked:
    """The bytes that a packed stream unpacks to, refused when they are out of all proportion."""

    def __init__(self, unpack: Callable[[Readable], Readable], packed: Readable, name: str) -> None:
        self._packed = Counted(packed)
        self._stream = unpack(self._packed)
        self._count = 0
        self._name = name

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, none at the end.

        Raises:
            ArchiveRefused: it is damaged or cut off, or grows over the limits.
        """
        try:
            found = self._stream.read(_CHUNK if size < 0 else min(size, _CHUNK))
        except BROKEN as error:
            raise ArchiveRefused(
                f"{self._name} with an error found ({error}), wanted a whole one; "
                "fetch it or pack it again"
            ) from error
        self._count += len(found)
        check_growth(self._count, self._packed.count, self._name)
        return found


def check_growth(unpacked: int, packed: int, name: str) -> None:
    """Refuse bytes that grow out of all proportion, as those made for an attack do.

    Raises:
        ArchiveRefused: over ``MAX_RATIO`` times as many come out, or over ``MAX_TOTAL``.
    """
    if unpacked > max(_FREE, MAX_RATIO * packed):
        raise ArchiveRefused(
            f"{name} found that grows over {MAX_RATIO} times when it is unpacked, as attacks do; "
            "unpack it yourself if you trust it, and give the files"
        )
    if unpacked > MAX_TOTAL:
        raise ArchiveRefused(
            f"{name} found that unpacks to over {MAX_TOTAL:,} bytes, wanted no more; "
            "split it into several"
        )


def _gzip(stream: IO[bytes]) -> Readable:
    return gzip.GzipFile(fileobj=stream)


_UNPACKED: dict[bytes, tuple[str, Callable[..., Readable]]] = {
    b"\x1f\x8b": ("a gzip file", _gzip),
    b"BZh": ("a bzip2 file", bz2.BZ2File),
    b"\xfd7zXZ\x00": ("an xz file", lzma.LZMAFile),
}


def unpacked(head: bytes, stream: Readable) -> Unpacked | None:
    """Return what a packed stream unpacks to; ``None`` where it is not packed."""
    for magic, (name, unpack) in _UNPACKED.items():
        if head.startswith(magic):
            return Unpacked(unpack, stream, name)
    return None


def chunks(stream: Readable) -> Iterator[bytes]:
    """Yield all bytes of a stream, some at a time."""
    while found := stream.read(_CHUNK):
        yield found
