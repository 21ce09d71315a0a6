"""The parts of one printed reference: authors, title, journal, date, volume, pages, numbers."""

import re
from html import unescape

from trialgraph.model import lazy
from trialgraph.model.values import dataclass

MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
PLACE = (
    rf"(?P<date>(?:19|20)\d\d[a-z]?(?:\s+(?:{MONTHS}(?:-{MONTHS})?(?:\s+\d{{1,2}}(?:-\d+)?)?"
    r"|Spring|Summer|Autumn|Fall|Winter))?)\s*[;,]\s*"
    r"(?P<volume>[A-Z]?\d[\w.-]*(?:\s+Suppl\s*\w*)?|Suppl\s*\w+)?\s*(?:\((?P<issue>[^()]*)\))?"
    r"(?:\s*:\s*(?P<pages>[A-Za-z]*\d[\w.]*(?:\s?[-–—]\s?[A-Za-z]?\d\w*)?))?"
)
DOI = r"10\.\d{4,9}/[^\s\"<>\]]+"

_PLACE = lazy.regex(PLACE)
_DOI = lazy.regex(DOI)
_PMID = lazy.regex(r"PMID:?\s*(\d{4,9})")
_PMCID = lazy.regex(r"PMC\d{4,9}")
_LINK = lazy.regex(r"\[([^\]]+)\]\((?:[^()]|\([^()]*\))*\)")
_LISTS = ("PMC", "PubMed", "DOI")
_LISTED = lazy.regex(rf"(?:\s*-\s*(?:{'|'.join(_LISTS)}))+\s*$")
_ITALIC = lazy.regex(r"(?<![*\w])[*_](?P<words>[^*_]{2,90})[*_](?![*\w])\.?")
_MARKUP = lazy.regex(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
_YEAR = lazy.regex(r"\b((?:19|20)\d\d)\b")
_FULL_STOP = lazy.regex(r"\.\s+(?=\S)")
_TITLE_END = lazy.regex(r"[.?!)\]]\s+")
_JOURNAL = lazy.regex(
    r"[A-Z][\w&/'’-]*\.?(?:[ :]+(?:[A-Z][\w&/'’-]*\.?|of|and|the|in|for|&|\([^)]*\))){0,9}"
)
_LONGEST_JOURNAL = 60


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of a reference, cleaned of markup; empty where not printed."""

    authors: tuple[str, ...] = ()
    title: str = ""
    journal: str = ""
    date: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""

    @property
    def year(self) -> int | None:
        """Return the year of its date."""
        return int(self.date[:4]) if self.date else None


def read_reference(printed: str) -> Reference:
    """Return the parts of a reference in Vancouver form, as far as they can be told.

    >>> read_reference("Doe J, Roe R. A trial of tea. *Br J Tea*. 2001;2(3):4-5.").journal
    'Br J Tea'
    """
    text = _unlinked(" ".join(printed.split()))
    italic = _italic(text)
    place = _place(text, italic)
    head = text[: italic.start()] if italic else text[: place.start()] if place else text
    authors, rest = _authors(head)
    title, journal = _title(rest, italic["words"] if italic else "", placed=place is not None)
    parts = place.groupdict() if place else {}
    year = None if parts.get("date") else _YEAR.search(rest)
    return Reference(
        authors=authors,
        title=plain(title),
        journal=journal,
        date=parts.get("date") or (year[1] if year else ""),
        volume=parts.get("volume") or "",
        issue=parts.get("issue") or "",
        pages=(parts.get("pages") or "").rstrip("."),
        doi=trimmed_doi(match[0]) if (match := _DOI.search(text)) else "",
        pmid=match[1] if (match := _PMID.search(text)) else "",
        pmcid=match[0] if (match := _PMCID.search(text)) else "",
    )


def _unlinked(text: str) -> str:
    """Return a reference without its links; most have none, and looking for them takes long."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return _LISTED.sub("", text) if text.rstrip().endswith(_LISTS) else text


def _italic(text: str) -> re.Match[str] | None:
    """Return the journal that is set in italics, which date and volume follow."""
    if "*" not in text and "_" not in text:
        return None
    return next((m for m in _ITALIC.finditer(text) if _PLACE.match(text, m.end() + 1)), None)


def trimmed_doi(printed: str) -> str:
    """Return a DOI without the punctuation that follows it in a sentence."""
    doi = printed.rstrip(".,;:*")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi


def plain(words: str) -> str:
    """Return words without markup, folded white space and a closing full stop."""
    words = unescape(words)
    if "*" in words or "_" in words:
        words = _MARKUP.sub("", words)
    return " ".join(words.split()).rstrip(" .")


def _place(text: str, italic: re.Match[str] | None) -> re.Match[str] | None:
    """Return where date, volume and pages stand: after the journal, else the last such place."""
    if italic:
        return _PLACE.match(text, italic.end() + 1)
    places = [m for m in _PLACE.finditer(text) if m["volume"] or m["pages"]]
    return places[-1] if places else None


def _authors(head: str) -> tuple[tuple[str, ...], str]:
    """Return the authors, who stand before the first full stop, and what follows them."""
    stop = _FULL_STOP.search(head)
    if stop is None:
        return (), head
    names = (name.strip() for name in re.split(r"[,;]", head[: stop.start()]))
    plain_names = (re.sub(r"\s*\bet al$", "", name) for name in names)
    return tuple(name for name in plain_names if name), head[stop.end() :]


def _title(rest: str, journal: str, *, placed: bool) -> tuple[str, str]:
    """Return title and journal; without a place of issue there is no journal to tell."""
    if journal:
        return rest, journal
    rest = rest.rstrip(" .")
    split = _before_journal(rest) if placed else 0
    if not split:
        return rest.split(". ")[0], ""
    return rest[:split].rstrip(), rest[split:].rstrip(".")


def _before_journal(rest: str) -> int:
    """Return where the journal begins, 0 when it cannot be told.

    It is the last stretch whose words are all capitalised, as those of a title are
    not; a title that ends with a bracket has no full stop before the journal.
    """
    for gap in reversed(list(_TITLE_END.finditer(rest))):
        journal = rest[gap.end() :]
        if _JOURNAL.fullmatch(journal):
            return gap.end()
        if len(journal) > _LONGEST_JOURNAL:
            break
    return 0
