"""A paper as the flattened text of its PDF: broken lines, page heads, tables without cells."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trialgraph.documents.headings import labelled
from trialgraph.documents.line_shapes import Setting, is_row, setting
from trialgraph.documents.lines import Line, Mark
from trialgraph.documents.page_heads import is_page_furniture
from trialgraph.documents.set_apart import (
    Apart,
    has_heading_shape,
    heading_kind,
    is_cut,
    is_title_over,
    main_heading,
    opens,
)
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind

_BROKEN_WORD = lazy.regex(r"[a-z]-[ \t]*\r?\n\s*[a-z]")
_FEWEST_BROKEN_WORDS = 5
_FEWEST_LINES = 60
_BROKEN_SHARE = 0.04
_RUNNING_SHARE = 0.35
_LONGEST_LINE = 140

_BACK = lazy.regex(
    r"(?:Disclosure forms?|We thank|We are indebted|No (?:other )?potential conflicts?|"
    r"Drs?\. \w+ (?:reports?|receiv)|Presented (?:in part )?at|From the |Address reprint|"
    r"A data sharing statement|Author affiliations)\b"
)
_FUNDED = lazy.regex(r"(?:Supported|Funded|Sponsored) (?:in part )?by\b")
_RUBRIC = lazy.regex(
    r"(?:original |research |review )?articles?|original \w+|brief report", re.IGNORECASE
)
_AUTHORS = lazy.regex(r"\b(?:M\.D|Ph\.D|M\.P\.H|M\.Sc)\b|(?:[A-Z][^,]{2,40}, ){2}")
_DEBRIS_WIDTH = 34
_LONGEST_HEAD = 40
_SURE_PROSE = 5
_FEWEST_JUMPS = 3
_LONGEST_ABSTRACT = 800
_ENDED = (".", ")", "?", "!", "]", ":", "”")
_LATER: frozenset[SectionKind] = frozenset(("results", "discussion", "conclusion", "references"))
_LOOSE: frozenset[SectionKind] = frozenset(("front", "back", "funding"))


def is_flattened(text: str, lines: tuple[Line, ...]) -> bool:
    """Tell whether text is set in short lines: words or sentences broken at their ends."""
    if max(len(line.words) for line in lines[:_FEWEST_LINES]) > 4 * _LONGEST_LINE:
        return False
    broken = len(_BROKEN_WORD.findall(text))
    if broken >= max(_FEWEST_BROKEN_WORDS, _BROKEN_SHARE * len(lines)):
        return True
    usual = median(len(line.words) for line in lines)
    running = sum(
        after.words[0].islower() and is_cut(line.words) for line, after in pairwise(lines)
    )
    return (
        len(lines) >= _FEWEST_LINES
        and _DEBRIS_WIDTH < usual <= _LONGEST_LINE
        and running >= _RUNNING_SHARE * len(lines)
    )


def marks(lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the parts of a flattened paper begin."""
    found: list[Mark] = []
    prose = _Prose(lines)
    for block in _Blocks(lines, prose.setting).found():
        if block.kind is None:
            for at in range(block.start, block.end):
                found += prose.marks(at)
            continue
        first = lines[block.start]
        found.append(Mark(first.start, block.kind, first.words))
        prose.reopened = True
    # Last, as the later of two marks at one place counts: a title may be the first line.
    return found + _title_page(lines)


def _title_page(lines: tuple[Line, ...]) -> list[Mark]:
    """Return the marks of a title and of the authors below it, above the first heading."""
    first = next((n for n, line in enumerate(lines) if heading_kind(line.words)), 0)
    head = [
        line
        for line in lines[: min(first, _LONGEST_HEAD)]
        if not (is_page_furniture(line.words) or _RUBRIC.fullmatch(line.words))
    ]
    authors = next((line for line in head[1:] if _AUTHORS.search(line.words)), None)
    if authors is None:
        return []
    return [Mark(head[0].start, "title"), Mark(authors.start, "front")]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that the PDF set as one stretch, from ``start`` to before ``end``."""

    start: int
    end: int
    kind: SectionKind | None


class _Blocks:
    """Cuts the text where a table, a caption or a new stretch begins.

    A line that is indented and follows without a blank line begins a stretch:
    that is how the text of a PDF shows a jump on the page.
    """

    def __init__(self, lines: tuple[Line, ...], how: Setting) -> None:
        self.lines = lines
        self.setting = how
        self.opened = {at: kind for at in range(len(lines)) if (kind := opens(lines, at))}
        jumps = [at for at, line in enumerate(lines) if _is_jump(line)]
        self.stops = sorted({*self.opened, *jumps, len(lines)})
        self.shows_jumps = len(jumps) >= _FEWEST_JUMPS
        self.last_prose = ""

    def found(self) -> list[_Block]:
        """Return the blocks in order; together they hold every line."""
        blocks: list[_Block] = []
        at = 0
        while at < len(self.lines):
            stop = self.stops[bisect_left(self.stops, at + 1)]
            block = self._block(at, stop, blocks[-1].kind if blocks else None)
            blocks.append(block)
            self._note_prose(block)
            at = block.end
        return blocks

    def _block(self, at: int, stop: int, before: SectionKind | None) -> _Block:
        kind = self.opened.get(at)
        if kind is not None:
            return _Block(at, self._apart(kind).end(at, stop), kind)
        if before in ("caption", "furniture"):
            return self._after_caption(at, stop)
        if before == "table" and self._has_rows(at, stop):
            return _Block(at, self._apart("table").end(at, stop), "table")
        return _Block(at, stop, None)

    def _apart(self, kind: SectionKind) -> Apart:
        before = self.last_prose
        return Apart(self.lines, self.setting, kind, before, self.shows_jumps)

    def _after_caption(self, at: int, stop: int) -> _Block:
        """Return the remains of a drawing, which are short lines, or the prose."""
        lines = self.lines[at:stop]
        short = next(
            (n for n, line in enumerate(lines) if len(line.words) >= _DEBRIS_WIDTH), len(lines)
        )
        headed = main_heading(lines[0].words) or is_title_over(self.lines, at, self.setting)
        if headed or (lines[0].words.endswith(".") and short == 1):
            return _Block(at, stop, None)
        if median(len(line.words) for line in lines) < _DEBRIS_WIDTH:
            return _Block(at, stop, "furniture")
        if short > 1 and not main_heading(lines[short - 1].words):
            return _Block(at, at + short, "furniture")
        return _Block(at, stop, None)

    def _has_rows(self, at: int, stop: int) -> bool:
        """Tell whether a stretch after a table holds more of its rows."""
        head = self.lines[at : min(stop, at + 6)]
        rows = sum(is_row(line.words) for line in head)
        return rows >= max(2, len(head) // 2)

    def _note_prose(self, block: _Block) -> None:
        if block.kind is None:
            prose = [
                line.words
                for line in self.lines[max(block.start, block.end - 6) : block.end]
                if not is_page_furniture(line.words)
            ]
            self.last_prose = prose[-1] if prose else self.last_prose


def _is_jump(line: Line) -> bool:
    return line.text.startswith(" ") and not line.after_blank


class _Prose:
    """Knows which part of the paper the prose belongs to."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.setting = setting(lines)
        self.kind: SectionKind = "front"
        self.in_abstract = True
        self.abstract_from = 0
        self.before = "."
        self.reopened = True

    def marks(self, at: int) -> list[Mark]:
        """Return the marks that a line of prose makes."""
        line = self.lines[at]
        if self._is_furniture(line.words):
            self.reopened = True
            return [Mark(line.start, "furniture", "" if line.words.isdigit() else line.words)]
        self._leave_abstract(line)
        labels = self._labels(line)
        if labels:
            self.kind, self.before, self.reopened = labels[-1].kind, line.words, False
            return labels
        opened = self._opened(at)
        heading = ""
        if opened is not None:
            self.kind, heading = opened
        elif self._is_ended() and is_title_over(self.lines, at, self.setting):
            heading = line.words
        begins = bool(heading) or self.reopened or opened is not None
        self.before = "." if heading else line.words
        self.reopened = False
        return [Mark(line.start, self.kind, heading)] if begins else []

    def _is_furniture(self, words: str) -> bool:
        """Tell whether a line is a page's head; headings and references come back too."""
        if self.kind == "references" or heading_kind(words) is not None:
            return is_page_furniture(words)
        return self.setting.is_head(words)

    def _is_ended(self) -> bool:
        return self.before.endswith(_ENDED) or self.reopened

    def _leave_abstract(self, line: Line) -> None:
        """Note that after a page's head the paper itself begins, when the abstract is whole."""
        if not (self.reopened and self.in_abstract and not is_cut(self.before)):
            return
        whole = self.kind == "abstract" and line.start - self.abstract_from > _LONGEST_ABSTRACT
        if whole or self.kind in ("conclusion", "funding"):
            self.kind, self.in_abstract = "introduction", False

    def _labels(self, line: Line) -> list[Mark]:
        """Return the labels with a colon inside the lines of an abstract."""
        if not self.in_abstract or ":" not in line.text:
            return []
        found = labelled(line.text + "\n", 0, len(line.text) + 1)
        return [
            Mark(line.start + mark.start, mark.kind, mark.heading)
            for mark in found
            if line.text[mark.start + len(mark.heading) :].lstrip().startswith(":")
        ]

    def _opened(self, at: int) -> tuple[SectionKind, str] | None:
        """Return kind and heading when a main part begins."""
        words = self.lines[at].words
        if not self._is_ended() and self.kind not in _LOOSE:
            return None
        kind = self._heading(at)
        if kind is not None and not self._is_ended() and self.kind != "front":
            # Addresses and registrations end without a full stop; only a main heading ends them.
            kind = kind if main_heading(words) and self._heads(at) and kind != "back" else None
        if kind is not None:
            self._enter(kind, at)
            return kind, words
        if self.kind == "front" and self._runs(at):
            # An abstract without its heading; addresses do not run on like this.
            self.abstract_from = self.lines[at].start
            return "abstract", ""
        if _FUNDED.match(words):
            return "funding", ""
        if _BACK.match(words) and self.kind != "references":
            return "back", ""
        return None

    def _heading(self, at: int) -> SectionKind | None:
        words = self.lines[at].words
        kind = main_heading(words)
        if kind is None and self.kind not in _LATER:
            kind = heading_kind(words)
        if kind == "back" and not has_heading_shape(words, self.setting):
            return None
        if kind == self.kind or (self._is_doubtful(words, kind) and not self._heads(at)):
            return None
        return kind

    def _is_doubtful(self, words: str, kind: SectionKind | None) -> bool:
        """Tell whether a heading's words may also begin a sentence or a reference."""
        if self.kind == "references" and any(sign.isdigit() for sign in words):
            return True
        return kind == "back"

    def _runs(self, at: int) -> bool:
        """Tell whether several full lines of prose begin here."""
        following = self.lines[at : at + _SURE_PROSE]
        return len(following) == _SURE_PROSE and all(
            self.setting.is_prose(line.words) for line in following
        )

    def _heads(self, at: int) -> bool:
        """Tell whether the next line begins anew, as below a heading."""
        following = self.lines[at + 1].words if at + 1 < len(self.lines) else ""
        return following[:1].isupper() or following[:1].isdigit()

    def _enter(self, kind: SectionKind, at: int) -> None:
        if kind == "abstract":
            self.abstract_from = self.lines[at].start
        if kind == "introduction" and self.kind not in ("front", "abstract"):
            self.in_abstract = False
