"""A full paper as markdown: one paragraph a line, headings, tables of cells, captions."""

import re

from trialgraph.documents.headings import kind_of, labelled, main_kind, without_number
from trialgraph.documents.lines import Line, Mark
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind

CAPTION = lazy.regex(
    r"\W{0,4}(?P<what>TABLE|Table|FIGURE|Figure|FIG|Fig)\.?\s+[A-Z]?\d+\b(?P<rest>.*)"
)
_NUMBERED = lazy.regex(r"\d+(?:\.\d+)*\.?\s*\|\s+\S.*|\d+(?:\.\d+)+\.?\s+[A-Z].*")
_LISTED = lazy.regex(r"\d{1,2}\. ")
_HASHED = lazy.regex(r"#{1,6}\s+\S.*|\*\*[^*]+\*\*:?|__[^_]+__:?")
_FOOTNOTE = lazy.regex(
    r"\**Abbreviations?\b|Notes?[:.]|NOTE\b|\^|[*†‡§¶#ᵃ-ᶻ]|[a-z]\)?\s?[A-Z]|Source:"
    r"|(?:Data|Values) are|[A-Z][\w/-]{1,9}[,:=] [a-z][\w ’-]{3,60};|Data cut-?off\b"
)
_CELLS = lazy.regex(r"\t|^\s*\|.*\|\s*$")
_REFERENCE = lazy.regex(r"\[?\d+[.\]]\s+\S")
_MAX_HEADING = 120
_MAX_PLAIN_HEADING = 80
_MOST_FOOTNOTES = 8
_PARAGRAPH = 300
_FEWEST_SENTENCES = 2
_ENDED = (".", "?", "!", ")", "]", ":", "”", "*")
_LATER: frozenset[SectionKind] = frozenset(("results", "discussion", "conclusion"))
_BODY: frozenset[SectionKind] = frozenset(("introduction", "methods", *_LATER))


def marks(text: str, lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the parts of a paper begin; a table or caption is followed by its prose."""
    reading = _Reading(lines)
    while reading.at < len(lines):
        reading.step()
    return reading.marks + _labels(text, reading.marks)


def has_cells(line: Line) -> bool:
    """Tell whether a line is a row of a table: tabs or pipes between its cells."""
    return bool(_CELLS.search(line.words))


def has_table(lines: tuple[Line, ...]) -> bool:
    """Tell whether a text holds a table: a title, and a row of cells within a few lines."""
    for at, line in enumerate(lines):
        title = CAPTION.match(line.words)
        if (
            title
            and title["what"].upper() == "TABLE"
            and any(map(has_cells, lines[at + 1 : at + 5]))
        ):
            return True
    return False


class _Reading:
    """Walks over the lines; knows only which prose it stands in."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.at = 0
        self.kind: SectionKind = "front"
        self.marks: list[Mark] = []
        self.before = "."

    def step(self) -> None:
        """Take the next line, heading, caption or table."""
        line = self.lines[self.at]
        caption = CAPTION.match(line.words)
        if self.at == 0:
            self._title(line)
        elif caption and caption["what"].upper() == "TABLE":
            self._table(line, caption["rest"])
        elif caption and is_caption(caption["rest"]):
            self._apart("caption", self.at + 1)
        elif has_cells(line):
            self._apart("table", self._end_of_rows(self.at))
        else:
            self._prose(line)

    def _title(self, line: Line) -> None:
        self.marks.append(Mark(line.start, "title"))
        self.at += 1
        if len(self.lines) > 1:
            self.marks.append(Mark(self.lines[1].start, "front"))

    def _prose(self, line: Line) -> None:
        kind = self._heading(line)
        self.before = line.words
        self.at += 1
        if kind is not None:
            self.kind = kind
            self.marks.append(Mark(line.start, kind, without_number(line.words)))
            self.before = "."
        elif self.kind == "front" and _is_abstract(line.words):
            # An abstract without its heading; nothing else above the first heading is so long.
            self.kind = "abstract"
            self.marks.append(Mark(line.start, "abstract"))

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
        known = self._known(words)
        if _NUMBERED.fullmatch(words):
            return known if known and _is_first_level(words) else self.kind
        if _HASHED.fullmatch(words) or (words.isupper() and words[0].isalpha()):
            return known or (self.kind if self.kind != "front" else None)
        if known and self._stands_alone(line):
            return known
        return self.kind if self._is_plain_heading(line) else None

    def _known(self, words: str) -> SectionKind | None:
        """Return the part that a heading names; "Patients" among the results is no new part."""
        return main_kind(words) if self.kind in _LATER else kind_of(words)

    def _stands_alone(self, line: Line) -> bool:
        """Tell whether a line with a heading's words is one: alone, and not a sentence."""
        words = line.words
        begins = words[:1].isupper() or _LISTED.match(words) or main_kind(words) is not None
        return line.after_blank and not words.endswith(".") and bool(begins)

    def _is_plain_heading(self, line: Line) -> bool:
        """Tell a heading without any mark: short, open-ended, between whole paragraphs."""
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        return (
            self.kind in _BODY
            and self._stands_alone(line)
            and len(line.words) <= _MAX_PLAIN_HEADING
            and line.words[-1].isalnum()
            and self.before.endswith(_ENDED)
            and following is not None
            and following.after_blank
            and len(following.words) > len(line.words)
            and following.words[0].isupper()
            and not (has_cells(following) or CAPTION.match(following.words))
        )

    def _table(self, line: Line, rest: str) -> None:
        """Take a table with its title; a title whose rows are a picture stands alone."""
        near = range(self.at + 1, min(self.at + 5, len(self.lines)))
        rows = next((at for at in near if has_cells(self.lines[at])), None)
        if rows is not None and (rows == self.at + 1 or is_caption(rest)):
            self._apart("table", self._end_of_rows(rows))
        elif is_caption(rest) and line.after_blank and not line.words.endswith("."):
            self._apart("table", self.at + 1)
        else:
            self._prose(line)

    def _end_of_rows(self, rows: int) -> int:
        """Return the number of the line after a table's rows and its footnotes."""
        end = rows + 1
        while end < len(self.lines) and (
            not self.lines[end].after_blank or has_cells(self.lines[end])
        ):
            end += 1
        while end < len(self.lines) and _FOOTNOTE.match(self.lines[end].words):
            end += 1
        return self._rest_of_sentence(end)

    def _rest_of_sentence(self, end: int) -> int:
        """Return where the sentence goes on that a table cut: what stands before are footnotes."""
        if self.before.endswith(_ENDED):
            return end
        for at in range(end, min(end + _MOST_FOOTNOTES, len(self.lines))):
            words = self.lines[at].words
            if words[:1].islower():
                return at
            if self._heading(self.lines[at]) or CAPTION.match(words) or has_cells(self.lines[at]):
                break
        return end

    def _apart(self, kind: SectionKind, end: int) -> None:
        """Take lines up to ``end`` out of the prose, which goes on after them."""
        self.marks.append(Mark(self.lines[self.at].start, kind, self.lines[self.at].words))
        self.at = end
        if end < len(self.lines):
            self.marks.append(Mark(self.lines[end].start, self.kind))


def _is_first_level(words: str) -> bool:
    return "." not in words.partition("|")[0].partition(" ")[0].rstrip(".")


def is_caption(rest: str) -> bool:
    """Tell a figure's title from a sentence that begins with "Figure 1 shows"."""
    words = rest.strip(" .:|*")
    return bool(words) and not re.match(r"(?:[a-z]|\))", words)


def _is_abstract(words: str) -> bool:
    """Tell whether a paragraph above the first heading is the abstract itself."""
    if len(words) <= _MAX_HEADING:
        return False
    labels = labelled(words, 0, _MAX_HEADING)
    if labels:
        return labels[0].kind in _BODY and labels[0].start == 0
    return len(words) > _PARAGRAPH and words.count(". ") >= _FEWEST_SENTENCES


def _labels(text: str, marks: list[Mark]) -> list[Mark]:
    """Return the labels inside a structured abstract."""
    for number, mark in enumerate(marks):
        if mark.kind == "abstract":
            end = marks[number + 1].start if number + 1 < len(marks) else len(text)
            return labelled(text, mark.start + len(mark.heading), end)
    return []
