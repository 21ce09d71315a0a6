"""No estimate that a text prints with its interval gets lost: it is read, or told as a problem."""

import gzip
import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.view import OUTSIDE_PROSE
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Span
from trialgraph.rdf.vocabulary import load_terms

# A grammar of the test's own, on the document as it stands: measure, value, two limits.
_NUMBER = r"\d{1,3}[.·]\d{1,4}"
_PRINTED = re.compile(
    r"(?:\b(?:a|s|cs)?HRs?\b|\ba?ORs?\b|\bI?RRs?\b"
    r"|(?i:\b(?:hazards?|odds|risk|rate)[\s-]ratios?\b|\brelative[\s-]risks?\b))"
    rf"(?:[^\d.]|\(\d\d%\s?CI\)){{0,60}}?(?P<value>{_NUMBER})[\s,;:=(\[]{{1,4}}"
    r"(?:\d\d(?:[.·]\d{1,3})?\s?%\s?(?:CrI|CI|(?i:(?:confidence|credible) (?:interval|limit)s?)))?"
    rf"(?:\s?[(\[]CI[)\]])?[\s,;:=(\[]{{0,4}}{_NUMBER}\s?(?:[-–−‐]|to|,|and)\s?{_NUMBER}"
)
_OF_ESTIMATES = {
    "unread-estimate",
    "estimate-without-end-point",
    "estimate-outside-interval",
    "estimates-not-told-apart",
}
_FEWEST_EXTRACTED = {"abstracts": 0.85, "papers": 0.4}

Documents = Iterator[tuple[str, bytes]]


def _abstracts(reference: Path) -> Documents:
    with gzip.open(reference / "data/abstracts/oncology.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["doi"], f"{record['title']}\n\n{record['abstract']}".encode()


def _papers(reference: Path) -> Documents:
    with tarfile.open(reference / "data/jats/oncology_trials_dev.tar.xz") as archive:
        for member in archive:
            source = archive.extractfile(member)
            if source is not None:
                yield member.name, source.read()


def _printed(document: Document) -> Iterator[tuple[Span, str]]:
    """Yield where prose prints a ratio with its interval, and the words around it."""
    whole = Span(0, len(document.text))
    prose = [part.span for part in document.sections if part.kind not in OUTSIDE_PROSE]
    for part in prose if document.sections else [whole]:
        for match in _PRINTED.finditer(document.text, part.start, part.end):
            yield Span(*match.span("value")), document.text[match.start() - 80 : match.end()]


def _fate(reading: TrialDocument, place: Span) -> str:
    read = [span for one in reading.estimates for span in (one.span, *one.also)]
    if any(_meet(span, place) for span in read):
        return "extracted"
    told = [one.span for one in reading.problems if one.code in _OF_ESTIMATES and one.span]
    return "problem" if any(_meet(span, place) for span in told) else "silent"


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@pytest.mark.parametrize(
    ("kind", "documents", "count"), [("abstracts", _abstracts, 131), ("papers", _papers, 72)]
)
def test_an_estimate_in_prose_is_read_or_told_as_a_problem(
    kind: str, documents: Callable[[Path], Documents], count: int, reference: Path
) -> None:
    terms = load_terms()
    fates: Counter[str] = Counter()
    silent: list[str] = []
    seconds, plain, held = 0.0, 0.0, 0
    for name, raw in documents(reference):
        begun = process_time()
        document = read_document(raw)
        reading = read_trial_document(document, terms)
        seconds += process_time() - begun
        begun = process_time()
        assert re.findall(r"\w+", document.text)
        plain += process_time() - begun
        held += 1
        for place, words in _printed(document):
            fates[_fate(reading, place)] += 1
            silent += [f"{name}: {words}"] if _fate(reading, place) == "silent" else []
    printed = fates.total()
    sys.stdout.write(
        f"{held} {kind}: {printed} estimates printed, {fates['extracted']} extracted,"
        f" {fates['problem']} problems, {fates['silent']} silent;"
        f" {held / seconds:.1f} {kind} a second, {seconds / plain:.0f} times a pass of its words\n"
    )
    assert held == count
    assert silent == []
    assert fates["extracted"] >= _FEWEST_EXTRACTED[kind] * printed
