"""How many of the spans that people marked in trial abstracts are facts of ours.

The abstracts carry BRAT marks: numbers of patients, counts, percentages, means and medians
of the two arms. A mark is found when a fact of its kind has its number and, for results,
was read where the mark stands. Marks are mostly one mention of each thing, so only what is
missed can be counted, not what is too much.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:[.·]\d+)?")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {match[0]: number for number, match in enumerate(re.finditer(r"\w+", _SMALL))} | {
    match[0]: 10 * number for number, match in enumerate(re.finditer(r"\w+", _TENS), 2)
}
_RESULTS = {
    "bin-percent": "percentages of arms",
    "bin-abs": "counts of arms",
    "cont-median": "medians of arms",
    "cont-mean": "means of arms",
}
_NUMBERS_OF_PATIENTS = {
    "total-participants": "patients of the trial",
    "intervention-participants": "patients of an arm",
    "control-participants": "patients of an arm",
}


@dataclass(frozen=True)
class Mark:
    """A number that a person marked.

    Attributes:
        kind: what it counts or measures, as the table of figures names it.
        start: where it begins in the text.
        value: its number; nothing where none is marked.
    """

    kind: str
    start: int
    value: float | None


def unpacked(archive: Path, folder: Path) -> list[Path]:
    """Return the abstracts of an archive, written into a folder."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return sorted(folder.glob("*.txt"))


def found_by_kind(folder: Path, records: list[Record]) -> dict[str, tuple[int, int]]:
    """Return for each kind of mark how many were found, and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for record in records:
        marks = (folder / Path(record["document"]["path"]).name).with_suffix(".ann")
        for mark in _marks(marks.read_text("utf-8")):
            found, total = counts.get(mark.kind, (0, 0))
            counts[mark.kind] = (found + _is_found(mark, record), total + 1)
    return dict(sorted(counts.items()))


def _marks(annotations: str) -> Iterator[Mark]:
    for line in annotations.splitlines():
        if not line.startswith("T"):
            continue
        _, place, words = line.split("\t")[:3]
        label, start = place.split()[:2]
        kind = _NUMBERS_OF_PATIENTS.get(label) or _RESULTS.get(label[3:])
        if kind:
            yield Mark(kind, int(start), _number(words))


def _number(words: str) -> float | None:
    if printed := _NUMBER.search(words):
        return float(printed[0].replace(",", "").replace("·", "."))
    return _in_words(re.findall(r"[a-z]+", words.lower()))


def _in_words(words: list[str]) -> float | None:
    """Return the number that words spell, such as 121 of "one hundred and twenty-one"."""
    total, below_thousand = 0, 0
    for word in words:
        if word == "hundred":
            below_thousand = 100 * max(1, below_thousand)
        elif word == "thousand":
            total, below_thousand = 1000 * max(1, below_thousand), 0
        else:
            below_thousand += _WORDS.get(word, 0)
    spelt = any(word in _WORDS for word in words)
    return float(total + below_thousand) if spelt else None


def _is_found(mark: Mark, record: Record) -> bool:
    if mark.value is None:
        return False
    if mark.kind in _NUMBERS_OF_PATIENTS.values():
        return mark.value in _patients(record, mark.kind)
    facts = record["arm_values"] + record["adverse_events"]
    return any(_is_of(mark, fact) for fact in facts)


def _patients(record: Record, kind: str) -> list[float]:
    """Return the numbers of patients that a record has of a trial or of its arms."""
    trials = [trial for trial in record["trials"] if trial["role"] == "reports"]
    if kind == _NUMBERS_OF_PATIENTS["total-participants"]:
        return [
            trial[key]
            for trial in trials
            for key in ("n_randomised", "enrolment")
            if trial.get(key)
        ]
    arms = [arm for trial in trials for arm in trial["arms"]]
    return [
        number
        for arm in arms
        for number in (arm.get("n"), *arm["n_by_population"].values())
        if number
    ]


def _is_of(mark: Mark, fact: Record) -> bool:
    """Return whether a fact has a mark's number and was read where the mark stands."""
    numbers = (fact.get("value"), fact.get("percent"), fact.get("n"))
    spans = [fact["span"], *fact.get("spans", [])]
    return mark.value in numbers and any(start <= mark.start < end for start, end in spans)
