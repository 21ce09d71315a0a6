"""The service ends in order when it is told to, and leaves no process behind when it is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.serving import served

PATIENCE = 60
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children_of(pid: int) -> set[int]:
    """Return the processes that a process started."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(words[1]) == pid:
            found.add(int(stat.parent.name))
    return found


def is_running(pid: int) -> bool:
    """Tell whether a process is there and no mere entry of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def cpu_ticks(pid: int) -> int:
    """Return how much CPU time a process has had."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(words[11]) + int(words[12])


@dataclass(frozen=True)
class Serving:
    """A service in a process of its own."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path


@contextmanager
def serving(store: Path, log: Path) -> Iterator[Serving]:
    """Run ``trialgraph serve``; nothing is left of it afterwards."""
    options = ["--workers", "2", "--access-log", str(log), "--metrics", "loopback"]
    with served(store, *options) as server:
        yield Serving(server.process, server.address, log)


@pytest.fixture
def service(store: Path, tmp_path: Path) -> Iterator[Serving]:
    """Return a service over the small store."""
    with serving(store, tmp_path / "log") as running:
        yield running


def busy(service: Serving) -> tuple[subprocess.Popen[bytes], int]:
    """Return a client whose query runs, and the process that is at it."""
    asking = "httpx.get(sys.argv[1], timeout=60, params={'query': sys.argv[2]})"
    code = f"import httpx, sys; print({asking}.status_code)"
    command = [sys.executable, "-c", code, f"{service.address}/sparql", ENDLESS]
    before = {pid: cpu_ticks(pid) for pid in children_of(service.process.pid)}
    client = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    until(lambda: any(cpu_ticks(pid) > ticks + 20 for pid, ticks in before.items()))
    return client, max(before, key=lambda pid: cpu_ticks(pid) - before[pid])


def test_a_killed_service_leaves_no_process_behind(service: Serving) -> None:
    client, worker = busy(service)
    children = children_of(service.process.pid)
    assert worker in children
    assert len(children) >= 2
    service.process.kill()
    until(lambda: not any(map(is_running, children)))
    client.communicate(timeout=PATIENCE)


def test_a_service_told_to_end_lets_an_answer_come_to_its_end(service: Serving) -> None:
    client, _ = busy(service)
    children = children_of(service.process.pid)
    service.process.send_signal(signal.SIGTERM)
    out, _ = client.communicate(timeout=PATIENCE)
    assert out == b"504\n"  # the time limit, told as ever
    service.process.wait(PATIENCE)
    assert not any(map(is_running, children))
    assert '"outcome":"query-stopped"' in service.log.read_text()


def test_the_log_and_the_metrics_tell_of_queries(service: Serving) -> None:
    query = "ASK { ?precious ?p ?o }"
    assert httpx.get(f"{service.address}/sparql", params={"query": query}).status_code == 200
    metrics = httpx.get(f"{service.address}/metrics")
    assert 'trialgraph_requests_total{route="sparql",method="GET",status="200"} 1' in metrics.text
    through_a_proxy = httpx.get(f"{service.address}/metrics", headers={"X-Forwarded-For": "::2"})
    assert through_a_proxy.status_code == 404
    until(lambda: "query_hash" in service.log.read_text())
    assert "precious" not in service.log.read_text()


def test_a_process_that_is_killed_is_replaced(service: Serving) -> None:
    for pid in children_of(service.process.pid):
        os.kill(pid, signal.SIGKILL)
    until(lambda: httpx.get(f"{service.address}/readyz").is_success)
    answer = httpx.get(f"{service.address}/sparql", params={"query": "ASK {}"})
    assert answer.json()["boolean"] is True
