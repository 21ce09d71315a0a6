"""What the quads of registry records say: which classes and predicates make them up.

Run it as ``python bench/quads.py RECORDS``, for records one a line as ``generate.py`` writes
them, or as ``TRIALGRAPH_REFERENCE=folder python bench/quads.py`` for the real ones.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from registry import studies

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

SHOWN = 40
_LOCAL = re.compile(r"[^#/>]*(?=>$)")


def local(token: str) -> str:
    """Return the last part of a name as N-Quads write it."""
    found = _LOCAL.search(token)
    return found[0] if found else token


def pairs(nquads: bytes) -> Iterator[tuple[str, str]]:
    """Yield the class of the subject and the predicate of each line of a graph."""
    lines = [line.split(" ", 2) for line in nquads.decode().splitlines()]
    classes = {
        subject: local(rest.split(" ", 1)[0])
        for subject, predicate, rest in lines
        if predicate.endswith("#type>")
    }
    for subject, predicate, _ in lines:
        yield classes.get(subject, "no class"), local(predicate)


def shares(title: str, counted: Iterable[str], studies_: int) -> None:
    """Print what occurs most often, a study."""
    found = Counter(counted)
    whole = found.total()
    print(f"\n{title:<44}{'a study':>10}{'share':>8}")
    for name, times in found.most_common(SHOWN):
        print(f"{name:<44}{times / studies_:>10.1f}{times / whole:>8.1%}")


def main() -> None:
    """Print quads and bytes a study, then the shares."""
    if len(sys.argv) > 1:
        contents = Path(sys.argv[1]).read_bytes().splitlines()
    else:
        contents = studies(Path(os.environ["TRIALGRAPH_REFERENCE"]))
    terms, found, size = load_terms(), Counter[tuple[str, str]](), 0
    for content in contents:
        document = read_document(content)
        nquads = document_quads(read_trial_document(document, terms), document, terms)
        found.update(pairs(nquads))
        size += len(nquads)
    count = len(contents)
    print(f"{count} studies, {found.total() / count:,.0f} quads, {size / count:,.0f} bytes a study")
    shares("class", (one for one, _ in found.elements()), count)
    shares("predicate", (one for _, one in found.elements()), count)
    shares("class and predicate", map(" ".join, found.elements()), count)


if __name__ == "__main__":
    main()
