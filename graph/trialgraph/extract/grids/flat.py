"""Tables that lost their rules: copied from print, they are lines of labels and figures.

A table is rebuilt where its heads say how many columns it has and the rows agree.
What cannot be rebuilt for sure is a problem with its place, never a guess.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from trialgraph.extract.grids.flat_bars import barred
from trialgraph.extract.grids.flat_heads import (
    FlatHead,
    graded,
    head_of,
    may_be_head,
    names_columns,
    opens_heads,
)
from trialgraph.extract.grids.flat_lines import SIZE, FlatLine, lines_in
from trialgraph.extract.grids.flat_rows import (
    FlatRow,
    Found,
    rows_of,
    unreadable,
    usual_width,
    widths,
)
from trialgraph.extract.grids.raw import Placed, RawTable
from trialgraph.extract.traced import Traced, joined
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.document import Section
from trialgraph.model.text import Problem
from trialgraph.model.trial import Arm

MOST_TOLD = 20

_NUMBER = lazy.regex(r"(?i)\s{0,4}table\.? ?(?P<number>\d+|[IVX]+)")
_CONTINUED = lazy.regex(r"(?i)\bcont(?:inued|'?d|\.)")
_TITLE_ENDS = lazy.regex(r"[.:)]$")
_SEVERAL = 2
_MOST_TITLE_LINES = 3
_FARTHEST_CORNER = 6


@dataclass(frozen=True, slots=True)
class Flattened:
    """The tables of a document that are rebuilt, and what of them is not."""

    tables: tuple[RawTable, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Part:
    """Rows with one layout."""

    head: FlatHead
    lines: list[FlatLine]


@lru_cache(maxsize=1)
def flattened(view: ReadingView, arms: tuple[Arm, ...]) -> Flattened:
    """Return the tables of a text whose cells neither mark-up nor tabs keep apart."""
    tables: list[RawTable] = []
    found: list[Problem] = []
    titles: dict[str, Traced] = {}
    for section in _sections(view):
        if table := barred(view.document.text, section.span):
            tables.append(table)
            continue
        rebuilt, problems = _table(view, section, arms, titles)
        tables += [rebuilt] if rebuilt else []
        found += problems
    return Flattened(tuple(tables), _told(found))


def _told(found: list[Problem]) -> tuple[Problem, ...]:
    told = found[:MOST_TOLD]
    if more := found[MOST_TOLD:]:
        message = f"{len(more):,} more rows like the one before were left out"
        told.append(unreadable(message, more[0].span))
    return tuple(told)


def _sections(view: ReadingView) -> Iterator[Section]:
    marked = {table.span.start for table in view.document.tables}
    for section in view.document.sections:
        words = view.document.text[section.span.start : section.span.end]
        tabbed = sum("\t" in line for line in words.splitlines() if line.strip())
        if section.kind == "table" and section.span.start not in marked and tabbed < _SEVERAL:
            yield section


def _table(
    view: ReadingView, section: Section, arms: tuple[Arm, ...], titles: dict[str, Traced]
) -> tuple[RawTable | None, list[Problem]]:
    lines, notes = lines_in(view.document.text, section.span)
    if not lines:
        return None, []
    title, lines = _titled(lines)
    first = _first_row(lines)
    if first is None:
        return None, []
    parts = _parts(lines, first, arms)
    if not parts:
        return None, [_unknown(section)]
    cells, problems = _placed(parts)
    number = _NUMBER.match(title.text)
    if number:
        is_rest = _CONTINUED.search(title.text) is not None
        title = titles.get(number["number"], title) if is_rest else title
        titles.setdefault(number["number"], title)
    words = " ".join(view.document.text[notes.start : notes.end].split())
    return RawTable(title, tuple(cells), words, section.span), problems


def _unknown(section: Section) -> Problem:
    message = "the columns of this table could not be told from its lines; it was left out"
    return unreadable(message, section.span)


def _titled(lines: Sequence[FlatLine]) -> tuple[Traced, tuple[FlatLine, ...]]:
    """Return the title, which may run over several lines, and the lines below it."""
    number = 1
    while number < min(len(lines), _MOST_TITLE_LINES) and _title_goes_on(
        lines[number - 1].text, lines[number]
    ):
        number += 1
    pieces = [line.words for line in lines[:number]]
    gaps = [Traced(" ", [piece.last], [piece.last]) for piece in pieces]
    whole = joined([part for pair in zip(pieces, gaps, strict=True) for part in pair][:-1])
    return whole, tuple(lines[number:])


def _title_goes_on(before: str, line: FlatLine) -> bool:
    if _TITLE_ENDS.search(before) or line.cells or SIZE.search(line.text) or opens_heads(line):
        return False
    return line.text[0].islower() or bool(_TITLE_ENDS.search(line.text))


def _first_row(lines: Sequence[FlatLine]) -> int | None:
    """Return the number of the first line that holds values for sure."""
    for number, line in enumerate(lines):
        values = [cell.text for cell in line.values if not SIZE.fullmatch(cell.text)]
        is_sure = len(values) >= _SEVERAL or any("(" in value for value in values)
        if is_sure and not may_be_head(line):
            return number
    alone = (n for n, line in enumerate(lines) if line.cells and not line.label.text)
    return next((number for number in alone if not may_be_head(lines[number])), None)


def _parts(lines: Sequence[FlatLine], first: int, arms: tuple[Arm, ...]) -> list[_Part]:
    """Return the rows under each of the heads; nothing where the first heads are not sure."""
    starts = [0, *_later_heads(lines, first, arms)]
    parts: list[_Part] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        begin = start + _heads_height(lines[start:end])
        head = head_of(lines[start:begin], arms)
        fitted = _fitted(head, [*head.rest, *lines[begin:end]]) if head else []
        if not fitted:
            return []
        parts += fitted
    return parts


def _heads_height(lines: Sequence[FlatLine]) -> int:
    """Return how many lines the heads have; the label of the first values is none of them."""
    first = _first_row(lines)
    if first is None:
        return 0
    return first if lines[first].label.text else max(0, first - 1)


def _later_heads(lines: Sequence[FlatLine], first: int, arms: tuple[Arm, ...]) -> Iterator[int]:
    """Yield where new heads begin among the rows, as after a page break."""
    at = first + 1
    while at < len(lines):
        if names_columns(lines[at], arms):
            yield _head_start(lines, at, first)
            at += _FARTHEST_CORNER
            first = at
        at += 1


def _head_start(lines: Sequence[FlatLine], at: int, after: int) -> int:
    """Return the line that opens the heads of which one is known."""
    above = range(at, max(after, at - _FARTHEST_CORNER), -1)
    heads = takewhile(lambda number: number == at or not lines[number].cells, above)
    return next((number for number in heads if opens_heads(lines[number])), at)


def _fitted(head: FlatHead, lines: list[FlatLine]) -> list[_Part]:
    """Return rows whose usual number of cells is that of the columns, parted at new grades."""
    at = next((n for n, line in enumerate(lines) if n and graded(line, head)), len(lines))
    own, later = lines[:at], lines[at:]
    fitting = {head.width, head.width - head.tests, head.arms_width}
    found = widths(own)
    if usual_width(own) not in fitting and not (found and found <= fitting):
        return []
    parts = [_Part(head, own)]
    below = graded(later[0], head) if later else None
    return parts + (_fitted(below, later[1:]) if below else [])


def _placed(parts: list[_Part]) -> tuple[list[Placed], list[Problem]]:
    cells: list[Placed] = []
    problems: list[Problem] = []
    row = 0
    for part in parts:
        heads = list(_head_rows(part.head, row))
        cells += heads
        row = max(head.row for head in heads) + 1
        for found in _rows(part):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                cells += _cells(found, row, part.head.width)
                row += 1
    return cells, problems


def _rows(part: _Part) -> Iterator[Found]:
    head = part.head
    return rows_of(part.lines, head.width, len(head.extras), head.tests)


def _head_rows(head: FlatHead, row: int) -> Iterator[Placed]:
    if head.corner.text:
        yield _head(head.corner, row, 0)
    for below, level in enumerate(head.levels):
        wide = head.arms_width // len(level)
        for number, words in enumerate(level):
            yield _head(words, row + below, 1 + number * wide, wide)
    for number, extra in enumerate(head.extras):
        yield _head(extra, row, 1 + head.arms_width + number)
    for number, shared in enumerate(head.shared, start=len(head.levels)):
        yield _head(shared, row + number, 1, head.width)


def _head(words: Traced, row: int, column: int, columns: int = 1) -> Placed:
    return Placed(row, column, 1, columns, is_head=True, indent=0, words=words)


def _cells(row: FlatRow, number: int, width: int) -> Iterator[Placed]:
    label = Placed(number, 0, 1, 1, is_head=False, indent=row.indent, words=row.label)
    yield label
    over_all = len(row.cells) == 1 < width and row.first == 1
    for column, words in enumerate(row.cells, start=row.first):
        yield replace(label, column=column, columns=width if over_all else 1, indent=0, words=words)
