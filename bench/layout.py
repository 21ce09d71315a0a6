"""Where bulky rows should lie: in their document's graph, or in the default graph.

Reads invented registry studies (``generate.py``) into quads as the product does, and loads
them as a bulk load does, in three layouts:

* ``documents``: all of a study in its own named graph;
* ``rows default``: nodes of which a study has many of a class in the default graph, which has
  three indexes, not six;
* ``all default``: everything there, to see what is the most that could be saved.

Run it as ``python bench/layout.py [studies]``.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyoxigraph as ox
from generated.plan import RESULTS, plan
from generated.record import record

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.names import document as graph_of
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

LONG = 5
LOOK_UPS = 200
REPLACED = 20
STUDIES = 1_000

Layout = Callable[[str, bool], str]

LAYOUTS: dict[str, Layout] = {
    "documents": lambda graph, _: graph,
    "rows default": lambda graph, is_row: "" if is_row else graph,
    "all default": lambda _, __: "",
}


class Study(NamedTuple):
    """A study as it is loaded: statements without their graph, and whether each is of a row."""

    graph: str
    statements: list[tuple[str, bool]]


def studies(number: int) -> Iterator[Study]:
    """Yield invented studies as the product writes them."""
    terms = load_terms()
    for one in range(number):
        document = read_document(record(plan(1, one, RESULTS)))
        graph = f"<{graph_of(document.identifier)}>"
        nquads = document_quads(read_trial_document(document, terms), document).decode()
        lines = [line.removesuffix(f" {graph} .") for line in nquads.splitlines()]
        classes = {
            subject: kind
            for subject, predicate, kind in (line.split(" ", 2) for line in lines)
            if predicate.endswith("#type>")
        }
        many = {kind for kind, count in Counter(classes.values()).items() if count > LONG}
        yield Study(graph, [(line, classes.get(line.split(" ", 1)[0]) in many) for line in lines])


def measure(layout: Layout, held: list[Study]) -> dict[str, float]:
    """Return the figures of one layout."""
    with tempfile.TemporaryDirectory(prefix="layout-") as folder:
        store = ox.Store(folder)
        nquads = "".join(
            f"{statement} {layout(one.graph, is_row)} .\n"
            for one in held
            for statement, is_row in one.statements
        ).encode()
        # Processor time, background threads included: others may use the machine too.
        begin = time.process_time()
        store.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
        loaded = time.process_time() - begin
        store.flush()
        store.optimize()
        figures = {
            "quads": len(store),
            "CPU ms load": 1000 * loaded / len(held),
            "kB a study": _size_of_copy(store, folder) / len(held) / 1000,
            "look-up ms": _look_up(store, held),
            "replace ms": _replace(store, layout, held),
        }
        del store
        return figures


def _size_of_copy(store: ox.Store, folder: str) -> int:
    """Return the bytes of the live tables: a backup links no file that is to be removed."""
    copy = Path(folder) / "copy"
    store.backup(str(copy))
    return sum(file.stat().st_size for file in copy.glob("*.sst"))


def _timed(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - begin)


def _look_up(store: ox.Store, held: list[Study]) -> float:
    """Return the median time to read what is said of one node through the union of graphs."""
    chooser = random.Random(1)  # noqa: S311 - the same nodes for each layout
    nodes = [
        chooser.choice(chooser.choice(held).statements)[0].split(" ", 1)[0] for _ in range(LOOK_UPS)
    ]

    def ask(node: str) -> None:
        found = store.query(f"SELECT ?p ?o {{ {node} ?p ?o }}", use_default_graph_as_union=True)
        if isinstance(found, ox.QuerySolutions):
            found.serialize(format=ox.QueryResultsFormat.TSV)

    return median(_timed(partial(ask, node)) for node in nodes)


def _replace(store: ox.Store, layout: Layout, held: list[Study]) -> float:
    """Return the median time to take all quads of a study out and put them in again."""
    times = []
    for one in held[:REPLACED]:
        blocks = "\n".join(
            _block(layout(one.graph, is_row), statement) for statement, is_row in one.statements
        )
        update = f"DELETE DATA {{ {blocks} }} ; INSERT DATA {{ {blocks} }}"
        times.append(_timed(partial(store.update, update)))
    return median(times)


def _block(graph: str, statement: str) -> str:
    return f"GRAPH {graph} {{ {statement} }}" if graph else f"{statement} ."


def main() -> None:
    """Print one line a layout."""
    held = list(studies(int(sys.argv[1]) if len(sys.argv) > 1 else STUDIES))
    rows = sum(is_row for one in held for _, is_row in one.statements)
    total = sum(len(one.statements) for one in held)
    print(
        f"{len(held)} studies, {total / len(held):.0f} quads each, {100 * rows / total:.0f} % rows"
    )
    heads: list[str] = []
    for name, layout in LAYOUTS.items():
        figures = measure(layout, held)
        if not heads:
            heads = list(figures)
            print(f"{'layout':<14}" + "".join(f"{head:>14}" for head in heads))
        print(f"{name:<14}" + "".join(f"{figures[head]:>14.2f}" for head in heads))


if __name__ == "__main__":
    main()
