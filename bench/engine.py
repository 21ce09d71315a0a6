"""What the store costs: a change, a snapshot, a reopening, a worker killed and started again."""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from trialgraph.errors import QueryStopped
from trialgraph.names import Iri, document, expand, fact, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import integer, text
from trialgraph.store import Writer, create_or_open, open_reader
from trialgraph.store.worker import Limits, QueryWorker

ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"
FACTS = 350
ROUNDS = 9


def graph_of(number: int, edition: int) -> tuple[Iri, bytes]:
    """Return a document's graph of 1,400 quads; editions differ in one in ten facts."""
    graph = GraphText(document(f"bench-{number}"))
    for place in range(FACTS):
        node = fact(f"bench-{number}", "estimate", (place, place + 4))
        graph.add(node, expand("rdf:type"), term("ReportedEstimate"))
        graph.add(node, term("inDocument"), graph.graph)
        graph.add(node, term("start"), integer(place))
        words = f"value {place} of edition {edition if place % 10 == 0 else 0}"
        graph.add(node, term("exact"), text(words))
    return graph.graph, graph.bytes()


def timed(action: Callable[[], object]) -> float:
    """Return how many milliseconds an action took."""
    begin = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - begin)


def report(name: str, milliseconds: list[float]) -> None:
    """Print the median and the worst of some times."""
    print(f"{name:<48}{median(milliseconds):>10.1f}{max(milliseconds):>10.1f}")


def replace(writer: Writer, number: int, edition: int) -> None:
    """Give a document's graph a new edition."""
    writer.replace_graphs(dict([graph_of(number, edition)]))


def changed_then_published(writer: Writer, edition: int) -> float:
    """Return the time to publish one changed document."""
    replace(writer, 0, edition)
    return timed(writer.publish)


def reopen(path: Path) -> None:
    """Open and close a reader."""
    open_reader(path).close()


def stop(worker: QueryWorker) -> float:
    """Return what stopping a query took beyond its limit."""
    begin = time.perf_counter()
    try:
        worker.answer(ENDLESS)
    except QueryStopped:
        return 1000 * (time.perf_counter() - begin - worker.limits.seconds)
    raise AssertionError("the endless query ended")


def main() -> None:
    """Print one line a figure, in milliseconds."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory(prefix="engine-") as folder:
        path = Path(folder) / "store"
        with create_or_open(path) as writer:
            print(
                f"{documents} documents of {4 * FACTS} quads\n{'ms':<48}{'median':>10}{'worst':>10}"
            )
            loads = [timed(partial(replace, writer, n, 0)) for n in range(documents)]
            report("new document, one update", loads)
            changes = [timed(partial(replace, writer, n, 1)) for n in range(ROUNDS)]
            report("document again, one fact in ten changed", changes)
            same = [timed(partial(replace, writer, n, 1)) for n in range(ROUNDS)]
            report("document again, nothing changed", same)
            published = [changed_then_published(writer, n) for n in range(2, 2 + ROUNDS)]
            report("flush, snapshot and CURRENT after one change", published)
            report("reader opened", [timed(partial(reopen, path)) for _ in range(ROUNDS)])
        measure_worker(path)


def measure_worker(path: Path) -> None:
    """Print what a worker costs."""
    with QueryWorker(path, Limits(seconds=0.2)) as worker:
        ask = partial(worker.answer, "ASK { ?s ?p ?o }")
        starts, kills, small = [], [], []
        for _ in range(ROUNDS):
            starts.append(timed(ask))
            small.append(timed(ask))
            kills.append(stop(worker))
        report("worker started, first answer", starts)
        report("small query", small)
        report("worker killed after its time was up", kills)


if __name__ == "__main__":
    main()
