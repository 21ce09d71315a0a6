"""How a process and its owner talk: two lengths, a JSON head, and the bytes it announces."""

import json
import os
import selectors
import struct
import time
from typing import IO

_LENGTHS = struct.Struct(">II")  # of the head and of the content, bytes
_CHUNK = 1 << 16

Head = dict[str, object]
Frame = tuple[Head, bytes]


class PipeClosed(Exception):
    """The other side is gone."""


class TimeIsUp(Exception):
    """The other side did not answer in time."""


def encoded(head: Head, content: bytes = b"") -> bytes:
    """Return a head and its content as they are sent."""
    written = json.dumps(head).encode()
    return _LENGTHS.pack(len(written), len(content)) + written + content


def send(pipe: IO[bytes], head: Head, content: bytes = b"") -> None:
    """Send a head and its content.

    Raises:
        PipeClosed: nobody reads any more.
    """
    try:
        pipe.write(encoded(head, content))
        pipe.flush()
    except OSError as error:
        raise PipeClosed from error


def receive(pipe: IO[bytes], seconds: float | None = None) -> Frame:
    """Return the next head and its content.

    Args:
        pipe: unbuffered, if there is a time to keep.
        seconds: how long to wait for all of it; ``None`` for ever.

    Raises:
        PipeClosed: the other side is gone.
        TimeIsUp: it did not answer in time.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    of_head, of_content = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size, deadline))
    head: Head = json.loads(_exactly(pipe, of_head, deadline))
    return head, _exactly(pipe, of_content, deadline)


class Frames:
    """Takes in bytes as they arrive and gives back the frames that are whole."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, part: bytes) -> list[Frame]:
        """Take the next bytes in, and return the frames that end in them."""
        self._held += part
        frames: list[Frame] = []
        start = 0
        while (end := self._end_of_frame(start)) is not None:
            frames.append(self._frame(start, end))
            start = end
        del self._held[:start]
        return frames

    def _end_of_frame(self, start: int) -> int | None:
        """Return where a frame ends, ``None`` while it is not whole."""
        body = start + _LENGTHS.size
        if len(self._held) < body:
            return None
        end = body + sum(_LENGTHS.unpack_from(self._held, start))
        return end if len(self._held) >= end else None

    def _frame(self, start: int, end: int) -> Frame:
        """Return a whole frame."""
        of_head, _ = _LENGTHS.unpack_from(self._held, start)
        body = start + _LENGTHS.size
        head: Head = json.loads(self._held[body : body + of_head])
        return head, bytes(self._held[body + of_head : end])


def _exactly(pipe: IO[bytes], octets: int, deadline: float | None) -> bytes:
    """Return so many bytes."""
    if not octets:
        return b""
    parts = _timed(pipe, octets, deadline) if deadline is not None else _untimed(pipe, octets)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _untimed(pipe: IO[bytes], octets: int) -> list[bytes]:
    """Return so many bytes in parts; a buffered pipe reads a small frame with one call."""
    parts: list[bytes] = []
    missing = octets
    while missing:
        part = pipe.read(missing)
        if not part:
            raise PipeClosed
        parts.append(part)
        missing -= len(part)
    return parts


def _timed(pipe: IO[bytes], octets: int, deadline: float) -> list[bytes]:
    """Return so many bytes in parts, if they come in time."""
    parts: list[bytes] = []
    missing = octets
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while missing:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeIsUp
            part = os.read(pipe.fileno(), min(missing, _CHUNK))
            if not part:
                raise PipeClosed
            parts.append(part)
            missing -= len(part)
    return parts
