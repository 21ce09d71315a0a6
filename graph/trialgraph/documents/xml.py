"""XML read without danger: no entity is expanded, nothing is fetched, depth is bounded."""

from contextlib import suppress

from lxml import etree

from trialgraph.errors import ForbiddenXml, UnreadableRecord
from trialgraph.model import lazy

_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD = 20_000
_TYPE = lazy.regex(rb"<!DOCTYPE\s+([A-Za-z][\w.-]*)")


def parsed(content: bytes) -> etree._Element:
    """Return the root of a document.

    A document type may be named (PubMed and PMC do); its file is never opened.

    Raises:
        UnreadableRecord: the syntax is broken, the file is cut off, or names an unknown entity.
        ForbiddenXml: it declares entities, as attacks by expansion do.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableRecord(
            f"XML with an error found ({error.msg}), wanted a whole well-formed file; "
            "fetch or export it again"
        ) from error
    _refuse_entities(root)
    return root


def _refuse_entities(root: etree._Element) -> None:
    """Refuse a document that brings entities of its own, or names those of another file.

    Raises:
        ForbiddenXml: it declares some.
        UnreadableRecord: it names one that it does not declare.
    """
    declared = root.getroottree().docinfo.internalDTD
    names = [] if declared is None else [entity.name for entity in declared.iterentities()]
    if names:
        raise ForbiddenXml(
            f"XML that declares the entity {names[0]!r} found, wanted XML without entities of its "
            "own; remove the declaration"
        )
    unknown = next(root.iter(etree.Entity), None)
    if unknown is not None:
        raise UnreadableRecord(
            f"XML with the unknown entity {unknown.text} found, wanted characters; "
            "replace it by its character"
        )


def root_name(content: bytes) -> str:
    """Return the local name of the root element, empty where the bytes are no XML.

    Only the head of the bytes is looked at; the document type tells it as well.
    """
    if not content.lstrip(_BLANK).startswith(b"<"):
        return ""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, load_dtd=False, no_network=True
    )
    # Broken further on, it is still of that root, and its own reader says what is wrong.
    with suppress(etree.XMLSyntaxError):
        parser.feed(content[:_HEAD])
    named = _TYPE.search(content[:_HEAD])
    declared = named[1].decode() if named else ""
    return next((etree.QName(one).localname for _, one in parser.read_events()), declared)
