"""One document from its bytes to what is stored of it: the work of every process of a Spark job."""

from trialgraph.errors import EvidenceError
from trialgraph.ingest.pieces import Piece, Terms, made, readable, reading_of, refused

__all__ = ["Piece", "Terms", "piece"]


def piece(source: str, content: bytes | EvidenceError, terms: Terms) -> Piece:
    """Return what is stored of one document; a fault in it is told in its line, never raised.

    Args:
        source: where it came from, as a person is told.
        content: its bytes, of one document; or why there are none.
        terms: that it is read with.
    """
    document = content if isinstance(content, EvidenceError) else readable(content)
    if isinstance(document, EvidenceError):
        return Piece(refused(source, document))
    return made(source, document, reading_of(document, terms.index), terms.version)
