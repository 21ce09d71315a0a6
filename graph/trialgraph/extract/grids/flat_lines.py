"""Lines of a table that lost its rules: the words of each, and the cells at its end."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialgraph.extract.grids.raw import cleaned
from trialgraph.extract.traced import Traced
from trialgraph.model import lazy
from trialgraph.model.text import Span

SIZE = lazy.regex(r"[(\[]?\b[Nn]\s?=\s?\d[\d,]{0,7}(?![.\d])[)\]]?")

_NUMBER = r"[<>≤≥=]?\s?[-+]?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,7}(?:\.\d{1,6})?|\.\d{1,6})"
_OPEN = r"(?:NR|NE|NA|N/A|ND|NC|[Nn]ot (?:yet )?(?:reached|estimable|evaluable|available))"
_IN_BRACKETS = r"(?:\s?[(\[](?:[\d.,;:%<>≤≥/∞ +-]|to\b|of\b|CI\b|NR|NE|NA){1,30}[)\]])"
_CELL = lazy.regex(
    rf"(?<!\S)(?P<cell>{_NUMBER}\s?(?:-|to|–)\s?{_NUMBER}"
    rf"|{_NUMBER}(?:\s?%)?(?:\s?/\s?\d{{1,6}})?(?:\s?±\s?{_NUMBER})?{_IN_BRACKETS}{{0,2}}"
    rf"|[(\[]{_NUMBER}(?:\s?(?:-|to|,)\s?{_NUMBER})?[)\]]|{_OPEN}{_IN_BRACKETS}?"
    r"|[Nn]\s?=\s?\d{1,6}|[Pp]\s?[<>=≤]\s?0?\.\d{1,6}|-{1,3}|[—…])[a-e]?(?!\S)"
)
_LABEL = lazy.regex(
    r"[<>≤≥]?\s?\d{1,3}\+?(?:\s?(?:-|to|or)\s?\d{1,3}\+?)?|not (?:evaluable|estimable|available)"
)
_COUNT = lazy.regex(r"\d{1,6}")
_NOTE = lazy.regex(
    r"[*†‡§¶‖#]|\^?\{?[a-h]\}?\s?[A-Z][a-z]|[ᵃ-ᶻ]|Abbreviations?\b|Notes?\b[:.]|NOTE\b"
    r"|Data (?:are|were)\b|Values (?:are|were)\b|Percentages (?:are|may)\b|Plus.minus\b"
    r"|Sources?:|[A-Z][\w/-]{1,9} (?:denotes|indicates|=) |[A-Z][A-Z\d/-]{1,9}[,:=] [a-z]"
)
_FURNITURE = lazy.regex(
    r"(?i)https?:|www\.|\bdoi\b|©|\bcopyright\b|\bdownloaded\b|\bet al\b|\.org\b|\.com\b"
    r"|\bvol(?:ume)?\b\.? \d|^page \d|(?<!\d)\d{1,4};\d{1,3}(?!\d)"
)
_LONGEST_LABEL = 130
_LONG = 60
_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class FlatLine:
    """A line of a table.

    Attributes:
        words: as read, footnote marks left out.
        cells: ranges of the words that are the cells at its end, left to right.
        indent: how far it stands from the left.
    """

    words: Traced
    cells: tuple[tuple[int, int], ...]
    indent: int

    @property
    def text(self) -> str:
        """Return the words."""
        return self.words.text

    @property
    def label(self) -> Traced:
        """Return the words before the cells."""
        return trimmed(self.words, 0, self.cells[0][0]) if self.cells else self.words

    @property
    def values(self) -> tuple[Traced, ...]:
        """Return the cells."""
        return tuple(self.words.cut(*cell) for cell in self.cells)


def trimmed(words: Traced, start: int, end: int) -> Traced:
    """Return a range of words without outer blanks."""
    piece = words.cut(start, end)
    first = len(piece.text) - len(piece.text.lstrip())
    return piece.cut(first, max(first, len(piece.text.rstrip())))


def lines_in(text: str, span: Span) -> tuple[tuple[FlatLine, ...], Span]:
    """Return the lines of a table up to its notes, and where the notes stand.

    Page heads are left out. A line of prose ends the table as a note does.
    """
    found: list[FlatLine] = []
    for number, (start, printed) in enumerate(_printed(text, span)):
        if number and (is_note(printed.strip()) or number > _MOST_LINES):
            return tuple(found), Span(start, span.end)
        if number and _FURNITURE.search(printed):
            continue
        words = cleaned(Traced.of(text, Span(start, start + len(printed))))
        if words.text:
            found.append(
                FlatLine(words, tuple(_cells(words.text)), len(printed) - len(printed.lstrip()))
            )
    return tuple(found), Span(span.end, span.end)


def is_note(words: str) -> bool:
    """Tell whether a line below a table's title explains it and is no part of it."""
    if _NOTE.match(words):
        return True
    is_prose = len(words) > _LONG and words.endswith((".", ";"))
    return is_prose or (len(words) > _LONGEST_LABEL and not _ends_in_cells(words))


def _ends_in_cells(words: str) -> bool:
    return any(True for _ in _cells(words[-_LONGEST_LABEL:])) or bool(SIZE.search(words))


def _printed(text: str, span: Span) -> Iterator[tuple[int, str]]:
    at = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        if line.strip():
            yield at, line.rstrip()
        at += len(line)


def _cells(words: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the cells that stand at the end with nothing between them."""
    run: list[tuple[int, int]] = []
    end = 0
    for match in _CELL.finditer(words):
        if words[end : match.start()].strip():
            run = []
        run.append(match.span("cell"))
        end = match.end()
    if not words[end:].strip():
        yield from run


def may_be_label(words: str) -> bool:
    """Tell whether what looks like a cell may end a label: 0, ≥65, 18-64, not available."""
    return _LABEL.fullmatch(words) is not None


def is_bare_count(words: str) -> bool:
    """Tell whether a cell is a whole number above zero and nothing else."""
    return bool(_COUNT.fullmatch(words)) and bool(words.strip("0"))
