"""Bytes of a web page to its elements: the character set as browsers tell it, depth bounded."""

import codecs
import re

from lxml import etree
from lxml.etree import _Element as Element

from trialgraph.errors import EmptyDocument, UnreadableRecord
from trialgraph.model import lazy
from trialgraph.model.text import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4_096
_OPENING = lazy.regex(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = lazy.regex(
    rb"<(?:meta|\?xml)[^>]*(?:charset|encoding)\s*=\s*[\"']?\s*([\w:-]+)", re.IGNORECASE
)
_WINDOWS = frozenset(("iso8859-1", "ascii", "cp1252"))
_CONTROL = lazy.regex(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def is_page(content: bytes) -> bool:
    """Tell whether bytes begin as a web page does."""
    head = content[:_HEAD]
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "latin-1")
    return _OPENING.match(head.decode(encoding, "replace").lstrip("\ufeffï»¿")) is not None


def decoded(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the characters of a page, and what decoding noticed.

    A mark at the beginning decides, then what the page declares, then whether the
    bytes are UTF-8; else they are Windows-1252.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), ()
    for name in (_declared(content), "utf-8"):
        try:
            return content.decode(name), ()
        except UnicodeDecodeError:
            continue
    message = "the page is not of the character set that it declares; read as Windows-1252"
    return content.decode("windows-1252", "replace"), (Problem("encoding", message),)


def _declared(content: bytes) -> str:
    """Return the character set that a page declares, UTF-8 where it declares none we know."""
    match = _CHARSET.search(content[:_HEAD])
    try:
        found = codecs.lookup(match[1].decode("ascii")) if match else None
    except LookupError:
        found = None
    if found is None or found.name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a page of wider characters would have shown no such declaration
    return "windows-1252" if found.name in _WINDOWS else found.name


def parsed(source: str) -> Element:
    """Return the root of a page.

    Raises:
        EmptyDocument: there is no element.
        UnreadableRecord: elements stand too deep in each other, as in attacks.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    plain = _CONTROL.sub("\ufffd", source).encode("utf-8", "replace")
    root = etree.fromstring(plain, parser) if plain.strip() else None
    if root is None:
        raise EmptyDocument("a page without elements found, wanted text; check the file")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise UnreadableRecord(
            "HTML nested too deep found, wanted a page as a browser saves it; save it as text"
        )
    return root
