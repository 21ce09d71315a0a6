"""Characters that JATS files name: the document types declare them, and those are never opened."""

import re
from html.entities import html5

from trialgraph.errors import UnreadableRecord
from trialgraph.model import lazy

_ENTITY = lazy.regex(rb"&([A-Za-z][A-Za-z0-9._-]{0,31});")
_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_GREEK = "a b g d e z ee th i k l m n x o p r s t u ph kh ps oh"  # ISOgrk1, in the alphabet's order
_SMALL = dict(zip(_GREEK.split(), "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_OWN_NAMES = {
    **{f"{name}gr": letter for name, letter in _SMALL.items()},
    **{f"{name.upper()}gr": letter.upper() for name, letter in _SMALL.items()},
    "sfgr": "ς",
}


def with_characters(content: bytes) -> bytes:
    """Return XML with every named character of HTML and ISO 8879 as a numbered one.

    What stands in CDATA sections is no mark-up and stays.

    Raises:
        UnreadableRecord: a name that neither list has.
    """
    first, *rest = content.split(b"<![CDATA[")
    pieces = [_ENTITY.sub(_numbered, first)]
    for piece in rest:
        inside, end, after = piece.partition(b"]]>")
        pieces += (b"<![CDATA[", inside, end, _ENTITY.sub(_numbered, after))
    return b"".join(pieces)


def _numbered(match: re.Match[bytes]) -> bytes:
    name = match[1].decode("ascii")
    if match[1] in _XML:
        return match[0]
    characters = html5.get(f"{name};") or _OWN_NAMES.get(name)
    if characters is None:
        raise UnreadableRecord(
            f"XML with the unknown entity &{name}; found, wanted characters or the names of HTML "
            "and ISO 8879; replace it by its character"
        )
    return "".join(f"&#{ord(char)};" for char in characters).encode("ascii")
