"""The real server as a process of its own, on a free port of the loopback address."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

TOKEN = "only-for-the-tests-0123456789"  # noqa: S105 - of no other service
_PATIENCE_SECONDS = 60.0


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
def served(store: Path, *options: str, token: str = TOKEN) -> Iterator[Served]:
    """Run ``trialgraph serve`` for a while."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "error", "-m", "trialgraph", "serve"]
    place = ["--store", str(store), "--port", str(port)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, *place, *options],
            env=os.environ | {"TRIALGRAPH_WRITE_TOKEN": token},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}")
            yield Served(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait(_PATIENCE_SECONDS)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        try:
            if httpx.get(f"{address}/healthz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)  # nothing tells when another process listens
    raise AssertionError(f"the server did not answer in {_PATIENCE_SECONDS:g} seconds")
