"""Graphs as clients send them, read within the engine; nothing is ever fetched.

Contexts of JSON-LD that stand elsewhere are refused by the engine, as nothing loads
them; entities of RDF/XML that stand in files are refused too. What grows beyond
measure (entities within entities) or nests beyond measure ends the process that reads.
"""

from dataclasses import dataclass
from email.parser import BytesHeaderParser, BytesParser
from email.policy import HTTP

import pyoxigraph as ox

from trialgraph.errors import BadGraph, UnsupportedMedia

MULTIPART = "multipart/form-data"
_PARTS = 100
MEDIA_TYPES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Posted:
    """A body that holds a graph.

    Attributes:
        content: its bytes.
        content_type: as in the header, parameters included.
        base: the IRI that relative ones are resolved against.
    """

    content: bytes
    content_type: str
    base: str

    @property
    def media_type(self) -> str:
        """Return the media type, without parameters."""
        return self.content_type.partition(";")[0].strip().lower()


def refuse_other_media(posted: Posted) -> None:
    """Refuse a body that no graph can be read from.

    Raises:
        UnsupportedMedia: its type is none of a graph, or its charset is not UTF-8.
    """
    if posted.media_type not in {*MEDIA_TYPES, MULTIPART}:
        raise UnsupportedMedia(
            f"found a body of type {posted.content_type or 'none at all'!r}, wanted one graph: "
            f"{', '.join(MEDIA_TYPES)}; several graphs go in as an update"
        )
    _, _, charset = posted.content_type.lower().partition("charset=")
    if charset and charset.split(";")[0].strip(' "') not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMedia(f"found the charset {charset!r}, wanted UTF-8; send it in UTF-8")


def statements(posted: Posted) -> bytes:
    """Return the statements of a body as N-Triples, which SPARQL reads in its braces too.

    Raises:
        BadGraph: it does not parse, or names graphs of its own.
        UnsupportedMedia: it is of no type that holds a graph.
    """
    refuse_other_media(posted)
    bodies = _parts(posted) if posted.media_type == MULTIPART else [posted]
    triples: list[ox.Triple] = []
    for body in bodies:
        triples.extend(_triples(body))
    return b"".join(f"{triple} .\n".encode() for triple in triples)


def _parts(posted: Posted) -> list[Posted]:
    """Return the parts of a body that holds several (RFC 7578)."""
    head = f"Content-Type: {posted.content_type}\r\n\r\n".encode("latin-1", "replace")
    boundary = BytesHeaderParser(policy=HTTP).parsebytes(head).get_boundary()
    if not boundary:
        raise BadGraph(
            "found no boundary in the type of the body, wanted the one between its parts"
        )
    if posted.content.count(f"--{boundary}".encode()) > _PARTS:
        raise BadGraph(f"found over {_PARTS} parts, wanted fewer; send several requests")
    message = BytesParser(policy=HTTP).parsebytes(head + posted.content)
    if not message.is_multipart():
        raise BadGraph("found no parts between the boundaries, wanted one graph in each")
    found = []
    for one in message.iter_parts():
        content = one.get_payload(decode=True)
        kind = str(one.get("Content-Type", ""))
        part = Posted(content if isinstance(content, bytes) else b"", kind, posted.base)
        if part.media_type == MULTIPART:
            raise UnsupportedMedia("found parts within a part, wanted one graph in each part")
        refuse_other_media(part)
        found.append(part)
    return found


def _triples(posted: Posted) -> list[ox.Triple]:
    """Return the statements of one graph; blank nodes are its own."""
    try:
        quads = list(
            ox.parse(
                posted.content,
                format=MEDIA_TYPES[posted.media_type],
                base_iri=posted.base,
                rename_blank_nodes=True,
            )
        )
    except (SyntaxError, ValueError, OSError) as error:
        raise BadGraph(
            f"the graph does not parse as {posted.media_type}: {error}; mend it and send it again"
        ) from error
    if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads):
        raise BadGraph(
            "found graphs with names in the body, wanted the statements of one graph; "
            "take out @graph, or send several requests"
        )
    return [quad.triple for quad in quads]
