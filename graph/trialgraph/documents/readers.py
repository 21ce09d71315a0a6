"""The versions of all readers."""

from trialgraph.documents import (
    ctgov_json,
    ctgov_xml,
    html,
    jats,
    medline,
    pdf,
    pubmed_xml,
    reader,
    registry_lines,
)

_MODULES = (pdf, registry_lines, ctgov_json, ctgov_xml, pubmed_xml, jats, html, medline, reader)

READERS = frozenset(str(one.READER) for one in _MODULES)
"""As documents and the ledger name them."""
