"""Journal, volume, issue, date and page as the heads and feet of printed pages give them."""

import re
from collections.abc import Iterable

from trialgraph.extract.reference_text import PLACE
from trialgraph.model import lazy
from trialgraph.model.document import Document, Section
from trialgraph.model.text import Span, Stated

_MONTH = (
    r"(?i:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?P<date>(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},?)?,? {_YEAR}|{_YEAR})"
_VOLUME = r"vol(?:ume|\.)? ?(?P<volume>\d{1,4})"
_ISSUE = r"(?:issue|number|no\.?) ?(?P<issue>\d{1,3})"
_BETWEEN = r"[ \t,.;•·|]+"
_BEFORE = r"^[ \t]*(?:(?P<before>\d{1,5})[ \t|]+)?"
_PAGES = r"(?P<pages>\d{1,5}(?:[-–]\d{1,5})?)"
_END = r"[ \t\r]*$"  # all that a line may hold besides
_NAME = r"(?P<journal>[A-Z][A-Za-z&]*(?: (?:[A-Z][A-Za-z&]*|of|and|in|the|for)){0,7})"
_SITE = r"(?:www\.)?[a-z]+\.(?:com|org|net)(?:/[a-z-]+)?"

# In the order in which they are tried; each stands alone in its line.
_DOTTED = (
    r"^(?P<before>\d{1,5})?[ \t]?(?P<journal>[A-Za-z][A-Za-z .&-]+?) (?P<volume>\d{1,4});"
    r"(?P<issue>\d{1,3})(?:[ \t]+\S+\.(?:org|com|net))?[ \t]+(?P<date>[A-Za-z]+ \d{1,2}, "
    r"(?:19|20)\d\d)(?P<pages>\d{1,5})?[ \t\r]*$"
)
_SITED = (
    rf"{_BEFORE}{_SITE}{_BETWEEN}(?i:{_VOLUME})(?:{_BETWEEN}(?i:{_ISSUE}))?{_BETWEEN}{_DATE}"
    rf"(?:[ \t|]+{_PAGES})?{_END}"
)
_DATED = (
    rf"{_BEFORE}(?:{_NAME}{_BETWEEN})?{_DATE}{_BETWEEN}(?i:{_VOLUME})(?:{_BETWEEN}(?i:{_ISSUE}))?"
    rf"(?:[ \t|]+{_PAGES})?{_END}"
)
_NUMBERED = (
    rf"{_BEFORE}(?:{_NAME}{_BETWEEN})?(?i:{_VOLUME})(?:{_BETWEEN}(?i:{_ISSUE}))"
    rf"(?:{_BETWEEN}{_DATE})?(?:[ \t|]+{_PAGES})?{_END}"
)
_CITED = (
    rf"{_BEFORE}(?:[A-Z][\w’'-]+ et al\.?[ \t]+)?{_NAME}[ \t]+\((?P<date>{_YEAR})\)[ \t]?"
    rf"(?P<volume>\d{{1,4}}):{_PAGES}(?:[ \t]+[Pp]age[ \t].*)?{_END}"
)
_YEAR_AFTER = (
    rf"{_BEFORE}{_NAME}[ \t]+(?P<volume>\d{{1,4}})[ \t]\((?P<date>{_YEAR})\)[ \t]{_PAGES}{_END}"
)
_YEAR_LAST = rf"{_BEFORE}{_NAME}[ \t]+(?P<volume>\d{{1,4}}): ?{_PAGES},[ \t](?P<date>{_YEAR}){_END}"
_PLACED = rf"^[ \t]*{_NAME}\.?[ \t]+{PLACE}\.?{_END}"
_FORMS = (_DOTTED, _SITED, _DATED, _NUMBERED, _CITED, _YEAR_AFTER, _YEAR_LAST, _PLACED)
_HEADS = tuple(lazy.regex(form, re.MULTILINE) for form in _FORMS)
_JOURNAL_ALONE = lazy.regex(
    r"^[ \t]*(?P<journal>(?:THE )?(?:[A-Z]+ ){0,4}JOURNAL OF(?: [A-Z]+){1,6}"
    r"|(?:The )?(?:[A-Z][a-z]+ ){0,4}Journal of(?: [A-Za-z]+){1,6})[ \t\r]*$",
    re.MULTILINE,
)


def page_head(text: str, sections: Iterable[Section]) -> re.Match[str] | None:
    """Return the first page head or foot that names a volume; groups as it prints them."""
    own = [section for section in sections if section.kind in ("furniture", "front")]
    for pattern in _HEADS:
        for section in own:
            match = pattern.search(text, section.span.start, section.span.end)
            if match is not None and match["volume"]:
                return match
    return None


def is_page_head(match: re.Match[str] | None) -> bool:
    """Tell whether a match is a page's head."""
    return match is not None and match.re.pattern in _FORMS


def head_journal(document: Document, match: re.Match[str]) -> Stated | None:
    """Return the journal of a page head, or of the head that names nothing else.

    A name printed in small letters only is written with capitals, as its journal is.
    """
    found: re.Match[str] | None = match
    if not match.groupdict().get("journal"):
        found = next(
            (
                alone
                for section in document.sections
                if section.kind == "furniture"
                and (alone := _JOURNAL_ALONE.search(document.text, *_ends(section.span)))
            ),
            None,
        )
    if found is None:
        return None
    printed = found["journal"]
    words = " ".join(word[:1].upper() + word[1:] for word in printed.split())
    return Stated(
        words if printed.islower() else " ".join(printed.split()),
        printed,
        Span(found.start("journal"), found.end("journal")),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
