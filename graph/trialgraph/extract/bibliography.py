"""The document as a publication, as far as it says so itself."""

import re
from collections.abc import Iterable
from dataclasses import replace

from trialgraph.extract.bibliography_funders import read_funders
from trialgraph.extract.bibliography_heads import head_journal, is_page_head, page_head
from trialgraph.extract.bibliography_lists import (
    listed_headings,
    listed_keywords,
    listed_notices,
    listed_registrations,
    listed_types,
)
from trialgraph.extract.bibliography_people import read_authors
from trialgraph.extract.printed_dates import printed_date
from trialgraph.extract.reference_text import DOI, PLACE, plain, trimmed_doi
from trialgraph.model import lazy
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.reading import Bibliography
from trialgraph.model.text import PartialDate, Span, Stated

_PUBMED = lazy.regex(
    rf"(?:(?:^|\n)\s*(?:\d+\.\s+)?(?P<journal>[A-Z][^\n;]*?))?\s*\.\s+{PLACE}", re.DOTALL
)
_AHEAD = lazy.regex(
    r"(?:^|\n)\s*\d+\.\s+(?P<journal>[A-Z][^\n;]*?)\.\s+(?P<date>(?:19|20)\d\d(?: [A-Z][a-z]{2})?"
    r"(?: \d{1,2})?)\."
)
_BYLINE = lazy.regex(r"\bet al\.\s+(?P<journal>[A-Z][^\n]*?)\.\s+(?:\.|(?:19|20)\d\d)")
_HOW_TO_CITE = lazy.regex(
    r"(?:How to cite this article|Cite this (?:article|as)):?\s*(?P<cited>\S)"
)
_ITALIC_PLACE = lazy.regex(rf"[*_](?P<journal>[^*_\n]{{2,90}})[*_]\.?\s+{PLACE}")
_PLAIN_PLACE = lazy.regex(rf"[.?!)]\s+(?P<journal>[A-Z][^.?!*\n]{{2,70}})\.\s+{PLACE}")
_PUBLISHED_BY = lazy.regex(r"[*_](?P<journal>[^*_\n]{3,90})[*_] published by")
_JOURNAL_LINE = lazy.regex(
    r"\A\s*(?P<journal>(?:The )?[A-Z][^\n;]{2,100}?)[.,]?[ \t]+(?P<date>(?:19|20)\d\d(?:[ /-]+"
    r"(?:[A-Z][a-z]{2,8}|\d{1,2})(?:[ /-]+\d{1,2})?)?)\.?[ \t]*(?=\r?\n)"
)
_LABELLED_DOI = lazy.regex(rf"(?:\bdoi\b:?\s*\[?|doi\.org/)\s*(?P<doi>{DOI})", re.IGNORECASE)
_EPUB = lazy.regex(r"\b(?:Epub|Published online:?|First published:?)\s+(?:on )?")
_PMID = lazy.regex(r"\bPMID:?\s*(?P<pmid>\d{4,9})")
_PMCID = lazy.regex(r"\bPMCID:?\s*(?P<pmcid>PMC\d{4,9})")
_ERRATUM = lazy.regex(
    r"^[ \t]*(?P<erratum>(?:Erratum|Corrigendum|Correction|Corrected and republished)"
    r" in\b[^\r\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_RETRACTED = lazy.regex(
    r"^[ \t]*(?P<retracted>RETRACTED(?: ARTICLE)?\b|Retraction in\b|Retracted (?:and|in)\b"
    r"|This article has been retracted)",
    re.MULTILINE,
)
_LICENCE = lazy.regex(
    r"Creative\s+Commons\s+(?P<name>Attribution(?:[-–\s]+(?:Non-?\s?Commercial|No-?\s?Deriv\w*"
    r"|Share-?\s?Alike))*)|\bCC[ -](?P<short>BY(?:-(?:NC|ND|SA))*)\b(?: (?P<version>\d\.\d))?"
    r"|\bcreativecommons\.org/(?:licen[cs]es/(?P<address>by(?:-(?:nc|nd|sa))*)"
    r"|publicdomain/(?P<free>zero|mark))(?:/(?P<in_address>\d\.\d))?(?![\w.-])"
)
_LICENCE_VERSION = lazy.regex(r"licenses/[a-z-]+/(?P<version>\d\.\d)|\b(?P<plain>\d\.\d)\b")
_OWN: frozenset[SectionKind] = frozenset(("title", "front", "furniture", "back", "abstract"))
_TYPES = lazy.regex(
    r"Clinical Trial|Randomized|Review|Study$|Meta-Analysis|Comment|Editorial|Letter"
)


_NO_JOURNAL = lazy.regex(rf"{_TYPES.pattern}|Navigation$")
_LINE = lazy.regex(r"[^\r\n]+")
_LONGEST_PART = 200_000
_MENU = frozenset(("Actions", "Search in PubMed", "Search in NLM Catalog", "Add to Search"))


def read_bibliography(document: Document) -> Bibliography:
    """Return what the document prints of its own title, journal, dates, numbers and people.

    Identifiers in its reference list are other publications' and never taken.
    """
    if document.kind == "ctgov-page":
        return Bibliography(title=_title(document))
    document = _cut_long(document)
    text = document.text
    own = [section for section in document.sections if section.kind in _OWN]
    place = _place(document, own)
    is_page = document.kind == "pubmed-page"
    return Bibliography(
        title=_title(document),
        journal=_journal(document, own, place),
        issued=_issued(text, place),
        online=_online(text, own),
        volume=_group(place, "volume"),
        issue=_group(place, "issue"),
        pages=_pages(place),
        doi=_doi(text, own),
        pmid=_found(text, own, _PMID, "pmid"),
        pmcid=_found(text, own, _PMCID, "pmcid"),
        licence=_licence(text, own),
        authors=read_authors(document),
        funders=read_funders(document),
        erratum=_found(text, own, _ERRATUM, "erratum"),
        retracted=_found(text, own, _RETRACTED, "retracted"),
        registrations=listed_registrations(document) if is_page else (),
        publication_types=listed_types(document) if is_page else (),
        headings=listed_headings(document) if is_page else (),
        keywords=listed_keywords(document) if is_page else (),
        corrections=listed_notices(document) if is_page else (),
    )


def _cut_long(document: Document) -> Document:
    """Return the document with the first pages of very long parts: what names it stands there."""
    if len(document.text) <= _LONGEST_PART:
        return document
    cut = tuple(
        replace(one, span=Span(one.span.start, min(one.span.end, one.span.start + _LONGEST_PART)))
        for one in document.sections
    )
    return replace(document, sections=cut)


def _title(document: Document) -> Stated | None:
    section = next((one for one in document.sections if one.kind == "title"), None)
    if section is None:
        return None
    printed = document.words(section.span)
    start = section.span.start + len(printed) - len(printed.lstrip())
    span = Span(start, start + len(printed.strip()))
    words = plain(document.words(span))
    if words.startswith("[") and words.endswith("]"):
        words = words[1:-1].rstrip(".")  # PubMed's mark of a title translated into English
    return Stated(words.lstrip("# "), document.words(span), span)


def _place(document: Document, own: list[Section]) -> re.Match[str] | None:
    """Return the match that holds journal, date, volume and pages, by layout."""
    text = document.text
    if document.kind == "pubmed-page":
        return _first(text, _fronts(own), _PUBMED) or _first(text, _fronts(own), _AHEAD)
    for section in own:
        cited = _HOW_TO_CITE.search(text, section.span.start, section.span.end)
        if cited:
            end = section.span.end
            return _ITALIC_PLACE.search(text, cited.end(), end) or _PLAIN_PLACE.search(
                text, cited.end(), end
            )
    return (
        _JOURNAL_LINE.match(text)
        or page_head(text, own)
        or _first(text, _fronts(own), _ITALIC_PLACE)
    )


def _fronts(own: Iterable[Section]) -> list[Section]:
    return [section for section in own if section.kind == "front"]


def _first(
    text: str, sections: Iterable[Section], pattern: re.Pattern[str]
) -> re.Match[str] | None:
    """Return the first match in some sections."""
    for section in sections:
        if match := pattern.search(text, section.span.start, section.span.end):
            return match
    return None


def _found(
    text: str, sections: Iterable[Section], pattern: re.Pattern[str], name: str
) -> Stated | None:
    return _group(_first(text, sections, pattern), name)


def _group(match: re.Match[str] | None, name: str) -> Stated | None:
    """Return a named group as stated, its white space folded."""
    if match is None or name not in match.groupdict() or not match[name]:
        return None
    return Stated(
        " ".join(match[name].split()), match[name], Span(match.start(name), match.end(name))
    )


def _pages(place: re.Match[str] | None) -> Stated | None:
    """Return the pages or the article's number without the full stop of the citation."""
    stated = _group(place, "pages")
    if stated is None:
        return None
    printed = stated.printed.rstrip(".")
    span = Span(stated.span.start, stated.span.start + len(printed))
    return Stated(stated.value.rstrip("."), printed, span)


def _journal(document: Document, own: list[Section], place: re.Match[str] | None) -> Stated | None:
    text = document.text
    if full := _first(text, own, _PUBLISHED_BY):
        return _group(full, "journal")
    if place is not None and is_page_head(place):
        return head_journal(document, place)
    stated = _group(place, "journal")
    if stated is not None and not _TYPES.search(stated.value):
        return stated
    return _line_above(text, place) or _found(text, own, _BYLINE, "journal")


def _line_above(text: str, place: re.Match[str] | None) -> Stated | None:
    """Return the journal that a copied page prints alone on the line above its citation."""
    if place is None:
        return None
    lines = [
        match
        for match in _LINE.finditer(text, 0, place.start("date"))
        if match[0].strip(" .\t") and match[0].strip() not in _MENU
    ]
    # The page never begins with its journal: above it stands the kind of publication or chrome.
    printed = lines[-1][0].strip() if len(lines) > 1 else ""
    if not printed or _NO_JOURNAL.search(printed):
        return None
    at = text.index(printed, lines[-1].start())
    return Stated(printed, printed, Span(at, at + len(printed)))


def _issued(text: str, place: re.Match[str] | None) -> PartialDate | None:
    if place is None or not place["date"]:
        return None
    return printed_date(text, place.start("date"), place.end("date"))


def _online(text: str, own: list[Section]) -> PartialDate | None:
    epub = _first(text, _fronts(own), _EPUB)
    return printed_date(text, epub.end(), epub.end() + 14) if epub else None


def _doi(text: str, own: list[Section]) -> Stated | None:
    """Return the document's own DOI; a DOI without a label may be anybody's."""
    match = _first(text, own, _LABELLED_DOI)
    if match is None:
        return None
    doi = trimmed_doi(match["doi"].split("](")[0])
    start = match.start("doi")
    return Stated(doi, doi, Span(start, start + len(doi)))


def _licence(text: str, own: list[Section]) -> Stated | None:
    match = _first(text, own, _LICENCE)
    return _named_licence(text, match) if match else None


def licence_in(words: str) -> Stated | None:
    """Return the licence that some words name; its span counts from their first character."""
    match = _LICENCE.search(words)
    return _named_licence(words, match) if match else None


def _named_licence(text: str, match: re.Match[str]) -> Stated:
    span = Span(match.start(), match.end())
    if match["address"] or match["free"]:
        named = f"CC {match['address'].upper()}" if match["address"] else _FREE[match["free"]]
        return Stated(f"{named} {match['in_address'] or ''}".rstrip(), match[0], span)
    words = (match["name"] or "").lower()
    parts = [short for short, name in _PARTS.items() if name in re.sub(r"[\s–-]", "", words)]
    short = match["short"] or "-".join(["BY", *parts])
    version = match["version"] or _version(text, match.end())
    return Stated(f"CC {short} {version}".rstrip(), match[0], span)


_FREE = {"zero": "CC0", "mark": "public domain"}
_PARTS = {"NC": "noncommercial", "ND": "noderiv", "SA": "sharealike"}


def _version(text: str, after: int) -> str:
    match = _LICENCE_VERSION.search(text, after, after + 80)
    return (match["version"] or match["plain"]) if match else ""
