"""The references of a registered study, with their type and PubMed number."""

from typing import Literal

from trialgraph.extract.printed_dates import printed_date
from trialgraph.extract.record_values import code, place
from trialgraph.extract.reference_text import Reference, read_reference
from trialgraph.model.reading import Citation
from trialgraph.model.record import Block, Leaf
from trialgraph.model.text import PartialDate, Problem

_TYPES: dict[str, Literal["background", "result", "derived"]] = {
    "BACKGROUND": "background",
    "RESULT": "result",
    "RESULTS_REFERENCE": "result",
    "DERIVED": "derived",
}
_YEAR = 4
_EPUB = "Epub "
_LONGEST_DATE = 14


def read_references(study: Block) -> tuple[Citation, ...]:
    """Return the references in the record's order, numbered from 1."""
    listed = study.blocks("protocolSection", "referencesModule", "references")
    return tuple(_citation(each, number) for number, each in enumerate(listed, 1))


def retracted_references(study: Block) -> tuple[Problem, ...]:
    """Return a problem for each reference that the registry marks as retracted."""
    listed = study.blocks("protocolSection", "referencesModule", "references")
    return tuple(_retracted(each) for each in listed if each.blocks("retractions"))


def _retracted(reference: Block) -> Problem:
    notices = ", ".join(
        each.words("source") or f"PMID {each.words('pmid')}"
        for each in reference.blocks("retractions")
    )
    which = reference.words("pmid")
    message = (
        f"the reference {f'PMID {which}' if which else 'without PMID'} is retracted: {notices}"
    )
    return Problem("retracted-reference", message, place(reference, "citation", "pmid"))


def _citation(reference: Block, number: int) -> Citation:
    printed = reference.leaf("citation")
    read = read_reference(printed.words) if printed else Reference()
    return Citation(
        number=number,
        first_author=read.authors[0] if read.authors else "",
        title=read.title,
        journal=read.journal,
        year=read.year,
        volume=read.volume,
        pages=read.pages,
        doi=read.doi,
        pmid=reference.words("pmid") or read.pmid,
        pmcid=read.pmcid,
        type=_TYPES.get(code(reference.words("type")), "reference"),
        issued=_issued(printed, read) if printed else None,
        online=_online(printed) if printed else None,
        span=place(reference, "citation", "pmid"),
    )


def _issued(printed: Leaf, read: Reference) -> PartialDate | None:
    """Return the date of the issue, where more than its year is printed."""
    at = printed.words.find(read.date) if len(read.date) > _YEAR else -1
    found = _date(printed, at, at + len(read.date)) if at >= 0 else None
    return found if found and found.precision != "year" else None


def _online(printed: Leaf) -> PartialDate | None:
    at = printed.words.find(_EPUB)
    after = at + len(_EPUB)
    return _date(printed, after, after + _LONGEST_DATE) if at >= 0 else None


def _date(printed: Leaf, start: int, end: int) -> PartialDate | None:
    found = printed_date(printed.words, start, min(end, len(printed.words)))
    if found is None:
        return None
    place_of = printed.piece(found.span.start, found.span.end)
    return PartialDate(found.first, found.precision, found.printed, place_of)
