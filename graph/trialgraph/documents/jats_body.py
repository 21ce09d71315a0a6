"""The body of a JATS article as paragraphs in reading order; figures and tables follow theirs."""

from collections.abc import Callable
from copy import deepcopy

from lxml.etree import _Element as Element

from trialgraph.documents.jats_inline import HREF, Inline, cleaned, words_of
from trialgraph.documents.jats_kinds import back_kind, first_level, lower_level
from trialgraph.documents.jats_page import Page
from trialgraph.documents.jats_tables import sentence_line, write_table
from trialgraph.model.document import SectionKind

_CUT_BY = frozenset(
    [
        "list",
        "def-list",
        "disp-quote",
        "verse-group",
        "preformat",
        "code",
        "statement",
        "speech",
        "p",
        "sec",
        "question-wrap",
        "question-wrap-group",
        "answer-set",
        "array",
        "ref-list",
    ]
)
"""What stands inside a paragraph and cuts it in two."""

_HEADS = frozenset(("title", "label", "subtitle", "sec-meta", "object-id", "caption"))
_BULLETS = frozenset(("bullet", "simple", "", "none", "dash"))


class Body:
    """Writes blocks; knows what the prose it stands in is.

    Attributes:
        page: where it writes.
        kind: of the prose, as told by the nearest headings.
    """

    def __init__(self, page: Page, kind: SectionKind) -> None:
        self.page = page
        self.kind: SectionKind = kind

    def blocks(self, element: Element) -> None:
        """Write all blocks inside an element."""
        for child in element:
            self.block(child)

    def block(self, element: Element) -> None:
        """Write one block."""
        tag = element.tag
        if tag in _WRITERS:
            _WRITERS[tag](self, element)
        elif tag in _HEADS:
            pass
        elif any(child.tag in _CUT_BY or child.tag in _WRITERS for child in element):
            self.headed(element)
        else:
            self.paragraph(element)

    def paragraph(self, element: Element, before: str = "") -> None:
        """Write a paragraph; lists cut it, figures and tables follow it.

        Args:
            element: the paragraph.
            before: a mark that its first line begins with.
        """
        floats: list[Element] = []
        line = Inline(floats)
        line.pieces.append(before)
        line.say(element.text)
        for child in element:
            if child.tag in _CUT_BY:
                self.page.paragraph(cleaned(line.pieces))
                line.pieces = []
                self.block(child)
            else:
                line.child(child)
            line.say(child.tail)
        self.page.paragraph(cleaned(line.pieces))
        for each in floats:
            self.block(each)

    def headed(self, element: Element) -> None:
        """Write an element's title, as a line of the prose, and its blocks."""
        self.page.paragraph(sentence_line(heads(element)))
        self.blocks(element)

    def section(self, element: Element) -> None:
        """Write a section under its heading."""
        above, told = self.kind, self.kind
        title = _words(element, "title")
        if self.kind in _BACK:
            told = back_kind(title, element.get("sec-type", ""))
        else:
            told = lower_level(title, element.get("sec-type", ""), self.kind)
        self.open(element, told, title)
        self.kind = above
        if told != above:
            self.page.begin(above)

    def open(self, element: Element, kind: SectionKind, title: str) -> None:
        """Begin a section of a kind and write what is in it."""
        self.kind = kind
        if title or kind != self.page.kind:
            self.page.begin(kind, title, _words(element, "label"))
        self.blocks(element)

    def items(self, element: Element) -> None:
        """Write a list, a line or more for each of its members."""
        for number, item in enumerate(element.iterchildren("list-item"), 1):
            label = item.find("label")
            mark = words_of(label) if label is not None else _mark(element, number)
            self._item(item, f"{mark} ")

    def _item(self, item: Element, mark: str) -> None:
        for part in item:
            if part.tag == "p":
                self.paragraph(part, mark)
                mark = ""
            elif part.tag != "label":
                self.block(part)

    def definitions(self, element: Element) -> None:
        """Write terms with what they mean, a line each."""
        self.page.paragraph(sentence_line(heads(element)))
        for item in element.iter("def-item"):
            parts = [words_of(part) for part in item if part.tag in ("term", "def")]
            self.page.paragraph(": ".join(filter(None, parts)), "\n")
        self.page.paragraph("\n", "")

    def figure(self, element: Element) -> None:
        """Write a caption apart from the prose; a picture without words leaves none."""
        line = sentence_line(heads(element))
        if line:
            self.page.begin_apart("caption", line)
            self.page.paragraph(line)
        for child in element:
            if child.tag in ("fig", "table-wrap", "fn", "attrib", "p", "table-wrap-foot"):
                self.block(child)
        if line:
            self.page.resume()

    def supplement(self, element: Element) -> None:
        """List a supplementary file by its label, its caption and its name."""
        media = [
            each.get(HREF, "") for each in element.iter("media", "inline-supplementary-material")
        ]
        names = [element.get(HREF, ""), *media]
        words = [*heads(element), *(words_of(part) for part in element.iterchildren("p"))]
        words += [words_of(part) for each in element.iterchildren("media") for part in each]
        line = sentence_line([*filter(None, words), *dict.fromkeys(filter(None, names))])
        if line:
            self.page.begin_apart("caption", line)
            self.page.paragraph(line)
            self.page.resume()

    def table(self, element: Element) -> None:
        """Write a table apart from the prose."""
        write_table(self.page, element)

    def bare_table(self, element: Element) -> None:
        """Write a table that stands without title and notes."""
        write_table(self.page, _wrapped(element))

    def lines(self, element: Element) -> None:
        """Write text whose line breaks count."""
        for line in "".join(element.itertext()).splitlines():
            self.page.paragraph(line.strip(), "\n")
        self.page.paragraph("\n", "")

    def note(self, element: Element) -> None:
        """Write a footnote: its mark, then its paragraphs."""
        mark = _words(element, "label")
        parts = [part for part in element if part.tag != "label"]
        for part in parts:
            if part.tag == "p":
                self.paragraph(part, f"{mark} " if mark else "")
            else:
                self.block(part)
            mark = ""


_BACK: frozenset[SectionKind] = frozenset(("back", "funding"))


def top_level(body: Body, element: Element) -> None:
    """Write the sections of an article's body; one that nothing names goes on with the last."""
    for child in element:
        if child.tag != "sec":
            body.block(child)
            continue
        title, before = _words(child, "title"), body.kind
        told = first_level(title, child.get("sec-type", ""), before)
        if told is None and child.find("sec") is not None:
            # "Study 1", or no title at all: the sections inside say what they are.
            body.page.begin(before, title, _words(child, "label"))
            top_level(body, child)
            continue
        body.open(child, told or before, title)
        if told in _BACK:
            body.kind = before


def heads(element: Element) -> list[str]:
    """Return label, title and caption of an element, those that it has."""
    found = [words_of(part) for part in element.iterchildren("label", "title", "subtitle")]
    for caption in element.iterchildren("caption"):
        found += [words_of(part) for part in caption]
    return [words for words in found if words]


def _words(element: Element, name: str) -> str:
    part = element.find(name)
    return "" if part is None else words_of(part)


def _mark(element: Element, number: int) -> str:
    return "•" if element.get("list-type", "") in _BULLETS else f"{number}."


def _wrapped(element: Element) -> Element:
    """Return a table that stands alone inside the element that tables stand in."""
    wrap = element.makeelement("table-wrap")
    wrap.append(deepcopy(element))
    return wrap


_WRITERS: dict[str, Callable[[Body, Element], None]] = {
    "p": Body.paragraph,
    "sec": Body.section,
    "app": Body.section,
    "list": Body.items,
    "def-list": Body.definitions,
    "fig": Body.figure,
    "table-wrap": Body.table,
    "table": Body.bare_table,
    "array": Body.bare_table,
    "supplementary-material": Body.supplement,
    "media": Body.supplement,
    "preformat": Body.lines,
    "code": Body.lines,
    "verse-line": Body.paragraph,
    "disp-formula": Body.paragraph,
    "fn": Body.note,
}
