"""Tables whose cells stand between bars, as markdown prints them."""

from collections.abc import Iterator

from trialgraph.extract.grids.raw import Placed, RawTable, cleaned
from trialgraph.extract.traced import Traced
from trialgraph.model import lazy
from trialgraph.model.text import Span

_RULE = lazy.regex(r"\s*\|?[\s:|-]*-[\s:|-]*")
_FEWEST_BARS = 2
_FEWEST_LINES = 3


def barred(text: str, span: Span) -> RawTable | None:
    """Return the table of a stretch of text where bars part its cells, nothing where none do."""
    lines = list(_lines(text, span))
    rows = [n for n, line in enumerate(lines) if _printed(text, line).count("|") >= _FEWEST_BARS]
    if len(rows) < _FEWEST_LINES:
        return None
    first, last = rows[0], rows[-1]
    rules = [n for n in rows if _RULE.fullmatch(_printed(text, lines[n]))]
    cells = [
        cell
        for number in rows
        if number not in rules
        for cell in _cells(text, lines[number], number, is_head=bool(rules) and number < rules[0])
    ]
    title = cleaned(Traced.of(text, Span(span.start, lines[first].start)))
    notes = " ".join(text[lines[last].end : span.end].split())
    return RawTable(title, tuple(cells), notes, span)


def _printed(text: str, line: Span) -> str:
    return text[line.start : line.end]


def _lines(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        yield Span(at, at + len(line.rstrip()))
        at += len(line)


def _cells(text: str, line: Span, row: int, *, is_head: bool) -> Iterator[Placed]:
    """Yield the cells of a line; an outer bar opens or closes none."""
    words = _printed(text, line)
    at = line.start
    parts = words.split("|")
    begin = 0 if parts[0].strip() else 1
    for number, part in enumerate(parts):
        place = Span(at, at + len(part))
        at += len(part) + 1
        if number >= begin and not (number == len(parts) - 1 and not part.strip()):
            cell = cleaned(Traced.of(text, place))
            yield Placed(row, number - begin, 1, 1, is_head=is_head, indent=0, words=cell)
