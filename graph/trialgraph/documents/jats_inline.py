"""The words of a paragraph: mark-up dissolved, what it means by height or by link kept."""

import re
from collections.abc import Callable

from lxml.etree import _Element as Element

from trialgraph.documents.inline import inline_words, lowered
from trialgraph.documents.jats_raised import (
    CLOSE,
    OPEN,
    raised,
    raised_references,
    reference,
    settled,
)
from trialgraph.model import lazy

HREF = "{http://www.w3.org/1999/xlink}href"

FLOATS = frozenset(
    [
        "fig",
        "fig-group",
        "table-wrap",
        "table-wrap-group",
        "boxed-text",
        "supplementary-material",
        "media",
        "graphic",
        "chem-struct-wrap",
        "fn",
        "floats-group",
    ]
)
"""What may stand inside a paragraph and is shown after it."""

_SILENT = frozenset(
    [
        "index-term",
        "index-term-range-end",
        "alt-text",
        "long-desc",
        "object-id",
        "processing-meta",
        "institution-id",
        "inline-graphic",
        "graphic",
        "private-char",
        "x-unused",
    ]
)
_APART = frozenset(
    [
        "name",
        "string-date",
        "date",
        "address",
        "person-group",
        "institution-wrap",
        "element-citation",
        "nlm-citation",
        "conf-date",
        "name-alternatives",
        "td-part",
        "citation-alternatives",
    ]
)
"""Elements of elements: their parts have a blank between them."""

_BLOCKS_INSIDE = frozenset(
    [
        "p",
        "list",
        "list-item",
        "def-list",
        "def-item",
        "term",
        "def",
        "disp-quote",
        "tr",
        "td",
        "th",
    ]
)
_NOTE_LINKS = frozenset(("fn", "table-fn", "author-notes", "corresp"))
_LATEX_BODY = lazy.regex(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_DOLLARS = lazy.regex(r"^[$\s]+|[$\s]+$")
_BLANKS = lazy.regex(r"[ \t\r\n]+")
_NO_DOCUMENT = lazy.regex(f"[{OPEN}{CLOSE}\x7f-\x84\x86-\x9f\ufffe\uffff]")


def words_of(element: Element, floats: list[Element] | None = None) -> str:
    """Return the words of an element and of all in it, white space folded.

    Spaces that do not break, and thin ones, stay as they are.

    Args:
        element: a paragraph, title, label, cell.
        floats: is given the figures, tables and notes that stand inside, which are
            shown after the paragraph; without it they are left out.
    """
    return Inline(floats).whole(element)


def cleaned(pieces: list[str]) -> str:
    """Return pieces of words as one line with references settled."""
    return settled(_BLANKS.sub(" ", "".join(pieces))).strip(" ")


class Inline:
    """Collects the words of one paragraph."""

    def __init__(self, floats: list[Element] | None = None) -> None:
        self.pieces: list[str] = []
        self._floats = floats

    def whole(self, element: Element) -> str:
        """Return the words of an element without its tail."""
        self.inside(element)
        return cleaned(self.pieces)

    def inside(self, element: Element) -> None:
        """Take the words of an element and of its children."""
        self.say(element.text)
        apart = element.tag in _APART
        for child in element:
            self.child(child)
            if apart:
                self.pieces.append(" ")
            self.say(child.tail)

    def child(self, element: Element) -> None:
        """Take the words of an element that stands in a line."""
        tag = element.tag
        if tag in FLOATS:
            if self._floats is not None:
                self._floats.append(element)
        elif tag in _HANDLERS:
            _HANDLERS[tag](self, element)
        elif tag in _BLOCKS_INSIDE:
            self.pieces.append(" ")
            self.inside(element)
            self.pieces.append(" ")
        elif tag not in _SILENT:
            self.inside(element)

    def say(self, words: str | None) -> None:
        """Take characters as they stand."""
        if words:
            self.pieces.append(_NO_DOCUMENT.sub("\ufffd", words))

    def apart(self, element: Element) -> str:
        """Return the words of an element before references are settled."""
        inner = Inline(self._floats)
        inner.inside(element)
        return "".join(inner.pieces)

    def above_line(self, element: Element) -> None:
        """Take what stands above the line."""
        words = self.apart(element)
        self.pieces.append(raised_references(words) if OPEN in words else raised(words))

    def below_line(self, element: Element) -> None:
        """Take what stands below the line."""
        before = next((piece for piece in reversed(self.pieces) if piece), "")
        self.pieces.append(lowered(self.apart(element), before))

    def link_inside(self, element: Element) -> None:
        """Take a link to another part of the article."""
        kind = element.get("ref-type", "")
        if kind in ("bibr", "ref"):
            self.pieces.append(_cited(element))
        elif kind in _NOTE_LINKS and self._is_glued() and not len(element):
            self.pieces.append(raised(element.text or ""))
        else:
            self.inside(element)

    def _is_glued(self) -> bool:
        last = self.pieces[-1] if self.pieces else ""
        return bool(last) and not last[-1].isspace()

    def line_break(self, _: Element) -> None:
        """Take the end of a line as a blank."""
        self.pieces.append(" ")

    def link_outside(self, element: Element) -> None:
        """Take a link to elsewhere: its words, or its address where it has none."""
        before = len(self.pieces)
        self.inside(element)
        if not "".join(self.pieces[before:]).strip():
            self.say(element.get(HREF))

    def formula(self, element: Element) -> None:
        """Take a formula; a displayed one stands apart from the words."""
        blank = " " if element.tag == "disp-formula" else ""
        self.pieces.append(f"{blank}{_formula_words(element)}{blank}")

    def alternatives(self, element: Element) -> None:
        """Take one of several forms of the same: the first that has words."""
        for form in element:
            inner = Inline(self._floats)
            inner.child(form)
            if words := "".join(inner.pieces):
                self.pieces.append(words)
                return


def _formula_words(element: Element) -> str:
    """Return a formula's words: of MathML or TeX, whichever the source has, MathML first."""
    math = next(element.iter("math"), None)
    if math is not None:
        return inline_words(math)
    tex = next(element.iter("tex-math"), None)
    if tex is None:
        return Inline().whole(element)
    source = "".join(tex.itertext())
    body = _LATEX_BODY.search(source)
    return _BLANKS.sub(" ", _DOLLARS.sub("", body[1] if body else source))


def _cited(element: Element) -> str:
    """Return the numbers of a link to the reference list, raised where the source raises them."""
    words = "".join(element.itertext())
    is_raised = any(child.tag == "sup" for child in element) and not (element.text or "").strip()
    marked = reference(words)
    return raised_references(marked) if is_raised and OPEN in marked else marked


_HANDLERS: dict[str, Callable[[Inline, Element], None]] = {
    "sup": Inline.above_line,
    "sub": Inline.below_line,
    "xref": Inline.link_inside,
    "break": Inline.line_break,
    "hr": Inline.line_break,
    "ext-link": Inline.link_outside,
    "uri": Inline.link_outside,
    "inline-formula": Inline.formula,
    "disp-formula": Inline.formula,
    "math": Inline.formula,
    "tex-math": Inline.formula,
    "alternatives": Inline.alternatives,
}
