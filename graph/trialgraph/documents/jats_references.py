"""The reference list of a JATS article: each entry as printed, its parts at their places."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml.etree import _Element as Element

from trialgraph.documents.jats_citation import CITATIONS, Pieces, citation_pieces
from trialgraph.documents.jats_front import words_at
from trialgraph.documents.jats_page import Page
from trialgraph.model import lazy
from trialgraph.model.record import Block, Leaf, Node

_LABEL = lazy.regex(r"[\[(]?(\d{1,4})[a-z]?[\])]?[.,:]?")
_BLANKS = lazy.regex(r"[ \t\r\n]+")


class Cited(NamedTuple):
    """A reference before it is written: its words with the field that each piece is.

    Attributes:
        number: as its label or the text says it.
        label: as printed.
        pieces: words in order; the second is the name of the field, or nothing.
    """

    number: str
    label: str
    pieces: list[tuple[str, str]]


def write_references(
    page: Page, lists: Sequence[Element], numbers: Mapping[str, str]
) -> tuple[Node, ...]:
    """Write the lists of references, and return each entry with its fields.

    Args:
        page: where they are written.
        lists: the ``ref-list`` elements that stand in no other.
        numbers: identifier of an entry -> the number by which the text cites it.
    """
    found: list[Node] = []
    for each in lists:
        page.begin("references", words_at(each, "title") or "References")
        for cited in _cited(each, numbers, len(found)):
            found.append(_written(page, cited, f"/references/{len(found)}"))
    return tuple(found)


def _cited(element: Element, numbers: Mapping[str, str], before: int) -> Iterator[Cited]:
    """Yield the entries of a list; an entry of several works is one for each."""
    place = before
    for entry in element.iter("ref"):
        label = words_at(entry, "label")
        place += 1
        match = _LABEL.fullmatch(label)
        number = match[1] if match else numbers.get(entry.get("id", ""), str(place))
        for citation in _works(entry):
            yield Cited(number, label, _closed(citation_pieces(citation)))


def _closed(pieces: Pieces) -> list[tuple[str, str]]:
    """Return pieces without white space after the last."""
    found = list(pieces)
    while found and not found[-1][0].strip():
        found.pop()
    return [*found[:-1], *((words.rstrip(), field) for words, field in found[-1:])]


def _works(entry: Element) -> list[Element]:
    """Return the works of an entry; of several forms of one the one with more parts."""
    found: list[Element] = []
    for child in entry:
        if child.tag == "citation-alternatives":
            forms = [each for each in child if each.tag in CITATIONS]
            found += sorted(forms, key=len, reverse=True)[:1]
        elif child.tag in CITATIONS:
            found.append(child)
    return found or list(entry.iterchildren("note", "p"))[:1]


def _written(page: Page, cited: Cited, pointer: str) -> Block:
    """Write a reference behind its number, and return its fields."""
    start = page.length
    members: dict[str, Node] = {}
    number = page.write(cited.number)
    members["number"] = Leaf(cited.number, number.start, f"{pointer}/number")
    page.write(". ")
    if cited.label and not _LABEL.fullmatch(cited.label):
        label = page.write(cited.label)
        members["label"] = Leaf(cited.label, label.start, f"{pointer}/label")
        page.write(" ")
    text_start, text = page.length, ""
    for words, field in cited.pieces:
        piece = _folded(words, text)
        at = page.write(piece).start
        text += piece
        plain = piece.strip(" ")
        if field and plain and field not in members:
            members[field] = Leaf(plain, at + piece.index(plain), f"{pointer}/{field}")
    members["text"] = Leaf(text, text_start, f"{pointer}/text")
    end = page.length
    page.write("\n\n")
    return Block(members, start, end, pointer)


def _folded(words: str, before: str) -> str:
    """Return a piece whose white space is folded, also where it meets what stands before."""
    folded = _BLANKS.sub(" ", words)
    return folded.lstrip(" ") if before[-1:] in ("", " ") else folded
