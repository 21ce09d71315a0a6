"""The reading view: a document's prose as it was meant to be read, mapped to its characters.

All reading happens here. Words cut by lines and pages are whole again, numbers
have one spelling, tables and page furniture stand apart; every range of the view
has its range of the canonical text.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from trialgraph.extract.folding import Marks, ReferenceMark, fold, hyphen_between, words_of
from trialgraph.extract.lines import LineBreak
from trialgraph.extract.sentences import sentence_ends
from trialgraph.extract.table_heads import marked_up, with_whole_heads
from trialgraph.extract.traced import Traced, joined
from trialgraph.extract.unreadable import problems, without_runs
from trialgraph.model.document import Document, Section, SectionKind, Table
from trialgraph.model.text import Problem, Span

OUTSIDE_PROSE: frozenset[SectionKind] = frozenset(
    {"table", "caption", "furniture", "references", "back", "record"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list entry of the reading view.

    Attributes:
        start: offset in the view.
        end: offset after it, without the blank that follows.
        section: the kind of section it stands in.
        number: from 0, in reading order.
    """

    start: int
    end: int
    section: SectionKind
    number: int


@dataclass(frozen=True, slots=True)
class TableText:
    """A table or caption apart from the prose, folded, its line breaks and tabs kept.

    Attributes:
        section: where it stands.
        traced: its text as it is read; the heads of a marked-up table are one line.
        table: its cells, where the source marks them up.
    """

    section: Section
    traced: Traced
    table: Table | None = None

    @property
    def text(self) -> str:
        """Return the folded text."""
        return self.traced.text

    def span(self, start: int, end: int) -> Span:
        """Return the canonical range of a range of this text.

        The head of a marked-up table is read column by column, not as it stands.
        """
        if self.table is None or start >= end:
            return self.traced.span(start, end)
        return Span(min(self.traced.starts[start:end]), max(self.traced.ends[start:end]))


class ReadingView:
    """Normalised prose of a document with the way back to its characters.

    Attributes:
        document: what it was made from.
        text: the prose; paragraphs and headings end with a line break.
        sentences: in order; together they hold all words of the view.
        tables: tables and captions in order, apart.
        marks: reference numbers that were taken out of the running text.
        problems: what was left out because it is no prose.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._words = words_of(document.text)
        self._marked_up = marked_up(document)
        self._glued = document.kind != "jats"
        self._runs: list[Span] = []
        marks: Marks = []
        prose = [self._folded(section, marks) for section in _prose(document)]
        self._traced = joined(_stitched(prose, self._words))
        self.text: str = self._traced.text
        self.sentences: tuple[Sentence, ...] = tuple(self._sentences(_sections(document)))
        self._first_offsets = [sentence.start for sentence in self.sentences]
        self.tables: tuple[TableText, ...] = tuple(
            self._table(section)
            for section in document.sections
            if section.kind in {"table", "caption"}
        )
        self.problems: tuple[Problem, ...] = problems(document.text, sorted(self._runs))
        self._apart = sorted({*self._runs, *_outside(document)})
        self.marks: tuple[ReferenceMark, ...] = tuple(
            ReferenceMark(self._traced.offset(span.start), numbers, span)
            for numbers, span in sorted(marks, key=lambda mark: mark[1])
        )

    def span(self, start: int, end: int) -> Span:
        """Return the canonical range of a range of the view."""
        return self._traced.span(start, end)

    def offset(self, place: int) -> int:
        """Return the first view offset at or after a canonical place."""
        return self._traced.offset(place)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds a view offset, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._first_offsets, offset) - 1)]

    def section_at(self, offset: int) -> SectionKind:
        """Return the kind of section that a view offset stands in."""
        return self.sentence_at(offset).section

    def words(self, sentence: Sentence) -> str:
        """Return the words of a sentence."""
        return self.text[sentence.start : sentence.end]

    def passages(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the sentences over a view range, in pieces where other text cuts them."""
        first, last = self.sentence_at(start), self.sentence_at(max(start, end - 1))
        whole = self.span(first.start, last.end)
        pieces: list[Span] = []
        begun = whole.start
        inside = [bisect_left(self._apart, Span(at, at)) for at in (whole.start, whole.end)]
        for apart in self._apart[slice(*inside)]:
            if begun <= apart.start and whole.holds(apart):
                pieces.append(self._trimmed(begun, apart.start))
                begun = apart.end
        pieces.append(self._trimmed(begun, whole.end))
        return tuple(piece for piece in pieces if piece.start < piece.end)

    def _trimmed(self, start: int, end: int) -> Span:
        words = self.document.text[start:end]
        first = start + len(words) - len(words.lstrip())
        return Span(first, max(first, start + len(words.rstrip())))

    def _folded(self, section: Section, marks: Marks) -> tuple[Section, list[Traced]]:
        whole = Traced.of(self.document.text, section.span)
        text, found = fold(whole, self._words, glued=self._glued)
        marks.extend(found)
        text, runs = without_runs(text)
        self._runs += runs
        return section, _lines(text)

    def _table(self, section: Section) -> TableText:
        table = self._marked_up.get(section.span.start)
        if table is None:
            text = Traced.of(self.document.text, section.span)
        else:
            text = with_whole_heads(self.document.text, section, table)
        text, _ = fold(text, self._words, glued=self._glued)
        text, runs = without_runs(text, table=True)
        self._runs += runs
        return TableText(section, text, table)

    def _sentences(self, sections: tuple[Section, ...]) -> Iterable[Sentence]:
        begins = [section.span.start for section in sections]
        start, number = 0, 0
        for paragraph in self.text.split("\n"):
            done = 0
            for end in sentence_ends(paragraph):
                words, begun = paragraph[done:end], start + done
                first = begun + len(words) - len(words.lstrip())
                done = end
                if words.strip():
                    place = self._traced.starts[first]
                    kind = sections[max(0, bisect_right(begins, place) - 1)].kind
                    yield Sentence(first, begun + len(words.rstrip()), kind, number)
                    number += 1
            start += len(paragraph) + 1


def _sections(document: Document) -> tuple[Section, ...]:
    """Return the sections, or the whole text as one when a reader made none."""
    return document.sections or (Section("abstract", "", Span(0, len(document.text))),)


def _outside(document: Document) -> list[Span]:
    return [section.span for section in document.sections if section.kind in OUTSIDE_PROSE]


def _prose(document: Document) -> list[Section]:
    return [section for section in _sections(document) if section.kind not in OUTSIDE_PROSE]


def _lines(text: Traced) -> list[Traced]:
    """Return the lines that hold words, white space folded."""
    lines: list[Traced] = []
    begun = 0
    for line in text.text.splitlines(keepends=True):
        piece = _blanks_folded(text.cut(begun, begun + len(line)))
        begun += len(line)
        if piece.text:
            lines.append(piece)
    return lines


def _blanks_folded(line: Traced) -> Traced:
    words = line.text.split()
    if line.text.rstrip() == " ".join(words):  # as most lines are: one blank between two words
        return line.cut(0, len(line.text.rstrip()))
    keep = [
        at
        for at, char in enumerate(line.text)
        if not char.isspace() or (at > 0 and not line.text[at - 1].isspace())
    ]
    while keep and line.text[keep[-1]].isspace():
        keep.pop()
    text = "".join(" " if line.text[at].isspace() else line.text[at] for at in keep)
    return Traced(text, [line.starts[at] for at in keep], [line.ends[at] for at in keep])


def _stitched(sections: list[tuple[Section, list[Traced]]], words: Counter[str]) -> list[Traced]:
    """Return all lines with a blank or a line break between each two."""
    pieces: list[Traced] = []
    before, fresh, kind = "", True, ""
    for section, lines in sections:
        heading_left = len("".join(section.heading.split()))
        begins = bool(section.heading) or kind == "title"  # a title has no point at its end
        kind = section.kind
        for number, line in enumerate(lines):
            hard_start = number == 0 and begins
            if pieces:
                gap, fresh = _gap(
                    LineBreak(before, line.text, fresh), hard=hard_start or heading_left < 0
                )
                gap = "" if _is_cut(before, line.text) else gap
                pieces[-1] = _mended(pieces[-1], line, words)
                pieces.append(_between(gap, pieces[-1], line))
            heading_left, before = _after_heading(heading_left, line.text), line.text
            pieces.append(line)
    return pieces


def _is_cut(before: str, after: str) -> bool:
    """Tell whether a word is cut by a page or a table between its halves."""
    return before[-2:-1].isalpha() and before.endswith("-") and after[:1].islower()


def _mended(before: Traced, after: Traced, words: Counter[str]) -> Traced:
    """Return the line before without its hyphen where that only cuts a word."""
    if _is_cut(before.text, after.text) and not hyphen_between(before.text[:-1], after.text, words):
        return before.cut(0, len(before.text) - 1)
    return before


def _after_heading(left: int, line: str) -> int:
    """Return what is left of a heading after a line; -1 right after its last line, 0 later."""
    if left <= 0:
        return 0
    rest = left - len("".join(line.split()))
    if rest > 0:
        return rest
    # A line that runs on beyond the heading goes on in the next one.
    return -1 if rest == 0 or line.endswith(":") else 0


def _gap(line_break: LineBreak, *, hard: bool) -> tuple[str, bool]:
    """Return what stands between two lines, and whether a paragraph begins."""
    if hard or line_break.is_hard:
        return "\n", True
    return ("" if line_break.is_initial else " "), False


def _between(gap: str, before: Traced, after: Traced) -> Traced:
    return Traced(gap, [before.last] * len(gap), [after.starts[0]] * len(gap))
