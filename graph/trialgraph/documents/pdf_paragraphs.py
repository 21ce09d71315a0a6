"""Lines of columns joined to paragraphs, one a line, with cut words whole again."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from trialgraph.documents.paper import CAPTION, is_caption
from trialgraph.documents.pdf_columns import Column
from trialgraph.documents.pdf_lines import PrintedLine
from trialgraph.model import lazy

_ENDED = lazy.regex(r"[.?!:;]['’”\")\]]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\{[^}]*\})?$")
_NUMBERED = lazy.regex(r"(?:\[?\d{1,3}[.\])]|[•●▪■–*-]|\(?[ivx]{1,4}[.)])\s")
_NAMES = lazy.regex(r"(?:\b(?:in|see|and|the|of|to|with|by|from|on|also)|[(,;])$", re.IGNORECASE)
_NOTE_MARK = lazy.regex(r"[a-h] [A-Z]")
_CUT = lazy.regex(r"([^\W\d_]+)-$")
_GOES_ON = lazy.regex(r"[^\W\d_]+")
_WORD = lazy.regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OTHER_SIZE = 0.12
_WIDE_GAP = 1.4  # of the usual distance of lines
_SOME_GAP = 1.2
_FAR = 2.6
_INDENT = 0.7  # of the type's size
_FEWEST_LINES = 3
_LEADING = 1.25
_SHORTEST_COMPOUND = 4


@dataclass
class Paragraph:
    """Lines that belong together.

    Attributes:
        is_open: its last line is full, so that it may go on in the next column.
    """

    lines: list[PrintedLine]
    column: Column
    is_open: bool = True

    @property
    def last(self) -> PrintedLine:
        """Return its last line."""
        return self.lines[-1]

    @property
    def is_unfinished(self) -> bool:
        """Tell whether its words end inside a sentence."""
        return not _ENDED.search(self.last.text)


@dataclass
class Setting:
    """What is usual in a document.

    Attributes:
        size: of the type that most is set in.
        leading: distance of lines in it.
        words: how often each word occurs, hyphened ones too.
    """

    size: float
    leading: float
    words: Counter[str] = field(default_factory=Counter)


def setting(columns: Iterable[Column]) -> Setting:
    """Return what is usual in some columns."""
    held = list(columns)
    lines = [line for column in held for line in column.lines]
    size = median(line.size for line in lines for _ in line.words)
    steps = [
        after.base - before.base
        for column in held
        for before, after in pairwise(column.lines)
        if abs(before.size - size) < 1 and 0 < after.base - before.base < 3 * size
    ]
    return Setting(size, median(steps) if steps else _LEADING * size, _counted(lines))


def _counted(lines: Sequence[PrintedLine]) -> Counter[str]:
    """Return how often each word occurs, the halves that line ends cut left out."""
    words: Counter[str] = Counter()
    is_cut = False
    for line in lines:
        text = _GOES_ON.sub("", line.text, count=1) if is_cut else line.text
        is_cut = bool(_CUT.search(text))
        words.update(_WORD.findall(_CUT.sub("", text).lower()))
    return words


class Joiner:
    """Decides which lines go on a paragraph."""

    def __init__(self, usual: Setting) -> None:
        self._usual = usual

    def paragraphs(self, column: Column) -> list[Paragraph]:
        """Return the paragraphs of a column."""
        found: list[Paragraph] = []
        lines = column.lines
        for at, line in enumerate(lines):
            if found and not self._begins(lines, at, found[-1]):
                found[-1].lines.append(line)
            else:
                found.append(Paragraph([line], column))
        for paragraph in found:
            following = next(iter(lines[lines.index(paragraph.last) + 1 :]), None)
            paragraph.is_open = following is None and not _is_short(paragraph.last, column)
        return found

    def goes_on(self, before: Paragraph, after: Paragraph) -> bool:
        """Tell whether a paragraph goes on at the top of the next column or page."""
        first = after.lines[0]
        if _differs(before.last, first) or is_title(first.text):
            return False
        if _is_cut(before.last.text, first.text):
            return True
        if not before.is_unfinished:
            return False
        is_indented = first.left - after.column.left > _INDENT * first.size
        return _runs_on(first.text) or (before.is_open and not is_indented)

    def _begins(self, lines: Sequence[PrintedLine], at: int, held: Paragraph) -> bool:
        """Tell whether a line begins a paragraph after the one that is held."""
        before, line, column = lines[at - 1], lines[at], held.column
        gap = (line.base - before.base) / (self._usual.leading * line.size / self._usual.size)
        is_finished = bool(_ENDED.search(before.text))
        is_headed = is_title(line.text) and (
            is_finished or gap > _WIDE_GAP or not _NAMES.search(before.text)
        )
        if _differs(before, line) or gap > _FAR or is_headed:
            return True
        if _is_cut(before.text, line.text):
            return False
        is_legend = is_title(held.lines[0].text)  # the sentence that it cuts may follow it
        if not (is_finished or is_legend) and _runs_on(line.text):
            return False
        if gap > _SOME_GAP and (is_legend or is_finished):
            return True
        if gap > _WIDE_GAP or self._is_indented(lines, at, column):
            return True
        is_large = line.size > (1 + _OTHER_SIZE) * self._usual.size
        return not is_large and _ended_early(before, line, column)

    def _is_indented(self, lines: Sequence[PrintedLine], at: int, column: Column) -> bool:
        """Tell a first line set in from the later lines of an entry, all of which are."""
        before, line = lines[at - 1], lines[at]
        step = line.left - before.left
        after = lines[at + 1] if at + 1 < len(lines) else None
        if step > _INDENT * line.size:
            return after is None or after.left < line.left - _INDENT * line.size
        is_out = -step > _INDENT * line.size and abs(line.left - column.left) < line.size
        earlier = lines[at - 2] if at > 1 else None
        is_hung = earlier is not None and abs(earlier.left - before.left) < 1
        return is_out and (is_hung or bool(_NUMBERED.match(line.text)))


def is_title(text: str) -> bool:
    """Tell the title of a table or figure from a sentence that speaks of one."""
    title = CAPTION.match(text)
    return title is not None and text[0] not in "([" and is_caption(title["rest"])


def _runs_on(text: str) -> bool:
    """Tell whether words may stand inside a sentence only."""
    return text[:1].islower() and not _NOTE_MARK.match(text)


def _differs(before: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether two lines are set in different type."""
    is_other = abs(line.size - before.size) > _OTHER_SIZE * before.size
    return is_other or line.is_bold != before.is_bold


def _is_short(line: PrintedLine, column: Column) -> bool:
    return line.right < column.right - 0.1 * (column.right - column.left)


def _ended_early(before: PrintedLine, line: PrintedLine, column: Column) -> bool:
    """Tell whether the next line's first word would have had room on a line."""
    if len(column.lines) < _FEWEST_LINES:
        return _is_short(before, column)
    first = line.words[0]
    width = first.right - first.left + 0.35 * line.size
    return before.right + width < column.right - 0.1 * line.size


def _is_cut(before: str, after: str) -> bool:
    """Tell whether a word is cut by the end of a line."""
    return _halves(before, after) is not None


def _halves(before: str, after: str) -> tuple[str, str] | None:
    """Return the halves of a word that the end of a line cuts."""
    left, right = _CUT.search(before), _GOES_ON.match(after)
    if left is None or right is None or not after[0].islower():
        return None
    return left[1].lower(), right[0].lower()


def joined(lines: Iterable[str], words: Counter[str]) -> str:
    """Return lines as one, with a blank between each two unless a word or number is cut."""
    text = ""
    for line in lines:
        halves = _halves(text, line)
        if not text:
            text = line
        elif halves is not None:
            text = text[:-1] + _hyphen(*halves, words) + line
        else:
            is_joined = re.search(r"\w[-–/]$", text) and line[:1].isalnum()
            text += line if is_joined else f" {line}"
    return text


def _hyphen(first: str, second: str, words: Counter[str]) -> str:
    """Return the hyphen of a compound that a line ends in; nothing where it only cuts a word."""
    plain, hyphened = words[first + second], words[f"{first}-{second}"]
    if plain or hyphened:
        return "-" if hyphened > plain else ""
    # Neither spelling occurs: two whole words of the document make a compound.
    is_compound = min(len(first), len(second)) >= _SHORTEST_COMPOUND and words[second]
    return "-" if is_compound and words[first] else ""
