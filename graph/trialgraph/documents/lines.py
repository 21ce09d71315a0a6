"""Lines and marks: the two things that every layout is described with."""

from collections.abc import Iterable

from trialgraph.model import lazy
from trialgraph.model.document import Section, SectionKind
from trialgraph.model.text import Span
from trialgraph.model.values import dataclass

_LINE = lazy.regex(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the canonical text.

    Attributes:
        start: offset of its first character.
        text: its characters without the line break.
        words: the line without white space at its ends.
        after_blank: whether the line before it is blank, or it is the first.
    """

    start: int
    text: str
    words: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a section begins; it runs to the next mark."""

    start: int
    kind: SectionKind
    heading: str = ""


def printed_lines(text: str) -> tuple[Line, ...]:
    """Return the lines that hold more than white space, in order."""
    found: list[Line] = []
    blank = True
    for match in _LINE.finditer(text):
        printed = match[1]
        if words := printed.strip():
            found.append(Line(match.start(), printed, words, blank))
            blank = False
        else:
            blank = True
    return tuple(found)


def sections(marks: Iterable[Mark], length: int) -> tuple[Section, ...]:
    """Return the sections that marks begin; together they cover the whole text.

    Of two marks at one place the later one counts. What stands before the
    first mark is ``front``. A mark that repeats the kind of the one before,
    without a heading, begins nothing.
    """
    placed: list[Mark] = [Mark(0, "front")]
    for mark in sorted(marks, key=lambda one: one.start):
        if mark.start == placed[-1].start:
            placed.pop()
        elif not mark.heading and mark.kind == placed[-1].kind:
            continue
        placed.append(mark)
    ends = [mark.start for mark in placed[1:]] + [length]
    return tuple(
        Section(mark.kind, mark.heading, Span(mark.start, end))
        for mark, end in zip(placed, ends, strict=True)
    )
