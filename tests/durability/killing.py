"""A store that is written to, backed up and compacted by processes that are killed at random.

``python -m tests.durability.killing KILLS [SEED]`` goes on where the tests stop.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pyoxigraph as ox
from tests.acceptance.running import examples
from tests.serving import TOKEN, served

from trialgraph.check.quotes import quotes, wrong_quotes
from trialgraph.cli.findings import VIOLATION, shape_findings
from trialgraph.errors import StoreHeld
from trialgraph.ingest.run import finish
from trialgraph.names import ID, Iri
from trialgraph.store import open_reader
from trialgraph.store.doctor import examine
from trialgraph.store.restoring import restore

PATIENCE = 120
_FROM_FIRST_LINE = 0.5
_WHOLE_SERVER = 0.5
_MOMENT = 0.05  # seconds: an update takes about so long
_LONGEST = 2.5
_SOONER = 0.8
OPEN = Iri("urn:soak:open")
_UPDATES = 40  # that a server is asked for in a round, when nobody kills it


@dataclass
class Soak:
    """One store, and what was acknowledged of it."""

    folder: Path
    seed: int
    rounds: int = 0
    killed: int = 0
    stored: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    longest: dict[str, float] = field(default_factory=dict)

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
        """Change an open graph over HTTP until the server, or its process that writes, is killed.

        Only a 204 is an acknowledgement. The server is killed with all its processes.
        """
        first = 1000 * self.rounds
        is_all = self.random.random() < _WHOLE_SERVER
        moment = self.random.randrange(1, _UPDATES)
        with served(self.store) as server, httpx.Client(base_url=server.address) as client:
            timer = self.timer(server.process.pid, is_all=is_all)
            for number in range(first, first + _UPDATES):
                if number == first + moment:
                    timer.start()
                if self.was_acknowledged(client, number):
                    self.numbers.add(number)
                elif server.process.poll() is not None:
                    break
            timer.join()

    def timer(self, server: int, *, is_all: bool) -> threading.Timer:
        """Return what kills a server, or its process that writes, a moment after its start."""

        def kill() -> None:
            below = processes_below(server)
            chosen = [server, *below] if is_all else [one for one in below if is_writing(one)]
            for one in chosen:
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            self.killed += bool(chosen)

        return threading.Timer(self.random.uniform(0, _MOMENT), kill)

    def was_acknowledged(self, client: httpx.Client, number: int) -> bool:
        """Send an update of two statements, and tell whether the server said it was made."""
        words = f"<urn:soak:{number}> <urn:a> {number}, 0"
        update = f"INSERT DATA {{ GRAPH <{OPEN}> {{ {words} }} }}"
        try:
            reply = client.post(
                "/sparql", data={"update": update}, headers={"Authorization": f"Bearer {TOKEN}"}
            )
        except httpx.TransportError:
            return False
        assert reply.status_code in {204, 500, 503}, reply.text
        return reply.status_code == 204

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
                process.wait(self.random.uniform(0, self.longest.get(words[2], _LONGEST)))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                self.killed += 1
                self.longest[words[2]] = _LONGEST
            else:  # it was sooner at its end than anyone came: next time somebody comes sooner
                self.longest[words[2]] = self.longest.get(words[2], _LONGEST) * _SOONER
            rest, _ = process.communicate(timeout=PATIENCE)
        return [line for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]

    def look(self) -> None:
        """Compare the store with what was acknowledged, as the next command finds it."""
        self.finish_when_free()
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

    def finish_when_free(self) -> None:
        """Finish what was under way, once the system has ended what was killed."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                finish(self.store)
            except StoreHeld:
                assert time.monotonic() < end, "the store is held by what should be dead"
                time.sleep(0.05)  # nothing tells when a process that is not ours has ended
            else:
                return

    def check(self) -> None:
        """Ask the shapes, which takes longer than all the rest: at the end."""
        with open_reader(self.store) as reader:
            assert [one for one in shape_findings(reader) if one.severity == VIOLATION] == []


def processes_below(owner: int) -> list[int]:
    """Return the processes that one has started, and those that they have."""
    parents = {}
    for one in (file for file in Path("/proc").iterdir() if file.name.isdigit()):
        with suppress(FileNotFoundError, ProcessLookupError):
            # The name of a program may hold anything: what counts stands behind its bracket.
            words = (one / "stat").read_text().rpartition(")")[2].split()
            parents[int(one.name)] = int(words[1])
    found = [owner]
    for parent in found:
        found.extend(one for one, above in parents.items() if above == parent)
    return found[1:]


def is_writing(process: int) -> bool:
    """Tell whether a process is the one that writes to a store for a server."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return b"trialgraph.store.committing" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def main(arguments: list[str]) -> None:
    """Go on until so many were killed, and tell what is there."""
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        soak = Soak(Path(folder), seed)
        while soak.killed < int(arguments[0]):
            soak.round()
            if soak.rounds % 10 == 0:
                print(f"{soak.rounds} rounds, {soak.killed} killed", flush=True)
        soak.check()
    print(
        f"{soak.rounds} rounds, {soak.killed} killed, {len(soak.stored)} documents and "
        f"{len(soak.numbers)} updates acknowledged: all are there"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
