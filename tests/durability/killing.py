"""A store that is written to, backed up and compacted by processes that are killed at random.

``python -m tests.durability.killing ROUNDS [SEED]`` goes on where the tests stop.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from tests.acceptance.running import examples

from trialgraph.check.quotes import quotes, wrong_quotes
from trialgraph.cli.findings import VIOLATION, shape_findings
from trialgraph.ingest.run import finish
from trialgraph.names import ID, Iri
from trialgraph.store import open_reader
from trialgraph.store.doctor import examine
from trialgraph.store.restoring import restore

PATIENCE = 120
_FROM_FIRST_LINE = 0.5
_LONGEST = 2.5
OPEN = Iri("urn:soak:open")
# Updates of an open graph, each published and on disk before it is acknowledged by a line.
UPDATES = """
import sys
from pathlib import Path
from trialgraph.names import Iri
from trialgraph.store import create_or_open
first = int(sys.argv[2])
with create_or_open(Path(sys.argv[1])) as writer:
    for number in range(first, first + 1000):
        words = f"<urn:soak:{number}> <urn:a> {number}, 0"
        writer.update(f"INSERT DATA {{ GRAPH <urn:soak:open> {{ {words} }} }}")
        writer.publish()
        print(number, flush=True)
"""


@dataclass
class Soak:
    """One store, and what was acknowledged of it."""

    folder: Path
    seed: int
    rounds: int = 0
    killed: int = 0
    stored: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - moments, no secrets
        self.store = self.folder / "store"
        finish(self.store)  # an empty version, so that a reader always finds one
        self.texts = [file.read_text(encoding="utf-8") for file in examples()]

    def round(self) -> None:
        """Start one command, kill it, and look at what is there."""
        self.rounds += 1
        self.random.choice([self.ingest, self.update, self.back_up, self.compact])()
        self.look()

    def ingest(self) -> None:
        """Bring some documents in; each line that comes out is an acknowledgement."""
        files = []
        for number in range(self.random.randint(1, 4)):
            file = self.folder / f"round {self.rounds} {number}.txt"
            text = self.random.choice(self.texts)
            file.write_text(f"{text}\nCopy {self.rounds} {number}.\n", encoding="utf-8")
            files.append(str(file))
        out = self.run("-m", "trialgraph", "ingest", *files, "--store", str(self.store))
        lines = [line.split("  ") for line in out]
        self.stored |= {words[1] for words in lines if words[0] == "stored"}

    def update(self) -> None:
        """Change an open graph."""
        first = 1000 * self.rounds
        self.numbers |= set(map(int, self.run("-c", UPDATES, str(self.store), str(first))))

    def back_up(self) -> None:
        """Make a backup; what is there afterwards is whole."""
        place = self.folder / f"backup {self.rounds}"
        self.run("-m", "trialgraph", "backup", str(place), "--store", str(self.store))
        if place.exists():
            restore(place, self.folder / f"restored {self.rounds}")

    def compact(self) -> None:
        """Compact the store."""
        self.run("-m", "trialgraph", "compact", "--store", str(self.store))

    def run(self, *words: str) -> list[str]:
        """Return the lines that a process of ours wrote until it was killed, or ended."""
        command = [sys.executable, "-P", *words]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        ) as process:
            # From its start, or from its first line on: both are moments that matter.
            lines = []
            if process.stdout and self.random.random() < _FROM_FIRST_LINE:
                lines.append(process.stdout.readline())
            try:
                process.wait(self.random.uniform(0, _LONGEST))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                self.killed += 1
            rest, _ = process.communicate(timeout=PATIENCE)
        return [line for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]

    def look(self) -> None:
        """Compare the store with what was acknowledged, as the next command finds it."""
        finish(self.store)
        with open_reader(self.store) as reader:
            dump = reader.dump()
            graphs = set(reader.graphs())
            held = {entry.identifier for entry in reader.entries() if entry.state == "stored"}
            documents = {g.rpartition("/")[2] for g in graphs if g.startswith(f"{ID}document/")}
            numbers = reader.select(f"SELECT ?n {{ GRAPH <{OPEN}> {{ ?s <urn:a> ?n }} }}")
            found = [q for g in graphs if "/document/" in g for q in quotes(reader.graph(g))]
            texts = {one: reader.kept_text(one) for one in {q.document for q in found}}
        assert held == documents
        assert self.stored <= held
        counted = {int(row["n"].value) for row in numbers if not isinstance(row["n"], str)}
        assert self.numbers <= counted
        # Each update says two things of a node: both are there, or neither.
        assert len(numbers) == 2 * len(counted - {0})
        assert list(wrong_quotes(found, texts)) == []
        assert len(list(ox.parse(dump, format=ox.RdfFormat.N_QUADS))) == dump.count(b"\n")
        assert [one for one in examine(self.store) if not one.is_well] == []

    def check(self) -> None:
        """Ask the shapes, which takes longer than all the rest: at the end."""
        with open_reader(self.store) as reader:
            assert [one for one in shape_findings(reader) if one.severity == VIOLATION] == []


def main(arguments: list[str]) -> None:
    """Go so many rounds and tell how many processes were killed."""
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        soak = Soak(Path(folder), seed)
        for number in range(int(arguments[0])):
            soak.round()
            if number % 10 == 9:
                print(f"{soak.rounds} rounds, {soak.killed} killed", flush=True)
        soak.check()
    print(
        f"{soak.rounds} rounds, {soak.killed} killed, {len(soak.stored)} documents and "
        f"{len(soak.numbers)} updates acknowledged: all are there"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
