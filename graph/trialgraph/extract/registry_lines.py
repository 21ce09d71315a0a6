"""A registry page as headed blocks of entries, without the web site's own sentences."""

from dataclasses import dataclass

from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.text import Span, Stated

_ENTRY = lazy.regex(r"[^\r\n]*\S[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed line: its words without the white space around them, and their place."""

    words: str
    span: Span

    def stated(self, value: str | None = None) -> Stated:
        """Return the entry as stated words, with a standard value where there is one."""
        return Stated(self.words if value is None else value, self.words, self.span)


class Page:
    """The entries of a registry page by the headings they stand under."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._blocks: dict[str, tuple[Entry, ...]] = {}
        for section in document.sections:
            found = entries(document.text, section.span)
            if section.heading:
                self._blocks.setdefault(section.heading, _without_filler(found[1:]))
            elif section.kind == "record":
                self._blocks.setdefault("", found)

    def block(self, heading: str) -> tuple[Entry, ...]:
        """Return the entries under a heading; "" is the head of the page."""
        return self._blocks.get(heading, ())

    def field(self, heading: str, *labels: str) -> Entry | None:
        """Return the entry after a label, such as the phase after "Clinical Phase"."""
        block = self.block(heading)
        for number, entry in enumerate(block[:-1]):
            if entry.words in labels:
                return block[number + 1]
        return None

    def text(self, first: Entry, last: Entry) -> Span:
        """Return the span from one entry to another."""
        return Span(first.span.start, last.span.end)


def entries(text: str, span: Span) -> tuple[Entry, ...]:
    """Return the printed lines of a stretch of text."""
    found: list[Entry] = []
    for match in _ENTRY.finditer(text, span.start, span.end):
        words = match[0].strip()
        start = match.start() + match[0].index(words)
        found.append(Entry(words, Span(start, start + len(words))))
    return tuple(found)


def _without_filler(block: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return a block without the sentence in which the web site explains its heading."""
    return block[1:] if block and block[0].words.endswith(".") else block
