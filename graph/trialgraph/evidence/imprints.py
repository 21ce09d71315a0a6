"""Where publications stand in print, and when two prints are of one publication."""

import re

from trialgraph.evidence.wording import folded
from trialgraph.model.reading import Citation, TrialDocument
from trialgraph.model.text import Stated
from trialgraph.model.values import dataclass

_SMALL_WORDS = frozenset({"the", "of", "and", "in", "for", "on", "a"})
_TEN = 10
_MOST_PAGES = 10_000  # longer ranges are misprints
_YEARS_APART = 1  # an article ahead of print is often cited with the year before its issue
_LEAST_TITLE_WORDS = 5  # shorter titles, such as "Reply" or "Breast cancer", are many articles'


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where a publication stands in print; empty parts are not printed."""

    doi: str = ""
    pmid: str = ""
    journal: str = ""
    volume: str = ""
    pages: str = ""
    year: int | None = None
    pmcid: str = ""
    title: str = ""
    first_author: str = ""

    @property
    def _initials(self) -> str:
        """Return the first letters of the journal's words, which its short name shares."""
        return "".join(word[0] for word in _telling(self.journal))

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Return what two imprints of one publication have in common, one of them at least."""
        named = (
            ("doi", self.doi.casefold()),
            ("pmid", self.pmid),
            ("pmcid", self.pmcid.upper()),
            ("title", folded(self.title)),
        )
        places = (("place", f"{self.volume} {self._initials} {ten}") for ten in self._tens)
        return [key for key in named if key[1]] + (list(places) if self.volume else [])

    @property
    def _tens(self) -> range:
        """Return the tens of its pages: pages that meet have one of them in common.

        A volume holds so many articles that they cannot all be compared with each other.
        """
        first, last = page_range(self.pages) or (0, -_TEN)
        return range(first // _TEN, min(last, first + _MOST_PAGES) // _TEN + 1)


@dataclass(frozen=True, slots=True)
class Match:
    """What shows that two imprints are of one publication."""

    rule: str
    shared: str

    @property
    def sentence(self) -> str:
        """Return the match in words."""
        return f"same {self.rule} {self.shared}"


def own_imprint(reading: TrialDocument) -> Imprint:
    """Return what a document says of itself as a publication."""
    bibliography = reading.bibliography
    dated = bibliography.issued or bibliography.online
    return Imprint(
        doi=_words(bibliography.doi),
        pmid=_words(bibliography.pmid),
        journal=_words(bibliography.journal),
        volume=_words(bibliography.volume),
        pages=_words(bibliography.pages),
        year=dated.first.year if dated else None,
        pmcid=_words(bibliography.pmcid),
        title=_words(bibliography.title),
        first_author=bibliography.authors[0].name if bibliography.authors else "",
    )


def cited_imprint(cited: Citation) -> Imprint:
    """Return where a cited publication stands."""
    return Imprint(
        doi=cited.doi,
        pmid=cited.pmid,
        journal=cited.journal,
        volume=cited.volume,
        pages=cited.pages,
        year=cited.year,
        pmcid=cited.pmcid,
        title=cited.title,
        first_author=cited.first_author,
    )


def _words(stated: Stated | None) -> str:
    """Return the value of stated words, empty where there are none."""
    return stated.value if stated else ""


def match(one: Imprint, other: Imprint) -> Match | None:
    """Return what shows that two imprints are of one publication, if anything does.

    Identifiers that differ exclude it, whatever else agrees.
    """
    if one.doi and one.doi.casefold() == other.doi.casefold():
        return Match("DOI", one.doi.casefold())
    if one.pmid and one.pmid == other.pmid:
        return Match("PMID", one.pmid)
    if one.pmcid and one.pmcid.upper() == other.pmcid.upper():
        return Match("PMCID", one.pmcid.upper())
    if _identifiers_differ(one, other) or not _years_meet(one.year, other.year):
        return None
    return _same_place(one, other) or _same_title(one, other)


def why_same(one: Imprint, other: Imprint) -> str:
    """Return why two imprints are of one publication, empty when nothing shows it."""
    found = match(one, other)
    return found.sentence if found else ""


def _identifiers_differ(one: Imprint, other: Imprint) -> bool:
    """Tell whether two imprints have different numbers of one kind."""
    pairs = ((one.doi, other.doi), (one.pmid, other.pmid), (one.pmcid, other.pmcid))
    return any(left and right and left.casefold() != right.casefold() for left, right in pairs)


def _same_place(one: Imprint, other: Imprint) -> Match | None:
    """Return the place in print that two imprints share."""
    is_same = (
        one.volume
        and one.volume == other.volume
        and same_journal(one.journal, other.journal)
        and _pages_meet(one.pages, other.pages)
    )
    pages = dict.fromkeys((_plain_pages(one.pages), _plain_pages(other.pages)))
    shared = f"volume {one.volume}, pages {' and '.join(pages)}"
    return Match("journal,", shared) if is_same else None


def _same_title(one: Imprint, other: Imprint) -> Match | None:
    """Return the title and first author that two imprints share.

    A meeting's abstract often has the title of the article that follows: what else is
    printed of both must not differ.
    """
    title = folded(one.title)
    is_same = (
        title == folded(other.title)
        and len(title.split()) >= _LEAST_TITLE_WORDS
        and same_person(one.first_author, other.first_author)
        and (not one.journal or not other.journal or same_journal(one.journal, other.journal))
        and (not one.volume or not other.volume or one.volume == other.volume)
        and not _pages_clash(one.pages, other.pages)
    )
    return Match("title, year and first author", one.first_author) if is_same else None


def _years_meet(one: int | None, other: int | None) -> bool:
    """Tell whether two printed years may be of one publication."""
    return one is not None and other is not None and abs(one - other) <= _YEARS_APART


def same_person(one: str, other: str) -> bool:
    """Tell whether two spellings may name one author: the words of one are among the other's.

    Initials are left out: ``Doe JQ`` is ``Jane Q. Doe``.
    """
    left, right = _names(one), _names(other)
    return bool(left and right) and (left <= right or right <= left)


def _names(author: str) -> frozenset[str]:
    """Return an author's names that are no initials."""
    words = re.findall(r"[^\W\d_]+", author)
    whole = [word for word in words if len(word) > 1 and not _is_initials(word, words)]
    return frozenset(folded(word) for word in whole)


def _is_initials(word: str, words: list[str]) -> bool:
    """Tell whether a word is the initials behind a family name."""
    longest = len("JQR")
    return word.isupper() and len(word) <= longest and len(words) > 1 and word != words[0]


def same_journal(one: str, other: str) -> bool:
    """Tell whether two spellings name one journal: each word begins with its abbreviation."""
    left, right = _telling(one), _telling(other)
    return (
        bool(left)
        and len(left) == len(right)
        and all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True))
    )


def _telling(journal: str) -> list[str]:
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


def _pages_clash(one: str, other: str) -> bool:
    """Tell whether two printed ranges of pages cannot be of one publication."""
    return bool(page_range(one) and page_range(other)) and not _pages_meet(one, other)


def _plain_pages(pages: str) -> str:
    """Return pages as all print them in full: ``109–19`` is ``109-119``."""
    first, last = page_range(pages) or (pages, pages)
    return f"{first}" if first == last else f"{first}-{last}"


def page_range(pages: str) -> tuple[int, int] | None:
    """Return first and last page; ``109-19`` ends at 119. ``None`` for electronic numbers."""
    found = re.fullmatch(r"\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*", pages)
    if found is None:
        return None
    first, last = found[1], found[2] or found[1]
    return int(first), int(first[: max(0, len(first) - len(last))] + last)
