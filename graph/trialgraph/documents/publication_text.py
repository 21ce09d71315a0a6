"""The canonical text of a publication's record: its prose first, as it is read, then its fields.

Title, people, source and abstract stand as on a copied page, so that the readers
of prose find in them what they find there. The fields follow, one line a value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trialgraph.documents.headings import kind_of, labelled
from trialgraph.documents.lines import Mark, sections
from trialgraph.documents.record_text import rendered
from trialgraph.model.document import Document, DocumentKind, SectionKind
from trialgraph.model.record import Block, Leaf, Node, Record

Values = dict[str, object]
"""Fields of form ``publication``: scalars, objects and lists, as JSON has them."""

_CATEGORIES: dict[str, SectionKind] = {
    "BACKGROUND": "introduction",
    "OBJECTIVE": "introduction",
    "METHODS": "methods",
    "RESULTS": "results",
    "CONCLUSIONS": "conclusion",
}
_MOST_NAMED = 200  # people in the byline; all of them stand in the fields


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an abstract.

    Attributes:
        words: on one line, without the label.
        label: as printed, such as ``METHODS AND FINDINGS``; empty where there is none.
        category: NLM's word for what stands under the label, such as ``RESULTS``.
    """

    words: str
    label: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A text, the record whose values stand in it, and where its sections begin."""

    text: str
    record: Record
    marks: list[Mark]

    def document(self, identifier: str, kind: DocumentKind, sha256: str, reader: str) -> Document:
        """Return the document that has this text."""
        return Document(
            identifier=identifier,
            kind=kind,
            sha256=sha256,
            reader=reader,
            text=self.text,
            sections=sections(self.marks, len(self.text)),
            record=self.record,
        )


def publication(
    values: Values, abstract: Sequence[Paragraph], others: Sequence[Paragraph] = ()
) -> Written:
    """Return the text of a publication.

    The record's ``title`` stands in the first line, ``bylines`` are the authors'
    names in the second, in the order of ``authors``; the other fields follow the prose.

    Args:
        values: the fields; empty ones leave no line.
        abstract: in the publication's own language.
        others: abstracts in other languages or for other readers; they are shown
            and not read.

    Raises:
        UnreadableRecord: values are nested too deep.
    """
    values = {name: kept for name, value in values.items() if (kept := _pruned(value))}
    page = _Page()
    members: dict[str, Node] = {}
    if title := page.title(_words(values, "title")):
        members["title"] = title
    if names := page.byline(_people(values)):
        members["bylines"] = names
    page.line(_source(values))
    page.prose(abstract)
    page.apart(others)
    page.fields(values, members)
    text = "".join(page.parts)
    return Written(text, Record("publication", Block(members, 0, len(text), "")), page.marks)


def fields(values: Values, at: int) -> tuple[str, Block]:
    """Return the lines of some fields and their tree, as placed from an offset on.

    Raises:
        UnreadableRecord: values are nested too deep.
    """
    text, record, _ = rendered(values, "publication")
    return text, _moved_block(record.root, at)


def abstract_marks(
    text: str, start: int, paragraphs: Iterable[tuple[int, Paragraph]]
) -> list[Mark]:
    """Return where the parts of an abstract begin: by its labels, else by NLM's categories.

    Args:
        text: the canonical text down to the abstract's end.
        start: where the abstract begins.
        paragraphs: each with where its line begins.
    """
    found = [Mark(start, "abstract"), *labelled(text, start, len(text))]
    for at, paragraph in paragraphs:
        kind = kind_of(paragraph.label) or _CATEGORIES.get(paragraph.category)
        if paragraph.label and kind:
            found.append(Mark(at, kind, paragraph.label))
    return found


class _Page:
    """Writes the paragraphs of a page and remembers how far it has come."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self._length = 0

    def title(self, words: str) -> Leaf | None:
        """Write the title in the first line."""
        if not words:
            return None
        self._mark("title")
        return Leaf(words, self.line(words), "/title")

    def byline(self, people: Sequence[str]) -> tuple[Leaf, ...]:
        """Write the authors' names in one line, those of the first authors where there are many."""
        named = [(number, name) for number, name in enumerate(people[:_MOST_NAMED]) if name]
        self._mark("front")
        at = self.line(", ".join(name for _, name in named) + ("." if named else ""))
        found: list[Leaf] = []
        for number, name in named:
            found.append(Leaf(name, at, f"/authors/{number}"))
            at += len(name) + len(", ")
        return tuple(found)

    def line(self, words: str) -> int:
        """Write a paragraph of one line, and return where it begins; nothing for no words."""
        start = self._length
        if words:
            self._write(f"{words}\n\n")
        return start

    def prose(self, paragraphs: Sequence[Paragraph]) -> None:
        """Write an abstract, a line a paragraph."""
        start = self._length
        placed = [(self._paragraph(one), one) for one in paragraphs if one.words]
        if placed:
            self.marks += abstract_marks("".join(self.parts), start, placed)
            self._write("\n")

    def apart(self, paragraphs: Sequence[Paragraph]) -> None:
        """Write what is shown and not read."""
        self._mark("furniture")
        for one in paragraphs:
            self._paragraph(one)
        if paragraphs:
            self._write("\n")

    def fields(self, values: Values, members: dict[str, Node]) -> None:
        """Write the fields, the list of references last."""
        rest = {name: value for name, value in values.items() if name not in _SHOWN}
        self._mark("record")
        self._fields(rest, members)
        if values.get("references"):
            self._mark("references")
            self._fields({"references": values["references"]}, members)

    def _fields(self, values: Values, members: dict[str, Node]) -> None:
        text, block = fields(values, self._length)
        members.update(block.members)
        self._write(text)

    def _paragraph(self, paragraph: Paragraph) -> int:
        start = self._length
        label = f"{paragraph.label}: " if paragraph.label else ""
        self._write(f"{label}{paragraph.words}\n")
        return start

    def _mark(self, kind: SectionKind) -> None:
        self.marks.append(Mark(self._length, kind))

    def _write(self, words: str) -> None:
        self.parts.append(words)
        self._length += len(words)


def _pruned(value: object) -> object:
    """Return a value without its empty parts, so that no line stands over nothing."""
    if isinstance(value, dict):
        return {name: kept for name, inner in value.items() if (kept := _pruned(inner))}
    if isinstance(value, list):
        return [kept for inner in value if (kept := _pruned(inner))]
    return value


_SHOWN = frozenset(("title", "references"))


def _moved_block(block: Block, by: int) -> Block:
    members = {name: _moved(node, by) for name, node in block.members.items()}
    return Block(members, block.start + by, block.end + by, block.pointer)


def _moved(node: Node, by: int) -> Node:
    """Return a value further on in the text."""
    if isinstance(node, Leaf):
        return Leaf(node.words, node.start + by, node.pointer)
    if isinstance(node, Block):
        return _moved_block(node, by)
    return tuple(_moved(inner, by) for inner in node)


def _people(values: Values) -> list[str]:
    """Return the authors' names as a byline has them."""
    listed = values.get("authors")
    people = listed if isinstance(listed, list) else []
    return [person_name(person) for person in people if isinstance(person, dict)]


def person_name(person: Mapping[str, object]) -> str:
    """Return the name of a person or of a group.

    >>> person_name({"family": "Dorn", "given": "Ada B", "initials": "AB", "suffix": "Jr"})
    'Ada B Dorn Jr'
    """
    if collective := _words(person, "collective"):
        return collective
    given = _words(person, "given") or _words(person, "initials")
    return " ".join(filter(None, (given, _words(person, "family"), _words(person, "suffix"))))


def _source(values: Values) -> str:
    """Return journal, date, volume, issue and pages as PubMed writes them."""
    journal = _words(values, "journal_abbreviation") or _words(values, "journal")
    issued = values.get("issued")
    date = _words(issued, "text") if isinstance(issued, dict) else ""
    volume, issue, pages = (_words(values, name) for name in ("volume", "issue", "pages"))
    place = f"{volume}({issue})" if issue else volume
    cited = ";".join(filter(None, (date, place))) + (f":{pages}" if pages else "")
    source = ". ".join(filter(None, (journal, cited)))
    return f"{source}." if source else ""


def _words(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
