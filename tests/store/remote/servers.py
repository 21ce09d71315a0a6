"""Servers that the tests of this room start: oxigraph and Virtuoso on free loopback ports."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from trialgraph.store import Address

_PATIENCE = 120.0  # seconds until a server that does not answer is given up
_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
DirsAllowed = .
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Served:
    """A server that runs.

    Attributes:
        user: and password of who may write; empty where anyone may.
    """

    address: Address
    user: str = ""

    def set_in(self, monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
        """Set the environment that a user of the server would."""
        monkeypatch.setenv("TRIALGRAPH_STORE_USER", self.user)
        monkeypatch.setenv("TRIALGRAPH_STORE_PASSWORD", self.user)
        monkeypatch.setenv("TRIALGRAPH_STATE", str(state))


@contextmanager
def oxigraph(folder: Path) -> Iterator[Served]:
    """Run the Rust server on an empty store."""
    command = Path(sys.executable).with_name("oxigraph")
    (port,) = _free_ports(1)
    arguments = ["serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running([str(command), *arguments], folder, f"http://127.0.0.1:{port}/query") as url:
        yield Served(Address(url))


@contextmanager
def virtuoso(folder: Path, rows: int = 10_000) -> Iterator[Served]:
    """Run Virtuoso on an empty store, its answers cut after so many rows; skip where it lacks."""
    command = shutil.which("virtuoso-t")
    if command is None:
        reason = "Virtuoso is not installed (Debian: virtuoso-opensource)"
        if os.environ.get("TRIALGRAPH_REQUIRE_SYSTEM_PARTS"):
            pytest.fail(reason)
        pytest.skip(reason)
    sql, http = _free_ports(2)
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(sql=sql, http=http, rows=rows), encoding="ascii")
    arguments = ["+configfile", str(settings), "+foreground"]
    with _running([command, *arguments], folder, f"http://127.0.0.1:{http}/sparql") as url:
        yield Served(Address(url), "dba")


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[str]:
    """Run a server until the tests are done with it; give its URL once it answers."""
    with (
        (folder / "output.txt").open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as process,
    ):
        try:
            deadline = time.monotonic() + _PATIENCE
            while not _answers(url):
                assert process.poll() is None, (folder / "output.txt").read_text()
                assert time.monotonic() < deadline, f"{url} does not answer"
                time.sleep(0.1)
            yield url
        finally:
            process.kill()


def _answers(url: str) -> bool:
    """Tell whether a server answers queries."""
    try:
        return httpx.get(url, params={"query": "ASK {}"}, timeout=5).is_success
    except httpx.HTTPError:
        return False


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
