"""How a worker and its owner talk: a length, a JSON head, and the bytes it announces."""

import json
import os
import selectors
import time
from typing import IO

_WORD = 4
_CHUNK = 1 << 16

Head = dict[str, object]


class PipeClosed(Exception):
    """The other side is gone."""


class TimeIsUp(Exception):
    """The other side did not answer in time."""


def send(pipe: IO[bytes], head: Head, content: bytes = b"") -> None:
    """Send a head and its content.

    Raises:
        PipeClosed: nobody reads any more.
    """
    written = json.dumps(head | {"octets": len(content)}).encode()
    try:
        pipe.write(len(written).to_bytes(_WORD) + written + content)
        pipe.flush()
    except OSError as error:
        raise PipeClosed from error


def receive(pipe: IO[bytes], seconds: float | None = None) -> tuple[Head, bytes]:
    """Return the next head and its content.

    Args:
        pipe: unbuffered.
        seconds: how long to wait for all of it; ``None`` for ever.

    Raises:
        PipeClosed: the other side is gone.
        TimeIsUp: it did not answer in time.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    length = int.from_bytes(_exactly(pipe, _WORD, deadline))
    head: Head = json.loads(_exactly(pipe, length, deadline))
    octets = head.pop("octets")
    return head, _exactly(pipe, int(str(octets)), deadline)


def _exactly(pipe: IO[bytes], octets: int, deadline: float | None) -> bytes:
    """Return so many bytes."""
    parts: list[bytes] = []
    missing = octets
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while missing:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not selector.select(left):
                raise TimeIsUp
            part = os.read(pipe.fileno(), min(missing, _CHUNK))
            if not part:
                raise PipeClosed
            parts.append(part)
            missing -= len(part)
    return b"".join(parts)
