"""The page that a JATS article is written on: paragraphs, where its sections begin, its tables."""

from trialgraph.documents.headings import without_number
from trialgraph.documents.lines import Mark
from trialgraph.model.document import SectionKind, Table
from trialgraph.model.text import Problem, Span

_HEADING_LENGTH = 200


class Page:
    """Writes text and remembers how far it has come.

    Attributes:
        marks: where sections begin.
        tables: those written so far.
        problems: what could not be shown.
        kind: of the prose that is being written.
    """

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.tables: list[Table] = []
        self.problems: list[Problem] = []
        self._parts: list[str] = []
        self._length = 0
        self.kind: SectionKind = "front"

    @property
    def text(self) -> str:
        """Return what is written."""
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """Return where the next character will stand."""
        return self._length

    def write(self, words: str) -> Span:
        """Write characters, and return where they stand."""
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        return Span(start, self._length)

    def paragraph(self, words: str, end: str = "\n\n") -> Span:
        """Write a paragraph of one line; nothing for no words."""
        span = self.write(words)
        if words:
            self.write(end)
        return span

    def begin(self, kind: SectionKind, heading: str = "", number: str = "") -> None:
        """Begin a part of the prose, with its heading on a line where it has one."""
        self.kind, heading = kind, heading.strip()
        self.marks.append(Mark(self._length, kind, without_number(heading)))
        self.paragraph(" ".join(filter(None, (number, heading))))

    def begin_apart(self, kind: SectionKind, heading: str = "") -> None:
        """Begin what stands apart from the prose: a table, a caption."""
        self.marks.append(Mark(self._length, kind, heading[:_HEADING_LENGTH]))

    def resume(self) -> None:
        """Go on with the prose that was cut."""
        self.marks.append(Mark(self._length, self.kind))
