"""What a line of flattened text looks like: running prose, a table's row, a footnote."""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trialgraph.documents.lines import Line
from trialgraph.documents.page_heads import is_page_furniture, repeated_heads, without_figures
from trialgraph.model import lazy

_FIGURE = lazy.regex(
    r"[\d.,%()\[\]–−/<>=≤≥±+~*†‡§¶:·-]*\d[\d.,%()\[\]–−/<>=≤≥±+~*†‡§¶:·-]*[a-e]?"
    r"|N[REAS]\)?|—|–|-|…|Ref(?:erence)?\.?|to|vs\.?"
)
_CELL = lazy.regex(r"\d \(\d|no\. \(%\)|\([Nn] ?= ?[\d,]+\)")
_NOTE = lazy.regex(
    r"[*†‡§¶‖#]|[a-h] [A-Z]|[a-h][A-Z][a-z]|Abbreviations?\b|Notes?[:.]|Data (?:are|were)\b"
    r"|Values are|Percentages (?:are|may)|Plus–minus|[A-Z][\w/-]{1,9} (?:denotes|=|indicates) "
    r"|[A-Z][A-Z\d/-]{1,9}[,:=] [a-z][\w ’-]{3,60};"
)
_WORD = lazy.regex(r"\(?[a-z][\w’'–-]*[,;.:)]*")
_LONGER_WORD = lazy.regex(r"[a-z]{5,}")
_FEWEST_FIGURES = 2
_FEWEST_WORDS = 4
_LONG_ENOUGH = 0.6
_WORDY = 0.4
_USUAL_WIDTH = 60
_SLACK = 1.15


def is_row(words: str) -> bool:
    """Tell whether a line ends with the figures of at least two cells.

    >>> is_row("Partial response 41 (51.2) 52 (64.0)")
    True
    """
    if _CELL.search(words) and words.endswith(")") and words.count("(") >= _FEWEST_FIGURES:
        return True
    figures = 0
    for part in reversed(words.split()[-8:]):
        if not _FIGURE.fullmatch(part):
            break
        figures += any(sign.isdigit() for sign in part) or part[:1] in "N—–-…"
    return figures >= _FEWEST_FIGURES


def is_note(words: str) -> bool:
    """Tell whether a line begins like a table's footnote."""
    return bool(_NOTE.match(words))


@dataclass(frozen=True, slots=True)
class Setting:
    """How the prose of a paper is set.

    Attributes:
        width: the usual number of characters of a full line.
        words: the longer words of the text, in small letters.
        heads: the lines that come back on every page, without their figures.
    """

    width: float
    words: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()

    def is_head(self, words: str) -> bool:
        """Tell whether a line is a page's head or foot."""
        if is_page_furniture(words):
            return True
        set_as_prose = words[:1].islower() or words.endswith((".", ",", "-"))
        return not set_as_prose and without_figures(words) in self.heads

    def is_prose(self, words: str) -> bool:
        """Tell whether a line looks like a full line of running prose."""
        if len(words) < _LONG_ENOUGH * self.width or is_row(words):
            return False
        parts = words.split()
        plain = sum(bool(_WORD.fullmatch(part)) for part in parts)
        return plain >= _FEWEST_WORDS and plain >= _WORDY * len(parts)

    def fits(self, words: str) -> bool:
        """Tell whether a line is no wider than the columns of the prose."""
        return len(words) <= _SLACK * self.width

    def joins(self, before: str, after: str) -> bool:
        """Tell whether two lines hold the halves of a word that the text also holds whole."""
        left, right = re.search(r"[a-z]+(?=-$)", before), re.match(r"[a-z]+", after)
        return left is not None and right is not None and left[0] + right[0] in self.words

    def ended_early(self, above: str, words: str) -> bool:
        """Tell whether a line was ended on purpose: the next one's first word had room there."""
        return len(above) + 1 + len(words.split(maxsplit=1)[0]) < self.width

    def is_short(self, words: str) -> bool:
        """Tell whether a line is shorter than a full one, as the last of a paragraph is."""
        return len(words) < _LONG_ENOUGH * self.width


def setting(lines: tuple[Line, ...]) -> Setting:
    """Return the setting that the lines which go on in lower case show."""
    widths = [
        len(line.words)
        for line, after in pairwise(lines)
        if after.words[0].islower() and len(line.words) > _USUAL_WIDTH // 2
    ]
    words = frozenset(word for line in lines for word in _LONGER_WORD.findall(line.text.lower()))
    return Setting(median(widths) if widths else _USUAL_WIDTH, words, repeated_heads(lines))
