"""A structured record as a tree whose every value knows its place in the canonical text.

The readers of structured formats make it; the extractor takes facts from its
fields and never guesses what a field says.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, Union

from trialgraph.model.text import Span, Stated
from trialgraph.model.values import dataclass


class Leaf(NamedTuple):
    """One value of a record, as it stands in the canonical text.

    Attributes:
        words: the value's characters; ``true`` and ``false`` for truth values.
        start: offset of the first of them.
        pointer: where the source holds it: a JSON pointer (RFC 6901)
            into the fields of ``form``, whatever format brought them.
    """

    words: str
    start: int
    pointer: str

    @property
    def span(self) -> Span:
        """Return where the value stands."""
        words, start, pointer = self
        return Span(start, start + len(words), pointer)

    def stated(self, value: str | None = None) -> Stated:
        """Return the value as stated words, with a standard value where there is one."""
        words, start, pointer = self
        span = Span(start, start + len(words), pointer)
        return Stated(words if value is None else value, words, span)

    def piece(self, start: int, end: int) -> Span:
        """Return where some characters of the value stand, by their offsets within it."""
        return Span(self.start + start, self.start + end, f"{self.pointer}#char={start},{end}")


Node = Union[Leaf, "Block", tuple["Node", ...]]


class Block(NamedTuple):
    """A group of named values, such as one arm group or one analysis.

    Attributes:
        members: by the name that the format gives them.
        start: offset of its first value's line.
        end: offset after its last.
        pointer: where the source holds it.
    """

    members: Mapping[str, Node] = MappingProxyType({})
    start: int = 0
    end: int = 0
    pointer: str = ""

    @property
    def span(self) -> Span:
        """Return the stretch of the text that shows the group."""
        return Span(self.start, self.end, self.pointer)

    def __bool__(self) -> bool:
        """Tell whether the record has this group at all."""
        return bool(self.members)

    # Most paths are one name, and an extractor asks for hundreds of values a record.

    def leaf(self, name: str, *deeper: str) -> Leaf | None:
        """Return the value at a path of names, ``None`` where the record has none."""
        found = self.members.get(name)
        if deeper:
            found = _within(found, deeper)
        return found if type(found) is Leaf else None

    def words(self, name: str, *deeper: str) -> str:
        """Return the characters of a value, empty where the record has none."""
        found = self.members.get(name)
        if deeper:
            found = _within(found, deeper)
        return found.words if type(found) is Leaf else ""

    def block(self, name: str, *deeper: str) -> "Block":
        """Return the group at a path of names, an empty one where the record has none."""
        found = self.members.get(name)
        if deeper:
            found = _within(found, deeper)
        return found if type(found) is Block else _NOTHING

    def blocks(self, name: str, *deeper: str) -> tuple["Block", ...]:
        """Return the groups of a list, in its order."""
        found = self.members.get(name)
        if deeper:
            found = _within(found, deeper)
        if type(found) is not tuple:
            return ()
        return tuple([item for item in found if type(item) is Block])

    def leaves(self, name: str, *deeper: str) -> tuple[Leaf, ...]:
        """Return the values of a list, in its order."""
        found = self.members.get(name)
        if deeper:
            found = _within(found, deeper)
        if type(found) is not tuple:
            return ()
        return tuple([item for item in found if type(item) is Leaf])


def _within(node: Node | None, path: tuple[str, ...]) -> Node | None:
    """Return what stands at a path of names below a group."""
    for name in path:
        if not isinstance(node, Block):
            return None
        node = node.members.get(name)
    return node


_NOTHING = Block()


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of a structured document.

    Attributes:
        form: ``study`` has the modules of the ClinicalTrials.gov API v2, whatever
            format brought it; ``publication`` has the fields of a bibliographic record.
        root: its values.
    """

    form: Literal["study", "publication"]
    root: Block

    def pointers(self) -> Iterator[tuple[Span, str]]:
        """Yield the place of every value with its pointer, in the order of the text."""
        yield from _pointers(self.root)


def _pointers(node: Node) -> Iterator[tuple[Span, str]]:
    if isinstance(node, Leaf):
        yield node.span, node.pointer
    else:
        inner = node.members.values() if isinstance(node, Block) else node
        for each in inner:
            yield from _pointers(each)
