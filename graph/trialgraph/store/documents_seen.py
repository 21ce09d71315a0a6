"""Documents as any machine sees them, be they brought in from it or from another one."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from urllib.parse import unquote

from trialgraph import names
from trialgraph.rdf.term import iri_text, plain, term_text, text
from trialgraph.store.documents_kept import DocumentsRead
from trialgraph.store.engine import Row
from trialgraph.store.ledger import DocumentEntry, State

_START = f"{names.ID}document/"
_STORED: State = "stored"


class DocumentsSeen(DocumentsRead, ABC):
    """Documents by the ledger of this machine; where that has none, by the graphs.

    The graphs know the stored ones, and neither their texts nor what was set aside.
    """

    @abstractmethod
    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours."""

    def entry(self, identifier: str) -> DocumentEntry | None:
        """Return what is known of one document."""
        found = super().entry(identifier)
        if found is not None or self._has_ledger():
            return found
        values = f"VALUES ?document {{ {iri_text(names.document(identifier))} }}"
        return next(self._held(values, 1), None)

    def entries_after(self, after: str, limit: int, state: str = "") -> list[DocumentEntry]:
        """Return documents by identifier, those after a given one."""
        if self._has_ledger():
            return super().entries_after(after, limit, state)
        if state not in {"", _STORED}:
            return []
        above = term_text(text(names.document(after) if after else ""))
        return list(self._held(f"FILTER(STR(?document) > {above})", limit))

    def entries_known_as(self, words: str) -> list[DocumentEntry]:
        """Return the documents of an identifier, a hash, or a file's name."""
        found = self.entry(words)
        return super().entries_known_as(words) or ([found] if found else [])

    def _has_ledger(self) -> bool:
        """Tell whether documents were brought in from this machine."""
        return bool(super().entries_after("", 1))

    def _held(self, which: str, limit: int) -> Iterator[DocumentEntry]:
        """Yield the documents that the graphs know, by their IRIs."""
        most = f"LIMIT {limit}" if limit else ""
        query = (
            f"PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?document ?kind ?hash {{ "
            f"?document a :Document . {which} OPTIONAL {{ ?document :statedKind ?kind }} "
            f"OPTIONAL {{ ?document :statedSha256 ?hash }} }} ORDER BY ?document {most}"
        )
        return map(_entry, self.select(query))


def _entry(row: Row) -> DocumentEntry:
    said = {name: plain(value) for name, value in row.items()}
    return DocumentEntry(
        identifier=unquote(said["document"].removeprefix(_START)),
        kind=said.get("kind", ""),
        sha256=said.get("hash", ""),
        reader="",
        terms="",
        ontology="",
        state=_STORED,
    )
