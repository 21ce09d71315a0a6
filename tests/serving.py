"""Servers as processes of their own, on free ports of the loopback address."""

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import httpx

TOKEN = "only-for-the-tests-0123456789"  # noqa: S105 - of no other service
_PATIENCE_SECONDS = 120.0
_NO_MORE: Mapping[str, str] = {}
_PORTS = range(20_000, 32_000)
"""Ports that no system gives to whoever asks for any, as clients and servers beside us do."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs.

    Attributes:
        address: without the slash at its end.
        process: that listens there.
    """

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def served(
    store: Path,
    *options: str,
    token: str = TOKEN,
    launcher: Sequence[str] = ("-P", "-W", "error", "-m", "trialgraph"),
) -> Iterator[Served]:
    """Run ``trialgraph serve`` for a while, started by the interpreter with what launches it."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, *launcher, "serve", *options]
    place = ["--store", str(store), "--port", str(port)]
    environment = {"TRIALGRAPH_WRITE_TOKEN": token}
    with running([*command, *place], f"{address}/readyz", environment=environment) as process:
        yield Served(address, process)


@contextmanager
def running(
    command: Sequence[str],
    url: str,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] = _NO_MORE,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the tests are done with it, or have ended it themselves.

    Args:
        command: that starts it.
        url: that it answers well once it can be used.
        folder: that it runs in.
        environment: what it is told beside this process's own.
    """
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        ) as process,
    ):
        try:
            _wait(process, url)
            yield process
        except AssertionError as error:
            said.seek(0)
            error.add_note(said.read().decode("utf-8", "replace"))
            raise
        finally:
            _end(process)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, and that nobody is given until a server does."""
    ports = random.SystemRandom().sample(_PORTS, len(_PORTS))
    return list(islice(filter(_is_free, ports), count))


def _is_free(port: int) -> bool:
    """Tell whether nobody listens on a port."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not _answers(url):
        assert process.poll() is None, f"the server ended with {process.returncode}"
        assert time.monotonic() < deadline, f"{url} does not answer"
        time.sleep(0.05)  # nothing tells when another process listens


def _answers(url: str) -> bool:
    """Tell whether a server answers well."""
    try:
        return httpx.get(url, timeout=5).is_success
    except httpx.TransportError:
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server in order; one that does not end is killed."""
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
