"""What the parts of a JATS article are: by the types that the source gives, and by titles."""

import re

from trialgraph.documents.headings import kind_of, main_kind, without_number
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind

_TYPES: tuple[tuple[str, SectionKind], ...] = (
    (r"intro(?:duction)?|background|objectives?|aims?|purpose|rationale|context", "introduction"),
    (
        r"(?:online-)?methods?|materials?(?:[- ]and[- ]methods)?|subjects?|patients?|design",
        "methods",
    ),
    (r"results?|findings?|cases?|case-report", "results"),
    (r"discussions?|comments?|limitations?", "discussion"),
    (r"conclusions?|interpretation|summary", "conclusion"),
    (r"funding(?:-.*)?|financial-support|supported-by|sponsors?", "funding"),
    (r"references|ref-list", "references"),
    (
        (
            r"supplement.*|.*-?statement|data-.*|author-.*|ack.*|coi.*|conflicts?.*|competing.*"
            r"|disclosures?|financial-disclosure|ethics.*|disclaimer|display-objects|abbreviations"
            r"|contributed.*|con|trial[- ]registration|appendix|app|participating-researchers"
            r"|presented-.*|edited-by|present-address|equal"
        ),
        "back",
    ),
)
_BY_TYPE = tuple((lazy.regex(words, re.IGNORECASE), kind) for words, kind in _TYPES)
_FUNDED = lazy.regex(
    r".*\bfunding\b.*|(?:financial|grant) support.*|sources? of (?:\w+ )?support"
    r"|supported by|grants?|(?:study )?sponsor(?:ship|s)?|role of (?:the )?(?:funder|sponsor).*",
    re.IGNORECASE,
)
_BEHIND = lazy.regex(
    r"(?:electronic |online |web )?supplement(?:ary|al) .*|pre-?publication history|contributors?"
    r"|footnotes|additional (?:information|files?)|publisher.s note|provenance.*|peer review.*"
    r"|disclaimer|patient consent.*|rights and permissions|open access|electronic supplement.*",
    re.IGNORECASE,
)
_LATER: frozenset[SectionKind] = frozenset(("results", "discussion", "conclusion"))
_NOTES = lazy.regex(r"\^\{[^}]*\}|\[[\d,–]+\]|[*†‡§¶]+$")

OPINIONS = frozenset(
    [
        "editorial",
        "letter",
        "article-commentary",
        "discussion",
        "reply",
        "news",
        "introduction",
        "book-review",
        "obituary",
        "in-brief",
        "announcement",
        "correction",
        "retraction",
        "addendum",
        "expression-of-concern",
    ]
)
"""Article types that discuss work of others; results in them are hardly ever their own."""


def typed_kind(words: str) -> SectionKind | None:
    """Return what a ``sec-type``, ``fn-type`` or ``notes-type`` stands for.

    >>> typed_kind("materials|methods")
    'methods'
    """
    kinds = [
        kind
        for word in re.split(r"[|,;]\s*", words)
        for pattern, kind in _BY_TYPE
        if pattern.fullmatch(word.strip())
    ]
    return kinds[0] if kinds else None


def first_level(title: str, sec_type: str, before: SectionKind) -> SectionKind | None:
    """Return what a section of the first level is; ``None`` where nothing tells.

    Args:
        title: its title, empty where it has none.
        sec_type: as the source types it.
        before: what stands before it; "Patients" among the results is no new part.
    """
    plain = _plain(title)
    if _FUNDED.fullmatch(plain):
        return "funding"
    main = "back" if _BEHIND.fullmatch(plain) else main_kind(plain)
    if main is not None:
        return main
    return typed_kind(sec_type) or (None if before in _LATER else kind_of(plain))


def lower_level(title: str, sec_type: str, above: SectionKind) -> SectionKind:
    """Return what a section inside a known one is: nearly always the same."""
    told = main_kind(_plain(title)) or typed_kind(sec_type)
    ends = above in ("discussion", "results") and told == "conclusion"
    parts = above == "results" and told == "discussion"
    return told if told and (ends or parts) else above


def back_kind(title: str, types: str) -> SectionKind:
    """Return what a part of the back matter is."""
    if typed_kind(types) == "funding" or _FUNDED.fullmatch(_plain(title)):
        return "funding"
    return "back"


def abstract_kind(title: str, sec_type: str) -> SectionKind | None:
    """Return what stands under a label of an abstract."""
    plain = _plain(title)
    return "back" if _BEHIND.fullmatch(plain) else kind_of(plain) or typed_kind(sec_type)


def _plain(title: str) -> str:
    """Return a title as the tables of headings have it: "Methods/Design" is two words."""
    words = without_number(_NOTES.sub("", title)).strip(" :.")
    return re.sub(r"\s*/\s*", " and ", words)
