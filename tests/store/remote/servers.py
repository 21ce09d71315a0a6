"""Servers that the tests of this room start: oxigraph and Virtuoso on free loopback ports."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.serving import free_ports, running

from trialgraph.store import Address

_SMALLEST = "?query=ASK%20%7B%7D"
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
        folder: that it runs in, and may read files from.
        user: and password of who may write; empty where anyone may.
        sql: port of Virtuoso's own protocol.
    """

    address: Address
    folder: Path
    user: str = ""
    sql: int = 0

    def set_in(self, monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
        """Set the environment that a user of the server would."""
        monkeypatch.setenv("TRIALGRAPH_STORE_USER", self.user)
        monkeypatch.setenv("TRIALGRAPH_STORE_PASSWORD", self.user)
        monkeypatch.setenv("TRIALGRAPH_STATE", str(state))


@contextmanager
def oxigraph(folder: Path) -> Iterator[Served]:
    """Run the Rust server on an empty store."""
    command = Path(sys.executable).with_name("oxigraph")
    (port,) = free_ports(1)
    arguments = ["serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    url = f"http://127.0.0.1:{port}/query"
    with running([str(command), *arguments], url + _SMALLEST, folder=folder):
        yield Served(Address(url), folder)


@contextmanager
def virtuoso(folder: Path, rows: int = 10_000) -> Iterator[Served]:
    """Run Virtuoso on an empty store, its answers cut after so many rows; skip where it lacks."""
    command = shutil.which("virtuoso-t")
    if command is None:
        reason = "Virtuoso is not installed (Debian: virtuoso-opensource)"
        if os.environ.get("TRIALGRAPH_REQUIRE_SYSTEM_PARTS"):
            pytest.fail(reason)
        pytest.skip(reason)
    sql, http = free_ports(2)
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(sql=sql, http=http, rows=rows), encoding="ascii")
    arguments = ["+configfile", str(settings), "+foreground"]
    url = f"http://127.0.0.1:{http}/sparql"
    with running([command, *arguments], url + _SMALLEST, folder=folder):
        yield Served(Address(url), folder, "dba", sql)
