"""How long the JSON API takes over many trials: filtered estimates under load, and lists.

Requests are offered at a fixed rate by many clients; a time counts from the moment when the
request was due, so that one who waits for a slow answer makes the next ones late, too. Each
asks for the estimates of adding another drug, of those with at most ``MOST_RESULTS``. Before
that each is asked for once, alone: the service keeps answers of a version, so the first is the
dearest. Lists are asked for one page after the other, with the service otherwise idle.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import orjson
import uvloop
from serve import HERE, Service, is_whole, ours, print_row

from trialgraph.names import ONTOLOGY
from trialgraph.rdf.term import plain
from trialgraph.store import open_reader

RATE, CLIENTS = 100, 32
MOST_RESULTS = 200
PAGES = 30
LISTS = ("trials", "effects", "documents", "findings", "interventions", "conditions", "endpoints")
GENERATOR = Path(__file__).with_name("generate.py")
DRUGS = f"""PREFIX : <{ONTOLOGY}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name (COUNT(DISTINCT ?result) AS ?count) {{
  ?result a :Result ; :comparison/:adds ?drug . ?drug skos:prefLabel ?name .
}} GROUP BY ?drug ?name ORDER BY ?name"""


class Line:
    """One connection on which one request after the other is asked when it is due."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection(HERE, self._port)

    async def ask(self, path: str) -> bytes:
        """Return the whole answer to a path.

        Raises:
            SystemExit: it is no 200.
        """
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: {HERE}:{self._port}\r\n\r\n".encode())
        answer = b""
        while not is_whole(answer):
            answer += await self._reader.read(1 << 20)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{path}: {answer[:1000].decode()}")
        return answer


def body(answer: bytes) -> bytes:
    """Return what stands under the header."""
    return answer.partition(b"\r\n\r\n")[2]


async def offered(port: int, paths: Sequence[str], seconds: float) -> list[float]:
    """Return the sorted times of answers, counted from when each request was due."""
    lines = [Line(port) for _ in range(CLIENTS)]
    for line in lines:
        await line.open()
    began = time.perf_counter() + 0.1
    wanted = list(islice(cycle(paths), int(RATE * seconds)))
    times: list[float] = []

    async def client(number: int) -> None:
        for at in range(number, len(wanted), CLIENTS):
            due = began + at / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await lines[number].ask(wanted[at])
            times.append(time.perf_counter() - due)

    await asyncio.gather(*map(client, range(CLIENTS)))
    return sorted(times)


async def first_asked(port: int, paths: Sequence[str]) -> list[float]:
    """Return the sorted times of answers to requests that follow each other."""
    line = Line(port)
    await line.open()
    times = []
    for path in paths:
        began = time.perf_counter()
        await line.ask(path)
        times.append(time.perf_counter() - began)
    return sorted(times)


async def turned(port: int, name: str) -> list[float]:
    """Return the sorted times of the pages of a list, from the first on."""
    line = Line(port)
    await line.open()
    times: list[float] = []
    cursor: str | None = ""
    while cursor is not None and len(times) < PAGES:
        path = f"/api/v1/{name}?limit=50" + (f"&cursor={quote(cursor)}" if cursor else "")
        began = time.perf_counter()
        answer = await line.ask(path)
        times.append(time.perf_counter() - began)
        cursor = orjson.loads(body(answer))["next_cursor"]
    return sorted(times)


def made(folder: Path, trials: int) -> Path:
    """Return a new store over so many invented trials."""
    records, store = folder / "records", folder / "store"
    words = ["--number", str(trials), "--each", "--out", str(records)]
    subprocess.run([sys.executable, str(GENERATOR), *words], check=True)
    command = [sys.executable, "-P", "-m", "trialgraph", "ingest", str(records), "--store"]
    subprocess.run([*command, str(store)], check=True, stdout=subprocess.DEVNULL)
    return store


def drugs(store: Path) -> Iterator[tuple[str, int]]:
    """Yield the names of drugs that something is known to be added of, with how many results."""
    with open_reader(store) as reader:
        for row in reader.select(DRUGS):
            if int(plain(row["count"])) <= MOST_RESULTS:
                yield plain(row["name"]), int(plain(row["count"]))


def cells(times: Sequence[float]) -> list[str]:
    """Return how many there were, with median, p99 and the longest in milliseconds."""
    chosen = (times[len(times) // 2], times[int(len(times) * 0.99)], times[-1])
    return [f"{len(times):,}", *(f"{1000 * one:.1f}" for one in chosen)]


def measure(service: Service, store: Path, seconds: float) -> None:
    """Print the table."""
    held = dict(drugs(store))
    print(f"{len(held):,} drugs with 1 to {MOST_RESULTS} results of adding them;", end=" ")
    print(f"{RATE} requests a second by {CLIENTS} clients, {seconds:.0f} s")
    paths = [f"/api/v1/effects?adds={quote(name)}" for name in held]
    ways: list[tuple[str, Callable[[], list[float]]]] = [
        ("effects?adds=, first time", lambda: uvloop.run(first_asked(service.port, paths))),
        ("effects?adds=, under load", lambda: uvloop.run(offered(service.port, paths, seconds))),
        *(
            (f"{one}, page by page", lambda one=one: uvloop.run(turned(service.port, one)))
            for one in LISTS
        ),
    ]
    print_row("asked", "requests", "median, ms", "p99, ms", "longest, ms", "CPU a request, ms")
    print_row("---", *["---:"] * 5)
    for words, timed in ways:
        before = service.cpu_seconds()
        times = timed()
        spent = (service.cpu_seconds() - before) / len(times)
        print_row(words, *cells(times), f"{1000 * spent:.1f}")


def main() -> None:
    """Print how long requests take."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path, help="that is there; else one is made")
    parser.add_argument("--trials", type=int, default=20_000, help="in a store that is made")
    parser.add_argument("--seconds", type=float, default=60.0, help="of requests under load")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="api-") as name:
        store = given.store or made(Path(name), given.trials)
        with ours(store, Path(name) / "log", given.workers) as service:
            service.wait_until_warm()
            measure(service, store, given.seconds)


if __name__ == "__main__":
    main()
