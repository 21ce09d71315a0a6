"""Which documents and references are the same publication, and since when it could be read.

A registration number is a key of trials, never of publications: two papers of
one trial carry the same number. Publications meet by DOI or PMID, or by journal,
volume, page and year together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trialgraph import names
from trialgraph.model.reading import Citation, TrialDocument
from trialgraph.model.text import PartialDate
from trialgraph.names import Iri
from trialgraph.verdict.dates import last_day

_SMALL_WORDS = frozenset({"the", "of", "and", "in", "for", "on", "a"})
_YEARS_APART = 1  # an article ahead of print is often cited with the year before its issue


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where a publication stands in print; empty parts are not printed."""

    doi: str = ""
    pmid: str = ""
    journal: str = ""
    volume: str = ""
    pages: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in a document."""

    document: str
    citation: Citation

    @property
    def node(self) -> Iri:
        """Return the reported citation's IRI."""
        span = self.citation.span
        return names.fact(self.document, "citation", (span.start, span.end))

    @property
    def imprint(self) -> Imprint:
        """Return where the cited publication stands."""
        cited = self.citation
        return Imprint(cited.doi, cited.pmid, cited.journal, cited.volume, cited.pages, cited.year)


@dataclass(frozen=True, slots=True)
class Publication:
    """A held document as a publication, with the references that other documents make to it.

    Attributes:
        evidence: why each reference is the same publication, one sentence each.
        available: since when it could be read, as precise as printed in any document.
    """

    document: str
    doi: str
    pmid: str
    references: tuple[Reference, ...]
    evidence: tuple[str, ...]
    available: PartialDate | None

    @property
    def key(self) -> str:
        """Return what names the publication: PMID, else DOI, else its document."""
        if self.pmid:
            return f"pubmed-{self.pmid}"
        return f"doi-{names.slug(self.doi.casefold())}" if self.doi else self.document


def own_imprint(reading: TrialDocument) -> Imprint:
    """Return what a document says of itself as a publication."""
    bibliography = reading.bibliography
    dated = bibliography.issued or bibliography.online
    return Imprint(
        doi=bibliography.doi.value if bibliography.doi else "",
        pmid=bibliography.pmid.value if bibliography.pmid else "",
        journal=bibliography.journal.value if bibliography.journal else "",
        volume=bibliography.volume.value if bibliography.volume else "",
        pages=bibliography.pages.value if bibliography.pages else "",
        year=dated.first.year if dated else None,
    )


def publications(readings: Iterable[TrialDocument]) -> dict[str, Publication]:
    """Return the publication that each document is, by document; records of registries are none."""
    held = sorted(readings, key=lambda reading: reading.identifier)
    references = _References(
        Reference(one.identifier, cited) for one in held for cited in one.citations
    )
    return {
        reading.identifier: _publication(reading, references)
        for reading in held
        if not reading.kind.startswith("ctgov")
    }


class _References:
    """The references of all documents, found by what only those of one publication share.

    Without it each document would be compared with each reference of all the others.
    """

    def __init__(self, references: Iterable[Reference]) -> None:
        self._sharing: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
        for reference in references:
            for key in _keys(reference.imprint):
                self._sharing[key].append(reference)

    def like(self, known: Iterable[Imprint]) -> list[Reference]:
        """Return the references that may be of the publication that has these imprints."""
        keys = dict.fromkeys(key for one in known for key in _keys(one))
        found = (reference for key in keys for reference in self._sharing.get(key, ()))
        return sorted(dict.fromkeys(found), key=lambda reference: reference.node)


def _keys(imprint: Imprint) -> list[tuple[str, str]]:
    """Return what two imprints of one publication have in common, one of them at least."""
    named = (("doi", imprint.doi.casefold()), ("pmid", imprint.pmid), ("volume", imprint.volume))
    return [key for key in named if key[1]]


def _publication(reading: TrialDocument, references: _References) -> Publication:
    """Return one document's publication; a matched reference may give ids that match further."""
    known = [own_imprint(reading)]
    matched: dict[Reference, str] = {}
    count = 0
    while count < len(known):
        count = len(known)
        for reference in references.like(known):
            why = _why_same(known, reference.imprint)
            if why and reference not in matched and reference.document != reading.identifier:
                matched[reference] = f"{why}, reference in {reference.document}"
                known.append(reference.imprint)
    same = sorted(matched, key=lambda reference: reference.node)
    return Publication(
        document=reading.identifier,
        doi=next((one.doi for one in known if one.doi), ""),
        pmid=next((one.pmid for one in known if one.pmid), ""),
        references=tuple(same),
        evidence=tuple(sorted(matched.values())),
        available=_available(reading, same),
    )


def _why_same(known: list[Imprint], other: Imprint) -> str:
    """Return why an imprint is one of the known ones, empty when it is not."""
    return next((why for one in known if (why := why_same(one, other))), "")


def why_same(one: Imprint, other: Imprint) -> str:
    """Return why two imprints are of one publication, empty when nothing shows it."""
    if one.doi and one.doi.casefold() == other.doi.casefold():
        return f"same DOI {one.doi.casefold()}"
    if one.pmid and one.pmid == other.pmid:
        return f"same PMID {one.pmid}"
    if _differ(one.doi.casefold(), other.doi.casefold()) or _differ(one.pmid, other.pmid):
        return ""
    same_place = (
        one.volume
        and one.volume == other.volume
        and same_journal(one.journal, other.journal)
        and _years_meet(one.year, other.year)
        and _pages_meet(one.pages, other.pages)
    )
    if not same_place:
        return ""
    return f"same journal, volume {one.volume}, pages {one.pages} and {other.pages}"


def _years_meet(one: int | None, other: int | None) -> bool:
    """Tell whether two printed years may be of one publication."""
    return one is not None and other is not None and abs(one - other) <= _YEARS_APART


def _differ(one: str, other: str) -> bool:
    """Tell whether two printed identifiers exclude each other."""
    return bool(one and other and one != other)


def same_journal(one: str, other: str) -> bool:
    """Tell whether two spellings name one journal: each word begins with its abbreviation."""
    left, right = _words(one), _words(other)
    return (
        bool(left)
        and len(left) == len(right)
        and all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True))
    )


def _words(journal: str) -> list[str]:
    """Return the telling words of a journal's name."""
    return [
        word for word in re.findall(r"[^\W\d_]+", journal.casefold()) if word not in _SMALL_WORDS
    ]


def _pages_meet(one: str, other: str) -> bool:
    """Tell whether first pages agree, or one printed page lies within the other's range."""
    left, right = page_range(one), page_range(other)
    if left is None or right is None:
        return False
    inside = left[0] <= right[0] <= left[1] or right[0] <= left[0] <= right[1]
    alone = left[0] == left[1] or right[0] == right[1]
    return left[0] == right[0] or (inside and alone)


def page_range(pages: str) -> tuple[int, int] | None:
    """Return first and last page; ``109-19`` ends at 119. ``None`` for electronic numbers."""
    match = re.fullmatch(r"\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*", pages)
    if match is None:
        return None
    first, last = match[1], match[2] or match[1]
    return int(first), int(first[: max(0, len(first) - len(last))] + last)


def _available(reading: TrialDocument, same: list[Reference]) -> PartialDate | None:
    """Return the date by which it could surely be read, the more precise of equals.

    A date that only another document prints counts as well.
    """
    bibliography = reading.bibliography
    dates = [bibliography.online, bibliography.issued]
    for reference in same:
        dates += [reference.citation.online, reference.citation.issued]
    printed = [one for one in dates if one is not None]
    return min(printed, key=lambda one: (last_day(one), -len(one.iso)), default=None)
