"""Heads and feet of printed pages: what a journal repeats on every page."""

import re
from collections.abc import Iterable
from functools import lru_cache

from trialgraph.documents.lines import Line
from trialgraph.model import lazy

RUNNING_HEAD = lazy.regex(
    r"(?:\d{1,5} ?)?(?P<journal>[a-z][a-z .&-]+?) (?P<volume>\d{1,4});(?P<issue>\d{1,3})"
    r"(?:\s+(?P<site>\S+\.(?:org|com|net)))?"
    r"\s+(?P<month>[a-z]+) (?P<day>\d{1,2}), (?P<year>(?:19|20)\d\d) ?(?P<page>\d{0,5})",
    re.IGNORECASE,
)
_HEAD = lazy.regex(
    r".*\bdownloaded from\b.*|.*\bcopyright ©.*|(?:copyright )?(?:©|\(c\)) ?(?:19|20)\d\d.*"
    r"|(?:\d{1,5} +)?www\.\S+(?: .*\bvol(?:ume)?\b.*| *\d*)|no other uses without permission.*"
    r"|(?:the )?(?:[a-z]+ ){0,4}journal of [a-z ]{3,40}|all rights reserved\.?|article in press"
    r"|.*\bvol(?:ume|\.)? ?\d{1,4}[,.]?[ •·|]+(?:issue|number|no\.?) ?\d{1,3}\b[^.]{0,60}"
    r"|.{0,60}\| ?original (?:investigation|article|research)"
    r"|(?:\d{1,5} ?\| ?)?(?:[A-Z]\. ?){0,3}[A-Z][\w’'-]+ et al\.?(?: ?\| ?\d{1,5}| \d{1,5})?"
    r"|[A-Z][\w’'-]+ et al\.? [A-Z][^.]{2,60}\((?:19|20)\d\d\) ?\d{1,4}:\d{1,6}"
    r"(?: page \d+ of \d+)?"
    r"|(?:[a-z&]+ ){1,8}\d{1,4}(?: \((?:19|20)\d\d\) |: ?)\d{1,5}[-–]\d{1,5}"
    r"(?:, (?:19|20)\d\d)?"
    r"|(?:[a-z&]+ ){1,8}(?:19|20)\d\d; ?\d{1,4}(?: ?\(\d{1,3}\))?: ?[a-z]?\d{1,6}"
    r"(?:[-–]\d{1,5})?\.?"
    r"|page \d{1,4}(?: of \d{1,4})?|\d{1,4} of \d{1,4}|(?:- ?)?\d{1,5}(?: ?-)?",
    re.IGNORECASE,
)
_LONGEST_HEAD = 160
_FEWEST_PARTS = 6
_REMEMBERED = 10_000
_LETTER_SPACED = 0.6
_FEWEST_PAGES = 3
_SHORTEST_PAGE = 15
_LONGEST_REPEATED = 110


def is_letter_spaced(words: str) -> bool:
    """Tell whether a line is set in spaced letters, such as a journal's name on each page.

    >>> is_letter_spaced("T h e  n e w  j o u r na l")
    True
    """
    parts = words.split()
    if len(parts) < _FEWEST_PARTS:
        return False
    short = sum(len(part) <= len("wo") for part in parts)
    return short / len(parts) >= _LETTER_SPACED and words.replace(" ", "").isalpha()


@lru_cache(_REMEMBERED)
def is_page_furniture(words: str) -> bool:
    """Tell whether a line is a page's head or foot by its own words."""
    return len(words) <= _LONGEST_HEAD and (
        is_letter_spaced(words)
        or bool(RUNNING_HEAD.fullmatch(words))
        or bool(_HEAD.fullmatch(words))
    )


def repeated_heads(lines: Iterable[Line]) -> frozenset[str]:
    """Return the lines that come back page after page, as ``without_figures`` writes them."""
    seen: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines):
        if len(line.words) > _LONGEST_REPEATED:
            continue
        words = without_figures(line.words)
        times, last = seen.get(words, (0, -_SHORTEST_PAGE))
        if number - last >= _SHORTEST_PAGE:
            seen[words] = (times + 1, number)
    return frozenset(
        words for words, (times, _) in seen.items() if times >= _FEWEST_PAGES and len(words) > 1
    )


def without_figures(words: str) -> str:
    """Return a line with every run of digits as one mark, so that page numbers do not tell."""
    return re.sub(r"\d+", "0", words)
