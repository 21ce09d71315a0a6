"""Drug lists as tables: ChEMBL's export of compounds, DrugBank's open vocabulary."""

import csv
import io
from collections.abc import Iterator

from trialgraph.terms.entries import Entry, Opened, Vocabulary, vocabulary

_CHEMBL = ("ChEMBL ID", "Molecule ChEMBL ID")
_DRUGBANK = "DrugBank ID"
_LABELS = ("Common name", "Name", "Molecule Name", "Preferred Name")
_LONGEST_FIELD = 10_000_000


def recognises_chembl(head: bytes) -> bool:
    """Tell whether bytes begin with the headings of ChEMBL's export."""
    return bool({*_CHEMBL} & set(_headings(head)))


def recognises_drugbank(head: bytes) -> bool:
    """Tell whether bytes begin with the headings of DrugBank's vocabulary."""
    return _DRUGBANK in _headings(head)


def load_chembl(opened: Opened) -> Vocabulary:
    """Return the compounds that have a name."""
    return vocabulary("chembl", "", _rows(opened, _CHEMBL))


def load_drugbank(opened: Opened) -> Vocabulary:
    """Return the drugs."""
    return vocabulary("drugbank", "", _rows(opened, (_DRUGBANK,)))


def _headings(head: bytes) -> list[str]:
    first = head.decode("utf-8-sig", "replace").split("\n", 1)[0]
    return [one.strip().strip('"') for one in first.split(_sign(first))]


def _sign(first: str) -> str:
    """Return the sign between the fields of a row: the one that the headings have most of."""
    return max(",;\t", key=first.count)


def _rows(opened: Opened, keys: tuple[str, ...]) -> Iterator[Entry]:
    csv.field_size_limit(_LONGEST_FIELD)
    with io.TextIOWrapper(opened(), "utf-8-sig", "replace", newline="") as text:
        first = text.readline()
        names = [one.strip().strip('"') for one in first.strip("\r\n").split(_sign(first))]
        for row in csv.DictReader(text, names, delimiter=_sign(first)):
            code = next((row[key] for key in keys if row.get(key)), "")
            label = next((row[key] for key in _LABELS if row.get(key)), "")
            others = (row.get("Synonyms") or "").split("|")
            if code and label:
                yield Entry("drug", code.strip(), label, tuple(one.strip() for one in others))
