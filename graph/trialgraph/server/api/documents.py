"""Documents: what became of each, what it says of itself, its text and its facts."""

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow, Cell
from trialgraph.catalogue.card import Column
from trialgraph.catalogue.documents_found import (
    STATES,
    FoundDocument,
    document_known_as,
    find_documents,
    found_document,
    list_documents,
)
from trialgraph.catalogue.left_out import facts_left_out
from trialgraph.catalogue.licences import CONTEXT_CHARACTERS, around, is_open, stands
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.catalogue.schemes import LONGEST
from trialgraph.errors import DocumentNotStored, DocumentReplaced
from trialgraph.server.addresses import api_of
from trialgraph.server.api.asking import ending_of
from trialgraph.server.api.contract import Asked, Found, Moved, Parameter, Resource, RowKind
from trialgraph.server.api.left_out import MORE, told
from trialgraph.server.api.lists import in_pages
from trialgraph.server.api.meaning import Meaning, shown
from trialgraph.server.bounded import BoundedReader
from trialgraph.store import DocumentEntry
from trialgraph.terms.index import TermIndex

DOCUMENT = RowKind(
    "Document",
    (
        Column("id", "text", "names it in this store; of a work that is only cited, its IRI"),
        Column("iri", "iri", "names it in the graph"),
        Column("state", "text", f"{', '.join(STATES)}, or cited by a document and not held"),
        Column("reason", "text", "why it is not stored, and what to do"),
        Column("kind", "text", "layout it was read as"),
        Column("source", "text", "name of the file, or the address, that it came from"),
        Column("recorded_at", "text", "when that was written down: UTC, ISO 8601"),
        Column("label", "text", "its title, or what else is known of it"),
        Column("citation", "text", "as a reader would cite it"),
        Column("title", "text", "as the document prints it; null where it prints none"),
    ),
    has_passages=False,
    means={"title": Meaning(names.term("statedTitle"))},
)
_ITSELF, _FACTS = panel_card("document"), panel_card("document-facts")
_SAID = RowKind(
    "StatedByDocument", _ITSELF.columns, has_passages=False, means=shown(_ITSELF, thing="held")
)
_PROBLEM = RowKind("ProblemOfDocument", panel_card("document-problems").columns)
FACT = RowKind("Fact", _FACTS.columns, means=shown(_FACTS, thing="iri"))
TEXT = RowKind(
    "TextPart",
    (
        Column("document", "id", "the document"),
        Column("start", "integer", "first character of the part, in the canonical text"),
        Column("end", "integer", "after its last character"),
        Column("text", "text", "the characters"),
        Column("is_whole", "boolean", "whether this is the whole text of the document"),
    ),
    has_passages=False,
)
_ID = Parameter(
    "id",
    "its identifier, as lists of documents have it; a PMID, PMCID or DOI redirects to it",
    "sha-061718f7111f1619",
    {"type": "string", "minLength": 1, "maxLength": LONGEST},
    place="path",
)
_STATE = Parameter(
    "state", "only documents in this state", "set aside", {"type": "string", "enum": [*STATES]}
)
_Q = Parameter(
    "q",
    "is my paper in, and if not, why? A PMID, PMCID, DOI, registration number, file name, hash, "
    "title or words of it",
    "NCT02514681",
    {"type": "string", "minLength": 1, "maxLength": LONGEST},
)


def _row(one: FoundDocument) -> AnswerRow:
    is_ours = one.state != "cited"
    return AnswerRow(
        {
            "id": one.identifier,
            "iri": names.document(one.identifier) if is_ours else one.identifier,
            "state": one.state,
            "reason": one.reason or None,
            "kind": one.kind or None,
            "source": one.bare_source or None,
            "recorded_at": one.recorded_at or None,
            "label": one.label or None,
            "citation": one.about.citation or None if one.about else None,
            "title": one.about.own_title or None if one.about else None,
        },
        (),
    )


def _list(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    words, state, page = asked.one("q"), asked.one("state"), asked.page(reader)
    if words:
        found = find_documents(reader, terms, words)
        rows = [_row(one) for one in found.rows if state in {"", one.state}]
        return in_pages(rows, page, reader.version)
    listed = list_documents(reader, state, page)
    return Found([_row(one) for one in listed.rows], listed.next_cursor)


def _entry(asked: Asked, reader: BoundedReader, terms: TermIndex, part: str = "") -> DocumentEntry:
    """Return what the ledger has of the document that a request is about.

    Args:
        asked: with the words in ``id``.
        reader: a published version.
        terms: tables of names.
        part: the rest of the path behind the document, with its slash.

    Raises:
        Moved: it is asked for by a number.
        DocumentNotStored: it never came in.
        UnknownName: several have the number.
    """
    given = asked.one("id")
    entry = reader.entry(given.removeprefix(f"{names.ID}document/"))
    if entry is None:
        identifier = document_known_as(reader, terms, given)
        if identifier:
            known = api_of(names.document(identifier))
            raise Moved(f"{known}{part}{ending_of(asked.path)}")
        raise DocumentNotStored(
            f"found {given!r}, wanted the identifier of a document that came in; "
            "/api/v1/documents?q=... finds it by any number or title"
        )
    return entry


def _one(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    entry = _entry(asked, reader, terms)
    held = [names.document(entry.identifier)]
    parts = {"says": "document", "problems": "document-problems"}
    found = {name: panel(reader, one, held=held) for name, one in parts.items()}
    more = told(facts_left_out(reader, entry.identifier))
    return Found([_row(found_document(reader, entry))], parts=found, more=more)


def _facts(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    iri = names.document(_entry(asked, reader, terms, "/facts").identifier)
    found = panel(reader, "document-facts", held=[iri])
    return in_pages(found, asked.page(reader), reader.version)


def _text(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    """Return the whole text where anyone may have it, else what stands around each passage.

    Raises:
        DocumentReplaced: its facts are from another text.
    """
    entry = _entry(asked, reader, terms, "/text")
    text = reader.kept_text(entry.identifier)
    iri = names.document(entry.identifier)
    licences = [
        words for one in panel(reader, "document", held=[iri]) for words in one.words("licence")
    ]
    facts = panel(reader, "document-facts", held=[iri])
    passages = [one for row in facts for one in row.passages]
    if not all(stands(text, one) for one in passages):
        raise DocumentReplaced(
            f"found another text of {entry.identifier} than the one that its facts are from: it is "
            "being replaced; ask again when the new version is published"
        )
    if asked.is_trusted or is_open(entry.kind, licences):
        return Found([_part(entry.identifier, text, 0, len(text), is_whole=True)])
    spans = sorted({(one.start, one.end) for one in passages})
    parts = [
        _part(entry.identifier, text, start, end, is_whole=False)
        for start, end in _joined(text, spans)
    ]
    return in_pages(parts, asked.page(reader), reader.version)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return passages with what stands around them; those that touch are one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        before, after = around(text, start, end)
        begin, stop = start - len(before), end + len(after)
        if found and begin <= found[-1][1]:
            first, last = found.pop()
            begin, stop = first, max(stop, last)
        found.append((begin, stop))
    return found


def _part(identifier: str, text: str, start: int, end: int, *, is_whole: bool) -> AnswerRow:
    cells: dict[str, Cell] = {"document": identifier, "start": start, "end": end}
    return AnswerRow({**cells, "text": text[start:end], "is_whole": is_whole}, ())


RESOURCES = (
    Resource(
        "/documents",
        "listDocuments",
        "All documents that came in, with what became of each; or those that words mean.",
        DOCUMENT,
        _list,
        (_Q, _STATE),
        is_of_data=False,
    ),
    Resource(
        "/documents/{id:path}/text",
        "getDocumentText",
        "The text of a document: whole under an open licence or with the token, else every "
        f"passage that a fact rests on, with {CONTEXT_CHARACTERS} characters around it.",
        TEXT,
        _text,
        (_ID,),
        has_turtle=False,
        is_of_data=False,
    ),
    Resource(
        "/documents/{id:path}/facts",
        "getDocumentFacts",
        "The facts that were read from a document, and where each stands.",
        FACT,
        _facts,
        (_ID,),
    ),
    Resource(
        "/documents/{id:path}",
        "getDocument",
        "What became of a document, what it says of itself, and what could not be read of it.",
        DOCUMENT,
        _one,
        (_ID,),
        parts={"says": _SAID, "problems": _PROBLEM},
        more=MORE,
        is_paged=False,
        is_of_data=False,
    ),
)
