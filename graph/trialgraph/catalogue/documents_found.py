"""Documents with what became of them: is my paper in, and why not?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trialgraph import names
from trialgraph.catalogue.answer import Searched
from trialgraph.catalogue.ask import searched
from trialgraph.catalogue.codes import local_name
from trialgraph.catalogue.names_found import MOST, find_names
from trialgraph.catalogue.paging import Page
from trialgraph.catalogue.quoted import QuotedDocument, quoted_documents
from trialgraph.catalogue.schemes import LONGEST
from trialgraph.catalogue.spelt import iris_of
from trialgraph.errors import Advice, BadParameter, UnknownName
from trialgraph.names import Iri
from trialgraph.names.identifiers import recognised
from trialgraph.names.registries import registry_of

if TYPE_CHECKING:
    from trialgraph.catalogue.names_found import Found
    from trialgraph.store import DocumentEntry, Reader
    from trialgraph.terms.index import TermIndex

State = Literal["stored", "set aside", "cited"]
STATES = ("stored", "set aside")
"""States that the list of all documents can be searched by."""
_NAMED = 5  # documents that are told where a number means several
_ROW_BEFORE = {"pmid": "pubmed-", "pmcid": "pmc-", "doi": "doi-"}


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document and what became of it.

    Attributes:
        identifier: names it in this store; of a work that is only cited, its IRI.
        state: stored; set aside, with the reason; or cited by a document and not held.
        reason: why it is not stored, and what to do.
        kind: layout it was read as.
        source: the file or the address that it came from.
        recorded_at: when that was written down: UTC, ISO 8601.
        about: its title, journal and numbers; ``None`` where it is not stored.
        label: title, or what else is known of it.
    """

    identifier: str
    state: State
    reason: str = ""
    kind: str = ""
    source: str = ""
    recorded_at: str = ""
    about: QuotedDocument | None = None
    label: str = ""

    @property
    def bare_source(self) -> str:
        """Return the source without the folders of the machine that it was read on."""
        if "://" in self.source:
            return self.source
        return self.source.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents that fit what was asked for, one page of them.

    Attributes:
        rows: by identifier.
        searched: in which documents.
        next_cursor: leads to the next page; empty when there is none.
        nearest: names that are spelled alike, where nothing was found.
    """

    rows: tuple[FoundDocument, ...]
    searched: Searched
    next_cursor: str = ""
    nearest: tuple[str, ...] = ()


def list_documents(
    reader: "Reader",
    state: str = "",
    page: Page = Page(),  # noqa: B008 - frozen
) -> Documents:
    """Return a page of all documents that came in, by identifier, each with its state.

    Args:
        reader: a published version of a store.
        state: stored or set aside; empty for both.
        page: which part of them.

    Raises:
        BadParameter: there is no such state.
    """
    if state and state not in STATES:
        raise BadParameter(f"found state {state!r}, wanted one of {', '.join(STATES)}")
    found = reader.entries_after(page.after, page.limit + 1, state)
    part = page.part(found, reader.version, lambda one: one.identifier)
    return Documents(_rows(reader, part.rows), searched(reader), part.next_cursor)


def find_documents(reader: "Reader", terms: "TermIndex", q: str) -> Documents:
    """Return the documents that words mean, wherever they are: in the store, set aside, cited.

    One that was set aside is found by a number in its text, too.

    Args:
        reader: a published version of a store.
        terms: the tables that the index of names is made with.
        q: identifier, PMID, PMCID, DOI, registration number, address, file name, hash, title or
            words of it; 1 to 200 characters.

    Raises:
        BadParameter: the words are out of bounds.
        NamesNotReady: the store is large, and its index is being made.
    """
    found = find_names(reader, terms, q, ["document", "publication"], MOST)
    entries = {one.identifier: one for one in _entries(reader, q, found)}
    shown = found.exact or ((), found.matches)[not entries and not found.nearest]
    for match in shown:
        if match.type == "document" and local_name(Iri(match.iri)) not in entries:
            entry = reader.entry(local_name(Iri(match.iri)))
            entries |= {entry.identifier: entry} if entry else {}
    cited = (
        FoundDocument(one.iri, "cited", _CITED, label=one.label)
        for one in shown
        if one.type == "publication"
    )
    rows = (*_rows(reader, list(entries.values())), *cited)
    return Documents(rows, found.searched, nearest=() if rows else found.nearest)


def document_known_as(reader: "Reader", terms: "TermIndex", words: str) -> str:
    """Return the identifier of the one document that came in and that a number means.

    Empty where there is none.

    Raises:
        UnknownName: there are several; they are named.
    """
    if not 0 < len(words) <= LONGEST or recognised(words) is None:
        return ""
    rows = find_documents(reader, terms, words).rows
    found = tuple(one.identifier for one in rows if one.state != "cited")
    if len(found) > 1:
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise UnknownName(
            f"found {words!r}, the number of {len(found)} documents, wanted that of one: "
            f"{', '.join(found[:_NAMED])}{more}; ask for one of these"
        ).advised(Advice(suggestions=found[:_NAMED]))
    return found[0] if found else ""


def found_document(reader: "Reader", entry: "DocumentEntry") -> FoundDocument:
    """Return an entry of the ledger with what the document says of itself."""
    return _rows(reader, [entry])[0]


_TO_DO = "What to do: mend or export it again and ingest it; a newer reader may take it as it is."
_CITED = "documents held cite it, and nobody brought it in; ingest it to have what it says"


def _entries(reader: "Reader", q: str, found: "Found") -> "Iterator[DocumentEntry]":
    """Yield what the ledger has under the words, and under what they may be written as."""
    spellings = dict.fromkeys([q.strip(), *_local(q), *_as_identifier(q)])
    for words in spellings:
        yield from reader.entries_known_as(words)
    number = recognised(q)
    if number is not None:
        yield from reader.entries_naming(number.value)
    for one in found.exact:
        entry = reader.entry(local_name(Iri(one.iri))) if one.type == "document" else None
        if entry is not None:
            yield entry


def _local(q: str) -> list[str]:
    """Return the identifier of a document's IRI."""
    start = f"{names.ID}document/"
    return [local_name(Iri(one)) for one in iris_of(q) if one.startswith(start)]


def _as_identifier(q: str) -> Iterator[str]:
    """Yield the identifier that a document of this number has, be it stored or not."""
    one = recognised(q)
    if one is None:
        return
    if one.kind == "trial" and registry_of(one.value) == "clinicaltrials":
        yield f"ctgov-{one.value}"
    if one.kind in _ROW_BEFORE:
        yield f"{_ROW_BEFORE[one.kind]}{one.value}"


def _rows(reader: "Reader", entries: "Sequence[DocumentEntry]") -> tuple[FoundDocument, ...]:
    """Return entries of the ledger with what the documents say of themselves."""
    stored = [one.identifier for one in entries if one.state == "stored"]
    about = quoted_documents(reader, stored)
    return tuple(_row(one, about.get(one.identifier)) for one in entries)


def _reason(entry: "DocumentEntry") -> str:
    """Return why a document is not stored, and what to do; empty for one that is."""
    is_told = not entry.message or entry.state == "stored" or _TO_DO in entry.message
    return entry.message if is_told else f"{entry.message.rstrip('. ')}. {_TO_DO}"


def _row(entry: "DocumentEntry", about: QuotedDocument | None) -> FoundDocument:
    return FoundDocument(
        identifier=entry.identifier,
        state=entry.state,
        reason=_reason(entry),
        kind=entry.kind,
        source=entry.source,
        recorded_at=entry.recorded_at,
        about=about,
        label=(about.title if about else "") or entry.identifier,
    )
