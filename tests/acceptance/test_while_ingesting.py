"""A store while it is written to: readers answer, a second writer is told, a kill is repaired.

The last file of the batch is a pipe. The ingest waits there until this test writes
to it, so it is known without any waiting that it runs and where it stands: all
documents before are stored, none is derived, their intents are open.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
import pytest
from tests.acceptance.running import example, examples, run, start
from tests.server.conftest import listening

from trialgraph.ingest.run import ingest
from trialgraph.server import Settings, create_app
from trialgraph.store import create_or_open, open_reader

VARIANTS = 15
PATIENCE = 120


@dataclass(frozen=True)
class Waiting:
    """An ingest that waits at the end of its batch."""

    store: Path
    process: subprocess.Popen[str]
    gate: IO[bytes]


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return status, answer and talk of a process, waiting for its end."""
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


@contextmanager
def waiting(store: Path, batch: list[Path], gate: Path) -> Iterator[Waiting]:
    """Start an ingest that has brought in its batch and waits for the last document."""
    os.mkfifo(gate)
    process = start("ingest", *batch, gate, "--store", store)
    try:
        # Opening a pipe to write waits until someone opens it to read: the ingest is there.
        with gate.open("wb") as opened:
            yield Waiting(store, process, opened)
        ended(process)
    finally:
        process.kill()
        process.communicate()


def variants(folder: Path, count: int) -> list[Path]:
    """Return documents that differ from an example by their last line."""
    text = example("patina").read_text(encoding="utf-8")
    files = [folder / f"variant {number}.txt" for number in range(count)]
    for number, file in enumerate(files):
        file.write_text(f"{text}\nCopy number {number}.\n", encoding="utf-8")
    return files


def digest(store: Path) -> str:
    """Return the hash of all that is published."""
    with open_reader(store) as reader:
        return reader.digest()


def bring_in(store: Path, *files: Path) -> str:
    """Bring files in and return the hash of all that is published then."""
    assert {line.outcome for line in ingest(files, store)} <= {"stored", "unchanged"}
    return digest(store)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Waiting]:
    """Return an ingest of many documents, waiting; it ends well when all tests are done."""
    folder = tmp_path_factory.mktemp("running")
    bring_in(folder / "store", *examples())
    batch = variants(folder, VARIANTS)
    with waiting(folder / "store", batch, folder / "gate") as running:
        yield running
        running.gate.write(b"We randomly assigned 20 patients to drug A or to placebo.")
        running.gate.close()
        status, out, err = ended(running.process)
        assert (status, out.count("stored"), err) == (0, VARIANTS + 1, "")


def test_a_question_is_answered_from_the_published_version(held: Waiting) -> None:
    answer = run("ask", "os-benefit-from-adding", "drug=pertuzumab", "--json", store=held.store)
    assert (answer.status, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert found["searched"]["documents"] == len(examples())
    assert [row["value"] for row in found["rows"] if row["kind"] == "answer"] == [0.73]


def test_the_service_answers_from_the_published_version(held: Waiting) -> None:
    query = "SELECT (COUNT(?d) AS ?n) { ?d a :Document }"
    with listening(create_app(Settings(held.store))) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": query}, timeout=PATIENCE)
    rows = answer.json()["results"]["bindings"]
    assert [row["n"]["value"] for row in rows] == [str(len(examples()))]


def test_a_second_writer_is_told_in_one_line_who_holds_the_store(held: Waiting) -> None:
    second = run("ingest", example("patina"), store=held.store)
    assert (second.status, second.out) == (1, "")
    assert second.err.count("\n") == 1
    assert f"process {held.process.pid} is writing" in second.err
    assert second.err.rstrip().endswith("[store-held]")


def test_an_ingest_killed_before_it_derives_is_finished_at_the_next_opening(
    tmp_path: Path,
) -> None:
    batch = examples()
    whole = bring_in(tmp_path / "whole", *batch)
    with waiting(tmp_path / "store", batch, tmp_path / "gate") as running:
        running.process.send_signal(signal.SIGKILL)
        ended(running.process)
    assert run("ask", "effects", store=running.store).status == 4
    with create_or_open(running.store) as writer:
        assert len(writer.ledger.unfinished()) == len(batch)
    assert bring_in(running.store) == whole
    with create_or_open(running.store) as writer:
        assert writer.ledger.unfinished() == []


def test_a_removal_killed_before_it_derives_is_finished_at_the_next_opening(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    bring_in(store, example("patina"), example("registry"))
    without = bring_in(tmp_path / "without", example("registry"))
    with open_reader(store) as reader:
        (gone,) = (one.identifier for one in reader.entries() if "patina" in one.source)
    script = (
        "import os, signal, sys; from trialgraph.cli import main; from trialgraph.ingest import run"
        "\nrun.derive = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n"
        "main(['remove', sys.argv[1], '--store', sys.argv[2]])"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, gone, str(store)], timeout=PATIENCE, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert bring_in(store) == without
    with open_reader(store) as reader:
        assert reader.entry(gone) is None


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    before = bring_in(store, *examples())
    with open_reader(store) as reader:
        version = reader.version
    again = run("ingest", *examples(), store=store)
    assert again.status == 0
    assert again.out.count("unchanged") == len(examples())
    with open_reader(store) as reader:
        assert (reader.digest(), reader.version) == (before, version)


def test_another_order_gives_the_same_dump(tmp_path: Path) -> None:
    first = bring_in(tmp_path / "forward", *examples())
    backward = tmp_path / "backward"
    for file in reversed(examples()):
        bring_in(backward, file)
    assert digest(backward) == first


def test_the_seeds_again_and_in_another_order_give_the_same_dump(
    seed_store: Path, seeds: dict[str, Path], tmp_path: Path
) -> None:
    once = digest(seed_store)
    assert bring_in(tmp_path / "store", *reversed(seeds.values())) == once
    assert bring_in(tmp_path / "store", *seeds.values()) == once


def test_taking_a_document_out_and_in_again_leaves_no_trace(tmp_path: Path) -> None:
    store = tmp_path / "store"
    before = bring_in(store, *examples())
    removed = run("remove", "ctgov-NCT02514681", store=store)
    assert (removed.status, removed.err) == (0, "")
    assert digest(store) != before
    assert bring_in(store, *examples()) == before
