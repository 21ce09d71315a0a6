"""What a bulk load did and what it took, stage by stage."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from trialgraph.ingest.lines import IngestLine


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is.

    Attributes:
        stage: its name.
        done: documents or graphs.
        total: of how many; ``None`` where only the end will tell.
        seconds: since the stage began.
    """

    stage: str
    done: int
    total: int | None
    seconds: float

    @property
    def rate(self) -> float:
        """Return how many are done in a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float | None:
        """Return the seconds that are left at this rate, if they can be told."""
        if self.total is None or not self.done:
            return None
        return (self.total - self.done) / self.rate

    def to_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        left = None if self.left is None else round(self.left, 1)
        return asdict(self) | {
            "seconds": round(self.seconds, 1),
            "rate": round(self.rate, 1),
            "left": left,
        }


Watch = Callable[[Progress], None]


@dataclass(slots=True)
class Counts:
    """What a stage did.

    Attributes:
        seconds: by the clock.
        cpu: seconds of the processor, of all processes.
        things: documents read, loaded or compared; graphs derived.
        quads: written.
        octets: bytes read.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    things: int = 0
    quads: int = 0
    octets: int = 0

    def to_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        rate = round(self.things / self.seconds, 1) if self.seconds else None
        return asdict(self) | {
            "seconds": round(self.seconds, 3),
            "cpu": round(self.cpu, 3),
            "per_second": rate,
        }


@dataclass(slots=True)
class Report:
    """What a bulk load did.

    Attributes:
        stages: by name, in their order.
        outcomes: documents by what became of them.
        refused: lines of those that are not stored, and why.
        remarked: lines of others of which there is something to say, such as that no trial is in
            them; the first of very many.
    """

    watch: Watch
    stages: dict[str, Counts] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    refused: list[IngestLine] = field(default_factory=list)
    remarked: list[IngestLine] = field(default_factory=list)
    version: int = 0

    def stage(self, name: str) -> Counts:
        """Return the counts of a stage."""
        return self.stages.setdefault(name, Counts())

    @contextmanager
    def timed(self, name: str) -> Iterator[Counts]:
        """Count the time of what is done within, by the clock and of this process."""
        counts = self.stage(name)
        clock, used = time.perf_counter(), _used()
        try:
            yield counts
        finally:
            counts.seconds += time.perf_counter() - clock
            counts.cpu += _used() - used

    def tell(self, stage: str, total: int | None, began: float) -> None:
        """Tell who watches how far a stage is; a file may hold more than the one counted for it."""
        done = self.stage(stage).things
        known = None if total is not None and done > total else total
        self.watch(Progress(stage, done, known, time.perf_counter() - began))

    def note(self, line: IngestLine) -> None:
        """Note what became of a document."""
        self.outcomes[line.outcome] = self.outcomes.get(line.outcome, 0) + 1
        lines = self.refused if line.code else self.remarked
        if (line.code or line.message) and len(lines) < _MOST_LINES:
            lines.append(line)

    def to_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        return {
            "outcomes": self.outcomes,
            "version": self.version,
            "stages": {name: one.to_json() for name, one in self.stages.items()},
            "refused": [asdict(one) for one in self.refused],
            "remarked": [asdict(one) for one in self.remarked],
        }


_MOST_LINES = 100_000


def _used() -> float:
    """Return the seconds of the processor that this process took."""
    times = os.times()
    return times.user + times.system
