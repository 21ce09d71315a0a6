"""Bytes to ``Document``: canonical text, layout told by content, sections, problems."""

import hashlib

from trialgraph.documents.characters import in_utf8, uncut
from trialgraph.documents.forms import FORMS
from trialgraph.documents.layout import MAX_CHARACTERS, NCT_LINE, laid_out, missing_end
from trialgraph.documents.lines import Line, printed_lines, sections
from trialgraph.documents.windows import MOST
from trialgraph.documents.xml import root_name
from trialgraph.errors import DocumentTooLarge, EmptyDocument, NotText, UnknownFormat
from trialgraph.model import lazy
from trialgraph.model.document import Document, DocumentKind
from trialgraph.model.text import Problem

MAX_BYTES = MOST

READER = "text-reader 1"

_BYTE_ORDER_MARK = "\ufeff"
_XML = lazy.regex(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|!DOCTYPE\s)")
_FORBIDDEN = lazy.regex(r"[\x00-\x08\x0e-\x1f\x7f]")
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive"}


def read_document(content: bytes) -> Document:
    """Return the document that these bytes are; those in UTF-16 count as their UTF-8.

    Raises:
        EmptyDocument: there is nothing but white space.
        DocumentTooLarge: more than ``MAX_BYTES`` bytes or ``MAX_CHARACTERS`` characters.
        NotText: control characters, or a format that is no text.
        UnknownFormat: XML of a kind that is not read.
    """
    if len(content) > MAX_BYTES:
        raise DocumentTooLarge(
            f"{len(content):,} bytes found, at most {MAX_BYTES:,} are read; cut the file in parts"
        )
    content = in_utf8(content)
    for form in FORMS:
        if form.recognises(content):
            return form.read(content)
    if _XML.match(content):
        raise UnknownFormat(
            f"XML with the root {root_name(content)!r} found, wanted a record of a registry, of "
            "PubMed or a JATS article; save its words as plain text"
        )
    return _read_text(content)


def _read_text(content: bytes) -> Document:
    """Return the document of a plain text: a page, a paper or an abstract."""
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
    kind, marks = laid_out(text, lines)
    return Document(
        identifier=_identifier(kind, lines, digest),
        kind=kind,
        sha256=digest,
        reader=READER,
        text=text,
        sections=sections(marks, len(text)),
        problems=(*problems, *missing_end(text, kind, marks)),
    )


def _decoded(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text without a byte-order mark, and what decoding noticed."""
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            raise NotText(f"{name} found, wanted text; save its text and give that")
    problems: tuple[Problem, ...] = ()
    try:
        text = uncut(content).decode("utf-8")
    except UnicodeDecodeError as error:
        text = _from_windows(content)
        message = f"byte {error.start} is not UTF-8; the file was read as Windows-1252"
        problems = (Problem("encoding", message),)
    if found := _FORBIDDEN.search(text):
        raise NotText(
            f"control character U+{ord(found[0]):04X} found at {found.start()}, wanted text; "
            "save the document as plain text in UTF-8, or in UTF-16 with its byte-order mark"
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


def _identifier(kind: DocumentKind, lines: tuple[Line, ...], digest: str) -> str:
    if kind == "ctgov-page":
        number = next(match for line in lines if (match := NCT_LINE.match(line.words)))
        return f"ctgov-{number[1]}"
    return f"sha-{digest[:16]}"
