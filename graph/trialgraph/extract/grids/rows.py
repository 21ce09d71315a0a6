"""Rows of a table under the headings that give them meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trialgraph.extract.grids.grid import Column, Row
from trialgraph.extract.grids.raw import Placed
from trialgraph.extract.grids.values import value_in
from trialgraph.extract.grids.wording import grade_in, is_size, plain, statistic_in
from trialgraph.extract.traced import Traced, joined
from trialgraph.model import lazy
from trialgraph.model.text import Span

_OPEN_END = lazy.regex(r"(?i)\b(?:to|of|for|from|in|with|and|the|or|at|by|on|per)$")
_LEFT_OVER = lazy.regex(
    r"(?i)(?:others?|unknown|missing|unspecified|undetermined|none|not (?:reported|known|available"
    r"|assessed|assessable|evaluable|done|specified|applicable)|data not|no data|n/?a)\b"
)
_NUMBERED = lazy.regex(r"[<>≤≥]?\s?\d[\d.]{0,5}\+?(?:\s?(?:-|to|or|,)\s?[<>≤≥]?\d[\d.]{0,5}\+?)?$")
_OF_HEADING = lazy.regex(
    r"(?i)(?:(?:no\.?|number) (?:\(%\) )?of |(?:no|n)\. )?(?:patients with )?(?:an? )?"
    r"(?:events?|censored)\b"
    r"|(?:(?:disease|tumou?r)[- ])?(?:progress(?:ion|ed)|recurrences?|relapsed?s?|deaths?|died)"
    r"(?: (?:or|and) (?:deaths?|progression|relapses?))?\s?(?:$|[,;(])"
    r"|(?:at )?\d{1,3}[- ]?(?:month|mo|year|yr|week)s?(?: rates?)?(?=$|[,(])|rates?\b"
)
_WIDE = 1_000
_FEWEST = 2


@dataclass(slots=True)
class _Heading:
    """A label that later rows may stand under.

    Attributes:
        level: how far it stands from the left.
        is_open: it has no values of its own.
        has_deeper: a row that stands further in has followed.
        sums: of the counts of its rows, by column.
        followers: how many rows were counted.
        last: label of the last row that stands as far left as it.
    """

    level: int
    words: Traced
    is_open: bool
    has_deeper: bool = False
    sums: dict[int, int] = field(default_factory=dict)
    followers: int = 0
    last: str = ""


@dataclass(slots=True)
class _Line:
    """A row before its headings are known."""

    stubs: list[tuple[int, Traced]]
    cells: dict[int, Traced]
    shared: Traced | None
    span: Span


def rows_of(
    rows: Sequence[Sequence[Placed]], stubs: int, columns: tuple[Column, ...]
) -> tuple[Row, ...]:
    """Return the rows that hold values, each with its headings."""
    lines = _mended([_line(row, stubs, columns) for row in rows])
    return tuple(_under_headings(lines, columns))


def _line(row: Sequence[Placed], stubs: int, columns: tuple[Column, ...]) -> _Line:
    labels = [
        (cell.column * _WIDE + cell.indent, cell.words)
        for cell in row
        if cell.column < stubs and cell.text
    ]
    cells: dict[int, Traced] = {}
    shared = None
    for cell in row:
        if cell.column >= stubs and cell.text:
            over = {
                c.arm
                for c in columns
                if c.arm and cell.column <= c.number < cell.column + cell.columns
            }
            if len(over) > 1:
                shared = cell.words
            else:
                cells[cell.column] = cell.words
    worded = [cell.words for cell in row if cell.text]
    first = min(words.starts[0] for words in worded)
    return _Line(labels, cells, shared, Span(first, max(words.last for words in worded)))


def _mended(lines: list[_Line]) -> list[_Line]:
    """Return lines, a label that runs on in the next line whole."""
    kept: list[_Line] = []
    for line in lines:
        before = kept[-1] if kept else None
        if before and before.cells and not line.cells and _runs_on(before, line):
            level, words = before.stubs[-1]
            more = line.stubs[0][1]
            gap = Traced(" ", [words.last], [words.last])
            before.stubs[-1] = (level, joined([words, gap, more]))
        else:
            kept.append(line)
    return kept


def _runs_on(before: _Line, line: _Line) -> bool:
    if not before.stubs or not line.stubs:
        return False
    return bool(_OPEN_END.search(before.stubs[-1][1].text) and line.stubs[0][1].text[:1].islower())


def _under_headings(lines: list[_Line], columns: tuple[Column, ...]) -> Iterator[Row]:
    groups = {c.number for c in columns if c.kind in {"arm", "total", "other"}}
    headings: list[_Heading] = []
    for line in lines:
        holds = any(number in groups for number in line.cells) or line.shared is not None
        holds = holds or (bool(line.cells) and not groups)
        for level, words in line.stubs[:-1]:
            _close(headings, level, is_open=True)
            headings.append(_Heading(level, words, is_open=True))
        if not line.stubs:
            if holds:
                yield _row(Traced("", [], []), line, headings)
            continue
        level, words = line.stubs[-1]
        _close(headings, level, is_open=not holds, label=words.text)
        if holds or line.cells:
            yield _row(words, line, headings)
        if holds:
            _counted(headings, line, columns)
        if not is_size(words.text):
            headings.append(_Heading(level, words, is_open=not holds))


def _row(label: Traced, line: _Line, headings: list[_Heading]) -> Row:
    return Row(
        label,
        tuple(heading.words for heading in headings),
        line.cells,
        line.span,
        line.shared,
        tuple(heading.words for heading in headings if heading.is_open),
    )


def _close(headings: list[_Heading], level: int, *, is_open: bool, label: str = "") -> None:
    """Drop the headings that a row at a level does not stand under."""
    while headings:
        last = headings[-1]
        if last.level < level:
            last.has_deeper = True
            return
        flat = last.level == level and last.is_open and not last.has_deeper
        ended = _closes(label) or _ended(last, label)
        if flat and not is_open and not ended:
            last.last = label
            return
        headings.pop()


def _ended(heading: _Heading, label: str) -> bool:
    """Tell whether the last row of a flat group was its last: others, or the highest number."""
    if not heading.last or _LEFT_OVER.match(label) or grade_in(heading.words.text):
        return False
    if _LEFT_OVER.match(heading.last):
        return True
    counted = _NUMBERED.match(heading.last) is not None
    return counted and not _NUMBERED.match(label) and not statistic_in(label)


def _closes(label: str) -> bool:
    """Tell whether a flat row says by itself what it counts, so that it opens something new."""
    names_itself = bool(statistic_in(label)) and bool(plain(label))
    is_word = label[:1].isdigit() or label.lower() == "no"  # of yes and no, not of number
    return names_itself and not is_word and not is_size(label) and not _OF_HEADING.match(label)


def _counted(headings: list[_Heading], line: _Line, columns: tuple[Column, ...]) -> None:
    """Close a flat group once its counts make up all patients of every arm."""
    if not headings or not headings[-1].is_open or headings[-1].has_deeper:
        return
    group = headings[-1]
    group.followers += 1
    sized = [column for column in columns if column.kind == "arm" and column.n and not column.group]
    for column in sized:
        value = value_in(line.cells[column.number]) if column.number in line.cells else None
        if value and value.first and value.first.value == int(value.first.value):
            group.sums[column.number] = group.sums.get(column.number, 0) + int(value.first.value)
    full = [
        column for column in sized if column.n and group.sums.get(column.number) == column.n.value
    ]
    if group.followers >= _FEWEST and full and len(full) == len(sized):
        headings.pop()
