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


def best(action: Callable[[], object], rounds: int) -> float:
    """Return how many seconds an action takes in the best of some rounds."""
    return min(timed(action) for _ in range(rounds))


def studies(folder: Path) -> list[bytes]:
    """Return the registry's records, one study each."""
    return [
        line
        for file in sorted((folder / "data" / "registry-json").glob("*.jsonl.gz"))
        for line in gzip.decompress(file.read_bytes()).splitlines()
    ]


def whole(contents: list[bytes]) -> Callable[[], object]:
    """Return the way from bytes to quads, which keeps nothing of a record but its size."""
    terms = load_terms()

    def quads(content: bytes) -> int:
        document = read_document(content)
        return len(document_quads(read_trial_document(document, terms), document, terms))

    return lambda: sum(map(quads, contents))


def stages(contents: list[bytes]) -> tuple[dict[str, Callable[[], object]], int]:
    """Return the stages of that way, each over all records at once, and how many quads come."""
    terms = load_terms()
    documents = [read_document(content) for content in contents]
    readings = [read_trial_document(document, terms) for document in documents]
    pairs = list(zip(readings, documents, strict=True))
    quads = sum(document_quads(*pair, terms).count(b"\n") for pair in pairs)
    # What is held here is not the garbage collector's business, as it would not be in use.
    gc.freeze()
    return {
        "read": lambda: [read_document(content) for content in contents],
        "extract": lambda: [read_trial_document(document, terms) for document in documents],
        "quads": lambda: [document_quads(*pair, terms) for pair in pairs],
    }, quads


def main() -> None:
    """Print one line a stage."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    contents = studies(Path(os.environ["TRIALGRAPH_REFERENCE"]))
    count = len(contents)
    least = {
        "orjson.loads": best(lambda: [orjson.loads(content) for content in contents], rounds),
        "bytes to quads": best(whole(contents), rounds),
    }
    to_time, quads = stages(contents)
    least |= {name: best(action, rounds) for name, action in to_time.items()}
    size = sum(map(len, contents)) / count
    print(f"{count} studies of {size:,.0f} bytes and {quads / count:,.0f} quads on average")
    print(f"garbage collector at {gc.get_threshold()}, as Python starts")
    print(f"{'stage':<18}{'ms a study':>12}{'studies/s':>12}{'x loads':>10}")
    loads = least["orjson.loads"]
    for name, seconds in least.items():
        each = seconds / count
        print(f"{name:<18}{1000 * each:>12.3f}{1 / each:>12,.0f}{seconds / loads:>10.1f}")


if __name__ == "__main__":
    main()
