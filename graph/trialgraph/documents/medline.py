"""One article of MEDLINE's text format (nbib): prose first, then its fields."""

import hashlib
import re
from dataclasses import replace

from trialgraph.documents.characters import uncut
from trialgraph.documents.medline_fields import Field, record_values, words_of
from trialgraph.documents.publication_text import Paragraph, publication
from trialgraph.errors import SeveralRecords, UnreadableRecord
from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.text import Problem

READER = "medline-reader 1"

_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD = 4_000
_OPENING = lazy.regex(rb"[A-Z]{2,4} {0,2}- ")
_NUMBERED = lazy.regex(rb"^(?:PMID- ?\d|PMC - ?PMC\d)", re.MULTILINE)
_FIELD = lazy.regex(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}- ?(?P<words>.*)")
_CONTROL = lazy.regex(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def recognises(content: bytes) -> bool:
    """Tell whether bytes are MEDLINE records: tagged lines with a PubMed or PMC number."""
    head = content[:_HEAD].lstrip(_BLANK)
    return bool(_OPENING.match(head) and _NUMBERED.search(head))


def read(content: bytes) -> Document:
    """Return the article that these bytes are.

    Raises:
        SeveralRecords: there are several; ``documents.parts`` takes them apart.
        UnreadableRecord: it is cut off before its title and its number.
    """
    text, problems = _decoded(content)
    fields = _only_record(text)
    values = record_values(fields)
    if not values["title"] and not values["journal"] and not values["journal_abbreviation"]:
        raise UnreadableRecord(
            "a MEDLINE record without title and journal found, wanted a whole record; "
            "fetch or export it again"
        )
    sha256 = hashlib.sha256(content).hexdigest()
    written = publication(
        values,
        [Paragraph(words) for words in words_of(fields, "AB")],
        [Paragraph(words, "Other abstract") for words in words_of(fields, "OAB")],
    )
    document = written.document(_identifier(fields, sha256), "medline", sha256, READER)
    return replace(document, problems=(*problems, *_missing_end(fields)))


def _missing_end(fields: list[Field]) -> tuple[Problem, ...]:
    """Return the problem of a record that stops before its source, which ends every record."""
    if any(tag == "SO" for tag, _ in fields):
        return ()
    message = "the record ends before its source (SO), as if cut off; fetch or export it again"
    return (Problem("truncated-page", message),)


def _identifier(fields: list[Field], sha256: str) -> str:
    for tag, prefix in (("PMID", "pubmed-"), ("PMC", "pmc-")):
        for words in words_of(fields, tag):
            return prefix + words
    return f"sha-{sha256[:16]}"


def _decoded(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text, and what decoding noticed."""
    problems: tuple[Problem, ...] = ()
    try:
        text = uncut(content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = content.decode("windows-1252", errors="replace")
        message = f"byte {error.start} is not UTF-8; the file was read as Windows-1252"
        problems = (Problem("encoding", message),)
    return _CONTROL.sub("\ufffd", text), problems


def _only_record(text: str) -> list[Field]:
    """Return the fields of a file with one record.

    Raises:
        SeveralRecords: blank lines part several.
    """
    records: list[list[Field]] = []
    fresh = True
    for line in text.splitlines():
        match = _FIELD.fullmatch(line)
        if match:
            if fresh or not records:
                records.append([])
            records[-1].append((match["tag"], match["words"].strip()))
        elif line.strip() and records:
            tag, words = records[-1].pop()
            records[-1].append((tag, f"{words} {line.strip()}".strip()))
        fresh = not line.strip()
    if len(records) > 1:
        raise SeveralRecords(
            f"{len(records)} MEDLINE records found, wanted one; split the file into one a record"
        )
    return records[0] if records else []
