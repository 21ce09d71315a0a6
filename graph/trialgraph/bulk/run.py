"""A whole registry into a store: many processes read and derive, one writes.

All that was acknowledged is where any ingest has it (ledger, kept files, graphs, index), so
a load that was killed is finished by the same command, which reads nothing twice, or by any
other command that changes the store, which takes longer.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trialgraph.bulk import deriver, reader
from trialgraph.bulk.deriving import derive_fast
from trialgraph.bulk.loading import Loader
from trialgraph.bulk.pool import Pool, pool
from trialgraph.bulk.report import Report, Watch
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


@dataclass(frozen=True, slots=True)
class Options:
    """How a bulk load is done.

    Attributes:
        jobs: processes that read and derive; with one, the writer does it all.
        since: day, ISO 8601; registry records that are held and were not updated since
            are not read.
        removes: take out documents that are held and were not among those that came, of the
            kinds that came.
        removed_at_most: share of the documents held of these kinds.
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
    _held: int = 0

    def load(self, paths: Sequence[Path]) -> None:
        """Do all of it."""
        if not self.places.parts.exists():
            Batch(self.writer, self.places.store)  # does again what another command left
        self.batch = Batch(self.writer, self.places.store, takes_up=False)
        with Parts.open(self.places) as parts:
            self._bring_in(paths, parts)
            missing = self._missing(parts) if self.options.removes else []
            derive_fast(self.writer, parts, self.places, self.options.jobs, self.report)
        refused = self._refusal(missing)
        with self.report.timed("publish"):
            for identifier in () if refused else missing:
                self.report.note(self.batch.take_out(identifier))
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
        """Return the documents that a killed run had begun to load; do its other changes again."""
        begun = []
        for intent in self.writer.ledger.unfinished():
            if intent.action != "store":
                self.batch.do_again(intent)
            elif not parts.holds(intent.identifier, intent.sha256):
                begun.append(intent)
        return begun

    def _load_again(self, begun: Sequence[Intent], loader: Loader, workers: Pool) -> None:
        """Load what a killed run had begun to; any other way is for what cannot be stored now."""
        with self.report.timed("read"):
            for read in workers.each(reader.read, tasks_again(self._kept(begun))):
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
            for read in workers.each(reader.read, tasks(paths)):
                counts.cpu += read.seconds * workers.is_apart
                counts.octets += read.octets
                counts.things += len(read.made)
                for line in loader.take(read):
                    self.report.note(line)
                self.report.tell("read", total, began)
            loader.flush()
        counts.cpu -= self.report.stage("load").cpu

    def _missing(self, parts: Parts) -> list[str]:
        """Return the documents held that did not come, of the kinds that came.

        One whose file came and could not be read is not missing.
        """
        kinds = parts.kinds()
        unread = {one.source for one in self.report.refused}
        found, self._held, after = list[str](), 0, ""
        while some := self.writer.ledger.part(after, _AT_ONCE, "stored"):
            after = some[-1].identifier
            held = [one for one in some if one.kind in kinds]
            self._held += len(held)
            found += [
                one.identifier
                for one in held
                if one.source not in unread and not parts.is_seen(one.identifier)
            ]
        return found

    def _refusal(self, missing: Sequence[str]) -> TooManyRemoved | None:
        """Return why documents that did not come are not taken out, if they are not."""
        most = self.options.removed_at_most
        if len(missing) <= most * self._held:
            return None
        return TooManyRemoved(
            f"found {len(missing):,} of {self._held:,} documents held that did not come, wanted "
            f"at most {most:.0%} of them; nothing was taken out, what came was brought in: see "
            "whether PATH is complete, or give a larger --remove-at-most"
        )


def bulk_load(
    paths: Iterable[Path], store: Path, options: Options, watch: Watch = lambda _: None
) -> Report:
    """Bring files into a store with several processes, and publish it once at the end.

    The store is then what an ingest of the same files makes of it. A load that was killed
    is finished by one of the same paths, which does nothing twice.

    Args:
        paths: files, folders and archives.
        store: its directory.
        options: how.
        watch: is told of progress.

    Raises:
        TooManyRemoved: more documents than allowed did not come.
        WorkerLost: a process that works for this one ended.
        StoreHeld: another process is writing to the store.
    """
    report = Report(watch)
    try:
        with create_or_open(store) as writer:
            _Run(writer, Places(store), options, report).load(list(paths))
    finally:
        reader.let_go()
        deriver.let_go()
    return report
