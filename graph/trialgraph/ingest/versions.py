"""Which versions of everything decide what is read from a document."""

from functools import cache
from hashlib import sha256

from trialgraph.extract.read import EXTRACTOR
from trialgraph.model.document import Document
from trialgraph.rdf.vocabulary import ontology_turtle, table_files

_DIGITS = 12


def reader_version(document: Document) -> str:
    """Return the versions that decide what is read: of the reader and of the extractor."""
    return f"{document.reader}; {EXTRACTOR}"


@cache
def terms_version() -> str:
    """Return a short hash of all term tables: it changes whenever a name does."""
    tables = "".join(file.read_text(encoding="utf-8") for file in table_files())
    return sha256(tables.encode()).hexdigest()[:_DIGITS]


@cache
def ontology_version() -> str:
    """Return a short hash of the ontology."""
    return sha256(ontology_turtle().encode()).hexdigest()[:_DIGITS]
