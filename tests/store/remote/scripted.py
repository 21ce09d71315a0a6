"""A server that says what a test wants, byte by byte, and keeps what it was sent."""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"(?i)content-length: *(\d+)")
_PATIENCE = 30.0

Said = Callable[[bytes], list[bytes]]
"""Gives the pieces of the answer to a request; each is sent for itself."""


@dataclass(slots=True)
class Scripted:
    """A server that runs.

    Attributes:
        url: of its queries.
        requests: that came, whole.
        more: set when the rest of a slow answer may be sent.
    """

    url: str
    requests: list[bytes] = field(default_factory=list)
    more: threading.Event = field(default_factory=threading.Event)


def answer(status: str, body: bytes, *headers: str, length: int | None = None) -> list[bytes]:
    """Return an answer in one piece, its length as stated or as it is."""
    lines = [f"HTTP/1.1 {status}", *headers, "Connection: close"]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return ["\r\n".join([*lines, "", ""]).encode() + body]


def always(said: list[bytes]) -> Said:
    """Give the same answer to every request."""
    return lambda _: said


@contextmanager
def scripted(said: Said, secure: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    """Run a server that answers each request as it is told.

    Args:
        said: gives the answer; after its first piece ``more`` is waited for.
        secure: that of a server of https.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        running = Scripted(f"http{'s' if secure else ''}://127.0.0.1:{port}/sparql")
        thread = threading.Thread(target=_serve, args=(listening, running, said, secure))
        thread.start()
        try:
            yield running
        finally:
            running.more.set()
            with socket.create_connection(("127.0.0.1", port)) as last:
                last.sendall(b"END\r\n\r\n")
            thread.join(_PATIENCE)
            assert not thread.is_alive()


def _serve(
    listening: socket.socket, running: Scripted, said: Said, secure: ssl.SSLContext | None
) -> None:
    """Answer one request after the other until the word that ends it."""
    while True:
        taken, _ = listening.accept()
        with taken:
            if taken.recv(3, socket.MSG_PEEK) == b"END":
                return
            try:
                if secure is None:
                    _answer(taken, running, said)
                else:
                    with secure.wrap_socket(taken, server_side=True) as inside:
                        _answer(inside, running, said)
            except OSError:
                continue  # who asked has gone away, or does not trust this server


def _answer(taken: socket.socket, running: Scripted, said: Said) -> None:
    """Read a request and send what is said to it."""
    taken.settimeout(_PATIENCE)
    request = b""
    while b"\r\n\r\n" not in request:
        request += taken.recv(1 << 16)
    head, _, body = request.partition(b"\r\n\r\n")
    match = _LENGTH.search(head)
    while match and len(body) < int(match[1]):
        body += taken.recv(1 << 16)
    request = head + b"\r\n\r\n" + body
    running.requests.append(request)
    first, *others = said(request)
    taken.sendall(first)
    for piece in others:
        running.more.wait(_PATIENCE)
        taken.sendall(piece)
