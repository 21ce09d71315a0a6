"""The text of a web page: paragraphs, headings, list entries and tables, as a reader sees them."""

import re
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from trialgraph.documents.html_tables import is_table, write_rows
from trialgraph.documents.inline import inline_words, lowered, raised
from trialgraph.documents.jats_page import Page
from trialgraph.model import lazy
from trialgraph.model.document import Table
from trialgraph.model.text import Span

_UNSEEN = lazy.regex(
    r"script|style|noscript|template|nav|svg|canvas|iframe|object|embed|audio|video|button|select"
    r"|input|textarea|datalist|dialog|head|title|meta|link|map|area|footer|aside"
)
_UNSEEN_ROLES = frozenset(("navigation", "search", "banner", "menu", "dialog"))
_UNSEEN_CLASSES = lazy.regex(
    r"(?:^|\s)(?:sr-only|usa-sr-only|visually-?hidden|screen-reader-text|short-view|tooltip"
    r"|cookie\S*|breadcrumbs?|noprint|no-print)(?:\s|$)",
    re.IGNORECASE,
)
_HIDING = lazy.regex(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLOCKS = lazy.regex(
    r"address|article|blockquote|body|caption|center|details|div|dl|fieldset|figcaption|figure"
    r"|form|header|hr|html|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|ul|h[1-6]"
)
_LINES = frozenset(("br", "li", "dt", "dd", "tr", "option"))
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SHIFTED = frozenset(("sup", "sub"))
_NUMBERED = lazy.regex(r"\[?\(?\d")
_LISTED = lazy.regex(r"\s*\d{1,3}(?:\s?[,;\u2010-\u2013-]\s?\d{1,3})*\s*")
_FEWEST = 200


class Heading(NamedTuple):
    """A heading of the page: its level from 1, its words and where they stand."""

    level: int
    words: str
    span: Span


class Written(NamedTuple):
    """The text of a page with what its elements tell of it."""

    text: str
    headings: list[Heading]
    tables: list[Table]


def written(root: Element) -> Written:
    """Return the text of a page: of its main part where it names one."""
    writer = _Writer()
    for part in _parts(root):
        writer.write(part)
    return Written(writer.page.text.rstrip() + "\n", writer.headings, writer.page.tables)


def _parts(root: Element) -> list[Element]:
    """Return what is shown: the main part, with the page's first heading if that is outside."""
    body = root.find("body")
    mains = [one for one in root.iter() if one.tag == "main" or one.get("role") == "main"]
    if len(mains) != 1 or len("".join(mains[0].itertext()).strip()) < _FEWEST:
        return [root if body is None else body]
    titles = list(root.iter("h1"))
    inside = any(title is one for title in titles for one in mains[0].iter("h1"))
    return [*([] if inside else titles[:1]), mains[0]]


class _Writer:
    """Writes elements as lines; what belongs to one line is gathered first."""

    def __init__(self) -> None:
        self.page = Page()
        self.headings: list[Heading] = []
        self._gathered: list[list[str]] = [[]]
        self._gap = ""
        self._heading: Element | None = None
        self._entries: dict[Element, int] = {}

    def write(self, part: Element) -> None:
        """Write an element with all that is seen in it."""
        walker = etree.iterwalk(part, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element)
                if element is not part:
                    self._gather(element.tail)
            elif self._start(element):
                self._gather(element.text)
            else:
                walker.skip_subtree()
        self._break("\n\n")

    def _start(self, element: Element) -> bool:
        """Open an element; tell whether its inside is to be walked through."""
        name = element.tag
        if is_unseen(element):
            return False
        if name == "math":
            self._gather(inline_words(element))
            return False
        if name == "pre" or (name == "table" and is_table(element)):
            self._break("\n\n")
            if name == "pre":
                self._printed("".join(element.itertext()).strip("\r\n"))
            else:
                self._table(element)
            return False
        self._open(element, str(name))
        return True

    def _open(self, element: Element, name: str) -> None:
        if _BLOCKS.fullmatch(name):
            self._break("\n\n")
        elif name in _LINES:
            self._break("\n")
        elif name in _CELLS:
            self._gather(" ")
        elif name in _SHIFTED:
            self._gathered.append([])
        if name in _HEADINGS:
            self._heading = element
        elif name == "li":
            self._gather(self._number(element))

    def _end(self, element: Element) -> None:
        """Close an element."""
        name = str(element.tag)
        if name in _SHIFTED and len(self._gathered) > 1 and not is_unseen(element):
            words = "".join(self._gathered.pop())
            before = "".join(self._gathered[-1])
            self._gather(_shifted(element, words, before))
        elif _BLOCKS.fullmatch(name):
            self._break("\n\n")
        elif name in _LINES:
            self._break("\n")

    def _gather(self, words: str | None) -> None:
        if words:
            self._gathered[-1].append(words)

    def _break(self, gap: str) -> None:
        """End the line that is being gathered; the widest gap before the next line counts."""
        words = " ".join("".join(part for level in self._gathered for part in level).split())
        self._gathered = [[] for _ in self._gathered]
        if words:
            if self.page.length:
                self.page.write(self._gap)
            span = self.page.write(words)
            if self._heading is not None:
                self.headings.append(Heading(int(str(self._heading.tag)[1]), words, span))
            self._gap = ""
        self._heading = None if gap == "\n\n" else self._heading
        self._gap = max(self._gap, gap, key=len)

    def _number(self, entry: Element) -> str:
        """Return the number that a browser shows before an entry of a numbered list."""
        above = entry.getparent()
        if above is None or above.tag != "ol":
            return ""
        first = above.get("start", "")
        before = self._entries.get(above, int(first) - 1 if first.isdecimal() else 0)
        value = entry.get("value", "")
        self._entries[above] = int(value) if value.isdecimal() else before + 1
        if _NUMBERED.match("".join(entry.itertext()).strip()):
            return ""
        return f"{self._entries[above]}. "

    def _printed(self, words: str) -> None:
        """Write lines that are set as they are."""
        if self.page.length and words:
            self.page.write(self._gap)
        self.page.write(words)

    def _table(self, element: Element) -> None:
        """Write a table: its caption on a line, a line a row, tabs between cells."""
        if self.page.length:
            self.page.write("\n\n")
        start = self.page.length
        title = element.find("caption")
        words = " ".join(lines_of(title)) if title is not None else ""
        caption = self.page.write(words) if words else None
        if caption:
            self.page.write("\n")
        cells = tuple(write_rows(self.page, element, lines_of))
        self.page.tables.append(Table("", caption, cells, (), Span(start, self.page.length)))
        self._gap = "\n\n"


def _shifted(element: Element, words: str, before: str) -> str:
    """Return words above or below the line; a number that is a link is a reference's."""
    if element.tag == "sub":
        return lowered(words, before)
    parent = element.getparent()
    is_link = next(element.iter("a"), None) is not None or (
        parent is not None and parent.tag == "a"
    )
    return f"^{{{words.strip()}}}" if is_link and _LISTED.fullmatch(words) else raised(words)


def lines_of(element: Element) -> list[str]:
    """Return the lines of an element by itself."""
    writer = _Writer()
    writer.write(element)
    return [line for line in writer.page.text.split("\n") if line]


def is_unseen(element: Element) -> bool:
    """Tell whether a browser shows nothing of an element, or only the site around the page."""
    return (
        _UNSEEN.fullmatch(str(element.tag)) is not None
        or (element.tag == "header" and next(element.iter("h1"), None) is None)
        or element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or element.get("role", "") in _UNSEEN_ROLES
        or _HIDING.search(element.get("style", "")) is not None
        or _UNSEEN_CLASSES.search(element.get("class", "")) is not None
    )
