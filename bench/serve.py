"""What serving costs, beside the same queries in this process and in the Rust server.

Three services answer the same queries over the same data: ``trialgraph serve`` with its
limits, isolation and access log; the ``oxigraph`` server (PyPI); and the worker's own
code in one process without HTTP. Requests a CPU second count the time of all processes
of a service, read from ``/proc``; the clients are one process of raw sockets, whose own
CPU time is printed too.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection, create_server
from typing import cast
from urllib.parse import quote

import uvloop

from trialgraph.names import ID, ONTOLOGY, PREFIXES, Iri, document, expand, fact, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import integer, text
from trialgraph.store import create_or_open, open_reader
from trialgraph.store.worker import Limits, QueryWorker

HERE = "127.0.0.1"
CLIENTS = (1, 8, 64)
TRIALS = 500
ROWS = 1_000
TICKS = os.sysconf("SC_CLK_TCK")
PROLOGUE = f"PREFIX : <{ONTOLOGY}> PREFIX rdfs: <{PREFIXES['rdfs']}> "

QUERIES = {
    "ASK {}": "ASK {}",
    "a trial looked up": PROLOGUE
    + 'SELECT ?trial ?label ?status ?arm ?group { ?trial :registration "NCT00000077" ; '
    "rdfs:label ?label ; :status ?status ; :hasArm ?arm . ?arm rdfs:label ?group }",
    f"{ROWS:,} rows": PROLOGUE
    + f"SELECT ?s ?label {{ GRAPH ?g {{ ?s rdfs:label ?label }} }} LIMIT {ROWS}",
}


@dataclass(frozen=True)
class Service:
    """A service that runs."""

    name: str
    port: int
    path: str
    pid: int

    def pids(self) -> list[int]:
        """Return its processes: the one that was started and all below it."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = stat.read_text().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(stat.parent.name)] = int(words[1])
        found = [self.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def cpu_seconds(self) -> float:
        """Return the CPU time of all its processes, user and system."""
        return sum(cpu_seconds(pid) for pid in self.pids())

    def memory(self) -> int:
        """Return the bytes of all its processes, what they share counted once (PSS)."""
        return sum(map(proportional_bytes, self.pids()))

    def wait_until_warm(self) -> None:
        """Wait until it does nothing of itself: the store's description is made at the start."""
        spent = -1.0
        while spent != (spent := self.cpu_seconds()):
            time.sleep(1)

    def request(self, query: str) -> bytes:
        """Return a request for a query."""
        accept = "application/sparql-results+json"
        head = f"GET {self.path}?query={quote(query)} HTTP/1.1\r\nHost: {HERE}:{self.port}\r\n"
        return f"{head}Accept: {accept}\r\n\r\n".encode()


def proportional_bytes(pid: int) -> int:
    """Return the bytes of a process, a page that several have shared out among them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process and of its children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, words[11:15])) / TICKS


class Client(asyncio.Protocol):
    """One connection that asks the same again and again, as fast as it is answered."""

    def __init__(self, request: bytes, until: float, done: Callable[[], None]) -> None:
        self.times: list[float] = []
        self._request = request
        self._until = until
        self._done = done
        self._buffer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Take an answer in, and ask again at its end."""
        self._buffer = self._buffer + data if self._buffer else data
        if not is_whole(self._buffer):
            return
        if not self._buffer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(self._buffer[:2000].decode())
        self._buffer = b""
        now = time.perf_counter()
        self.times.append(now - self._began)
        if now < self._until:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        """Tell that this was all."""
        self._done()

    def _ask(self) -> None:
        self._began = time.perf_counter()
        self._transport.write(self._request)


def is_whole(answer: bytes) -> bool:
    """Tell whether an answer has come to its end, by its length or its final chunk."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    at = answer.lower().find(b"content-length:", 0, end)
    if at < 0:
        return answer.endswith(b"\r\n0\r\n\r\n")
    return len(answer) >= end + 4 + int(answer[at + 15 : answer.find(b"\r\n", at)])


async def hammer(service: Service, query: str, clients: int, seconds: float) -> list[float]:
    """Return the sorted times of all answers that so many clients got."""
    loop = asyncio.get_running_loop()
    left = clients
    ended = asyncio.Event()

    def done() -> None:
        nonlocal left
        left -= 1
        if not left:
            ended.set()

    until = time.perf_counter() + seconds
    request = service.request(query)
    pairs = [
        await loop.create_connection(lambda: Client(request, until, done), HERE, service.port)
        for _ in range(clients)
    ]
    await ended.wait()
    return sorted(one for _, client in pairs for one in client.times)


def measured(service: Service, query: str, clients: int, seconds: float) -> list[str]:
    """Return the cells of a row: rate, rate a CPU second, median, p99, CPU of the clients."""
    uvloop.run(hammer(service, query, clients, seconds / 10))
    cpu, own, begin = service.cpu_seconds(), time.process_time(), time.perf_counter()
    times = uvloop.run(hammer(service, query, clients, seconds))
    took = time.perf_counter() - begin
    spent, own = service.cpu_seconds() - cpu, time.process_time() - own
    median, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    rates = [f"{len(times) / took:,.0f}", f"{len(times) / spent:,.0f}"]
    return [*rates, f"{1000 * median:.2f}", f"{1000 * p99:.2f}", f"{own / took:.0%}"]


def graph_of(number: int, labels: int) -> tuple[Iri, bytes]:
    """Return a document's graph of one trial and so many labelled facts."""
    graph = GraphText(document(f"bench-{number}"))
    trial = Iri(f"{ID}trial/bench-{number}")
    graph.add(trial, expand("rdf:type"), term("Trial"))
    graph.add(trial, expand("rdfs:label"), text(f"trial number {number}"))
    graph.add(trial, term("registration"), text(f"NCT{number:08}"))
    graph.add(trial, term("status"), text("COMPLETED"))
    for name in ("experimental", "control"):
        arm = Iri(f"{trial}/arm/{name}")
        graph.add(trial, term("hasArm"), arm)
        graph.add(arm, expand("rdf:type"), term("Arm"))
        graph.add(arm, expand("rdfs:label"), text(name))
    for place in range(labels):
        node = fact(f"bench-{number}", "passage", (place, place + 4))
        graph.add(node, expand("rdfs:label"), text(f"value {place}"))
        graph.add(node, term("start"), integer(place))
    return graph.graph, graph.bytes()


def build(path: Path, rows: int) -> None:
    """Make a store whose labelled facts are so many."""
    with create_or_open(path) as writer:
        for number in range(TRIALS):
            writer.replace_graphs(dict([graph_of(number, rows // TRIALS)]))
        writer.publish()


@contextmanager
def running(name: str, path: str, command: list[str], port: int) -> Iterator[Service]:
    """Run a service until it is no longer needed."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            while not is_listening(port):
                if process.poll() is not None:
                    raise SystemExit(f"{name} ended with status {process.returncode}")
                time.sleep(0.05)
            yield Service(name, port, path, process.pid)
        finally:
            process.terminate()


def is_listening(port: int) -> bool:
    """Tell whether somebody takes connections."""
    try:
        create_connection((HERE, port)).close()
    except ConnectionRefusedError:
        return False
    return True


def free_port() -> int:
    """Return a port that nobody has."""
    with create_server((HERE, 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def ours(store: Path, log: Path, workers: int) -> Iterator[Service]:
    """Run ``trialgraph serve`` with its log."""
    port = free_port()
    words = ["serve", "--store", str(store), "--port", str(port), "--workers", str(workers)]
    # The rows and bytes that may be sent are no part of what a small query costs.
    words += ["--limit", "rows=2000000", "--limit", "octets=2000000000", "--limit", "seconds=120"]
    command = [sys.executable, "-P", "-m", "trialgraph", *words, "--access-log", str(log)]
    with running("trialgraph", "/sparql", command, port) as service:
        yield service


@contextmanager
def rust(store: Path, folder: Path) -> Iterator[Service]:
    """Run the Rust server over the same data."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    data = folder / "data.nq"
    with open_reader(store) as reader:
        data.write_bytes(reader.dump())
    place = ["--location", str(folder / "rust")]
    load = [program, "load", *place, "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    command = [program, "serve-read-only", *place, "--bind", f"{HERE}:{port}"]
    with running("oxigraph", "/query", [*command, "--union-default-graph"], port) as service:
        yield service


def in_process(store: Path, query: str, seconds: float) -> str:
    """Return how often a CPU second a worker without HTTP answers a query, pipes included."""
    with QueryWorker(store, Limits()) as worker:
        worker.answer(query)
        pid = worker.process_id or 0
        cpu, own, count = cpu_seconds(pid), time.process_time(), 0
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            worker.answer(query)
            count += 1
        spent = cpu_seconds(pid) - cpu + time.process_time() - own
    return f"{count / spent:,.0f}"


async def streamed(service: Service, query: str) -> tuple[int, int, int]:
    """Return bytes of an answer, and the memory before it and at most while it came."""
    before = most = service.memory()
    reader, writer = await asyncio.open_connection(HERE, service.port)
    request = service.request(query)
    writer.write(request.replace(b"Accept:", b"Connection: close\r\nAccept:"))
    octets, tail = 0, b""
    while piece := await reader.read(1 << 20):
        octets += len(piece)
        tail = (tail + piece)[-5:]
        most = max(most, service.memory())
    writer.close()
    if tail != b"0\r\n\r\n":
        raise SystemExit(f"{service.name}: the answer broke off after {octets:,} bytes")
    return octets, before, most


def print_row(*cells: str) -> None:
    """Print a row of a table."""
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement")
    parser.add_argument("--rows", type=int, default=100_000, help="labelled facts in the store")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--stream", action="store_true", help="only the memory of a large answer")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="serve-") as name:
        folder = Path(name)
        store = folder / "store"
        build(store, given.rows)
        with ours(store, folder / "log", given.workers) as one, rust(store, folder) as other:
            one.wait_until_warm()
            if not given.stream:
                print_rates(store, [one, other], given.seconds)
            print_memory([one, other], given.rows)


def print_rates(store: Path, services: list[Service], seconds: float) -> None:
    """Print what small answers cost."""
    print_row("query", "service", "clients", "per s", "per CPU s", "p50 ms", "p99 ms", "load CPU")
    print_row(*["---"] * 8)
    for name, query in QUERIES.items():
        print_row(name, "worker alone", "1", "", in_process(store, query, seconds), "", "", "")
        for clients in CLIENTS:
            for service in services:
                cells = measured(service, query, clients, seconds)
                print_row(name, service.name, str(clients), *cells)


def print_memory(services: list[Service], rows: int) -> None:
    """Print how much memory a large answer takes while it is sent."""
    query = PROLOGUE + f"SELECT * {{ GRAPH ?g {{ ?s rdfs:label ?label }} }} LIMIT {rows}"
    print()
    print_row("rows", "service", "bytes", "memory before, MB", "at most, MB")
    print_row(*["---"] * 5)
    for service in services:
        octets, before, most = uvloop.run(streamed(service, query))
        figures = (f"{one / 1e6:.0f}" for one in (before, most))
        print_row(f"{rows:,}", service.name, f"{octets:,}", *figures)


if __name__ == "__main__":
    main()
