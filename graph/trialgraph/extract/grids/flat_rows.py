"""Rows of a table that lost its rules: labels and cells put together, or told as unreadable."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trialgraph.extract.grids.flat_lines import FlatLine, is_bare_count, may_be_label
from trialgraph.extract.traced import Traced, joined
from trialgraph.model import lazy
from trialgraph.model.text import Problem, Span

_CLOSED = lazy.regex(r"(?:[:—]|\(%\)|%|\bn|\bno\.?|\byr|\byears|\bmonths)\)?$")
_NUMBERED = lazy.regex(
    r"(?i)\b(?:grades?|stage|cycles?|days?|weeks?|years?|levels?|phase|type|status|score|lines?"
    r"|visits?|class|IHC|ECOG|≥|>|<|or|of|to|and)$"
)
_OVER_ALL = lazy.regex(r"(?i)\bratio\b|\b[HO]R\b|\bdifference\b|\bp[- ]?values?\b|^p$")
_OPEN = lazy.regex(r"\b(?:to|of|for|from|in|with|and|or|the|at|by|on|per|than)$")
_SMALL = lazy.regex(r"[a-z]{2,}(?![\w/+-])|[a-z]{5}")
_SHARE = lazy.regex(r"\d{1,6}(?:\s?/\s?\d{1,6})?\s?[(\[][\d.]{1,6}\s?%?[)\]]|0|-{1,3}|—")
_TEST = lazy.regex(r"[Pp]?\s?[<>=≤]?\s?(?:0?\.\d+|1\.0+)|[-—]")
_CAPITALS = 0.8
_FEWEST_LETTERS = 3
_HALF = 2


@dataclass(slots=True)
class FlatRow:
    """A label with its cells: as many as there are columns, one over all, a test, or none.

    Attributes:
        first: the column of the first cell.
    """

    label: Traced
    cells: list[Traced] = field(default_factory=list)
    indent: int = 0
    first: int = 1

    @property
    def span(self) -> Span:
        """Return the whole row."""
        words = [part for part in (self.label, *self.cells) if part.text]
        return Span(min(part.starts[0] for part in words), max(part.last for part in words))


Found = FlatRow | Problem


def unreadable(message: str, span: Span | None) -> Problem:
    """Return the problem of a row, or of a whole table, that cannot be read for sure."""
    return Problem("unreadable-table-row", message, span)


def usual_width(lines: Sequence[FlatLine]) -> int:
    """Return how many cells most labels have, 0 where no number of cells is the rule."""
    in_rows = any(len(line.cells) > 1 for line in lines)
    counts = Counter(_widths(lines) if in_rows else _heights(lines))
    number, most = counts.most_common(1)[0] if counts else (0, 0)
    return number if most * _HALF > counts.total() else 0


def widths(lines: Sequence[FlatLine]) -> frozenset[int]:
    """Return how many cells labels have in their lines."""
    return frozenset(_widths(lines))


def _widths(lines: Sequence[FlatLine]) -> Iterator[int]:
    """Yield how many cells stand in a line, but for a test of the whole group below."""
    for line in lines:
        cells = [cell.text for cell in line.values]
        if line.label.text:
            alone = len(cells) == 1 and _TEST.fullmatch(cells[0])
            yield from [len(cells)] if cells and not alone else []
        elif may_be_label(cells[0]) and all("(" in cell for cell in cells[1:2]):
            yield len(cells) - 1


def _heights(lines: Sequence[FlatLine]) -> Iterator[int]:
    """Yield how many lines of cells stand below a label of words."""
    cells, is_named = 0, False
    for line in [*lines, None]:
        if line is None or line.label.text:
            if is_named and cells:
                yield cells
            cells, is_named = 0, line is not None and _letters(line.text) >= _FEWEST_LETTERS
        cells += len(line.cells) if line else 0


def _letters(words: str) -> int:
    return sum(map(str.isalpha, words))


def rows_of(lines: Sequence[FlatLine], width: int, extras: int, tests: int) -> Iterator[Found]:
    """Yield the rows of some lines, each with as many cells as there are columns.

    Args:
        lines: below the heads.
        width: how many columns of values there are.
        extras: how many of the last ones belong to no arm.
        tests: how many of the last columns hold p values, which a row may leave empty.
    """
    reader = _Reader(width, extras, tests, _begins_with_capitals(lines))
    for line in lines:
        reader.add(line)
    reader.close()
    yield from reader.found


def _begins_with_capitals(lines: Sequence[FlatLine]) -> bool:
    firsts = [line.text[0] for line in lines if line.label.text and line.text[0].isalpha()]
    return bool(firsts) and sum(map(str.isupper, firsts)) >= _CAPITALS * len(firsts)


@dataclass(slots=True)
class _Reader:
    """Lines read so far: the rows found, and one whose cells may still come."""

    width: int
    extras: int
    tests: int
    capitals: bool
    found: list[Found] = field(default_factory=list)
    label: FlatRow | None = None
    cells: list[Traced] = field(default_factory=list)

    def add(self, line: FlatLine) -> None:
        """Read one more line."""
        label = line.label
        if not label.text:
            self._values(line)
        elif not line.cells or self._ends_in_number(line):
            self._words(line.words, line.indent)
        else:
            self._row(line)

    def close(self) -> None:
        """Settle the row that is open: its cells are complete, or it is unreadable."""
        label, cells = self.label, self.cells
        self.label, self.cells = None, []
        if not cells:
            self.found += [label] if label else []
        elif not self._numbered(label, cells):
            self._settle(label or FlatRow(cells[0].cut(0, 0)), cells)

    def _ends_in_number(self, line: FlatLine) -> bool:
        """Tell whether a line is a label such as ``Grade 3-4``, its number no cell."""
        numbers = all(may_be_label(cell.text) for cell in line.values)
        is_short = len(line.cells) == 1 < self.width
        return is_short and numbers and _NUMBERED.search(line.label.text) is not None

    def _row(self, line: FlatLine) -> None:
        label = line.label
        before = self.label if not self.cells else None
        if before and self._goes_on(before.label, label):
            label, self.label = _one(before.label, label), None
        self.close()
        self.label, self.cells = FlatRow(label, indent=line.indent), list(line.values)
        alone = self._is_over_all(label, self.cells) or self._is_test(self.cells)
        if alone or len(self.cells) >= self.width:
            self.close()

    def _words(self, label: Traced, indent: int) -> None:
        last = self.label if not self.cells else None
        self.close()
        before = last or (self.found[-1] if self.found else None)
        if isinstance(before, FlatRow) and self._goes_on(before.label, label):
            before.label = _one(before.label, label)
            if last:
                self.label = before
                self.found.pop()
            return
        self.label = FlatRow(label, indent=indent)

    def _values(self, line: FlatLine) -> None:
        """Add a line of cells alone; one more than there are columns begins with its label."""
        cells = list(line.values)
        if may_be_label(cells[0].text) and self._is_whole(cells[1:]):
            self.close()
            self._settle(FlatRow(cells[0], indent=line.indent), cells[1:])
            return
        self.cells += cells
        if len(cells) == self.width:
            self.close()

    def _is_whole(self, cells: list[Traced]) -> bool:
        """Tell whether cells fill all columns, or all those of the arms for sure."""
        shares = bool(cells) and all(_SHARE.fullmatch(cell.text) for cell in cells)
        return len(cells) == self.width or (shares and len(cells) == self.width - self.extras)

    def _numbered(self, heading: FlatRow | None, cells: list[Traced]) -> bool:
        """Tell whether cells are whole rows of a number and its values, and add those."""
        size = self.width + 1
        rows = [cells[at : at + size] for at in range(0, len(cells), size)]
        if len(cells) % size or not heading:
            return False
        if not all(may_be_label(row[0].text) and "(" in row[-1 - self.extras].text for row in rows):
            return False
        self.found.append(heading)
        for row in rows:
            self._settle(FlatRow(row[0]), row[1:])
        return True

    def _settle(self, row: FlatRow, cells: list[Traced]) -> None:
        """Add a row, or why it cannot be read."""
        extra = len(cells) - self.width
        first = [cell.text for cell in cells[: max(0, extra)]]
        rest = cells[len(first) :]
        sure = not any(map(str.isdigit, first)) or all("(" in cell.text for cell in rest)
        if row.label.text and 0 < extra <= _HALF and sure and all(map(may_be_label, first)):
            row.label = _one(row.label, *cells[:extra])
            cells = cells[extra:]
        row.cells = cells
        reason = self._doubt(row)
        self.found.append(unreadable(reason, row.span) if reason else row)

    def _doubt(self, row: FlatRow) -> str:
        """Return why cells cannot be given to columns for sure, empty where they can."""
        label, cells = row.label.text, row.cells
        if not label:
            return f"{len(cells)} cells found without a label; the row was left out"
        if self._is_over_all(row.label, cells):
            return ""
        if self._is_test(cells):
            row.first = self.width
            return ""
        if len(cells) != self.width and not self._lacks_extras(cells):
            return (
                f"{len(cells)} cells found under {self.width} columns for {label!r}; "
                "the row was left out"
            )
        if len(cells) == self.width and not all(
            _TEST.fullmatch(cell.text) for cell in cells[self.width - self.tests :]
        ):
            return f"{cells[-1].text!r} found under p for {label!r}; the row was left out"
        return self._first_doubt(label, [cell.text for cell in cells])

    def _first_doubt(self, label: str, cells: list[str]) -> str:
        """Return why the first cell may be the end of the label, empty where it cannot."""
        bracketed = any("(" in text for text in cells[: self.width - self.extras])
        if is_bare_count(cells[0]) and (bracketed or _NUMBERED.search(label)):
            return f"{cells[0]!r} may belong to the label {label!r}; the row was left out"
        return ""

    def _is_test(self, cells: list[Traced]) -> bool:
        """Tell whether the only cell is the p value of all rows below."""
        return len(cells) == 1 == self.tests < self.width and bool(_TEST.fullmatch(cells[0].text))

    def _lacks_extras(self, cells: list[Traced]) -> bool:
        """Tell whether a row has all cells of the arms and lacks only others, for sure."""
        lacking = self.width - len(cells)
        texts = [cell.text for cell in cells]
        if lacking == self.extras and all(map(_SHARE.fullmatch, texts)):
            return True
        return 0 < lacking <= self.tests and not any(map(_TEST.fullmatch, texts))

    def _is_over_all(self, label: Traced, cells: list[Traced]) -> bool:
        return len(cells) == 1 < self.width and _OVER_ALL.search(label.text) is not None

    def _goes_on(self, before: Traced, label: Traced) -> bool:
        """Tell whether words are the rest of a label that a line break cut."""
        if not _SMALL.match(label.text) or _CLOSED.search(before.text):
            return False
        return self.capitals or _OPEN.search(before.text) is not None


def _one(*parts: Traced) -> Traced:
    """Return words as one, blanks between them."""
    pieces: list[Traced] = [parts[0]]
    for part in parts[1:]:
        pieces += [Traced(" ", [pieces[-1].last], [part.starts[0]]), part]
    return joined(pieces)
