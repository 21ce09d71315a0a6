"""A whole registry into a store: many processes read and derive, one writes.

All that was acknowledged is where any ingest has it (ledger, kept files, graphs, index), so
a load that was killed is finished by the same command, which reads nothing twice, or by any
other command that changes the store, which takes longer.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from trialgraph.bulk import deriver, reader
from trialgraph.bulk.deriving import derive_fast
from trialgraph.bulk.faults import faults_told
from trialgraph.bulk.loading import Loader
from trialgraph.bulk.pool import Pool, pool
from trialgraph.bulk.report import Report, Watch
from trialgraph.bulk.task import Task
from trialgraph.bulk.tasks import count_small, tasks, tasks_again
from trialgraph.bulk.work import Parts, Places, taken_away
from trialgraph.errors import TooManyRemoved
from trialgraph.evidence.decisions import Decisions, names_in
from trialgraph.evidence.renewal import make_ready
from trialgraph.ingest.arriving import Arrival
from trialgraph.ingest.run import Batch
from trialgraph.store.ledger import Intent
from trialgraph.store.writer import Writer, create_or_open

REMOVED_AT_MOST = 0.1
_AT_ONCE = 1_000
_AS_IT_CAME = "nothing was taken out, what came was brought in"


@dataclass(frozen=True, slots=True)
class Options:
    """How a bulk load is done.

    Attributes:
        jobs: processes that read and derive; with one, the writer does it all.
        since: day, ISO 8601; registry records that are held and were not updated since
            are not read.
        removes: take out documents that are held and were not among those that came, of the
            kinds that came.
        removed_at_most: share of the documents held of each of these kinds.
    """

    jobs: int
    since: str = ""
    removes: bool = False
    removed_at_most: float = REMOVED_AT_MOST


@dataclass(slots=True)
class _Run:
    """One bulk load of a store that is open."""

    writer: Writer
    places: Places
    options: Options
    report: Report
    batch: Batch = field(init=False)
    _held: Counter[str] = field(default_factory=Counter)
    _otherwise: list[str] = field(default_factory=list)

    def load(self, paths: Sequence[Path]) -> None:
        """Do all of it."""
        if not self.places.parts.exists():
            Batch(self.writer, self.places.store)  # does again what another command left
        self.batch = Batch(self.writer, self.places.store, takes_up=False)
        with Parts.open(self.places) as parts:
            self._bring_in(paths, parts)
            missing = self._missing(parts) if self.options.removes else {}
            derive_fast(self.writer, parts, self.places, self.options.jobs, self.report)
        refused = self._refusal(missing)
        if not refused:
            self._take_out(missing)
        with self.report.timed("publish"):
            self.batch.finish()
            self.writer.ledger.clear_all()
            self.report.version = self.writer.publish()
        taken_away(self.places)
        if refused:
            raise refused

    def _bring_in(self, paths: Sequence[Path], parts: Parts) -> None:
        """Read and load all that came, and before it what a killed run had begun with."""
        jobs, since = self.options.jobs, self.options.since
        with pool(jobs, reader.prepare, self.places, since) as workers:
            begun = self._begun(parts)
            make_ready(self.writer)
            decided = names_in(Decisions(self.writer).in_force.values())
            loader = Loader(self.writer, self.batch, parts, self.places, self.report, decided)
            self._load_again(begun, loader, workers)
            self._read(paths, loader, workers)

    def _begun(self, parts: Parts) -> list[Intent]:
        """Return the documents that a killed run had begun to load.

        What else it had begun (it takes documents out at its end) is finished before any
        document is read: one of them may come again.
        """
        unfinished = self.writer.ledger.unfinished()
        self.batch.take_up(one for one in unfinished if one.action != "store")
        return [
            one
            for one in unfinished
            if one.action == "store" and not parts.holds(one.identifier, one.sha256)
        ]

    def _load_again(self, begun: Sequence[Intent], loader: Loader, workers: Pool) -> None:
        """Load what a killed run had begun to; any other way is for what cannot be stored now."""
        with self.report.timed("read"):
            for read in workers.each(reader.read, tasks_again(self._kept(begun)), _octets):
                loader.take_again(read)
            loader.flush()
        for intent in begun:
            if not loader.parts.holds(intent.identifier, intent.sha256):
                self.batch.do_again(intent)

    def _kept(self, begun: Iterable[Intent]) -> Iterator[Arrival]:
        """Yield the bytes that documents are kept as, where they are those that were begun with."""
        ledger = self.writer.ledger
        for intent in begun:
            files, entry = ledger.kept(intent.identifier), ledger.entry(intent.identifier)
            if files is not None and files.content == intent.sha256:
                content, _ = self.writer.kept(intent.identifier)
                yield Arrival(entry.source if entry else "", content)

    def _read(self, paths: Sequence[Path], loader: Loader, workers: Pool) -> None:
        """Read and load all documents."""
        total, began = count_small(paths), time.perf_counter()
        counts = self.report.stage("read")
        with self.report.timed("read"):
            for read in workers.each(reader.read, tasks(paths), _octets):
                counts.cpu += read.seconds * workers.is_apart
                counts.octets += read.octets
                counts.things += len(read.made)
                for line in loader.take(read):
                    self.report.note(line)
                self.report.tell("read", total, began)
            loader.flush()
        counts.cpu -= self.report.stage("load").cpu

    def _missing(self, parts: Parts) -> dict[str, list[str]]:
        """Return the documents held that did not come, by kind, of the kinds that came.

        One whose file came is not missing where that could not be read, or is something else by
        now, such as the page of a server that had a fault.
        """
        unread = {one.source for one in self.report.refused}
        found: dict[str, list[str]] = {kind: [] for kind in parts.kinds()}
        self._held, after = Counter(), ""
        while some := self.writer.ledger.part(after, _AT_ONCE, "stored"):
            after = some[-1].identifier
            for one in some:
                if one.kind in found:
                    self._held[one.kind] += 1
                    if one.source in unread or parts.is_seen(one.identifier):
                        continue
                    if parts.is_other(one.source, one.kind):
                        self._otherwise.append(one.source)
                    else:
                        found[one.kind].append(one.identifier)
        return {kind: missing for kind, missing in found.items() if missing}

    def _refusal(self, missing: Mapping[str, Sequence[str]]) -> TooManyRemoved | None:
        """Return why documents that did not come are not taken out, if they are not."""
        most = self.options.removed_at_most
        for kind, some in missing.items():
            if len(some) > most * self._held[kind]:
                return TooManyRemoved(
                    f"found {len(some):,} of {self._held[kind]:,} documents held of kind {kind} "
                    f"that did not come, wanted at most {most:.0%} of them; {_AS_IT_CAME}: see "
                    "whether PATH is complete, or give a larger --remove-at-most"
                )
        if self._otherwise:
            return TooManyRemoved(
                f"found {len(self._otherwise):,} files with something else than the documents held "
                f"from them, such as {self._otherwise[0]}, wanted each as it was, or gone; "
                f"{_AS_IT_CAME}: see what they are, and fetch them again, or take out what is held "
                "with 'trialgraph remove'"
            )
        unread = sum(self.report.outcomes.get(one, 0) for one in ("unreadable", "not fetched"))
        if missing and unread:
            return TooManyRemoved(
                f"found {unread:,} files that could not be read and "
                f"{sum(map(len, missing.values())):,} documents held that did not come, wanted all "
                f"read, for they may hold these; {_AS_IT_CAME}: mend those files, or move them away"
            )
        return None

    def _take_out(self, missing: Mapping[str, Sequence[str]]) -> None:
        """Take documents out, with what follows from that; some hundred of them together."""
        total, began = sum(map(len, missing.values())), time.perf_counter()
        if not total:
            return
        with self.report.timed("remove") as counts:
            for identifier in chain.from_iterable(missing.values()):
                self.report.note(self.batch.take_out(identifier))
                counts.things += 1
                self.report.tell("remove", total, began)
                self.batch.go_on()


def _octets(task: Task) -> int:
    return task.octets


def bulk_load(
    paths: Iterable[Path],
    store: Path,
    options: Options,
    watch: Watch = lambda _: None,
    report: Report | None = None,
) -> Report:
    """Bring files into a store with several processes, and publish it once at the end.

    The store is then what an ingest of the same files makes of it. A load that was killed
    is finished by one of the same paths, which does nothing twice.

    Args:
        paths: files, folders and archives.
        store: its directory.
        options: how.
        watch: is told of progress.
        report: is filled meanwhile, for who tells what was done before an error; it has a watch
            of its own. Else one is made.

    Raises:
        TooManyRemoved: more documents than allowed did not come, or files could not be read
            that may hold them; all else is done.
        WorkerLost: a process that works for this one ended.
        DiskFailed: a disk has no room, or a fault.
        StoreHeld: another process is writing to the store.
    """
    filled = Report(watch) if report is None else report
    with faults_told(store), create_or_open(store) as writer:
        try:
            _Run(writer, Places(store), options, filled).load(list(paths))
        finally:
            reader.let_go()
            deriver.let_go()
    return filled
