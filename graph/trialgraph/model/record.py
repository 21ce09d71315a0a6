"""A structured record as a tree whose every value knows its place in the canonical text.

The readers of structured formats make it; the extractor takes facts from its
fields and never guesses what a field says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, Union

from trialgraph.model.text import Span, Stated


class Leaf(NamedTuple):
    """One value of a record, as it stands in the canonical text.

    Attributes:
        words: the value's characters; ``true`` and ``false`` for truth values.
        start: offset of the first of them.
        pointer: where the source holds it: a JSON pointer (RFC 6901) or an XPath.
    """

    words: str
    start: int
    pointer: str

    @property
    def span(self) -> Span:
        """Return where the value stands."""
        return Span(self.start, self.start + len(self.words), self.pointer)

    def stated(self, value: str | None = None) -> Stated:
        """Return the value as stated words, with a standard value where there is one."""
        return Stated(self.words if value is None else value, self.words, self.span)

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

    def leaf(self, *path: str) -> Leaf | None:
        """Return the value at a path of names, ``None`` where the record has none."""
        # Most paths are one name, and an extractor asks for hundreds of values a record.
        found = self.members.get(path[0]) if len(path) == 1 else self._at(path)
        return found if type(found) is Leaf else None

    def words(self, *path: str) -> str:
        """Return the characters of a value, empty where the record has none."""
        found = self.members.get(path[0]) if len(path) == 1 else self._at(path)
        return found.words if type(found) is Leaf else ""

    def block(self, *path: str) -> "Block":
        """Return the group at a path of names, an empty one where the record has none."""
        found = self._at(path)
        return found if isinstance(found, Block) else _NOTHING

    def blocks(self, *path: str) -> tuple["Block", ...]:
        """Return the groups of a list, in its order."""
        found = self._at(path)
        items = found if type(found) is tuple else ()
        return tuple([item for item in items if type(item) is Block])

    def leaves(self, *path: str) -> tuple[Leaf, ...]:
        """Return the values of a list, in its order."""
        found = self._at(path)
        items = found if type(found) is tuple else ()
        return tuple([item for item in items if type(item) is Leaf])

    def _at(self, path: tuple[str, ...]) -> Node | None:
        found: Node | None = self
        for name in path:
            if not isinstance(found, Block):
                return None
            found = found.members.get(name)
        return found


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
