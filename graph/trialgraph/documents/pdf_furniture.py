"""Heads, feet and notices at the edges of pages, told from what is read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from trialgraph.documents.page_heads import is_page_furniture, without_figures
from trialgraph.documents.pdf_lines import PrintedLine, printed
from trialgraph.documents.pdf_pages import Page, Word

_EDGE_LINES = 4
_GAP = 1.6  # times the usual distance of lines
_EDGE = 0.14  # of the height
_OFTEN = 3
_NOTICE_WORDS = 80  # along the side of a page; a turned table has more


@dataclass(frozen=True, slots=True)
class Cleared:
    """Pages without their furniture.

    Attributes:
        furniture: its lines, each once.
    """

    pages: tuple[Page, ...]
    furniture: tuple[str, ...]


def cleared(pages: Sequence[Page]) -> Cleared:
    """Return pages without what stands at their edges: what comes back, or tells by its words."""
    edges = [_edges(page) for page in pages]
    apart = [_apart(page) for page in pages]
    counts = Counter(key for lines in apart for key in set(map(_place, lines)))
    often = min(_OFTEN, max(2, (len(pages) + 1) // 2))
    repeated = frozenset(key for key, times in counts.items() if times >= often)
    kept: list[Page] = []
    found: dict[str, str] = {}
    for page, lines, far in zip(pages, edges, apart, strict=True):
        back = [line for line in far if _place(line) in repeated]
        out = [line for line in lines if line in back or _tells(line, far)]
        gone = {id(word) for line in out for word in line.words}
        words, notice = _turned(page)
        for text in (*(line.text for line in out), *notice):
            found.setdefault(_key(text), text)
        here = tuple(word for word in page.words if id(word) not in gone)
        kept.append(replace(page, words=here, turned=words))
    return Cleared(tuple(kept), tuple(found.values()))


def _edges(page: Page) -> list[PrintedLine]:
    """Return the outermost lines of a page, above and below."""
    rows = printed(page.words)
    top = [row for row in rows[:_EDGE_LINES] if row.base < _EDGE * page.height]
    low = [row for row in rows[-_EDGE_LINES:] if row.base > (1 - _EDGE) * page.height]
    return top + low if len(rows) > _EDGE_LINES else []


def _apart(page: Page) -> list[PrintedLine]:
    """Return the outermost lines of a page that a gap parts from what is read."""
    rows = printed(page.words)
    steps = sorted(after.base - before.base for before, after in pairwise(rows))
    if not steps:
        return []
    wide = _GAP * steps[len(steps) // 2]
    gaps = [n for n in range(1, len(rows)) if rows[n].base - rows[n - 1].base > wide]
    top = max((n for n in gaps if n <= _EDGE_LINES), default=0)
    low = min((n for n in gaps if n >= len(rows) - _EDGE_LINES), default=len(rows))
    return [*rows[:top], *rows[low:]]


def _tells(line: PrintedLine, apart: list[PrintedLine]) -> bool:
    """Tell whether a line is furniture by its words; two columns side by side have none."""
    is_one = line in apart or len(line.cells()) == 1
    return is_one and is_page_furniture(line.text)


def _place(line: PrintedLine) -> tuple[str, int]:
    """Return what a line says, and how far down: what pages repeat stands at one height."""
    return _key(line.text), round(line.base)


def _key(text: str) -> str:
    return without_figures(text.casefold())


def _turned(page: Page) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """Return the words along the side that are read, and the notices that are not."""
    if len(page.turned) > _NOTICE_WORDS:
        return page.turned, ()
    return (), tuple(line.text for line in printed(page.turned))
