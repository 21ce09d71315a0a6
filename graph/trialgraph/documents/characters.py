"""Bytes of text to characters: UTF-16 told by its mark, and a last character that is cut."""

import codecs
from collections.abc import Iterable, Iterator

from trialgraph.documents.html_source import is_page
from trialgraph.model import lazy

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = lazy.regex(r"(\s*<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def in_utf8(content: bytes) -> bytes:
    """Return bytes that a mark tells to be UTF-16 in UTF-8; all others as they are.

    >>> in_utf8("Tea".encode("utf-16"))
    b'Tea'
    """
    return b"".join(utf8_pieces([content]))


def utf8_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a stream, in UTF-8 where a mark tells them to be UTF-16.

    A web page stays as it is, since its own reader knows what it declares. XML loses the
    encoding that it declares, which would no longer be true.
    """
    coming = iter(pieces)
    first = next(coming, b"")
    name = next((name for mark, name in _MARKS if first.startswith(mark)), "")
    if not name or is_page(first):
        yield first
        yield from coming
        return
    decoder = codecs.getincrementaldecoder(name)("replace")
    opening = decoder.decode(first).removeprefix("\ufeff")
    yield _DECLARED.sub(r"\1", opening, count=1).encode()
    for piece in coming:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


def uncut(content: bytes) -> bytes:
    r"""Return UTF-8 without a last character of which only the first bytes are there.

    Bytes without any other character beyond ASCII stay: they may be of another encoding.

    >>> uncut("a µ µ".encode()[:-1]), uncut(b"a caf" + "é".encode("cp1252"))
    (b'a \xc2\xb5 ', b'a caf\xe9')
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(content)
    except UnicodeDecodeError:
        return content
    left, _ = decoder.getstate()
    whole = content[: len(content) - len(left)]
    return content if whole.isascii() else whole
