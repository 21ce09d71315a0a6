r"""Words of others as a terminal may have them.

A document's name or sentence can hold characters that clear a screen, write over a
line or turn the order of letters round. They are written out, as ``\u001b``: the form
that SPARQL, Turtle and JSON read as the character itself, so such a text stays true.
"""

import re

# C0 but tab and line feed, DEL and C1; marks of direction and what has no width, but
# those that scripts need between letters (U+200C, U+200D) and the soft hyphen; line
# and paragraph separators; halves of characters; tags.
_MOVING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKING = re.compile(f"[\t\n{_MOVING.pattern[1:]}")


def in_sight(text: str) -> str:
    """Return a text of several lines in which only tabs and ends of lines move a terminal."""
    return _MOVING.sub(_written, text)


def in_one_line(words: str) -> str:
    """Return words in which nothing moves a terminal; ends of lines are written out too."""
    return _BREAKING.sub(_written, words)


def in_unicode(words: str) -> str:
    r"""Return words whose halves of characters are written out, so that they have a UTF-8 form.

    A file name that is not UTF-8 comes with such halves.

    >>> in_unicode("caf\udce9.txt")
    'caf\\udce9.txt'
    """
    return words.encode("utf-8", "backslashreplace").decode()


def _written(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the last of four digits
