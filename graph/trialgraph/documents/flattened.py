"""A paper as the flattened text of its PDF: broken lines, page heads, tables without cells."""

import re
from dataclasses import dataclass
from statistics import median

from trialgraph.documents.headings import kind_of
from trialgraph.documents.lines import Line, Mark
from trialgraph.model.document import SectionKind

RUNNING_HEAD = re.compile(
    r"(?:\d{1,5} ?)?(?P<journal>[a-z][a-z .&-]+?) (?P<volume>\d{1,4});(?P<issue>\d{1,3})"
    r"(?:\s+(?P<site>\S+\.(?:org|com|net)))?"
    r"\s+(?P<month>[a-z]+) (?P<day>\d{1,2}), (?P<year>(?:19|20)\d\d) ?(?P<page>\d{0,5})",
    re.IGNORECASE,
)
_PAGE_FIRST = re.compile(
    r".*\bdownloaded from\b.*|(?:copyright )?© ?(?:19|20)\d\d.*|www\.\S+(?: +vol .*)?"
    r"|the [a-z ]{0,40}journal of [a-z ]{3,40}|no other uses without permission.*"
    r"|all rights reserved\.?",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?P<what>Table|TABLE|Figure|FIGURE|Fig)\.? ?\d+[.:]?"
    r"(?: \((?:[Cc]ontinued|facing page)[^)]*\))?"
    r"[.:]? ?(?P<title>(?:[A-Z(].*)?)"
)
_FOOTNOTE = re.compile(r"[*†‡§¶‖#]|[a-h] [A-Z]")
_BACK = re.compile(
    r"(?:Disclosure forms?|We thank|We are indebted|No (?:other )?potential conflicts?|"
    r"Drs?\. \w+ (?:reports?|receiv)|Presented (?:in part )?at|From the |Address reprint|"
    r"A data sharing statement|Author affiliations)\b"
)
_FUNDED = re.compile(r"(?:Supported|Funded|Sponsored) (?:in part )?by\b")
_RUBRIC = re.compile(
    r"(?:original |research |review )?articles?|original \w+|brief report", re.IGNORECASE
)
_AUTHORS = re.compile(r"\b(?:M\.D|Ph\.D|M\.P\.H|M\.Sc)\b|(?:[A-Z][^,]{2,40}, ){2}")
_TITLE_CASE = re.compile(
    r"(?:[A-Z0-9][\w’'-]*|and|or|of|the|in|for|to|with|by|at|on|a|an|vs\.?)"
    r"(?:[ ,/–-]+(?:[A-Z0-9(][\w’'()-]*|and|or|of|the|in|for|to|with|by|at|on|a|an|vs\.?))*"
)
_DEBRIS_WIDTH = 34
_LONGEST_HEAD = 40
_HEADING_WIDTH = 60
_LETTER_SPACED = 0.6
_LATE = frozenset(("discussion", "conclusion", "references"))
_CELL = re.compile(r"\d \(\d|\d [\d.]+$|no\. \(%\)")
_FEWEST_PARTS = 6


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that the PDF set as one stretch, told by where a new one begins."""

    lines: tuple[Line, ...]
    kind: SectionKind | None


def is_letter_spaced(words: str) -> bool:
    """Tell whether a line is set in spaced letters, such as a journal's name on each page.

    >>> is_letter_spaced("T h e  n e w  j o u r na l")
    True
    """
    parts = words.split()
    short = sum(len(part) <= len("wo") for part in parts)
    return (
        len(parts) >= _FEWEST_PARTS
        and short / len(parts) >= _LETTER_SPACED
        and words.replace(" ", "").isalpha()
    )


def is_page_furniture(words: str) -> bool:
    """Tell whether a line is a page's head or foot."""
    return (
        is_letter_spaced(words)
        or bool(RUNNING_HEAD.fullmatch(words))
        or bool(_PAGE_FIRST.fullmatch(words))
    )


def heading_kind(words: str) -> SectionKind | None:
    """Return what a heading opens, also when small capitals left gaps: "R esult s".

    >>> heading_kind("Me thods")
    'methods'
    """
    if len(words) > _HEADING_WIDTH or words.endswith((".", ",", ";", "-")):
        return None
    kind = kind_of(words)
    if kind is None and " " in words and len(words) <= len("A c k now l e d g m e n t s"):
        kind = kind_of(words.replace(" ", ""))
    return kind if words[:1].isupper() else None


def marks(lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the parts of a flattened paper begin."""
    found = _title_page(lines)
    prose = _Prose()
    for block in _blocks(lines):
        if block.kind is None:
            found += prose.marks(block.lines)
            continue
        found.append(Mark(block.lines[0].start, block.kind, block.lines[0].words))
        prose.reopen()
    return found


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


def _blocks(lines: tuple[Line, ...]) -> list[_Block]:
    """Return the text cut where a table, a caption or a new stretch begins.

    A line that is indented and follows without a blank line begins a stretch:
    that is how the text of a PDF shows a jump on the page.
    """
    blocks: list[_Block] = []
    at = 0
    while at < len(lines):
        kind = _opens(lines, at)
        end = at + 1
        while end < len(lines) and not _jump(lines[end]) and _opens(lines, end) is None:
            end += 1
        end = min(end, _end_of_apart(lines, at, end, kind))
        blocks.append(_Block(lines[at:end], kind))
        at = end
    return _with_debris(blocks)


def _jump(line: Line) -> bool:
    return line.text.startswith(" ") and not line.after_blank


def _opens(lines: tuple[Line, ...], at: int) -> SectionKind | None:
    """Return table or caption when one opens at this line."""
    match = _CAPTION.fullmatch(lines[at].words)
    if match is None or not (match["title"] or "ontinued" in lines[at].words):
        return None
    before = lines[at - 1].words if at else ""
    if re.search(r"(?:\(|\b(?:in|see|and|from|of))$", before) and lines[at].after_blank:
        # "are shown in / Table 2. The rate ..." goes on as a sentence.
        return None
    return "table" if match["what"].lower() == "table" else "caption"


def _end_of_apart(lines: tuple[Line, ...], start: int, end: int, kind: SectionKind | None) -> int:
    """Return where a table or caption ends when no jump shows it: at prose after its last words."""
    if kind is None:
        return end
    closed = False
    noted = kind == "caption"
    for number in range(start + 1, end):
        words = lines[number].words
        noted = noted or bool(_FOOTNOTE.match(words))
        if closed and _is_prose_again(words):
            return number
        if not noted and (
            heading_kind(words) in _LATE or _is_cut_prose(lines[number : number + 2])
        ):
            return number
        closed = noted and words.endswith(".")
    return end


def _is_cut_prose(lines: tuple[Line, ...]) -> bool:
    """Tell whether a table without footnotes is followed by the rest of a sentence."""
    first, *others = (line.words for line in lines)
    return (
        first[:1].islower()
        and bool(others)
        and all(
            len(words) > _DEBRIS_WIDTH and not _CELL.search(words) for words in (first, *others)
        )
    )


def _is_prose_again(words: str) -> bool:
    """Tell whether a line after a closed caption or footnote is cut prose or a heading."""
    return (words[:1].islower() and len(words) > _DEBRIS_WIDTH) or heading_kind(words) is not None


def _with_debris(blocks: list[_Block]) -> list[_Block]:
    """Return the blocks with the remains of drawings named: short lines after a caption."""
    named: list[_Block] = []
    for block in blocks:
        kind = block.kind
        follows = bool(named) and named[-1].kind in ("caption", "furniture")
        if kind is None and follows and _is_debris(block.lines):
            kind = "furniture"
        named.append(_Block(block.lines, kind))
    return named


def _is_debris(lines: tuple[Line, ...]) -> bool:
    return median(len(line.words) for line in lines) < _DEBRIS_WIDTH and (
        heading_kind(lines[0].words) is None
    )


class _Prose:
    """Knows which part of the paper the prose belongs to."""

    def __init__(self) -> None:
        self.kind: SectionKind = "front"
        self.in_abstract = True
        self.before = "."
        self.reopened = True

    def reopen(self) -> None:
        """Note that something stood between; the prose needs a mark to go on."""
        self.reopened = True

    def marks(self, lines: tuple[Line, ...]) -> list[Mark]:
        """Return the marks inside one stretch of prose."""
        found: list[Mark] = []
        for number, line in enumerate(lines):
            following = lines[number + 1].words if number + 1 < len(lines) else ""
            mark = self._mark(line, following)
            if mark is not None:
                found.append(mark)
        return found

    def _mark(self, line: Line, following: str) -> Mark | None:
        words = line.words
        if is_page_furniture(words):
            self.reopened = True
            return Mark(line.start, "furniture", words)
        opened = self._opened(words)
        heading = ""
        if opened is not None:
            self.kind, heading = opened
        elif self._is_subheading(words, following):
            heading = words
        begins = bool(heading) or self.reopened or opened is not None
        if self.reopened and self.in_abstract and self.kind in ("conclusion", "funding"):
            self.kind, self.in_abstract = "introduction", False
        self.before = "." if heading else words
        self.reopened = False
        return Mark(line.start, self.kind, heading) if begins else None

    def _opened(self, words: str) -> tuple[SectionKind, str] | None:
        """Return kind and heading when a main part begins."""
        ended = self.before.endswith((".", ")", "?", "!", "]", ":")) or self.reopened
        kind = heading_kind(words) if ended or self.kind == "front" else None
        if kind is not None and (self._is_main(words) or self.kind in ("front", "back")):
            return kind, words
        if ended and _FUNDED.match(words):
            return "funding", ""
        if ended and _BACK.match(words):
            return "back", ""
        return None

    def _is_main(self, words: str) -> bool:
        """Tell a main heading from one inside a part: "Study Design" stays in the methods."""
        kind = heading_kind(words)
        return kind != self.kind and not (kind == "methods" and self.kind == "results")

    def _is_subheading(self, words: str, following: str) -> bool:
        ended = self.before.endswith((".", ")", "?", "!", "]")) or self.reopened
        return (
            ended
            and len(words) <= _HEADING_WIDTH
            and not words.endswith((".", ",", ";", "-"))
            and bool(_TITLE_CASE.fullmatch(words))
            and following[:1].isupper()
        )
