"""Where bulky rows should lie: in their document's graph, or together in one.

Turns registry records (JSON) into quads without loss, every object a node named
by its JSON pointer, and loads them in three layouts:

* ``documents``: all of a record in its own named graph;
* ``rows shared``: what stands in long lists in one named graph for all records;
* ``rows default``: the same rows in the default graph, which has three indexes, not six.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/layout.py [repeats]``.
"""

import gzip
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import pyoxigraph as ox

from trialgraph.names import ID, Iri, document
from trialgraph.rdf.term import term_text as n_quads
from trialgraph.rdf.term import text

PROPERTY = Iri(ID + "field/")
ROWS = f"<{ID}graph/rows>"
LONG = 5
LOOK_UPS = 200

Triple = tuple[str, str, str, bool]
Layout = Callable[[str, bool], str]

LAYOUTS: dict[str, Layout] = {
    "documents": lambda graph, _: f" {graph} .\n",
    "rows shared": lambda graph, is_row: f" {ROWS if is_row else graph} .\n",
    "rows default": lambda graph, is_row: " .\n" if is_row else f" {graph} .\n",
}


def triples(node: Iri, value: object, *, is_row: bool) -> Iterator[Triple]:
    """Yield the triples of a JSON value; items of long lists, and what is in them, are rows."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _member(node, key, inner, is_row=is_row)
        case list():
            for number, inner in enumerate(value):
                row = is_row or len(value) >= LONG
                yield from _member(node, str(number), inner, is_row=row)
        case _:
            yield n_quads(node), f"<{PROPERTY}value>", n_quads(text(json.dumps(value))), is_row


def _member(node: Iri, key: str, inner: object, *, is_row: bool) -> Iterator[Triple]:
    """Yield the triples of a member: the value itself, or a link to its node."""
    name = f"<{PROPERTY}{key}>"
    if isinstance(inner, dict | list):
        child = Iri(f"{node}/{key}")
        yield n_quads(node), name, n_quads(child), is_row
        yield from triples(child, inner, is_row=is_row)
    else:
        yield n_quads(node), name, n_quads(text(str(inner))), is_row


def records(folder: Path, repeats: int) -> Iterator[tuple[Iri, list[Triple]]]:
    """Yield each record's name and triples; repeated ones get other names."""
    lines = [
        json.loads(line)
        for file in sorted((folder / "data" / "registry-json").glob("*.jsonl.gz"))
        for line in gzip.decompress(file.read_bytes()).splitlines()
    ]
    for repeat in range(repeats):
        for number, record in enumerate(lines):
            name = document(f"record-{repeat}-{number}")
            yield name, list(triples(name, record, is_row=False))


def measure(layout: Layout, held: list[tuple[Iri, list[Triple]]]) -> dict[str, float]:
    """Return the figures of one layout."""
    with tempfile.TemporaryDirectory(prefix="layout-") as folder:
        store = ox.Store(folder)
        quads = [
            "".join(f"{s} {p} {o}{layout(f'<{name}>', row)}" for s, p, o, row in of)
            for name, of in held
        ]
        # Processor time, background threads included: others may use the machine too.
        begin = time.process_time()
        for one in quads:
            store.load(one.encode(), ox.RdfFormat.N_QUADS)
        loaded = time.process_time() - begin
        store.flush()
        store.optimize()
        figures = {
            "quads": len(store),
            "CPU ms load": 1000 * loaded / len(held),
            "kB a record": _size_of_copy(store, folder) / len(held) / 1000,
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


def _look_up(store: ox.Store, held: list[tuple[Iri, list[Triple]]]) -> float:
    """Return the median time to read the fields of one node through the union of graphs."""
    chooser = random.Random(1)  # noqa: S311 - the same nodes for each layout
    nodes = [chooser.choice(chooser.choice(held)[1])[0] for _ in range(LOOK_UPS)]

    def ask(node: str) -> None:
        found = store.query(f"SELECT ?p ?o {{ {node} ?p ?o }}", use_default_graph_as_union=True)
        if isinstance(found, ox.QuerySolutions):
            found.serialize(format=ox.QueryResultsFormat.TSV)

    return median(_timed(partial(ask, node)) for node in nodes)


def _replace(store: ox.Store, layout: Layout, held: list[tuple[Iri, list[Triple]]]) -> float:
    """Return the median time to take all quads of a record out and put them in again."""
    times = []
    for name, of in held[:20]:
        blocks = "\n".join(_block(f"<{name}>", layout, triple) for triple in of)
        update = f"DELETE DATA {{ {blocks} }} ; INSERT DATA {{ {blocks} }}"
        times.append(_timed(partial(store.update, update)))
    return median(times)


def _block(graph: str, layout: Layout, triple: Triple) -> str:
    subject, predicate, value, is_row = triple
    where = layout(graph, is_row).removesuffix(" .\n").strip()
    statement = f"{subject} {predicate} {value} ."
    return f"GRAPH {where} {{ {statement} }}" if where else statement


def main() -> None:
    """Print one line a layout."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    held = list(records(Path(os.environ["TRIALGRAPH_REFERENCE"]), repeats))
    rows = sum(is_row for _, of in held for *_, is_row in of)
    total = sum(len(of) for _, of in held)
    print(
        f"{len(held)} records, {total / len(held):.0f} quads each, {100 * rows / total:.0f} % rows"
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
