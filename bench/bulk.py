"""How fast a registry is brought in, stage by stage, and how that grows.

Studies are invented (``generate.py``) and lie outside the repository, in ``--corpus``, where
they stay for the next run. Beside the load stand a pipeline that does the same work in the
plain way (rdflib parses and merges, pyshacl validates, one process), and what nothing can be
faster than: parsing the files, and loading the quads of the finished store when they are ready, all
of them, by the engine alone.

Run it as ``python bench/bulk.py --sizes 1000,5000 --jobs 2 --corpus /somewhere``.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import orjson
import pyoxigraph as ox
from generated.plan import RESULTS, plan
from generated.record import record

from trialgraph.bulk.processors import processors
from trialgraph.check.shapes import check_document
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import open_reader
from trialgraph.terms.index import TermIndex

_NAIVE = 20
_RAW = 300
_READY = """import sys, time
import pyoxigraph as ox
began = time.perf_counter()
store = ox.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS, lenient=True)
store.flush()
print(time.perf_counter() - began, time.process_time())
"""
_LOOK_SECONDS = 0.5


class Measured(NamedTuple):
    """One load."""

    studies: int
    seconds: float
    cpu: float
    report: dict[str, dict[str, dict[str, float]]]
    quads: int
    octets: int
    memory: int


def corpus(place: Path, studies: int, seed: int) -> Path:
    """Return a folder of so many studies, a file each; made where it is not there."""
    folder = place / f"studies-{seed}-{studies}"
    done = folder.with_suffix(".done")
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(studies):
            one = plan(seed, number, RESULTS)
            (folder / f"{one.nct}.json").write_bytes(record(one))
        done.touch()
    return folder


@contextmanager
def watched(process: int) -> Iterator[list[int]]:
    """Give a list that in the end holds the most memory that a process and its children had."""
    most, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(_LOOK_SECONDS):
            most[0] = max(most[0], sum(map(_pss, _family(process))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def _family(process: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _pss(process: int) -> int:
    """Return the bytes of a process, pages that it shares counted in part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Wanted(NamedTuple):
    """What is wanted beside the figures of a load.

    Attributes:
        kept: where the store is put in the end.
        is_ready: whether its quads, ready, are loaded once more by the engine alone.
    """

    kept: Path | None = None
    is_ready: bool = False


def loaded(folder: Path, studies: int, jobs: int, place: Path, wanted: Wanted) -> Measured:
    """Load a folder with the command, print what it took and return it.

    Nothing else stays at the place, also when the load fails.
    """
    with tempfile.TemporaryDirectory(dir=place) as somewhere:
        store = Path(somewhere) / "store"
        found = _measured(folder, studies, jobs, store)
        show(found)
        if wanted.is_ready:
            show_ready(found, store)
        if wanted.kept:
            shutil.move(store, wanted.kept)
    return found


def _measured(folder: Path, studies: int, jobs: int, store: Path) -> Measured:
    """Load a folder into a store, and return what it took."""
    written = store.with_name("report.json")
    command = [sys.executable, "-m", "trialgraph", "bulk", "load", str(folder)]
    before = os.times()
    began = time.perf_counter()
    started = subprocess.Popen(
        [*command, "--jobs", str(jobs), "--store", str(store), "--report", str(written)],
        stdout=subprocess.DEVNULL,
    )
    with watched(started.pid) as most:
        if started.wait():
            raise SystemExit(f"the load ended with {started.returncode}")
    seconds, after = time.perf_counter() - began, os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    with open_reader(store) as reader:
        quads = reader.statistics().quads
    octets = sum(file.stat().st_size for file in (store / "quads").iterdir())
    report = json.loads(written.read_bytes())
    return Measured(studies, seconds, cpu, report, quads, octets, most[0])


def ready(store: Path) -> tuple[float, float]:
    """Return the clock and the CPU seconds in which the engine alone loads a store's quads."""
    quads, again = store.with_name("ready.nq"), store.with_name("ready")
    ox.Store.read_only(str(store / "quads")).dump(quads, ox.RdfFormat.N_QUADS)
    command = [sys.executable, "-c", _READY, str(quads), str(again)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    quads.unlink()
    shutil.rmtree(again)
    clock, cpu = map(float, told.split())
    return clock, cpu


def refuse_taken(kept: Path | None) -> None:
    """End before hours of work where the store could not be put afterwards."""
    if kept is not None:
        if kept.exists():
            raise SystemExit(f"found something at {kept}, wanted a new place; name another --keep")
        kept.parent.mkdir(parents=True, exist_ok=True)


def show(one: Measured) -> None:
    """Print the figures of one load."""
    many = one.studies
    print(
        f"\n{many:,} studies: {many / one.seconds:.1f} a second by the clock, {one.seconds:.1f} s"
    )
    print(f"  {1000 * one.cpu / many:.2f} ms CPU a study, all processes; ", end="")
    print(f"{one.quads / many:.0f} quads and {one.octets / many / 1000:.1f} kB of quads a study; ")
    print(f"  {one.octets / one.quads:.0f} bytes a quad; at most {one.memory >> 20:,} MB (PSS)")
    for name, stage in one.report["stages"].items():
        each = 1000 * stage["cpu"] / many
        print(f"  {name:<10} {stage['seconds']:8.1f} s {each:8.2f} ms CPU a study", flush=True)


def show_ready(one: Measured, store: Path) -> None:
    """Print what the engine alone takes for the quads of a store, of what their load took."""
    clock, cpu = ready(store)
    print(f"  its quads, ready, by the engine alone: {clock:.1f} s, ", end="")
    print(f"{clock / one.seconds:.0%} of the clock; {1000 * cpu / one.studies:.2f} ms CPU ", end="")
    print(f"a study, {cpu / one.cpu:.0%} of that", flush=True)


def exponents(found: Sequence[Measured]) -> None:
    """Print how the work grows with the studies; 1 is as they do."""
    for small, large in pairwise(found):
        by = math.log(large.studies / small.studies)
        cpu, clock = (
            math.log(b / a) / by
            for a, b in ((small.cpu, large.cpu), (small.seconds, large.seconds))
        )
        print(
            f"\ngrowth {small.studies:,} to {large.studies:,}: CPU ^{cpu:.2f}, clock ^{clock:.2f}"
        )


def naive(folder: Path) -> float:
    """Return the CPU seconds a study of the plain way, derivation left out."""
    from rdflib import Dataset  # noqa: PLC0415 -- of this alone

    terms = load_terms()
    files = sorted(folder.iterdir())[:_NAIVE]
    check_document(document_quads(*_read(files[0], terms)))
    began, held = time.process_time(), Dataset()
    for file in files:
        reading, document = _read(file, terms)
        nquads = document_quads(reading, document)
        check_document(nquads)
        held.parse(data=nquads, format="nquads")
    return (time.process_time() - began) / len(files)


def _read(file: Path, terms: TermIndex) -> tuple[TrialDocument, Document]:
    """Return what is read in a study, and its text."""
    document = read_document(file.read_bytes())
    return read_trial_document(document, terms), document


def parsed(folder: Path) -> float:
    """Return the CPU seconds a study of parsing its JSON."""
    files = sorted(folder.iterdir())[:_RAW]
    began = time.process_time()
    for file in files:
        orjson.loads(file.read_bytes())
    return (time.process_time() - began) / len(files)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,5000", help="studies, separated by commas")
    parser.add_argument("--jobs", type=int, default=processors())
    parser.add_argument("--seed", type=int, default=1)
    default = Path(tempfile.gettempdir()) / "trialgraph-bench"
    parser.add_argument("--corpus", type=Path, default=default, help="where studies are kept")
    parser.add_argument(
        "--ready", type=int, default=10_000, help="load ready quads of so many studies at most"
    )
    parser.add_argument("--keep", type=Path, help="where the store of the largest is put")
    options = parser.parse_args()
    refuse_taken(options.keep)
    sizes = sorted(map(int, options.sizes.split(",")))
    folders = {size: corpus(options.corpus, size, options.seed) for size in sizes}
    found = []
    for size in sizes:
        kept = options.keep if size == sizes[-1] else None
        wanted = Wanted(kept, is_ready=size <= options.ready)
        found.append(loaded(folders[size], size, options.jobs, options.corpus, wanted))
    exponents(found)
    plain = naive(folders[sizes[0]])
    each = found[-1].cpu / found[-1].studies
    print(
        f"\nCPU ms a study: the load {1000 * each:.2f}, the plain way {1000 * plain:.1f} ", end=""
    )
    print(f"({plain / each:.1f} times as much, derivation left out)")
    print(f"JSON parsed {1000 * parsed(folders[sizes[0]]):.2f}")


if __name__ == "__main__":
    main()
