"""RxNorm as its release has it: ``RXNCONSO.RRF``, one atom a line, eighteen fields and a bar."""

from collections.abc import Iterator
from itertools import groupby

from trialgraph.terms.entries import Entry, Opened, Vocabulary, vocabulary

_CODE, _LANGUAGE, _SOURCE, _TYPE, _NAME, _SUPPRESSED = 0, 1, 11, 12, 14, 16
_FIELDS = 18
_PREFERRED = ("IN", "PIN", "MIN", "BN")
"""Ingredients, precise and several ones, and brand names; doses and packs are left out."""


def recognises(head: bytes) -> bool:
    """Tell whether bytes begin as the file of names does."""
    return head.split(b"\n", 1)[0].rstrip(b"\r|").count(b"|") in range(_FIELDS - 3, _FIELDS)


def load(opened: Opened) -> Vocabulary:
    """Return the drugs of a release; the file itself does not state its version."""
    return vocabulary("rxnorm", "", _entries(opened))


def _entries(opened: Opened) -> Iterator[Entry]:
    with opened() as lines:
        atoms = (line.decode("utf-8", "replace").rstrip("\r\n").split("|") for line in lines)
        whole = (atom for atom in atoms if len(atom) > _SUPPRESSED)
        for code, group in groupby(whole, key=lambda atom: atom[_CODE]):
            if entry := _entry(code, list(group)):
                yield entry


def _entry(code: str, atoms: list[list[str]]) -> Entry | None:
    """Return the drug of a code; the lines of one code stand together."""
    names = [atom for atom in atoms if atom[_LANGUAGE] == "ENG" and atom[_SUPPRESSED] in ("N", "")]
    label = next((a[_NAME] for a in names if a[_SOURCE] == "RXNORM" and a[_TYPE] in _PREFERRED), "")
    return Entry("drug", code, label, tuple(atom[_NAME] for atom in names)) if label else None
