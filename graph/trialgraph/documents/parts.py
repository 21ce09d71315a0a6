"""Takes bytes of several records apart, each as it stands: nothing is parsed and written again.

A record is cut out by the signs that open it (a line, ``{"protocolSection"``,
``<PubmedArticle>``, ``PMID-``), so the same record gives the same bytes whatever stands
beside it, and a broken one spoils no other: its reader then says what is wrong with it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import orjson

from trialgraph.documents.ctgov_json import is_json
from trialgraph.documents.windows import Window
from trialgraph.model import lazy


class Part(NamedTuple):
    """One record of bytes that hold several.

    Attributes:
        name: its number from 1; empty where the bytes are one record.
        content: its bytes.
    """

    name: str
    content: bytes


def parts(content: bytes) -> Iterator[Part]:
    """Yield the records that bytes hold; one record is yielded unchanged.

    Taken apart are a JSON list of studies, ``{"studies": [...]}``, JSON Lines, studies one
    after another, and ``PubmedArticleSet``, ``pmc-articleset`` and MEDLINE of several records.
    """
    return parts_of([content])


def parts_of(chunks: Iterable[bytes]) -> Iterator[Part]:
    """Yield the records of a stream; what is no list comes whole, or cut off after a limit."""
    window = Window(chunks)
    apart = _way(window)
    if apart is None:
        yield Part("", window.whole())
        return
    for number, content in enumerate(apart(window), start=1):
        yield Part(str(number), content)


def may_hold_several(head: bytes) -> bool:
    """Tell whether the first bytes are of a format that can hold many records."""
    return head.lstrip(_BLANK)[:1] in (b"{", b"[", b"<") or bool(_MEDLINE.match(head))


def record_of_line(line: bytes) -> bytes:
    r"""Return the record that a line of JSON Lines holds, without the white space around it.

    >>> record_of_line(b' {"a": 1}\r\n')
    b'{"a": 1}'
    """
    words = line.strip(_BLANK)
    return _as_json(words) if words else b""


_Way = Callable[[Window], Iterator[bytes]]

_BLANK = b"\xef\xbb\xbf \t\r\n"
_BETWEEN = _BLANK + b","
_HEAD = 20_000

_MEDLINE = lazy.regex(rb"\s*(?:PMID- \d|PMC - PMC\d)")
_CITATION = lazy.regex(
    rb"\n[^\S\n]*\n(?=[A-Z][A-Z\d]{1,3} *- )"
    # Some exports leave no blank line; a PMC number may stand above the PubMed number.
    rb"|\n(?!PMC - )[^\n]+\n(?=PMID- )"
)
_LINE = lazy.regex(rb"\n")
_NEXT_LINE = lazy.regex(rb"\n\s*(?=\S)")
_UNENDED = b'{"studies":['  # which its reader tells is cut off
_UNFINISHED = (b"{", b"[", b",", b":")

_LIST = lazy.regex(
    rb"(?:\xef\xbb\xbf)?\s*(?:\[|\{(?:\s*\"\w+\"\s*:\s*(?:\"[^\"\\]*\"|[\w.+-]+)\s*,)*"
    rb"\s*\"studies\"\s*:\s*\[)\s*(?=\{)"
)
# No study holds these words inside: its own strings would escape the quotation marks.
_STUDY = lazy.regex(
    # What follows a colon is a value of a study, not the next study. The sign stands first in
    # the pattern, which makes the search twenty times as fast.
    rb"(\{)(?<!:\{)(?<!:\s\{)\s*\"(?:(?:protocol|results|annotation|document|derived)Section"
    rb"|hasResults|Clinical Trial ID)\"\s*:"
)
_SIGN = lazy.regex(rb"\"[^\"\\]*(?:\\.[^\"\\]*)*\"|[{}\[\],]", re.DOTALL)

_SETS: dict[str, tuple[bytes, bool]] = {
    "PubmedArticleSet": (b"PubmedArticle|PubmedBookArticle", True),
    "pmc-articleset": (b"article", False),
    "articles": (b"article", False),
}
"""Names of the records below each root, and whether a record is wrapped in the root again."""

# By its sign alone: a parser would stop at the first record that is broken.
_ROOT = lazy.regex(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<![^<\[>]*>\s*)*<([A-Za-z-]+)", re.DOTALL
)
_ENCODING = lazy.regex(rb"<\?xml[^>]*?encoding=[\"']([\w.-]+)[\"']")


def _way(window: Window) -> _Way | None:
    """Return how bytes are taken apart; ``None`` for one record, or for what is no record."""
    head = window.head(_HEAD)
    first = head.lstrip(_BLANK)[:1]
    if first == b"<":
        return _way_of_xml(window, head)
    if first in (b"{", b"["):
        return _way_of_json(window, head)
    is_medline = _MEDLINE.match(head) and window.find(_CITATION, len(head) - len(head.lstrip()))
    return _citations if is_medline else None


def _way_of_json(window: Window, head: bytes) -> _Way | None:
    opened = _LIST.match(head)
    if opened is not None:
        return partial(_listed, opened.end())
    if head[:1] != b"[" and _is_lines(window):
        return _lines
    # Studies printed over several lines stand one after another where they are appended to a file.
    is_study = _STUDY.match(head.lstrip(_BLANK))
    return partial(_listed, 0) if is_study and window.find(_STUDY) is not None else None


def _is_lines(window: Window) -> bool:
    """Tell JSON Lines from objects over several lines by where the second line stands."""
    second = window.find(_NEXT_LINE)
    if second is None:
        return False
    first = window.head(second).strip(_BLANK)
    if first.endswith(_UNFINISHED):
        return False
    opening = window.head(second + _HEAD)[second:].partition(b"\n")[0].strip()
    return opening != b"{" and (opening.startswith(b"{") or _is_json(first))


def _lines(window: Window) -> Iterator[bytes]:
    """Yield the lines that hold more than white space."""
    for piece in window.pieces(_LINE):
        record = record_of_line(piece)
        if record:
            yield record


def _listed(start: int, window: Window) -> Iterator[bytes]:
    """Yield the values of a list that begins after some bytes; if it does not end, its sign too.

    So a download that broke off between two records is not taken for all of it.
    """
    window.take(start)
    is_open = False
    for piece in window.pieces(_STUDY):
        value = piece.strip(_BETWEEN)
        values, is_ended = ([value], False) if _is_json(value) else _values(piece)
        yield from map(_as_json, values)
        # What a record that is cut off itself is, its reader says.
        is_open = not is_ended and bool(values) and _is_json(values[-1])
    if start and is_open:
        yield _UNENDED


def _values(piece: bytes) -> tuple[list[bytes], bool]:
    """Return the values of a list's piece, up to where the list ends, and whether it does."""
    depth, begun, found = 0, 0, list[bytes]()
    for one in _SIGN.finditer(piece):
        sign = one[0]
        if sign in (b"{", b"["):
            depth += 1
        elif sign in (b"}", b"]"):
            depth -= 1
        if depth < 0:
            return found + _printed(piece[begun : one.start()]), True
        if sign == b"," and depth == 0:
            found += _printed(piece[begun : one.start()])
            begun = one.end()
    return found + _printed(piece[begun:]), False


def _printed(value: bytes) -> list[bytes]:
    """Return a value without blanks and commas around it; none where there is nothing else."""
    words = value.strip(_BETWEEN)
    return [words] if words else []


def _as_json(value: bytes) -> bytes:
    """Return a value so that it is still seen to be JSON: ``17`` must not pass for a text."""
    return value if is_json(value) else b"[[" + value + b"]]"


def _is_json(value: bytes) -> bool:
    try:
        orjson.loads(value)
    except orjson.JSONDecodeError:
        return False
    return True


def _citations(window: Window) -> Iterator[bytes]:
    """Yield the records of a MEDLINE file."""
    for piece in window.pieces(_CITATION):
        record = piece.strip(_BLANK)
        if record:
            yield record + b"\n"


def _way_of_xml(window: Window, head: bytes) -> _Way | None:
    opened = _ROOT.match(head)
    root = opened[1].decode() if opened else ""
    if root not in _SETS or b"<!ENTITY" in head:
        return None
    names, is_wrapped = _SETS[root]
    opening = re.compile(rb"(?=<(?:%b)[\s>])" % names)
    first = window.find(opening)
    if first is None or window.find(opening, first + 1) is None:
        return None
    closing = re.compile(rb".*</(?:%b)\s*>" % names, re.DOTALL)
    return partial(_articles, _Set(first, root.encode(), opening, closing, is_wrapped=is_wrapped))


class _Set(NamedTuple):
    """A set of articles.

    Attributes:
        length: bytes before the first of them.
        root: name of the element around them.
        opening: ends where one begins.
        closing: matches one up to its end.
        is_wrapped: whether each is a file of its own only with the root around it.
    """

    length: int
    root: bytes
    opening: re.Pattern[bytes]
    closing: re.Pattern[bytes]
    is_wrapped: bool


def _articles(of: _Set, window: Window) -> Iterator[bytes]:
    """Yield the records of a set, each as a file of its own; if it does not end, its sign too."""
    head = window.take(of.length)
    printed = _ENCODING.search(head)
    encoding = printed[1].lower() if printed else b"utf-8"
    before = b'<?xml version="1.0" encoding="%b"?>\n' % encoding
    after = b"\n"
    if of.is_wrapped:
        before += b"<%b>\n" % of.root
        after += b"</%b>\n" % of.root
    is_open = False
    for piece in window.pieces(of.opening):
        closed = of.closing.match(piece)
        yield before + (closed[0] if closed else piece.strip(_BLANK)) + after
        is_open = closed is not None and b"</%b" % of.root not in piece[closed.end() :]
    if is_open:
        yield b"<%b>" % of.root
