"""A document as text with named parts, before anything is read from it."""

from dataclasses import dataclass, field
from typing import Literal

from trialgraph.model.text import Problem, Span

DocumentKind = Literal[
    "pubmed-page",
    "pubmed-xml",
    "medline",
    "ctgov-json",
    "ctgov-xml",
    "ctgov-page",
    "jats",
    "pdf",
    "text",
]

SectionKind = Literal[
    "title",
    "front",
    "abstract",
    "introduction",
    "methods",
    "results",
    "discussion",
    "conclusion",
    "back",
    "funding",
    "references",
    "table",
    "caption",
    "furniture",
    "record",
]


@dataclass(frozen=True, slots=True)
class Section:
    """A named stretch of the canonical text; sections follow each other and do not overlap.

    Attributes:
        kind: what stands there. ``front`` is authors, affiliations and the like;
            ``back`` is disclosures and acknowledgements; ``record`` is the body
            of a registry record; ``furniture`` is page heads and site chrome.
        heading: the printed heading, empty where there is none.
        span: the section with its heading.
    """

    kind: SectionKind
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its canonical text and what is known of it from its form alone.

    Attributes:
        identifier: ``ctgov-NCT...``, ``pubmed-...``, ``pmc-...`` when the bytes are
            such a record, else ``sha-`` and 16 hex digits; names the graph.
        kind: format, told by content.
        sha256: of the bytes as they came, hex.
        reader: name and version of the reader that made the text.
        text: canonical text, for which all spans hold.
        sections: in order of the text; together they cover all of it.
        problems: what the reader noticed (encoding, truncation).
    """

    identifier: str
    kind: DocumentKind
    sha256: str
    reader: str
    text: str
    sections: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def words(self, span: Span) -> str:
        """Return the characters a span stands on."""
        return self.text[span.start : span.end]
