"""What reading costs, stage by stage: abstracts as plain texts, full papers as JATS.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/reading.py [rounds]``. Times are of the
processor, the best of the rounds. A stage uses what the ones before it found, as in use;
the whole has more than the stages shown: tables, claims, the bibliography.
"""

import gzip
import os
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import orjson

from trialgraph.documents.reader import read_document
from trialgraph.extract.adverse_events import read_adverse_events
from trialgraph.extract.arm_values import read_arm_values
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.registration import registrations
from trialgraph.extract.trial import reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.model.reading import TrialDocument
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex

ROUNDS = 3
WHOLE = "bytes to reading"
Spent = dict[str, float]
T = TypeVar("T")


def abstracts(folder: Path) -> list[bytes]:
    """Return the abstracts of the reference folder, each as a text below its title."""
    packed = (folder / "data" / "abstracts" / "oncology.jsonl.gz").read_bytes()
    records = map(orjson.loads, gzip.decompress(packed).splitlines())
    return [f"{one.get('title') or ''}\n\n{one['abstract']}\n".encode() for one in records]


def papers(folder: Path) -> list[bytes]:
    """Return the full papers of the reference folder."""
    return list(_files(folder / "data" / "jats" / "oncology_trials_dev.tar.xz"))


def _files(archive: Path) -> Iterator[bytes]:
    with tarfile.open(archive) as packed:
        for member in packed:
            content = packed.extractfile(member)
            if content is not None:
                yield content.read()


def timed(spent: Spent, stage: str, action: Callable[[], T]) -> T:
    """Return what an action returns, its seconds of the processor added to those of a stage."""
    begin = time.process_time()
    result = action()
    spent[stage] = spent.get(stage, 0.0) + time.process_time() - begin
    return result


def whole(content: bytes, terms: TermIndex) -> TrialDocument:
    """Return the reading of one document."""
    return read_trial_document(read_document(content), terms)


def by_stage(spent: Spent, content: bytes, terms: TermIndex) -> None:
    """Read one document stage by stage."""
    document = timed(spent, "document", lambda: read_document(content))
    view = timed(spent, "view", lambda: ReadingView(document))
    numbers = timed(spent, "registrations", lambda: registrations(view))
    trial = timed(spent, "trial", lambda: reported_trial(view, numbers, (), terms))
    found, _ = timed(spent, "estimates", lambda: read_estimates(view, trial, terms))
    timed(spent, "arm values", lambda: read_arm_values(view, trial, terms, found))
    timed(spent, "adverse events", lambda: read_adverse_events(view, trial, terms))


def one_round(contents: list[bytes], terms: TermIndex) -> Spent:
    """Return the seconds that each stage takes for all documents together."""
    spent: Spent = {}
    for content in contents:
        timed(spent, WHOLE, partial(whole, content, terms))
    for content in contents:
        by_stage(spent, content, terms)
    return spent


def measure(name: str, contents: list[bytes], terms: TermIndex, rounds: int) -> None:
    """Print one line a stage."""
    taken = [one_round(contents, terms) for _ in range(rounds)]
    size = sum(map(len, contents)) / len(contents)
    print(f"{len(contents)} {name} of {size:,.0f} bytes on average")
    print(f"{'stage':<18}{'ms each':>12}{name + '/s':>14}")
    for stage in taken[0]:
        each = min(one[stage] for one in taken) / len(contents)
        print(f"{stage:<18}{1000 * each:>12.2f}{1 / each:>14.1f}")


def main() -> None:
    """Print the stages for abstracts, then for papers."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    folder = Path(os.environ["TRIALGRAPH_REFERENCE"])
    terms = load_terms()
    measure("abstracts", abstracts(folder), terms, rounds)
    print()
    measure("papers", papers(folder), terms, rounds)


if __name__ == "__main__":
    main()
