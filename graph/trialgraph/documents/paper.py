"""A full paper as markdown: one paragraph a line, headings, tables of cells, captions."""

import re

from trialgraph.documents.headings import kind_of, labelled, without_number
from trialgraph.documents.lines import Line, Mark
from trialgraph.model.document import SectionKind

CAPTION = re.compile(
    r"\W{0,4}(?P<what>TABLE|Table|FIGURE|Figure|FIG|Fig)\.?\s+[A-Z]?\d+\b(?P<rest>.*)"
)
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?\s*\|\s+\S.*|\d+(?:\.\d+)+\.?\s+[A-Z].*")
_HASHED = re.compile(r"#{1,6}\s+\S.*")
_FOOTNOTE = re.compile(
    r"Abbreviations?:|Notes?[:.]|\^|[*†‡§¶#ᵃ-ᶻ]|[a-z]\)?\s?[A-Z]|Data are|Values are|Source:"
)
_CELLS = re.compile(r"\t|^\s*\|.*\|\s*$")
_REFERENCE = re.compile(r"\[?\d+[.\]]\s+\S")
_MAX_HEADING = 120
_BODY: frozenset[SectionKind] = frozenset(
    ("abstract", "introduction", "methods", "results", "discussion", "conclusion")
)
_LATE: frozenset[SectionKind] = frozenset(("back", "funding", "references"))


def marks(text: str, lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the parts of a paper begin; a table or caption is followed by its prose."""
    reading = _Reading(lines)
    while reading.at < len(lines):
        reading.step()
    return reading.marks + _labels(text, reading.marks)


class _Reading:
    """Walks over the lines; knows only which prose it stands in."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.at = 0
        self.kind: SectionKind = "front"
        self.marks: list[Mark] = []

    def step(self) -> None:
        """Take the next line, heading, caption or table."""
        line = self.lines[self.at]
        caption = CAPTION.match(line.words)
        if self.at == 0:
            self.marks.append(Mark(line.start, "title"))
            self.at += 1
            if len(self.lines) > 1:
                self.marks.append(Mark(self.lines[1].start, "front"))
        elif caption and caption["what"].upper() == "TABLE" and self._rows_after():
            self._table()
        elif caption and caption["what"].upper() != "TABLE" and _is_caption(caption["rest"]):
            self._apart("caption", self.at + 1)
        elif _CELLS.search(line.text.strip()):
            self._apart("table", self._end_of_rows(self.at))
        else:
            self._prose(line)

    def _prose(self, line: Line) -> None:
        kind = self._heading(line)
        if kind is not None:
            self.kind = kind
            self.marks.append(Mark(line.start, kind, without_number(line.words)))
        self.at += 1

    def _heading(self, line: Line) -> SectionKind | None:
        """Return the kind that a heading line opens; ``None`` for prose.

        Below a known heading every heading that is not known keeps its kind:
        "2.5 | Statistical analysis" stays methods.
        """
        words = line.words
        if words.startswith("How to cite this"):
            return "back"
        if len(words) > _MAX_HEADING or (self.kind == "references" and _REFERENCE.match(words)):
            return None
        known = kind_of(words)
        if _NUMBERED.fullmatch(words):
            return (
                known
                if known and "." not in words.split("|")[0].split()[0].rstrip(".")
                else (self.kind)
            )
        if _HASHED.fullmatch(words) or (words.isupper() and words[0].isalpha()):
            return known or (self.kind if self.kind != "front" else None)
        return known if known and self._stands_alone(line) else None

    def _stands_alone(self, line: Line) -> bool:
        """Tell whether a line with a heading's words is one: alone, and not a sentence."""
        return line.after_blank and not line.words.endswith(".") and line.words[:1].isupper()

    def _rows_after(self) -> bool:
        """Tell whether rows of cells follow a table's title within a few lines."""
        following = self.lines[self.at + 1 : self.at + 5]
        return any(_CELLS.search(line.text.strip()) for line in following)

    def _table(self) -> None:
        rows = self.at + 1
        while not _CELLS.search(self.lines[rows].text.strip()):
            rows += 1
        self._apart("table", self._end_of_rows(rows))

    def _end_of_rows(self, rows: int) -> int:
        """Return the number of the line after a table's rows and its footnotes."""
        end = rows + 1
        while end < len(self.lines) and not self.lines[end].after_blank:
            end += 1
        while end < len(self.lines) and _FOOTNOTE.match(self.lines[end].words):
            end += 1
        return end

    def _apart(self, kind: SectionKind, end: int) -> None:
        """Take lines up to ``end`` out of the prose, which goes on after them."""
        self.marks.append(Mark(self.lines[self.at].start, kind, self.lines[self.at].words))
        self.at = end
        if end < len(self.lines):
            self.marks.append(Mark(self.lines[end].start, self.kind))


def _is_caption(rest: str) -> bool:
    """Tell a figure's title from a sentence that begins with "Figure 1 shows"."""
    words = rest.strip(" .:|*")
    return bool(words) and not re.match(r"(?:[a-z]|\))", words)


def _labels(text: str, marks: list[Mark]) -> list[Mark]:
    """Return the labels inside a structured abstract."""
    for number, mark in enumerate(marks):
        if mark.kind == "abstract":
            end = marks[number + 1].start if number + 1 < len(marks) else len(text)
            return labelled(text, mark.start + len(mark.heading), end)
    return []
