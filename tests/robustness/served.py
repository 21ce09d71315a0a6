"""A server as a process, spoken to in raw bytes, with its memory and its children in view."""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlencode, urlsplit

from tests.serving import served

_PATIENCE = 30.0
"""Seconds after which an answer is taken for missing: a guard, no measure."""
_SECONDS_A_QUERY = 2.0
_MEMORY_A_WORKER = 512 * 1024**2
_MEMORY_OF_ALL = 3 * 1024**3
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came.

    Attributes:
        status: 0 when the connection was closed without one.
        is_whole: whether the body ended as its headers announced.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_whole: bool = True

    @property
    def code(self) -> str:
        """Return the code of a problem, empty when the body is none."""
        if self.headers.get("content-type") != "application/problem+json":
            return ""
        return str(json.loads(self.body)["code"])


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    port: int
    process_id: int
    token: str

    def connect(self) -> socket.socket:
        """Return an open connection."""
        return socket.create_connection(("127.0.0.1", self.port), _PATIENCE)

    def raw(self, *pieces: bytes, is_ended: bool = False) -> Reply:
        """Send bytes as they are and return what comes back.

        Args:
            pieces: of the request, sent one by one.
            is_ended: whether our side is closed after them.
        """
        with self.connect() as connection:
            try:
                for piece in pieces:
                    connection.sendall(piece)
                if is_ended:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # refused before all of it was sent: the answer says why
            return read_reply(connection)

    def ask(self, query: str | bytes, accept: str = "*/*") -> Reply:
        """Post a query as it is."""
        content = query if isinstance(query, bytes) else query.encode()
        return self.send(
            "POST",
            "/sparql",
            content,
            {"Content-Type": "application/sparql-query", "Accept": accept},
        )

    def update(self, text: str, **fields: str) -> Reply:
        """Post an update with the token."""
        body = urlencode({"update": text, **fields}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", "/sparql", body, kind | self.bearer)

    @property
    def bearer(self) -> dict[str, str]:
        """Return the header that lets in."""
        return {"Authorization": f"Bearer {self.token}"}

    def send(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send one request and return its answer."""
        lines = {"Host": "127.0.0.1", "Content-Length": str(len(body)), "Connection": "close"}
        head = "".join(
            f"{key}: {value}\r\n" for key, value in (lines | dict(headers or {})).items()
        )
        return self.raw(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode(), body)

    def processes(self) -> list[int]:
        """Return the numbers of the server's process and of all below it."""
        parents = {}
        for one in (file for file in Path("/proc").iterdir() if file.name.isdigit()):
            stat = _text(one / "stat")
            # The name of a program may hold anything: what counts stands behind its bracket.
            parents[int(one.name)] = int(stat.rpartition(")")[2].split()[1]) if stat else 0
        found = [self.process_id]
        for parent in found:
            found.extend(one for one, owner in parents.items() if owner == parent)
        return found

    def memory(self) -> int:
        """Return the bytes of memory that all of them have of their own."""
        kilobytes = 0
        for one in self.processes():
            for line in _text(Path(f"/proc/{one}/smaps_rollup")).splitlines():
                kilobytes += int(line.split()[1]) if line.startswith("Pss:") else 0
        return kilobytes * 1024

    def assert_well(self) -> None:
        """Fail unless a small query is answered and memory is within its limit."""
        self.assert_answers()
        self.assert_small()

    def assert_small(self) -> int:
        """Fail unless memory is within its limit, and return its bytes."""
        memory = self.memory()
        assert memory < _MEMORY_OF_ALL
        return memory

    def assert_answers(self) -> None:
        """Fail unless a small query is answered."""
        reply = self.ask("ASK {}", "application/sparql-results+json")
        assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


def read_reply(connection: socket.socket) -> Reply:
    """Return the answer that comes on a connection, whole or broken off."""
    content = bytearray()
    try:
        while piece := connection.recv(_CHUNK):
            content += piece
    except ConnectionResetError:
        pass
    head, _, body = bytes(content).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first:
        return Reply(0, is_whole=False)
    pairs = (line.partition(":") for line in lines)
    headers = {key.strip().lower(): value.strip() for key, _, value in pairs}
    status = int(first.split()[1])
    if "chunked" in headers.get("transfer-encoding", ""):
        return Reply(status, headers, body, body.endswith(b"0\r\n\r\n"))
    return Reply(status, headers, body, len(body) == int(headers.get("content-length", len(body))))


@contextmanager
def running(store: Path) -> Iterator[Served]:
    """Run a server over a store, with a token made for it, until the end of the block."""
    token = token_urlsafe()
    limits = [f"--limit=seconds={_SECONDS_A_QUERY}", f"--limit=memory={_MEMORY_A_WORKER}"]
    with served(store, *limits, token=token) as server:
        yield Served(urlsplit(server.address).port or 0, server.process.pid, token)


@contextmanager
def listening_for_nobody() -> Iterator[str]:
    """Listen on this machine, and fail when somebody has called by the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        try:
            called, by = listening.accept()
        except BlockingIOError:
            return
        called.close()
        raise AssertionError(f"somebody called from {by}")


def _text(file: Path) -> str:
    """Return what the system says of a process, nothing when it has just ended."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
