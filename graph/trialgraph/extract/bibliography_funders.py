"""Who paid for the work, as a publication says; fees of its authors are not that."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from trialgraph.model import lazy
from trialgraph.model.document import Document, Section
from trialgraph.model.text import Span, Stated

_PARAGRAPH = lazy.regex(r"\S(?:[^\r\n]|\r?\n(?![ \t]*\r?\n))*")
_BREAK = lazy.regex(r"(?<=\w)-[ \t]*\r?\n\s*(?=[a-z])")
_NAME = r"(?P<name>[A-Z](?:[^.;()]|\.(?!\s*(?:[A-Z\n\r]|\)|\Z))|(?<=\b[A-Z])\.)*)"
_GRANTS = (
    r"(?:(?:an?\s+)?(?:[a-z]+\s+){0,3}grants?"
    r"(?:\s*\([^)]{0,400}\)|\s+[A-Z\d][\w/-]*)?\s+from\s+)?"
)
_FUNDED = lazy.regex(
    r"(?:\b(?:was|were|is|been)\s+(?:also\s+|partly\s+|partially\s+|financially\s+)?|\(|^[^\S\n]*+)"
    r"(?:funded|supported|sponsored|financed|Funded|Supported|Sponsored)\s+(?:in part\s+)?"
    rf"(?:and \w+\s+)?by\s+{_GRANTS}(?:the\s+)?{_NAME}",
    re.MULTILINE,
)
_GRANTED = lazy.regex(
    rf"\b[Ff]unding was provided\s+(?:to [^.;]{{3,80}}? )?by\s+(?:the\s+)?{_NAME}"
)
_BY = lazy.regex(rf"\bby\s+(?:the\s+)?{_NAME}")
_SENTENCE = lazy.regex(r"\b(?:was|were|is|are)\b")
_WHAT_FOLLOWS = lazy.regex(
    r"(?:,\s+|(?<!\s)\s+)(?:under|through|as|with|via|who|which|to|for|in|at|but|had|grant|and(?!\s+others\b))\s+"
    r"(?=[a-z(\d]).*"
    r"|(?<!\s)\s+to\s+(?:Drs?|Prof)\b.*|,\s+(?:a|an|the)\s(?=[a-z]).*"
    r"|(?:,\s+|(?<!\s)\s+)(?:through|under|grant)\s.*|;.*",
    re.DOTALL,
)
_COMPANY = r"(?:Inc|Ltd|LLC|Co|Corp|GmbH|Limited|plc|PLC|AG|SA|S\.A|UK|USA|Japan|KGaA)\b"
_APART = lazy.regex(
    rf",\s+(?!{_COMPANY})(?:and\s+)?(?:the\s+)?|(?<!\s)\s+and\s+the\s+"
    r"|(?<!\s)\s+and\s+(?!(?:Co\b|Company|Sons))(?=[A-Z])"
)
# Nobody by name, but that there are more is quoted.
_MORE = lazy.regex(r"\s+and\s+others\Z")
_SUFFIX = lazy.regex(rf"(?<![\s,])[\s,]+(?:{_COMPANY}|Company|Corporation|Incorporated)\.?")
_NONE = lazy.regex(
    r"(?:none|no (?:external |specific )?funding|not applicable|n/?a)\b", re.IGNORECASE
)
_CORPORATE = lazy.regex(r"(?:Co|Inc|Ltd|Corp|Pty|No|St|Dr|(?<![A-Za-z])[A-Z])\Z")
_ELSEWHERE = frozenset(("references", "table", "caption", "record", "furniture", "title"))
_DISCLOSURES = ("DISCLOSURE", "CONFLICT", "COMPETING", "DECLARATION", "FINANCIAL DISCLOSURE")
_GRANT = lazy.regex(
    r"(?:(?<!\s)[\s:,]+(?:grants? )?(?:no\.? ?|numbers? )?|^)"
    r"[A-Z]{0,4}\d{0,2}[A-Z]{0,4}-?\d{4,}[\w/.-]*\Z"
)
_NOBODY = lazy.regex(r"(?:an?|represented|including|part of|governmental|other)\b", re.IGNORECASE)
_COUNTRY = lazy.regex(
    r"(?:[A-Z]\w+, )?(?:USA|UK|U\.S\.A|United (?:States|Kingdom)|Germany|France|Switzerland"
    r"|Japan|China|Denmark|Sweden|Norway|Belgium|Italy|Spain|Canada|Australia|Austria|Netherlands)\Z"
)
# "National Heart, Lung, and Blood Institute": one name, its commas part no names.
_INSTITUTE = lazy.regex(
    r"\bNational (?:Institutes? of )?[A-Z]\w+(?:, [A-Z]\w+){1,4},? and [A-Z]\w+(?: [A-Z]\w+){0,3}"
)
_PAIR = 2  # who, and a country
_LONGEST = 400
_MOST = 60  # each is compared with all before it


def read_funders(document: Document) -> tuple[Stated, ...]:
    """Return who paid for the work, once each; nobody where the document names nobody."""
    kept: list[Stated] = []
    for stated in islice(_found(document), _MOST):
        if not any(_same(stated.value, other.value) for other in kept):
            kept.append(stated)
    return tuple(kept)


def _found(document: Document) -> Iterator[Stated]:
    for section in document.sections:
        if section.kind == "funding":
            yield from _funding_section(document, section)
        elif section.kind not in _ELSEWHERE and not _is_disclosure(section):
            yield from _funding_sentences(document, section)


def _is_disclosure(section: Section) -> bool:
    return section.heading.upper().startswith(_DISCLOSURES)


def _same(one: str, other: str) -> bool:
    """Tell whether two names are one organisation, its legal form left out."""
    a, b = (re.sub(r"\W", "", _SUFFIX.sub("", name)).lower() for name in (one, other))
    return a.startswith(b) or b.startswith(a)


def _funding_section(document: Document, section: Section) -> list[Stated]:
    """Return the names under a funding heading: those of its sentences, else its own words."""
    sentences = _funding_sentences(document, section)
    if sentences:
        return sentences
    start = section.span.start + _after_heading(document.words(section.span), section.heading)
    found: list[Stated] = []
    for match in _PARAGRAPH.finditer(document.text, start, section.span.end):
        if _NONE.match(match[0]) or len(match[0]) > _LONGEST:
            continue
        by = _BY.search(document.text, *match.span())
        if by:
            found += _stated_names(document.text, *by.span("name"))
        elif not _SENTENCE.search(match[0]):
            found += _stated_names(document.text, *match.span())
    return found


def _after_heading(words: str, heading: str) -> int:
    at = words.find(heading) + len(heading) if heading else 0
    while at < len(words) and words[at] in " :.\r\n\t":
        at += 1
    return at


def _funding_sentences(document: Document, section: Section) -> list[Stated]:
    found: list[Stated] = []
    for pattern in (_FUNDED, _GRANTED):
        for match in pattern.finditer(document.text, section.span.start, section.span.end):
            found += _stated_names(document.text, *match.span("name"))
    return found


def _stated_names(text: str, start: int, end: int) -> list[Stated]:
    """Return the organisations named between two offsets."""
    printed = _WHAT_FOLLOWS.sub("", text[start:end])
    return [
        stated
        for first, last in _without_place(printed, list(_pieces(printed)))
        if (stated := _stated(text, start + first, start + last)) is not None
    ]


def _without_place(printed: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pieces without the town and the country where the first of them is at home."""
    if len(pieces) < _PAIR or not _COUNTRY.match(printed[slice(*pieces[-1])]):
        return pieces
    kept = pieces[:-1]
    is_town = len(kept) > 1 and printed[kept[-2][1] : kept[-1][0]] == ", "
    return kept[:-1] if is_town else kept


def _pieces(printed: str) -> Iterable[tuple[int, int]]:
    """Yield where the names of a list stand; names that hold "of" or "for" keep their "and"."""
    at = 0
    whole = list(_INSTITUTE.finditer(printed))
    for match in _APART.finditer(printed):
        before = printed[at : match.start()]
        plain_and = match[0].strip() == "and"
        if any(one.start() < match.start() < one.end() for one in whole):
            continue
        if plain_and and re.search(r"\b(?:of|for|on)\b", before):
            continue
        yield at, match.start()
        at = match.end()
    yield at, len(printed)


def _stated(text: str, start: int, end: int) -> Stated | None:
    printed = text[start:end].rstrip(" ,\r\n")
    if printed.endswith(".") and not _CORPORATE.search(printed[:-1]):
        printed = printed[:-1]
    printed = _GRANT.sub("", printed)
    if _NOBODY.match(printed):
        return None
    value = " ".join(_BREAK.sub("", _MORE.sub("", printed)).split())
    return Stated(value, printed, Span(start, start + len(printed))) if value else None
