"""Tables and captions in flattened text: where one opens, and where the prose goes on."""

import re
from dataclasses import dataclass

from trialgraph.documents.headings import kind_of, main_kind
from trialgraph.documents.line_shapes import Setting, is_note, is_row
from trialgraph.documents.lines import Line
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind

_CAPTION = lazy.regex(
    r"(?P<what>Table|TABLE|Figure|FIGURE|Fig|FIG)\.? ?(?:\d+|[IVX]+)(?:[.:|]|(?= |$))"
    r"(?: ?\((?:[Cc]ontinued|facing page)[^)]*\))?"
    r"[.:]? ?(?P<title>(?:[A-Z(\d].*)?)"
)
_LEADS_TO = lazy.regex(
    r"(?:\(|\bsee|\b(?:(?:show|see|give)n|(?:present|list|provid|report|summari[sz]|describ|detail"
    r"|depict|illustrat|display)ed|found|and|as) in"
    r"|\b(?:Tables?|Figures?|Figs?\.?) ?\w{1,3},? and)$"
)
_CAPTION_GOES_ON = lazy.regex(
    r"Panels?\b|Kaplan|Shown\b|The (?:tick|shad|dash|vert|horiz|bars?|box|circ|arrow|median"
    r"|[a-z]+ line)|\(?[A-Da-d][),.] |Error bars|Circles|Arrows|Bars\b|Data\b|Hazard ratios?\b"
)
_LISTED = lazy.regex(r"\d{1,2}(?:\.\d{1,2}){0,3}\.? [A-Z]")
_ENDS = (".", "?", "!", ")", "]", ":", "”")
_CLOSED = (".", ".)", ";")
_HEADING_WIDTH = 60
_DEBRIS_WIDTH = 34
_SURE_RUN = 4
_SURE_AFTER_NOTE = 8
_SURE_AGAINST_JUMPS = 14
_HEADING_SHARE = 0.75
_SMALL_WORDS = frozenset(
    ("and", "or", "of", "the", "in", "for", "to", "with", "by", "at", "on", "a", "an", "vs", "vs.")
)
_LONGEST_CAPTION = 30
_LONGEST_SPACED = "A c k now l e d g m e n t s"


def heading_kind(words: str) -> SectionKind | None:
    """Return what a heading opens, also when small capitals left gaps: "R esult s".

    >>> heading_kind("Me thods")
    'methods'
    """
    if not _may_head(words):
        return None
    kind = kind_of(words)
    if kind is None and " " in words and len(words) <= len(_LONGEST_SPACED):
        kind = kind_of(words.replace(" ", ""))
    return kind if words[:1].isupper() or words[:1].isdigit() else None


def main_heading(words: str) -> SectionKind | None:
    """Return the main part that a line opens, gaps between its letters or not.

    >>> main_heading("materials and methods"), main_heading("D iscussion")
    ('methods', 'discussion')
    """
    if not _may_head(words):
        return None
    kind = main_kind(words)
    if kind is None and " " in words:
        kind = main_kind(" and ".join(part.replace(" ", "") for part in words.split(" and ")))
    return kind


def _may_head(words: str) -> bool:
    return len(words) <= _HEADING_WIDTH and not words.endswith((".", ",", ";", "-"))


def opens(lines: tuple[Line, ...], at: int) -> SectionKind | None:
    """Return table or caption when one opens at this line."""
    match = _CAPTION.fullmatch(lines[at].words)
    if match is None or not (match["title"] or "ontinued" in lines[at].words):
        return None
    title = match["title"]
    opened, closed = title.find("("), title.find(")")
    before = lines[at - 1].words if at else ""
    if _LEADS_TO.search(before) or (closed >= 0 and not 0 <= opened < closed):
        # "are shown in / Table 2. The rate ..." goes on as a sentence.
        return None
    return "table" if match["what"].lower() == "table" else "caption"


def is_cut(words: str) -> bool:
    """Tell whether a line of prose ends inside a sentence."""
    return bool(words) and not words.endswith(_ENDS)


def _goes_on(words: str) -> bool:
    return words[:1].islower() or words[:1].isdigit() or words.startswith("(")


def is_title_over(lines: tuple[Line, ...], at: int, setting: Setting) -> bool:
    """Tell whether a line is a heading over prose: short, open-ended, a full line below."""
    words = lines[at].words
    return (
        at + 1 < len(lines)
        and _may_head(words)
        and (words[:1].isupper() or bool(_LISTED.match(words)))
        and not is_row(words)
        and not words.endswith(_ENDS)
        and lines[at + 1].words[:1].isupper()
        and setting.is_prose(lines[at + 1].words)
        and has_heading_shape(words, setting)
    )


def has_heading_shape(words: str, setting: Setting) -> bool:
    """Tell whether a line is shorter than prose runs, or each of its words has a capital."""
    return len(words) < _HEADING_SHARE * setting.width or _is_title_case(words)


def _is_title_case(words: str) -> bool:
    return all(
        not part[:1].islower() or part in _SMALL_WORDS for part in re.split(r"[ /–-]+", words)
    )


@dataclass(slots=True)
class Apart:
    """A table or caption that is being read, from its first line on.

    Attributes:
        lines: all lines of the text.
        setting: how its prose is set.
        kind: table or caption.
        before: the last line of prose above.
        jumps: the text shows where a stretch ends, so that less is left to guess.
    """

    lines: tuple[Line, ...]
    setting: Setting
    kind: SectionKind
    before: str
    jumps: bool
    limit: int = 0
    noted: bool = False
    closed: bool = False

    def end(self, start: int, limit: int) -> int:
        """Return the number of the line after it, at most ``limit``."""
        self.limit = limit
        self.noted = self.kind == "caption"
        self.closed = self.noted and self._closes(start)
        for at in range(start + 1, limit):
            if self._ends_at(at, start):
                return at
            if is_note(self.lines[at].words):
                self.noted = True
            self.closed = self.noted and self._closes(at)
        return limit

    @property
    def cut(self) -> bool:
        """Tell whether the prose above ends inside a sentence."""
        return is_cut(self.before)

    def _sure(self, start: int) -> int:
        """Return how many lines of prose on end cannot belong to the table or caption."""
        if self.jumps:
            return _SURE_AGAINST_JUMPS
        wide = not self.setting.fits(self.lines[start].words)
        return (
            _SURE_RUN if not self.noted or (self.kind == "caption" and wide) else _SURE_AFTER_NOTE
        )

    def _closes(self, at: int) -> bool:
        return self.lines[at].words.endswith(_CLOSED)

    def _ends_at(self, at: int, start: int) -> bool:
        """Tell whether the prose goes on at this line, by the surest sign first."""
        words = self.lines[at].words
        heads = main_heading(words) is not None and self._heads_prose(at)
        if heads or self.setting.joins(self.before, words):
            return True
        if self.noted and not self.closed:
            return not self.jumps and self._resumes_unclosed(at)
        if self._run(at) >= self._sure(start) or self._is_too_long(at, start):
            return True
        if words[:1].islower():
            return self.cut and self._goes_on(at)
        if not self.cut and is_title_over(self.lines, at, self.setting):
            return self._run(at + 1) > 1
        return self._heads_surely(at) or self._begins_anew(at, start)

    def _heads_surely(self, at: int) -> bool:
        """Tell whether a heading stands here over several full lines of prose."""
        return (
            is_title_over(self.lines, at, self.setting)
            and not is_note(self.lines[at].words)
            and self._run(at + 1) >= _SURE_RUN
        )

    def _is_too_long(self, at: int, start: int) -> bool:
        return self.kind == "caption" and at - start > _LONGEST_CAPTION

    def _heads_prose(self, at: int) -> bool:
        """Tell whether prose or a heading follows a main heading; a row would be the table's."""
        following = self.lines[at + 1].words if at + 1 < len(self.lines) else ""
        return not is_row(following) and not following.startswith("(")

    def _goes_on(self, at: int) -> bool:
        """Tell whether the sentence that was cut above goes on here."""
        words = self.lines[at].words
        following = self.lines[at + 1].words if at + 1 < len(self.lines) else ""
        if self.noted:
            return self.setting.is_prose(words) or (
                len(words) > _DEBRIS_WIDTH and not is_row(words)
            )
        return self.setting.is_prose(words) and self.setting.is_prose(following)

    def _begins_anew(self, at: int, start: int) -> bool:
        """Tell whether a paragraph of prose begins here after a whole sentence above."""
        words = self.lines[at].words
        if (
            self.jumps
            or self.before.endswith("-")
            or is_note(words)
            or _CAPTION_GOES_ON.match(words)
        ):
            return False
        if self.cut and words[:1].isalpha() and not words[:2].isupper():
            return False
        if not self._fits(at) or (at == start + 1 and self.kind == "table"):
            return False
        if self.kind == "caption" and not self._was_last(at - 1):
            return False
        return self._run(at) > 1

    def _resumes_unclosed(self, at: int) -> bool:
        """Tell whether prose goes on below words that end without a full stop.

        The line above a cut sentence's rest then stops short, or is wider than a column can be.
        """
        above = self.lines[at - 1].words
        words = self.lines[at].words
        if not (self.cut and _goes_on(words)):
            return self._heads_surely(at)
        if self.setting.ended_early(above, words):
            return self._run(at) > 1
        return not self.setting.fits(above) and self._run(at) >= _SURE_RUN

    def _was_last(self, at: int) -> bool:
        """Tell whether a line ends a paragraph: closed, and shorter or wider than a column."""
        words = self.lines[at].words
        return self.setting.is_short(words) or not self.setting.fits(words)

    def _fits(self, at: int) -> bool:
        return all(self.setting.fits(line.words) for line in self.lines[at : at + 2])

    def _run(self, at: int) -> int:
        """Return how many lines from here on are prose of a column's width, up to what is sure."""
        length = 0
        for line in self.lines[at : min(self.limit, at + _SURE_AGAINST_JUMPS)]:
            words = line.words
            if self.setting.is_head(words):
                continue
            if not self.setting.is_prose(words) or not self.setting.fits(words):
                break
            if is_note(words) and not length:
                break
            length += 1
        return length
