"""What a registry record costs from bytes to quads, without validation and storing.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/registry.py [rounds]``. Times are of the
processor, the best of the rounds; the ratio to ``orjson.loads`` of the same bytes tells
more than studies a second do when machines differ.
"""

import gc
import gzip
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

ROUNDS = 7


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds of the processor an action took."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def studies(folder: Path) -> list[bytes]:
    """Return the registry's records, one study each."""
    return [
        line
        for file in sorted((folder / "data" / "registry-json").glob("*.jsonl.gz"))
        for line in gzip.decompress(file.read_bytes()).splitlines()
    ]


def stages(contents: list[bytes]) -> tuple[dict[str, Callable[[], object]], int]:
    """Return the stages to time, and how many bytes of quads they end in."""
    terms = load_terms()
    documents = [read_document(content) for content in contents]
    readings = [read_trial_document(document, terms) for document in documents]
    pairs = list(zip(readings, documents, strict=True))
    quads = [document_quads(*pair, terms) for pair in pairs]

    def whole(content: bytes) -> bytes:
        document = read_document(content)
        return document_quads(read_trial_document(document, terms), document, terms)

    return {
        "orjson.loads": lambda: [orjson.loads(content) for content in contents],
        "read": lambda: [read_document(content) for content in contents],
        "extract": lambda: [read_trial_document(document, terms) for document in documents],
        "quads": lambda: [document_quads(*pair, terms) for pair in pairs],
        "bytes to quads": lambda: [whole(content) for content in contents],
    }, sum(quad.count(b"\n") for quad in quads)


def main() -> None:
    """Print one line a stage."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    contents = studies(Path(os.environ["TRIALGRAPH_REFERENCE"]))
    to_time, quads = stages(contents)
    count = len(contents)
    size = sum(map(len, contents)) / count
    print(f"{count} studies of {size:,.0f} bytes and {quads / count:,.0f} quads on average")
    print(f"garbage collector at {gc.get_threshold()}, as Python starts")
    print(f"{'stage':<18}{'ms a study':>12}{'studies/s':>12}{'x loads':>10}")
    loads = 0.0
    for name, action in to_time.items():
        seconds = min(timed(action) for _ in range(rounds)) / count
        loads = loads or seconds
        print(f"{name:<18}{1000 * seconds:>12.3f}{1 / seconds:>12,.0f}{seconds / loads:>10.1f}")


if __name__ == "__main__":
    main()
