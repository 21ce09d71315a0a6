"""Words of a page gathered into lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trialgraph.documents.pdf_pages import Word, off_line

_SHARED = 0.4  # of the lower of two words: how much of it stands beside the other
_NEAR = 4  # lines looked at for a word; words come in the order of their baselines
CELL_GAP = 1.1
"""Of the type's size: what parts two cells."""

_ALIKE = 1.35
_WIDEST_BLANK = 3.0


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of words.

    Attributes:
        words: from left to right.
    """

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Return where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Return where it ends."""
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        """Return the size of most of its type."""
        return median(word.size for word in self.words for _ in word.text)

    @property
    def base(self) -> float:
        """Return its baseline."""
        return median(word.base for word in self.words for _ in word.text)

    @property
    def is_bold(self) -> bool:
        """Tell whether most of its letters are heavy."""
        heavy = sum(len(word.text) for word in self.words if word.is_bold)
        return 2 * heavy > sum(len(word.text) for word in self.words)

    @property
    def text(self) -> str:
        """Return its words with a blank between each two."""
        return " ".join(self.cells_words(self.words))

    def cells_words(self, words: Iterable[Word]) -> list[str]:
        """Return words as they stand on this line: those off it raised or lowered."""
        line = (self.base, self.size)
        return [off_line(word.text, "", (word.base, word.size), line) for word in words]

    def cells(self) -> list[tuple[Word, ...]]:
        """Return the words in groups that wide gaps part."""
        found = [[self.words[0]]]
        gap = self._cell_gap()
        for before, after in pairwise(self.words):
            if after.left - before.right > gap:
                found.append([])
            found[-1].append(after)
        return [tuple(cell) for cell in found]

    def _cell_gap(self) -> float:
        """Return from where on a gap parts cells; the blanks of a spread line are all alike."""
        gaps = sorted(max(0.0, after.left - before.right) for before, after in pairwise(self.words))
        if not gaps or not _ALIKE * gaps[len(gaps) // 2] + 1 >= gaps[-1]:
            return CELL_GAP * self.size
        return _WIDEST_BLANK * self.size


def printed(words: Iterable[Word]) -> list[PrintedLine]:
    """Return words as lines from top to bottom."""
    rows: list[_Row] = []
    for word in sorted(words, key=lambda one: (one.base, one.left)):
        row = next((row for row in reversed(rows[-_NEAR:]) if row.holds(word)), None)
        if row is None:
            rows.append(_Row(word))
        else:
            row.add(word)
    rows.sort(key=lambda row: row.base)
    return [PrintedLine(tuple(sorted(row.words, key=lambda one: one.left))) for row in rows]


class _Row:
    """A line while it is gathered; its largest word says where it stands."""

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.top, self.base = word.top, word.base

    def holds(self, word: Word) -> bool:
        """Tell whether a word stands beside this line's words."""
        shared = min(self.base, word.base) - max(self.top, word.top)
        return shared > _SHARED * min(self.base - self.top, word.base - word.top)

    def add(self, word: Word) -> None:
        """Take a word in."""
        self.words.append(word)
        if word.base - word.top > self.base - self.top:
            self.top, self.base = word.top, word.base
