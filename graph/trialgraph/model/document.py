"""A document as text with named parts, before anything is read from it."""

from dataclasses import field
from typing import Literal

from trialgraph.model.record import Record
from trialgraph.model.text import Problem, Span
from trialgraph.model.values import dataclass

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
class Cell:
    """A cell of a table that its source marks up.

    Attributes:
        row: from 0, in the order of the text.
        column: from 0; spans push later cells on.
        rows: how many rows it covers, 1 or more.
        columns: how many columns it covers.
        is_header: the source marks it as a heading of rows or columns.
    """

    row: int
    column: int
    rows: int
    columns: int
    is_header: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table that its source marks up, with its caption and footnotes in the text."""

    label: str
    caption: Span | None
    cells: tuple[Cell, ...]
    footnotes: tuple[Span, ...]
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
        record: the fields of a structured format; ``None`` for text.
        tables: of a format that marks them up, in the order of the text.
    """

    identifier: str
    kind: DocumentKind
    sha256: str
    reader: str
    text: str
    sections: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    record: Record | None = None
    tables: tuple[Table, ...] = ()

    def words(self, span: Span) -> str:
        """Return the characters a span stands on."""
        return self.text[span.start : span.end]
