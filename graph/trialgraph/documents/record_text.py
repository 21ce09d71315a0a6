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

MOST_NAMES = 1_000
"""So many names are remembered at each depth; the data dictionary has fewer in all."""

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_NO_CHARACTERS = ("\ufffe", "\uffff")
_REPLACED = dict.fromkeys((*_CONTROLS, *map(ord, _NO_CHARACTERS)), "\ufffd")

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
    root = scribe.block(values, "", 0, -1)
    return "".join([*scribe.parts, "\n"])[1:], root


def _holds_forbidden(text: str) -> bool:
    """Tell whether a text holds a character that it may not; hardly any record does."""
    encoded = text.encode(errors="surrogatepass")
    return len(encoded.translate(None, _CONTROLS)) != len(encoded) or any(
        character in text for character in _NO_CHARACTERS
    )


class _Heads(dict[str, tuple[str, str, int, str]]):
    """What a name looks like at one depth, made once for each of a registry's few hundred names.

    For each: its line where it heads a group, what stands before a value and how long
    that is, and its step of a JSON pointer.
    """

    def __init__(self, depth: int) -> None:
        self._indent = "\n" + depth * "  "

    def __missing__(self, name: str) -> tuple[str, str, int, str]:
        """Return what a name looks like; other records' names must not fill the memory."""
        line = f"{self._indent}{name}"
        found = (line, f"{line}: ", len(line) + 2, f"/{_escaped(name)}")
        if len(self) < MOST_NAMES:
            self[name] = found
        return found


_HEADS = tuple(map(_Heads, range(MAX_DEPTH + 1)))


class _Scribe:
    """Writes lines, each behind the line break before it.

    Offsets are handed from call to call, which is twice as fast as kept here: ``at`` is
    where the next line break will stand. The first one is left out of the text, so that
    it stands at -1.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []

    def block(self, values: dict[str, object], pointer: str, depth: int, at: int) -> Block:
        """Write the lines of an object and return it as a block."""
        if depth > MAX_DEPTH:
            raise _too_deep()
        write, heads, start = self.parts.append, _HEADS[depth], at + 1
        members: dict[str, Node] = {}
        for name, value in values.items():
            line, head, width, step = heads[name]
            if type(value) is str:
                words = value
            elif isinstance(value, dict):
                write(line)
                block = self.block(value, pointer + step, depth + 1, at + width - 2)
                members[name], at = block, block.end - 1
                continue
            elif isinstance(value, list):
                listed, at = self._list(line, value, (pointer + step, depth), at)
                if listed:
                    members[name] = listed
                continue
            else:
                words = _words(value)
            if words:
                write(head)
                write(words)
                at += width
                members[name] = _new(Leaf, (words, at, pointer + step))
                at += len(words)
        return _new(Block, (members, start, at + 1, pointer))

    def _list(
        self, line: str, values: list[object], place: tuple[str, int], at: int
    ) -> tuple[tuple[Node, ...], int]:
        """Write a list: its scalars a line each, its objects and lists under a number from 1."""
        pointer, depth = place
        if depth > MAX_DEPTH:
            raise _too_deep()
        write = self.parts.append
        found: list[Node] = []
        for number, value in enumerate(values):
            if isinstance(value, dict):
                head = f"{line} {number + 1}"
                write(head)
                block = self.block(value, f"{pointer}/{number}", depth + 1, at + len(head))
                at = block.end - 1
                found.append(block)
            elif isinstance(value, list):
                inner = (f"{pointer}/{number}", depth + 1)
                head = f"\n  {line[1:]} {number + 1}"
                listed, at = self._list(head, value, inner, at)
                found += [listed] if listed else []
            elif words := _words(value):
                write(f"{line}: {words}")
                at += len(line) + 2
                found.append(_new(Leaf, (words, at, f"{pointer}/{number}")))
                at += len(words)
        return tuple(found), at


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


def _too_deep() -> UnreadableRecord:
    """Return why a record is refused: none goes so deep."""
    return UnreadableRecord(
        f"values nested over {MAX_DEPTH} deep found, wanted a record of a registry; "
        "check where the file comes from"
    )


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
