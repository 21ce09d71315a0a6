"""One cited work: its words in order, each with the field that it is."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from trialgraph.documents.jats_front import pages, words_at
from trialgraph.documents.jats_inline import HREF, words_of
from trialgraph.documents.jats_people import group_name
from trialgraph.model import lazy
from trialgraph.names.identifiers import doi, pmcid, pmid

CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation")

Pieces = Iterator[tuple[str, str]]
"""Words, and the name of the field that they are or nothing."""

_NAMES = frozenset(("name", "string-name", "collab", "anonymous"))
_GROUPS = frozenset(("person-group", "name-alternatives", "collab-alternatives", "date"))
_WHO = _NAMES | _GROUPS - {"date"} | {"etal"}
_TITLES = ("article-title", "chapter-title", "part-title", "data-title", "trans-title")
_FIELDS = {
    **dict.fromkeys(_TITLES, "title"),
    "source": "journal",
    "year": "year",
    "volume": "volume",
    "fpage": "pages",
    "page-range": "pages",
    "elocation-id": "pages",
}
_EMPTY = {"etal": "et al"}
_LINKS = frozenset(("ext-link", "uri", "comment", "object-id"))
_LABELS = {"doi": "doi: ", "pmid": "PMID: ", "pmcid": "PMCID: "}
_INITIALS = lazy.regex(r"[^\W\d_a-z]{1,4}")
_DASH = lazy.regex(r"\s*[\u2010-\u2015\u2212-]+\s*")
_DOI = lazy.regex(r"10\.\d{4,9}/[^\s\"<>]+")
_OTHERS = frozenset(("editor", "translator", "guest-editor", "compiler", "illustrator"))
# In the order in which a reference prints them, with what closes each.
_ORDER = (
    (*_TITLES, ". "),
    ("source", ". "),
    ("edition", "publisher-name", "publisher-loc", "conf-name", "conf-date", "conf-loc", "; "),
)


def citation_pieces(citation: Element) -> Pieces:
    """Yield the words of a citation: as printed, or in order where the source has parts alone."""
    printed = [citation.text or "", *(child.tail or "" for child in citation)]
    if "".join(printed).strip() or not len(citation):
        yield from _mixed(citation)
    else:
        yield from _composed(citation)


def _mixed(element: Element) -> Pieces:
    """Yield words as they are printed."""
    yield element.text or "", ""
    children = list(element)
    for at, child in enumerate(children):
        last = children[at + 1] if child.tag == "fpage" and at + 1 < len(children) else None
        if last is not None and last.tag == "lpage" and _DASH.fullmatch(child.tail or "-"):
            yield f"{words_of(child)}{(child.tail or '-').strip()}{words_of(last)}", "pages"
        elif not _ends_pages(child):
            yield from _part(child)
            yield child.tail or "", ""
        else:
            yield child.tail or "", ""


def _ends_pages(child: Element) -> bool:
    """Tell whether a last page was taken together with its first."""
    first = child.getprevious()
    return (
        child.tag == "lpage"
        and first is not None
        and first.tag == "fpage"
        and _DASH.fullmatch(first.tail or "-") is not None
    )


def _composed(citation: Element) -> Pieces:
    """Yield the parts of a citation that prints nothing between them, in Vancouver's order."""
    left = list(citation)
    people = [child for child in left if child.tag in _WHO]
    yield from _listed(people)
    yield (". " if people else ""), ""
    for *tags, close in _ORDER:
        for child in left:
            if child.tag in tags:
                yield from _part(child)
                yield close if words_of(child)[-1:] not in ".?!" else " ", ""
    yield from _place(citation)
    shown = {tag for tags in _ORDER for tag in tags} | _PLACED | _WHO
    for child in left:
        if child.tag not in shown:
            yield from _part(child)
            yield ". ", ""


_PLACED = frozenset(
    [
        "year",
        "month",
        "day",
        "season",
        "date",
        "volume",
        "supplement",
        "issue",
        "fpage",
        "lpage",
        "page-range",
        "elocation-id",
    ]
)


def _place(citation: Element) -> Pieces:
    """Yield date, volume, issue and pages: ``2012 Jan 12;366(2):109-119``."""
    days = [words_at(citation, name) for name in ("month", "season", "day")]
    year = words_at(citation, "year") or words_at(citation, "date/year")
    yield year, "year"
    yield " ".join(["", *filter(None, days)]), ""
    volume, issue = words_at(citation, "volume"), words_at(citation, "issue")
    supplement = words_at(citation, "supplement")
    yield ";" if volume or issue else "", ""
    yield volume, "volume"
    yield f" {supplement}" if supplement else "", ""
    yield f"({issue})" if issue else "", ""
    printed = pages(citation)
    yield ":" if printed else "", ""
    yield printed, "pages"
    yield ". ", ""


def _part(child: Element) -> Pieces:
    """Yield a part of a citation with the field that it is."""
    tag = child.tag
    if tag in _NAMES:
        yield _person(child), "" if _is_other(child) else "first_author"
    elif tag == "person-group" and not _prints(child):
        yield from _listed(list(child))
    elif tag in _GROUPS:
        yield from _mixed(child)
    elif tag == "pub-id":
        yield from _identified(child)
    elif tag in _LINKS:
        yield from _linked(child)
    elif tag == "source" and not _has_title(child.getparent()):
        yield words_of(child), "title"
    else:
        yield words_of(child) or _EMPTY.get(tag, ""), _FIELDS.get(tag, "")


def _has_title(citation: Element | None) -> bool:
    """Tell whether a work has a title beside its source: that of a book is its own."""
    return (
        citation is None
        or citation.get("publication-type", "") != "book"
        or any(citation.find(title) is not None for title in _TITLES)
    )


def _prints(group: Element) -> bool:
    return bool("".join([group.text or "", *(child.tail or "" for child in group)]).strip())


def _listed(people: list[Element]) -> Pieces:
    for at, child in enumerate(people):
        yield (", " if at else ""), ""
        yield from _part(child)


def _is_other(name: Element) -> bool:
    """Tell editors and translators from authors."""
    group = next(name.iterancestors("person-group"), None)
    return group is not None and group.get("person-group-type", "") in _OTHERS


def _person(name: Element) -> str:
    """Return a person as references name them: family name and initials."""
    if name.tag == "collab":
        return group_name(name)
    family, given = words_at(name, "surname"), words_at(name, "given-names")
    if not family or not given:
        return words_of(name)
    return " ".join(filter(None, (family, initials(given), words_at(name, "suffix"))))


def initials(given: str) -> str:
    """Return the initials of given names.

    >>> initials("Ada B."), initials("AB"), initials("Jean-Luc")
    ('AB', 'AB', 'JL')
    """
    plain = given.replace(".", " ").strip()
    if _INITIALS.fullmatch(plain):
        return plain
    return "".join(part[0] for part in re.split(r"[\s\u2010\u2011-]+", plain) if part)


def _identified(element: Element) -> Pieces:
    """Yield an identifier behind its name."""
    kind, words = element.get("pub-id-type", ""), words_of(element)
    number = {"pmid": pmid(words), "doi": doi(words)}.get(kind, "")
    if kind in ("pmc", "pmcid"):
        kind, number = "pmcid", pmcid(words if words.upper().startswith("PMC") else f"PMC{words}")
    if not number:
        yield words, ""
        return
    before = element.getprevious()
    printed = "" if before is None else (before.tail or "")
    named = printed.rstrip().lower().endswith((kind, f"{kind}:"))
    yield "" if named else f" {_LABELS[kind]}", ""
    yield number, kind


def _linked(element: Element) -> Pieces:
    """Yield the words of a link or a comment; a DOI among them is the work's."""
    words = words_of(element) or element.get(HREF, "")
    match = _DOI.search(words)
    number = doi(match[0]) if match else ""
    before, found, after = words.partition(number) if number else (words, "", "")
    yield before, ""
    yield found, "doi"
    yield after, ""
