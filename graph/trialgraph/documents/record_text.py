"""The canonical text of a structured record: one line a value, under the name it has there.

Rendering and placing are one pass, since a registry holds half a million records:
each value becomes a leaf that knows its offset and its pointer as its line is made.
"""

from typing import Literal

from trialgraph.documents.lines import Mark
from trialgraph.errors import UnreadableRecord
from trialgraph.model.document import SectionKind
from trialgraph.model.record import Block, Leaf, Node, Record

MAX_DEPTH = 40
"""The deepest value of the registry's data dictionary stands twelve levels down."""

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_NO_CHARACTERS = ("\ufffe", "\uffff")
_REPLACED = dict.fromkeys((*_CONTROLS, *map(ord, _NO_CHARACTERS)), "\ufffd")
_INDENTS = tuple("  " * depth for depth in range(MAX_DEPTH + 1))

_new = tuple.__new__
"""Makes a named tuple without the Python function that a call of its class goes through."""

_KINDS: dict[str, SectionKind] = {"referencesModule": "references", "references": "references"}


def rendered(
    values: dict[str, object], form: Literal["study", "publication"]
) -> tuple[str, Record, list[Mark]]:
    """Return the text of a record, its tree, and where its sections begin.

    Absent and empty values leave no line. Characters that no text may hold are
    shown as U+FFFD.

    Args:
        values: objects, lists and scalars, as JSON has them.
        form: what the tree's names mean.

    Raises:
        UnreadableRecord: values stand more than ``MAX_DEPTH`` levels deep.
    """
    text, root = _written(values)
    if _holds_forbidden(text):
        text, root = _written(_cleaned_record(values))
    return text, Record(form, root), _marks(root)


def _written(values: dict[str, object]) -> tuple[str, Block]:
    """Return a record's text and tree."""
    scribe = _Scribe()
    root = scribe.block(values, "", 0, 0)
    return "".join(scribe.parts), root


def _holds_forbidden(text: str) -> bool:
    """Tell whether a text holds a character that it may not; hardly any record does."""
    encoded = text.encode(errors="surrogatepass")
    return len(encoded.translate(None, _CONTROLS)) != len(encoded) or any(
        character in text for character in _NO_CHARACTERS
    )


class _Scribe:
    """Writes lines; offsets are handed from call to call, which is twice as fast as kept here."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def block(self, values: dict[str, object], pointer: str, depth: int, start: int) -> Block:
        """Write the lines of an object and return it as a block."""
        write, indent, at = self.parts.append, _indent(depth), start
        members: dict[str, Node] = {}
        for name, value in values.items():
            place = f"{pointer}/{_escaped(name) if '/' in name or '~' in name else name}"
            if type(value) is str:
                if value:
                    line = f"{indent}{name}: {value}\n"
                    write(line)
                    at += len(line)
                    members[name] = _new(Leaf, (value, at - len(value) - 1, place))
            elif isinstance(value, dict):
                head = f"{indent}{name}\n"
                write(head)
                block = self.block(value, place, depth + 1, at + len(head))
                members[name], at = block, block.end
            elif isinstance(value, list):
                listed, at = self._list(name, value, (place, depth), at)
                if listed:
                    members[name] = listed
            elif words := _words(value):
                members[name], at = self._leaf(f"{indent}{name}: ", words, place, at)
        return _new(Block, (members, start, at, pointer))

    def _list(
        self, name: str, values: list[object], place: tuple[str, int], at: int
    ) -> tuple[tuple[Node, ...], int]:
        """Write a list: its scalars a line each, its objects and lists under a number from 1."""
        pointer, depth = place
        indent = _indent(depth)
        found: list[Node] = []
        for number, value in enumerate(values):
            if isinstance(value, dict):
                head = f"{indent}{name} {number + 1}\n"
                self.parts.append(head)
                block = self.block(value, f"{pointer}/{number}", depth + 1, at + len(head))
                at = block.end
                found.append(block)
            elif isinstance(value, list):
                inner = (f"{pointer}/{number}", depth + 1)
                listed, at = self._list(f"{name} {number + 1}", value, inner, at)
                found += [listed] if listed else []
            elif words := _words(value):
                leaf, at = self._leaf(f"{indent}{name}: ", words, f"{pointer}/{number}", at)
                found.append(leaf)
        return tuple(found), at

    def _leaf(self, head: str, words: str, pointer: str, start: int) -> tuple[Leaf, int]:
        line = f"{head}{words}\n"
        self.parts.append(line)
        return Leaf(words, start + len(head), pointer), start + len(line)


def _words(value: object) -> str:
    """Return the characters of a scalar."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _cleaned_record(values: dict[str, object]) -> dict[str, object]:
    return {name.translate(_REPLACED): _cleaned(value) for name, value in values.items()}


def _cleaned(value: object) -> object:
    """Return a value without the characters that no text may hold."""
    if isinstance(value, dict):
        return _cleaned_record(value)
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return value.translate(_REPLACED) if isinstance(value, str) else value


def _indent(depth: int) -> str:
    """Return the white space before a line.

    Raises:
        UnreadableRecord: no record goes so deep.
    """
    if depth > MAX_DEPTH:
        raise UnreadableRecord(
            f"values nested over {MAX_DEPTH} deep found, wanted a record of a registry; "
            "check where the file comes from"
        )
    return _INDENTS[depth]


def _escaped(name: str) -> str:
    """Return a name as a step of a JSON pointer (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1")


def _marks(root: Block) -> list[Mark]:
    """Return a section for each group of the first two levels; all text is in one."""
    found = [Mark(0, "record")]
    for name, node in root.members.items():
        if isinstance(node, Block):
            found.append(Mark(node.start, _KINDS.get(name, "record"), name))
            found += [
                Mark(inner.start, _KINDS.get(title, "record"), title)
                for title, inner in node.members.items()
                if isinstance(inner, Block)
            ]
    return found
