"""How long it takes to derive what follows from the documents of a trial, and from many.

The trials are invented (``tests/corpus``). Times are of the processor, not of the clock:
user time of this process.

* whole corpus: trials and publications identified and all graphs made, in memory;
* one more document: a whole ``derive()`` in a store that holds one document each of some
  trials, five times and twenty times as many, for a trial whose second document comes; beside
  it what it costs to know all documents in memory (``tests/evidence/in_memory``), as each
  process had to before there was an index.

Run it as ``python bench/derive.py [trials]``.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.corpus.made import told_in  # noqa: E402 -- the root is no place of packages
from tests.evidence.in_memory.known import Known as InMemory  # noqa: E402

from trialgraph import names  # noqa: E402
from trialgraph.evidence.derive import derive  # noqa: E402
from trialgraph.evidence.derived import held, trial_graphs  # noqa: E402
from trialgraph.evidence.outlines import outline_of, outlines  # noqa: E402
from trialgraph.evidence.renewal import take_in  # noqa: E402
from trialgraph.rdf.vocabulary import load_terms  # noqa: E402
from trialgraph.rdf.write import document_quads  # noqa: E402
from trialgraph.store import Writer, create_or_open  # noqa: E402
from trialgraph.terms.index import TermIndex  # noqa: E402

TRIALS = 1000
AT_ONCE = 500
REPEATS = 20
WANTED = {1: 1000, 5: 300}
WANTED_MS = 50


def user_seconds() -> float:
    """Return the processor time that this process has used for itself."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def show(*cells: object) -> None:
    """Print one row of figures."""
    print(*(f"{cell:>14}" for cell in cells))


def whole_corpus(documents: int, trials: int) -> float:
    """Return how many trials of some documents each are derived in a second."""
    made = [told_in(number, documents) for number in range(1, trials + 1)]
    readings = [reading for one in made for reading in one.documents]
    terms = load_terms()
    start = user_seconds()
    evidence = held(readings)
    graphs = trial_graphs(evidence, terms, evidence.trials)
    took = user_seconds() - start
    if len(graphs) != trials:
        raise ValueError(f"{len(graphs)} trials found, wanted {trials}")
    return trials / took


def grown(writer: Writer, numbers: range) -> None:
    """Store one document of each of some trials, and what is compared of it.

    What follows from them is not derived: one more document must not depend on it.
    """
    for some in (numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)):
        made = [told_in(number, 1) for number in some]
        pairs = {one.documents[0].identifier: (one.documents[0], one.pages[0]) for one in made}
        writer.replace_graphs(
            {names.document(name): document_quads(*pair) for name, pair in pairs.items()}
        )
        outlined = {name: outline_of(reading) for name, (reading, _) in pairs.items()}
        take_in(writer.identities, pairs.keys(), outlined)
        writer.identities.unmark(pairs)


def one_more(writer: Writer, terms: TermIndex, trials: range) -> tuple[list[float], list[float]]:
    """Return user and clock milliseconds of each ``derive()`` after one more document."""
    used, waited = [], []
    for number in trials:
        made = told_in(number, 2)
        reading, page = made.documents[1], made.pages[1]
        name = names.document(reading.identifier)
        writer.replace_graphs({name: document_quads(reading, page)})
        start, clock = user_seconds(), time.perf_counter()
        derive(writer, terms, [reading.identifier])
        used.append(1000 * (user_seconds() - start))
        waited.append(1000 * (time.perf_counter() - clock))
        writer.replace_graphs({name: b""})
        derive(writer, terms, [reading.identifier])
    return used, waited


def megabytes() -> float:
    """Return how much memory this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / (1 << 20)


def read_all(writer: Writer) -> tuple[float, float]:
    """Return user seconds and megabytes of knowing all documents held, in memory."""
    start, before = user_seconds(), megabytes()
    known = InMemory(outlines(writer))
    found = user_seconds() - start, megabytes() - before
    if not known.readings:
        raise ValueError("no documents found, wanted those that were stored")
    return found


def growing(sizes: Sequence[int]) -> None:
    """Print what one more document costs as a store grows."""
    terms = load_terms()
    with tempfile.TemporaryDirectory() as folder, create_or_open(Path(folder) / "s") as writer:
        derive(writer, terms, [])
        for before, size in zip((0, *sizes), sizes, strict=False):
            grown(writer, range(before + 1, size + 1))
            writer.flush()
            at = size // 2
            used, waited = one_more(writer, terms, range(at, at + REPEATS))
            index = sum(file.stat().st_size for file in writer.path.glob("identities.sqlite*"))
            seconds, memory = read_all(writer)
            middle = median(used)
            show(
                size,
                f"{middle:.1f}",
                f"{max(used):.1f}",
                f"{median(waited):.1f}",
                f"{WANTED_MS / middle:.2f}",
                f"{index / size:.0f}",
                f"{seconds:.1f}",
                f"{memory:.0f}",
            )


def main() -> None:
    """Print all figures beside those wanted."""
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS
    show("documents", "trials a s", "wanted", "ratio")
    for documents, wanted in WANTED.items():
        rate = whole_corpus(documents, trials)
        show(documents, f"{rate:.0f}", wanted, f"{rate / wanted:.2f}")
    show("trials held", "user ms", "slowest", "clock ms", "ratio", "index B", "all s", "all MB")
    growing([trials, 5 * trials, 20 * trials])


if __name__ == "__main__":
    main()
