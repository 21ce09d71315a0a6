"""Documents made of sections, each a kind and its words."""

from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.text import Span


def written(*parts: tuple[SectionKind, str]) -> Document:
    """Return a document made from (kind, words) parts."""
    text, found = "", []
    for kind, words in parts:
        found.append(Section(kind, "", Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    return Document("sha-0", "text", "0" * 64, "test 1", text, tuple(found))


def methods(words: str) -> ReadingView:
    return ReadingView(written(("methods", words)))
