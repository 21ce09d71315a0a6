"""What the checks of numbers find in the reference's documents, by code.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/gate.py [SET ...]``, where a set is seeds,
abstracts, papers, records, pages or jats; without a word it takes all but the last two. Each
document is read and derived by itself, the seeds together. ``--show CODE`` prints what was
found, with the sentences; the abstracts that are held back from mending rules are counted and
never shown.
"""

import argparse
import gzip
import json
import os
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from trialgraph.documents.reader import read_document
from trialgraph.evidence.derived import derive_trial, held
from trialgraph.evidence.findings import TrialFinding
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex

HELD_BACK = Path(__file__).with_name("facts") / "held-back.jsonl"
AROUND = 220
Group = tuple[bool, list[bytes]]


def groups(folder: Path, name: str) -> Iterator[Group]:
    """Yield documents that are derived together, and whether they may be shown."""
    if name == "seeds":
        yield True, [path.read_bytes() for path in sorted((folder / "seeds").glob("*.txt"))]
    elif name == "papers":
        yield from ((True, [one.read_bytes()]) for one in sorted((folder / name).glob("*.nxml")))
    elif name == "records":
        packed = (folder / "data" / "registry-json" / "records.jsonl.gz").read_bytes()
        yield from ((True, [line]) for line in gzip.decompress(packed).splitlines())
    elif name == "pages":
        with zipfile.ZipFile(folder / "data" / "pubmed-pages" / "pages.zip") as archive:
            pages = [one for one in archive.infolist() if not one.is_dir()]
            yield from ((True, [archive.read(one)]) for one in pages)
    elif name == "jats":
        yield from ((True, [one]) for one in _packed(folder / "data" / "jats"))
    else:
        yield from _abstracts(folder)


def _packed(folder: Path) -> Iterator[bytes]:
    with tarfile.open(folder / "oncology_trials_dev.tar.xz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield content.read()


def _abstracts(folder: Path) -> Iterator[Group]:
    kept = {json.loads(line)["doi"] for line in HELD_BACK.read_text().splitlines()}
    packed = (folder / "data" / "abstracts" / "oncology.jsonl.gz").read_bytes()
    for line in gzip.decompress(packed).splitlines():
        one = json.loads(line)
        text = f"{one.get('title') or ''}\n\n{one['abstract']}\n"
        yield one["doi"] not in kept, [text.encode()]


def found_in(contents: list[bytes], terms: TermIndex) -> Iterator[tuple[TrialFinding, str]]:
    """Yield what is found of the trials of some documents, each with its sentences."""
    documents = {one.identifier: one for one in map(read_document, contents)}
    evidence = held(read_trial_document(one, terms) for one in documents.values())
    for trial in evidence.trials:
        for found in derive_trial(trial, evidence, terms).findings:
            yield found, " ... ".join(_around(documents, place) for place in found.places)


def _around(documents: dict[str, Document], place: Iri) -> str:
    """Return the words around a place."""
    name, _, rest = place.partition("/document/")[2].partition("/")
    ends = rest.partition("/")[2].split("/")
    printed = ends[-1 if "population" in rest else 0].partition("-")[0]
    if not printed.isdigit():
        return place
    start, text = int(printed), documents[name].text
    return " ".join(text[max(0, start - AROUND) : start + AROUND // 2].split())


def main() -> None:
    """Print how often each code was found in each set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=["seeds", "abstracts", "papers", "records"])
    parser.add_argument("--show", metavar="CODE", help="print what was found; 'all' for all")
    chosen = parser.parse_args()
    terms = load_terms()
    for name in chosen.sets:
        counts: Counter[tuple[str, str]] = Counter()
        documents = 0
        for may_show, contents in groups(Path(os.environ["TRIALGRAPH_REFERENCE"]), name):
            documents += len(contents)
            for found, words in found_in(contents, terms):
                counts[found.severity, found.code] += 1
                if may_show and chosen.show in {found.code, "all"}:
                    print(f"{found.severity} {found.code}: {found.message}\n    {words}")
        print(f"{name}: {documents} documents, {sum(counts.values())} findings")
        for (severity, code), count in sorted(counts.items()):
            print(f"  {count:4}  {severity:11}  {code}")


if __name__ == "__main__":
    main()
