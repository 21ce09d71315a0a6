"""How long the named questions take here, on the Rust server and on Virtuoso, over the same quads.

The quads of a store are brought into the others by their own bulk loaders. Then each service, alone
on the machine, gets the same queries over HTTP: each question about things that stand in
the store, drawn as ``latency.py`` draws them, whose answers have at most so many rows. The
best of some times counts, so everything is asked of a warm service. They are plain queries: what
is kept of answers to named questions is not used.

Run it as ``python bench/servers.py --store FOLDER [question ...]``; Virtuoso has to be installed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from latency import MOST_ROWS, Things, completed, ways
from serve import HERE, Service, free_port, ours, running

from trialgraph.bulk.virtuoso import loading_script
from trialgraph.catalogue.ask import query_text
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.card import names as questions
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import open_reader

_OTHERS = ("oxigraph", "virtuoso")
_SAID = 160  # characters of what a server says of a query that it refuses
_SETTINGS = """[Parameters]
ServerPort = {here}:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
DirsAllowed = .
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
[HTTPServer]
ServerPort = {here}:{http}
ServerRoot = .
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""
"""2.7 GB of buffers, as its manual says for 4 GB of memory."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: a question about one thing, and the rows that it has."""

    question: str
    way: str
    query: str
    rows: int


def asked(store: Path, wanted: Sequence[str], many: int, seconds: float) -> Iterator[Asked]:
    """Yield the queries that all services are asked."""
    terms = load_terms()
    with open_reader(store) as reader:
        things = Things(reader)
        for name in wanted:
            card = find_card(name)
            for way in filter(None, ways(card)):
                left = many
                until = time.perf_counter() + seconds
                for at, one in enumerate(things.short(name, way)):
                    if not left or time.perf_counter() > until:
                        break
                    query = query_text(reader, name, completed(card, one, things, at), terms)
                    rows = len(reader.select(query))
                    if rows <= MOST_ROWS:
                        left -= 1
                        yield Asked(name, way, query, rows)


@contextmanager
def virtuoso(folder: Path, quads: Path) -> Iterator[Service]:
    """Have Virtuoso load the quads, and run it."""
    sql, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(here=HERE, sql=sql, http=port))
    (folder / "quads").mkdir()
    (folder / "quads" / quads.name).hardlink_to(quads)
    script = folder / "load.sh"
    script.write_text(loading_script(folder / "quads", loaders=os.cpu_count() or 1))
    who = {"TRIALGRAPH_STORE_USER": "dba", "TRIALGRAPH_STORE_PASSWORD": "dba"}
    command = ["/bin/sh", "-c", f"cd {folder} && exec virtuoso-t +foreground"]
    with running("virtuoso", "/sparql", command, port) as service:
        began = time.perf_counter()
        subprocess.run(["/bin/sh", script, f"{HERE}:{sql}"], check=True, env=os.environ | who)
        told("virtuoso", time.perf_counter() - began, folder.glob("virtuoso.db"))
        yield service


@contextmanager
def rust(folder: Path, quads: Path) -> Iterator[Service]:
    """Have the Rust server load the quads, and run it."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    place = ["--location", str(folder / "store")]
    began = time.perf_counter()
    subprocess.run([program, "load", *place, "--file", str(quads)], check=True, capture_output=True)
    told("oxigraph", time.perf_counter() - began, (folder / "store").iterdir())
    port = free_port()
    command = [program, "serve-read-only", *place, "--bind", f"{HERE}:{port}"]
    with running("oxigraph", "/query", [*command, "--union-default-graph"], port) as service:
        yield service


def told(name: str, seconds: float, files: Iterator[Path]) -> None:
    """Print how long a bulk loader took, and the room that its store takes."""
    octets = sum(file.stat().st_size for file in files)
    print(f"{name}: loaded in {seconds:.1f} s, {octets / 1e6:,.0f} MB on disk", flush=True)


def times(service: Service, queries: Sequence[Asked], many: int, seconds: float) -> list[float]:
    """Return the best times of queries, in ms: infinite for what got no right answer in time."""
    address = f"http://{HERE}:{service.port}{service.path}"
    accept = {"Accept": "application/sparql-results+json"}
    with httpx.Client(timeout=seconds, headers=accept) as client:
        return [
            min(_time(client, address, one, service.name) for _ in range(many)) for one in queries
        ]


def _time(client: httpx.Client, address: str, one: Asked, name: str) -> float:
    """Return how long an answer took, in ms; print why there is none that is right."""
    began = time.perf_counter()
    try:
        answer = client.post(address, data={"query": one.query})
    except httpx.TimeoutException:
        return float("inf")
    took = 1000 * (time.perf_counter() - began)
    if answer.status_code != httpx.codes.OK:
        said = " ".join(answer.text.split())[:_SAID]
        print(f"{name}: {one.question} by {one.way}: {answer.status_code} {said}", flush=True)
        return float("inf")
    rows = len(answer.json()["results"]["bindings"])
    if rows != one.rows:
        print(f"{name}: {one.question} by {one.way}: {rows} rows, wanted {one.rows}", flush=True)
        return float("inf")
    return took


def shown(found: dict[str, list[float]], queries: Sequence[Asked]) -> None:
    """Print a row for each way to ask a question: median and longest of each service."""
    print(f"{'question':36}{'about':11}{'things':>7}" + "".join(f"{one:>22}" for one in found))
    for key in dict.fromkeys((one.question, one.way) for one in queries):
        places = [at for at, one in enumerate(queries) if (one.question, one.way) == key]
        cells = [_cell(sorted(took[at] for at in places)) for took in found.values()]
        print(f"{key[0]:36}{key[1]:11}{len(places):>7}" + "".join(f"{one:>22}" for one in cells))
    for name, took in found.items():
        answered = sorted(one for one in took if one < float("inf"))
        print(
            f"{name}: {len(answered)} of {len(took)} queries answered, median "
            f"{answered[len(answered) // 2]:.1f} ms, together {sum(answered) / 1000:.1f} s"
        )


def _cell(took: Sequence[float]) -> str:
    """Return the median and the longest of sorted times."""
    middle, longest = took[len(took) // 2], took[-1]
    return " / ".join("none" if one == float("inf") else f"{one:,.1f}" for one in (middle, longest))


def main() -> None:
    """Print how long loading took, and the table of questions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--things", type=int, default=5, help="asked about, each way to ask")
    parser.add_argument("--times", type=int, default=3, help="each is asked; the best counts")
    parser.add_argument("--longest", type=float, default=20, help="seconds that an answer may take")
    parser.add_argument("questions", nargs="*", help="all when none is given")
    given = parser.parse_args()
    wanted = given.questions or questions()
    queries = list(asked(given.store, wanted, given.things, given.longest))
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="servers-", dir=given.store.parent) as name:
        folder = Path(name)
        quads = folder / "data.nq"
        with quads.open("wb") as out:
            export = [sys.executable, "-P", "-m", "trialgraph", "export", "--store"]
            subprocess.run([*export, str(given.store)], stdout=out, check=True)
        with ours(given.store, folder / "log", os.cpu_count() or 1) as service:
            service.wait_until_warm()
            found[service.name] = times(service, queries, given.times, given.longest)
        for other, start in zip(_OTHERS, (rust, virtuoso), strict=True):
            place = folder / other
            place.mkdir()
            with start(place, quads) as service:
                service.wait_until_warm()
                found[other] = times(service, queries, given.times, given.longest)
            shutil.rmtree(place)
    shown(found, queries)


if __name__ == "__main__":
    main()
