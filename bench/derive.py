"""How long it takes to derive what follows from the documents of a trial, and from many.

The trials are invented (``tests/corpus``). Times are of the processor, not of the clock:
user time of this process.

* whole corpus: trials and publications identified and all graphs made, in memory;
* one more document: a whole ``derive()`` in a store that holds a number of trials of
  five documents each, for a trial whose fifth document comes.

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
from tests.corpus.truth import Planted  # noqa: E402

from trialgraph import names  # noqa: E402
from trialgraph.evidence.derive import derive  # noqa: E402
from trialgraph.evidence.derived import held, trial_graphs  # noqa: E402
from trialgraph.rdf.vocabulary import load_terms  # noqa: E402
from trialgraph.rdf.write import document_quads  # noqa: E402
from trialgraph.store import Writer, create_or_open  # noqa: E402

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


def filled(writer: Writer, made: Sequence[Planted]) -> None:
    """Store the documents of trials, all but the last of each first trial."""
    for start in range(0, len(made), AT_ONCE):
        pairs = [
            pair
            for number, one in enumerate(made[start : start + AT_ONCE], start)
            for pair in list(zip(one.documents, one.pages, strict=True))[
                : -1 if number < REPEATS else None
            ]
        ]
        writer.replace_graphs(
            {names.document(one.identifier): document_quads(one, page) for one, page in pairs}
        )


def one_more(trials: int, documents: int = 5) -> tuple[list[float], list[float]]:
    """Return user and clock milliseconds of each ``derive()`` after one more document."""
    made = [told_in(number, documents) for number in range(1, trials + 1)]
    terms = load_terms()
    with tempfile.TemporaryDirectory() as folder, create_or_open(Path(folder) / "s") as writer:
        filled(writer, made)
        known = derive(writer, terms, [made[-1].documents[0].identifier])
        used, waited = [], []
        for one in made[:REPEATS]:
            reading, page = one.documents[-1], one.pages[-1]
            writer.replace_graphs(
                {names.document(reading.identifier): document_quads(reading, page)}
            )
            start, clock = user_seconds(), time.perf_counter()
            known = derive(writer, terms, [reading.identifier], known=known)
            used.append(1000 * (user_seconds() - start))
            waited.append(1000 * (time.perf_counter() - clock))
        return used, waited


def main() -> None:
    """Print all figures beside those wanted."""
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS
    show("documents", "trials a s", "wanted", "ratio")
    for documents, wanted in WANTED.items():
        rate = whole_corpus(documents, trials)
        show(documents, f"{rate:.0f}", wanted, f"{rate / wanted:.2f}")
    show("trials held", "user ms", "slowest", "clock ms", "wanted", "ratio")
    for count in (trials // 10, trials):
        used, waited = one_more(count)
        middle = median(used)
        show(
            count,
            f"{middle:.1f}",
            f"{max(used):.1f}",
            f"{median(waited):.1f}",
            WANTED_MS,
            f"{WANTED_MS / middle:.2f}",
        )


if __name__ == "__main__":
    main()
