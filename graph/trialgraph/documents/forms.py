"""The structured formats, in the order in which bytes are held against them."""

from typing import Protocol

from trialgraph.documents import (
    ctgov_json,
    ctgov_xml,
    html,
    jats,
    medline,
    pdf,
    pubmed_xml,
    registry_lines,
)
from trialgraph.model.document import Document


class Form(Protocol):
    """A format: a module of this package that knows its own bytes and reads them."""

    def recognises(self, content: bytes) -> bool:
        """Tell whether bytes are of this format, by content alone."""

    def read(self, content: bytes) -> Document:
        """Return the one document that these bytes are."""


FORMS: tuple[Form, ...] = (
    pdf,
    registry_lines,
    ctgov_json,
    ctgov_xml,
    pubmed_xml,
    jats,
    html,
    medline,
)
