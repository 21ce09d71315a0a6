"""How long the named questions take over many invented trials (``tests/corpus``).

Times are of the processor, not of the clock: the better of two. A question is asked without
its optional parameters and with each of them; the row says how many rows the answer has.

Run it as ``python bench/questions.py [trials] [question ...]``.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.corpus import Planted, corpus  # noqa: E402 -- the root is no place of packages

from trialgraph import names  # noqa: E402
from trialgraph.catalogue.ask import ask  # noqa: E402
from trialgraph.catalogue.card import Card, find_card  # noqa: E402
from trialgraph.catalogue.card import names as questions  # noqa: E402
from trialgraph.evidence.derive import derive  # noqa: E402
from trialgraph.rdf.vocabulary import load_terms  # noqa: E402
from trialgraph.rdf.write import document_quads  # noqa: E402
from trialgraph.store import Reader, create_or_open, open_reader  # noqa: E402

TRIALS = 2000
AT_ONCE = 500
SELECTIVE = ("drug", "trial", "condition")
Given = dict[str, str]


def fill(path: Path, planted: list[Planted]) -> None:
    """Make a store of all documents of the trials, with what follows from them."""
    pairs = [pair for one in planted for pair in zip(one.documents, one.pages, strict=True)]
    with create_or_open(path) as writer:
        for first in range(0, len(pairs), AT_ONCE):
            some = pairs[first : first + AT_ONCE]
            writer.replace_graphs(
                {names.document(one.identifier): document_quads(one, page) for one, page in some}
            )
        derive(writer, load_terms(), [one.identifier for one, _ in pairs])
        writer.publish()


def asked_about(planted: list[Planted]) -> Given:
    """Return a value for each parameter: what most of the trials are about."""
    drugs = Counter(d for one in planted for c in one.truth.comparisons for d in c.adds)
    (drug, _), (other, _) = drugs.most_common(2)
    return {
        "drug": drug,
        "versus": other,
        "trial": planted[0].truth.name,
        "condition": "cancer",
        "endpoint": "PFS",
        "points": "5",
        "date": "2020-01-01",
    }


def ways(card: Card, about: Given) -> Iterator[Given]:
    """Yield the parameters that a question is asked with."""
    needed = {one.name: about[one.name] for one in card.parameters if not one.is_optional}
    yield needed
    for one in card.parameters:
        if one.is_optional and one.name in SELECTIVE:
            yield needed | {one.name: about[one.name]}


def seconds(reader: Reader, name: str, given: Given) -> tuple[int, float]:
    """Return how many rows an answer has, and the processor time it takes."""
    terms, times, rows = load_terms(), [], 0
    for _ in range(2):
        start = time.process_time()
        rows = len(ask(reader, name, given, terms).rows)
        times.append(time.process_time() - start)
    return rows, min(times)


def main(arguments: list[str]) -> None:
    """Print a table: question, parameters, rows, seconds."""
    trials = int(arguments[0]) if arguments else TRIALS
    planted = list(corpus(trials, seed=3))
    about = asked_about(planted)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        fill(path, planted)
        with open_reader(path) as reader:
            for name in arguments[1:] or questions():
                for given in ways(find_card(name), about):
                    rows, took = seconds(reader, name, given)
                    said = " ".join(f"{key}={value}" for key, value in given.items())
                    print(f"{name:32}{said:44}{rows:>7}{took:>8.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
