"""Whether the compiled shapes find what pyshacl finds, and how fast either is.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/shapes.py`` for the speed, over the records of
the registry, and with ``--differential 10000`` for graphs spoilt at random, made of the examples
of the shapes, of abstracts and of small records. ``--kept FILE`` keeps what pyshacl said of them,
which takes nearly all of the time, for the next run with the same number and seed.
"""

import argparse
import gc
import logging
import os
import pickle
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutated import Outcome, Quads, Spoiler, example_graphs, joined, outcome, split
from reading import abstracts
from registry import best, studies

from trialgraph.check import fast, shapes
from trialgraph.check.quotes import quotes, wrong_quotes
from trialgraph.check.report import ShapeReport
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

EXAMPLES = Path(__file__).parent.parent / "tests" / "shapes" / "examples"
ROUNDS = 7
_ABSTRACTS = 150
_SMALL = 400  # quads of a real document that is spoilt
_REAL = 0.15  # share of real documents among those spoilt
_EVERY = 6  # of the records, that pyshacl is timed with
_SHOWN = 5


def readings(contents: list[bytes]) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Yield the graphs of documents, each with the text that it quotes."""
    terms = load_terms()
    for content in contents:
        document = read_document(content)
        graph = document_quads(read_trial_document(document, terms), document, terms)
        yield graph, {document.identifier: document.text}


def graphs(contents: list[bytes]) -> Iterator[bytes]:
    """Yield the graphs of documents."""
    return (graph for graph, _ in readings(contents))


def spoilt(count: int, seed: int, folder: Path) -> Iterator[tuple[bool, bytes]]:
    """Yield examples and real documents as they are, then spoilt ones, ``count`` in all.

    The truth value tells whether a graph is looked at as a document or as a derived graph.
    """
    examples = example_graphs(EXAMPLES)
    contents = [*abstracts(folder)[:_ABSTRACTS], *studies(folder)]
    real = [one for one in map(split, graphs(contents)) if len(one) <= _SMALL]
    chooser, spoiler = random.Random(seed), Spoiler(seed)  # noqa: S311 - graphs to spoil, no secrets
    for quads in [*examples, *real][:count]:
        yield True, joined(quads)
    for _ in range(count - len(examples) - len(real)):
        chosen: Quads = chooser.choice(real if chooser.random() < _REAL else examples)
        yield chooser.random() < 1 / 2, spoiler.spoilt(chosen)


def differential(count: int, seed: int, folder: Path, kept: Path | None) -> int:
    """Print how many graphs are judged differently, and which shapes never found anything."""
    known: list[Outcome] = []
    if kept is not None and kept.exists():
        known = pickle.loads(kept.read_bytes())  # noqa: S301 - a file of this script's own
    wrong, found = 0, Counter[str]()
    for at, (is_document, nquads) in enumerate(spoilt(count, seed, folder)):
        quick, slow = (
            (fast.check_document, shapes.check_document)
            if is_document
            else (fast.check_derived, shapes.check_derived)
        )
        if at == len(known):
            known.append(outcome(slow, nquads))
        told, wanted = outcome(quick, nquads), known[at]
        if isinstance(wanted, ShapeReport):
            found.update({one.shape for one in wanted.findings} or {"nothing"})
        else:
            found[f"error {wanted[0]}"] += 1
        if told != wanted:
            wrong += 1
            if wrong <= _SHOWN:
                print(f"graph {at}:\n  told {told}\n  wanted {wanted}", file=sys.stderr)
    if kept is not None:
        kept.write_bytes(pickle.dumps(known))
    _summary(count, wrong, found)
    return wrong


def _summary(count: int, wrong: int, found: Counter[str]) -> None:
    """Print what was found in spoilt graphs."""
    rules = {str(node).rsplit("#", 1)[-1] for file in shapes.shape_files() for node in file.levels}
    never = sorted(rules - found.keys())
    errors = sum(number for name, number in found.items() if name.startswith("error "))
    print(f"{count} graphs, {wrong} judged differently from pyshacl")
    print(f"{found['nothing']} conform, {errors} are no graphs at all")
    print(f"{len(rules) - len(never)} of {len(rules)} shapes found something; never: {never}")
    print("(FactIsNamed is about blank nodes, which no graph of this package can hold)")


def speed(folder: Path, rounds: int) -> None:
    """Print documents a second of either way."""
    read = list(readings(studies(folder)))
    made = [graph for graph, _ in read]
    quads = sum(one.count(b"\n") for one in made) / len(made)
    some = made[::_EVERY]
    fast.check_quoting(*read[0])
    shapes.check_document(made[0])
    # What is held here is not the garbage collector's business, as it would not be in use.
    gc.freeze()
    quick = best(lambda: [fast.check_document(one) for one in made], rounds) / len(made)
    quoting = best(lambda: [fast.check_quoting(*one) for one in read], rounds) / len(made)
    apart = best(lambda: [wrong_quotes(quotes(one), texts) for one, texts in read], 1) / len(made)
    slow = best(lambda: [shapes.check_document(one) for one in some], 2) / len(some)
    again = best(lambda: [fast.check_document(one) for one in some], rounds) / len(some)
    print(f"{len(made)} records of {quads:,.0f} quads on average; pyshacl: every {_EVERY}th")
    print(f"{'way':<24}{'ms a document':>15}{'documents/s':>13}")
    ways = {"shapes": quick, "shapes and quotations": quoting, "quotations alone": apart}
    for name, each in {**ways, "pyshacl": slow, "shapes, same ones": again}.items():
        print(f"{name:<24}{1000 * each:>15.2f}{1 / each:>13,.0f}")
    print(f"{slow / again:.0f} times as fast on the same documents")


def main() -> None:
    """Print what was asked for; end with 1 where the ways differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--differential", type=int, default=0, metavar="GRAPHS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    folder = Path(os.environ["TRIALGRAPH_REFERENCE"])
    if asked.differential:
        logging.disable(logging.WARNING)  # rdflib says of each spoilt term that it is spoilt
        began = time.monotonic()
        wrong = differential(asked.differential, asked.seed, folder, asked.kept)
        print(f"{time.monotonic() - began:,.0f} seconds")
        sys.exit(1 if wrong else 0)
    speed(folder, asked.rounds)


if __name__ == "__main__":
    main()
