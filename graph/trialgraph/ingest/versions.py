"""Which versions of everything decide what is read from a document."""

from functools import cache
from hashlib import sha256

from trialgraph.documents.readers import READERS
from trialgraph.extract.read import EXTRACTOR
from trialgraph.model.document import Document
from trialgraph.rdf.vocabulary import ontology_turtle, table_files
from trialgraph.store.address import Place, folder_of
from trialgraph.store.ledger import DocumentEntry
from trialgraph.store.vocabularies import vocabularies_digest

_DIGITS = 12


def reader_version(document: Document) -> str:
    """Return the versions that decide what is read: of the reader and of the extractor."""
    return f"{document.reader}; {EXTRACTOR}"


def is_read_by_these(entry: DocumentEntry, terms: str) -> bool:
    """Tell whether the ledger has a document as these versions read it, with terms of a version."""
    reader, _, extractor = entry.reader.partition("; ")
    is_ours = reader in READERS and extractor == EXTRACTOR
    is_same = (entry.terms, entry.ontology) == (terms, ontology_version())
    return is_ours and is_same and entry.state == "stored"


def terms_version(store: Place) -> str:
    """Return a short hash of all terms of a store: it changes whenever a name does.

    It covers the tables that ship and the vocabularies loaded into the store.
    """
    loaded = vocabularies_digest(folder_of(store))
    return sha256(f"{_tables()}{loaded}".encode()).hexdigest()[:_DIGITS] if loaded else _tables()


@cache
def _tables() -> str:
    """Return a short hash of the term tables that ship."""
    tables = "".join(file.read_text(encoding="utf-8") for file in table_files())
    return sha256(tables.encode()).hexdigest()[:_DIGITS]


@cache
def ontology_version() -> str:
    """Return a short hash of the ontology."""
    return sha256(ontology_turtle().encode()).hexdigest()[:_DIGITS]
