"""What a copied PubMed page lists below and beside its abstract.

Kinds of publication, MeSH terms, substances, keywords, numbers of data banks, and
the notices that link the article to others; a page without these lists has none.
"""

import re
from collections.abc import Iterator

from trialgraph.extract.reference_text import DOI, trimmed_doi
from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.reading import Correction
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Heading
from trialgraph.names.registries import key, printed_numbers

_LINE = lazy.regex(
    r"[ \t]*(?:[•*·-][ \t]+|\d+\.[ \t]+)?(?P<words>[^\s•][^\r\n]*?)[ \t]*(?=\r?$)", re.MULTILINE
)
_MENU = frozenset(
    ("actions", "search in pubmed", "search in mesh", "search in nlm catalog", "add to search")
)
_KINDS = {
    "comment in": "CommentIn",
    "comment on": "CommentOn",
    "corrected and republished from": "CorrectedandRepublishedFrom",
    "corrected and republished in": "CorrectedandRepublishedIn",
    "erratum for": "ErratumFor",
    "erratum in": "ErratumIn",
    "expression of concern for": "ExpressionOfConcernFor",
    "expression of concern in": "ExpressionOfConcernIn",
    "original report in": "OriginalReportIn",
    "republished from": "RepublishedFrom",
    "republished in": "RepublishedIn",
    "retracted and republished from": "RetractedandRepublishedFrom",
    "retracted and republished in": "RetractedandRepublishedIn",
    "retraction in": "RetractionIn",
    "retraction of": "RetractionOf",
    "summary for patients in": "SummaryForPatientsIn",
    "update in": "UpdateIn",
    "update of": "UpdateOf",
}
_NOTICE = lazy.regex(
    rf"^[ \t]*(?P<head>{'|'.join(_KINDS)})\b[ \t]*[:.]?[ \t]*(?P<rest>[^\r\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_SOURCE = lazy.regex(r"\b(?:19|20)\d\d\b[^\n]*?(?:[;:] ?[\w(]|\bdoi\b)")
_PMID = lazy.regex(r"\bPMID: ?(\d{1,9})")
_DOI = lazy.regex(DOI)
_KEYWORDS = lazy.regex(
    r"^[ \t]*(?:key ?words?):[ \t]*(?P<words>\S(?:[^\r\n]|\r?\n(?![ \t]*\r?$))*)",
    re.MULTILINE | re.IGNORECASE,
)
_KEYWORD = lazy.regex(r"[^;\s][^;]*")
_LONGEST_LIST = 40
_WHERE = frozenset(("front", "abstract", "back", "furniture", "conclusion"))


def listed_types(document: Document) -> tuple[Stated, ...]:
    """Return the kinds of publication that a page lists."""
    return tuple(_listed(document, "publication types"))


def listed_headings(document: Document) -> tuple[Heading, ...]:
    """Return the MeSH terms and substances that a page lists, which prints no codes."""
    topics = (_heading(each, "topic") for each in _listed(document, "mesh terms"))
    substances = (_heading(each, "substance") for each in _listed(document, "substances"))
    return (*topics, *substances)


def listed_registrations(document: Document) -> tuple[Stated, ...]:
    """Return the numbers of trials that a page lists as its associated data, each once."""
    found: dict[str, Stated] = {}
    for line in _listed(document, "associated data"):
        for one in printed_numbers(line.printed):
            start = line.span.start + one.start
            span = Span(start, start + one.end - one.start)
            printed = document.words(span)
            found.setdefault(key(one.number), Stated(one.number, printed, span))
    return tuple(found.values())


def listed_keywords(document: Document) -> tuple[Stated, ...]:
    """Return the authors' keywords."""
    for section in document.sections:
        if section.kind not in _WHERE | {"results"}:
            continue
        match = _KEYWORDS.search(document.text, section.span.start, section.span.end)
        if match is not None:
            return tuple(_keywords(document, match))
    return ()


def _keywords(document: Document, match: re.Match[str]) -> Iterator[Stated]:
    for word in _KEYWORD.finditer(document.text, *match.span("words")):
        printed = word[0].rstrip(" .\r\n")
        if printed:
            span = Span(word.start(), word.start() + len(printed))
            yield Stated(" ".join(printed.split()), printed, span)


def listed_notices(document: Document) -> tuple[Correction, ...]:
    """Return the notices that a page shows, one for each publication that it names."""
    found: list[Correction] = []
    for section in document.sections:
        if section.kind in _WHERE:
            for match in _NOTICE.finditer(document.text, section.span.start, section.span.end):
                kind = _KINDS[" ".join(match["head"].lower().split())]
                found += (_notice(document, kind, place) for place in _sources(document, match))
    return tuple(found)


def _notice(document: Document, kind: str, place: Span) -> Correction:
    printed = document.words(place)
    pmid, doi = _PMID.search(printed), _DOI.search(printed)
    return Correction(
        kind=kind,
        printed=printed,
        pmid=pmid[1] if pmid else "",
        doi=trimmed_doi(doi[0]) if doi else "",
        span=place,
    )


def _sources(document: Document, match: re.Match[str]) -> Iterator[Span]:
    """Yield where the sources under a notice's head stand: on its line, else until a blank one.

    Between them the web page shows titles, and a menu of its own.
    """
    text = document.text
    if _SOURCE.search(match["rest"]):
        yield Span(*match.span("rest"))
        return
    if match["rest"].strip():
        return
    before = match.end()
    for number, line in enumerate(_LINE.finditer(text, match.end())):
        gap = text.count("\n", before, line.start("words"))
        if number >= _LONGEST_LIST or (number and gap > 1):
            return
        if line["words"].lower() in _HEADS or _NOTICE.match(line["words"]):
            return
        if _SOURCE.search(line["words"]):
            yield Span(*line.span("words"))
        before = line.end()


_HEADS = frozenset(
    (
        "abstract",
        "affiliations",
        "associated data",
        "cited by",
        "conflict of interest statement",
        "figures",
        "grants and funding",
        "keywords",
        "mesh terms",
        "publication types",
        "pubmed disclaimer",
        "references",
        "similar articles",
        "substances",
    )
)


def _listed(document: Document, heading: str) -> Iterator[Stated]:
    """Yield the lines under a heading of the page, without bullets and menus."""
    for section in document.sections:
        if section.heading.lower() != heading:
            continue
        start = section.span.start + len(section.heading)
        for line in _LINE.finditer(document.text, start, section.span.end):
            words = line["words"]
            if words.lower() not in _MENU:
                yield Stated(words, words, Span(*line.span("words")))


def _heading(line: Stated, role: str) -> Heading:
    """Return a heading printed as ``Label / qualifier*``; the star marks a main topic."""
    label, *qualifiers = (part.strip() for part in line.value.split(" / "))
    return Heading(
        scheme="mesh",
        code="",
        label=label.strip("*"),
        role=role,
        major="*" in line.value,
        qualifiers=tuple(one.strip("*") for one in qualifiers),
        span=line.span,
    )
