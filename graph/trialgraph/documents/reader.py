"""Bytes to ``Document``: canonical text, layout told by content, sections, problems."""

import hashlib
import re

from trialgraph.documents import abstract, flattened, paper, pubmed, registry
from trialgraph.documents.lines import Line, Mark, printed_lines, sections
from trialgraph.errors import DocumentTooLarge, EmptyDocument, NotText
from trialgraph.model.document import Document, DocumentKind
from trialgraph.model.text import Problem, Span

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 5_000_000
"""Of text: a paper has 100,000; reading takes some ten seconds a million."""

READER = "text-reader 1"

_BYTE_ORDER_MARK = "\ufeff"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive"}
_NCT_LINE = re.compile(r"NCT ID: ?(NCT\d{8})")
_TOP_LINES = 8
_REGISTRY_END = {"Eligibility Criteria", "Sponsors"}
_MOST_LINES = 200_000  # no paper is so long; its parts are not looked for
_PAPER_LENGTH = 8_000
_PAPER_HEADING = re.compile(r"(?:#{1,3} +|\d+(?:\.\d+)* +\| +)[A-Z]|\*\*[A-Z][^*]{2,60}\*\*:?$")
_FEWEST_PAPER_HEADINGS = 3
_PROSE = frozenset(("abstract", "introduction", "methods", "results", "discussion", "conclusion"))
_SENTENCE_ENDS = (".", "!", "?", ")", "]", "”", "’", "*")


def read_document(content: bytes) -> Document:
    """Return the document that these bytes are.

    Raises:
        EmptyDocument: there is nothing but white space.
        DocumentTooLarge: more than ``MAX_BYTES`` bytes or ``MAX_CHARACTERS`` characters.
        NotText: control characters, or a format that is no text.
    """
    if len(content) > MAX_BYTES:
        raise DocumentTooLarge(
            f"{len(content):,} bytes found, at most {MAX_BYTES:,} are read; cut the file in parts"
        )
    text, problems = _decoded(content)
    if len(text) > MAX_CHARACTERS:
        raise DocumentTooLarge(
            f"{len(text):,} characters found, at most {MAX_CHARACTERS:,} are read; "
            "cut the file in parts"
        )
    lines = printed_lines(text)
    if not lines:
        raise EmptyDocument("nothing but white space found, wanted text; check the file")
    digest = hashlib.sha256(content).hexdigest()
    kind, marks = _laid_out(text, lines)
    return Document(
        identifier=_identifier(kind, lines, digest),
        kind=kind,
        sha256=digest,
        reader=READER,
        text=text,
        sections=sections(marks, len(text)),
        problems=(*problems, *_missing_end(text, kind, marks)),
    )


def _decoded(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text without a byte-order mark, and what decoding noticed."""
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            raise NotText(f"{name} found, wanted text; save its text and give that")
    problems: tuple[Problem, ...] = ()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _from_windows(content)
        message = f"byte {error.start} is not UTF-8; the file was read as Windows-1252"
        problems = (Problem("encoding", message),)
    if found := _FORBIDDEN.search(text):
        raise NotText(
            f"control character U+{ord(found[0]):04X} found at {found.start()}, wanted text; "
            "save the document as plain text in UTF-8"
        )
    return text.removeprefix(_BYTE_ORDER_MARK), problems


def _from_windows(content: bytes) -> str:
    try:
        return content.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise NotText(
            f"byte {error.start} is neither UTF-8 nor Windows-1252, wanted text; "
            "save the document as plain text in UTF-8"
        ) from error


def _laid_out(text: str, lines: tuple[Line, ...]) -> tuple[DocumentKind, list[Mark]]:
    """Return the kind of document and where its sections begin, told by content alone."""
    if _is_registry_page(lines):
        return "ctgov-page", registry.marks(lines)
    if pubmed.is_web_page(lines):
        return "pubmed-page", pubmed.web_marks(text, lines)
    if pubmed.TEXT_CITATION.match(lines[0].words):
        return "pubmed-page", pubmed.text_marks(text, lines)
    return "text", _text_marks(text, lines)


def _text_marks(text: str, lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the sections of a paper or an abstract begin."""
    if len(lines) > _MOST_LINES:
        return abstract.marks(text, lines)
    if flattened.is_flattened(text, lines):
        return flattened.marks(lines)
    headings = sum(bool(_PAPER_HEADING.match(line.words)) for line in lines)
    if len(text) >= _PAPER_LENGTH or headings >= _FEWEST_PAPER_HEADINGS or paper.has_table(lines):
        return paper.marks(text, lines)
    return abstract.marks(text, lines)


def _is_registry_page(lines: tuple[Line, ...]) -> bool:
    """Tell a registry page: its own number near the top, and headings of the registry."""
    headings = {line.words for line in lines} & set(registry.HEADINGS)
    numbered = any(_NCT_LINE.match(line.words) for line in lines[:_TOP_LINES])
    return numbered and bool(headings)


def _identifier(kind: DocumentKind, lines: tuple[Line, ...], digest: str) -> str:
    if kind == "ctgov-page":
        number = next(match for line in lines if (match := _NCT_LINE.match(line.words)))
        return f"ctgov-{number[1]}"
    return f"sha-{digest[:16]}"


def _missing_end(text: str, kind: DocumentKind, marks: list[Mark]) -> tuple[Problem, ...]:
    """Return the problem of a page that stops before what its layout always shows."""
    if kind == "pubmed-page" and not pubmed.has_abstract(marks):
        wanted = "an abstract"
    elif kind == "ctgov-page" and _REGISTRY_END - {mark.heading for mark in marks}:
        wanted = "its eligibility criteria and sponsors"
    else:
        return _cut_sentence(text, marks)
    return (Problem("truncated-page", f"the page ends before {wanted}; copy the whole page"),)


def _cut_sentence(text: str, marks: list[Mark]) -> tuple[Problem, ...]:
    """Return the problem of a text whose last words are prose without an end."""
    last = max(marks, key=lambda mark: mark.start)
    words = text.rstrip()
    if last.kind not in _PROSE or words.endswith(_SENTENCE_ENDS):
        return ()
    message = "the text ends inside a sentence, as if cut off; copy the whole of it"
    return (Problem("truncated-page", message, Span(last.start, len(words))),)
