"""What it costs that pages are read within limits: each page with them, and read in the front.

Both services run in this process and are asked in turn, so that whatever else the machine does
slows both. A time is that of one request on a connection that is open, in a service that has
nothing else to do.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import TypeVar, cast
from unittest.mock import patch

import uvicorn
from anyio import to_thread
from serve import HERE, free_port, print_row
from starlette.requests import Request

from trialgraph.names import ONTOLOGY
from trialgraph.rdf.term import plain
from trialgraph.server import Settings, app
from trialgraph.server.addresses import data_path, page_of
from trialgraph.server.bounded import BoundedReader, Readings
from trialgraph.store import open_reader

Made = TypeVar("Made")

HEAD = {"Accept": "text/html"}
HELD = f"""PREFIX : <{ONTOLOGY}> SELECT ?trial ?result ?document ?drug ?endpoint {{
  ?result a :Result ; :trial ?trial ; :comparison/:adds ?drug ; :endPoint ?endpoint ;
    :strength ?strength . ?trial :reportedBy|:registeredBy ?document
}} ORDER BY ?result LIMIT 1"""


class InFront(Readings):
    """Reads as pages were read before: in a thread of the front process, without a limit."""

    async def within_limits(
        self, request: Request, read: Callable[[BoundedReader], Made], times: int = 1
    ) -> Made:
        """Return what is read of the newest version."""
        del request, times

        def made() -> Made:
            with self.published.reading() as reader:
                return read(cast("BoundedReader", reader))

        return await to_thread.run_sync(made)


@contextmanager
def running(store: Path, readings: type[Readings]) -> Iterator[HTTPConnection]:
    """Serve a store for a while, its pages read in one way; give a connection to it."""
    port = free_port()
    with patch.object(app, "Readings", readings):
        config = uvicorn.Config(app.create_app(Settings(store)), port=port, log_level="critical")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    connection = HTTPConnection(HERE, port)
    try:
        asked(connection, "/readyz")
        yield connection
    finally:
        connection.close()
        server.should_exit = True
        thread.join()


def asked(connection: HTTPConnection, path: str) -> float:
    """Return how long a request takes, seconds.

    Raises:
        SystemExit: it is no 200.
    """
    began = time.perf_counter()
    connection.request("GET", path, headers=HEAD)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:  # noqa: PLR2004 - the one that is measured
        raise SystemExit(f"{path}: {content[:1000].decode()}")
    return time.perf_counter() - began


def paths(store: Path) -> Iterator[str]:
    """Yield pages of each kind that a store has something for."""
    with open_reader(store) as reader:
        (row,) = reader.select(HELD)
    held = {name: plain(value) for name, value in row.items()}
    drug, endpoint = (held[name].rpartition("/")[2] for name in ("drug", "endpoint"))
    yield from ("/", "/about", "/trials", "/effects", "/documents", "/findings", "/endpoints")
    yield from (page_of(held[name]) or "/" for name in held)
    yield f"/effects?adds={drug}&endpoint={endpoint}"
    yield f"/compare?drug={drug}&endpoint={endpoint}"
    yield f"/questions/os-benefit-from-adding?drug={drug}"
    yield "/questions/every-hazard-ratio?asked=yes"
    yield from (data_path(held[name], ".ttl") or "/" for name in ("trial", "result", "endpoint"))


def measure(ways: Sequence[HTTPConnection], path: str, times: int) -> list[float]:
    """Return the quickest of each way, asked in turn after one request that is not counted.

    It is what a page costs where nothing else takes the processor.
    """
    found: list[list[float]] = [[] for _ in ways]
    for number in range(times + 1):
        for connection, timed in zip(ways, found, strict=True):
            seconds = asked(connection, path)
            if number:
                timed.append(seconds)
    return [min(one) for one in found]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path, required=True, help="that is there")
    parser.add_argument("--times", type=int, default=30, help="that each page is asked for")
    given = parser.parse_args()
    print_row("page", "in the front, ms", "within limits, ms", "ratio")
    print_row("---", *["---:"] * 3)
    with running(given.store, InFront) as before, running(given.store, Readings) as now:
        for path in paths(given.store):
            bare, bounded = measure([before, now], path, given.times)
            print_row(path, *(f"{1000 * s:.1f}" for s in (bare, bounded)), f"{bounded / bare:.2f}")


if __name__ == "__main__":
    main()
