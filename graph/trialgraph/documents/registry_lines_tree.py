"""Lines with their places, and the tree of the values that stand in them."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from trialgraph.model.record import Block, Leaf, Node


class Row(NamedTuple):
    """A line of the canonical text and where it begins."""

    text: str
    start: int

    def piece(self, start: int, end: int) -> Leaf | None:
        """Return the words between two offsets of the line, ``None`` where there are none."""
        printed = self.text[start:end]
        words = printed.strip()
        lead = len(printed) - len(printed.lstrip())
        return Leaf(words, self.start + start + lead, "") if words else None

    def group(self, match: re.Match[str], name: str | int) -> Leaf | None:
        """Return the words of a group of a match in this line."""
        return self.piece(*match.span(name)) if match[name] is not None else None

    def after(self, head: str) -> Leaf | None:
        """Return the words after the head of the line."""
        return self.piece(self.text.index(head) + len(head), len(self.text))


def stretch(rows: list[Row]) -> Leaf | None:
    """Return the words of several lines with the breaks between them."""
    whole = Row("\n".join(row.text for row in rows), rows[0].start if rows else 0)
    return whole.piece(0, len(whole.text))


def numbered(rows: Iterable[Row], head: re.Pattern[str]) -> list[tuple[Leaf, list[Row]]]:
    """Return the parts that numbered heads open: the number and the lines below."""
    found: list[tuple[Leaf, list[Row]]] = []
    for row in rows:
        match = head.fullmatch(row.text)
        number = row.group(match, 1) if match else None
        if number:
            found.append((number, []))
        elif found:
            found[-1][1].append(row)
    return found


def placed(values: Mapping[str, object], pointer: str = "") -> Block:
    """Return values as a tree, without what is absent; each group spans its values."""
    members: dict[str, Node] = {}
    for name, value in values.items():
        node = _node(value, f"{pointer}/{name}")
        if node:
            members[name] = node
    spans = [span for node in members.values() for span in _spans(node)]
    start = min((one for one, _ in spans), default=0)
    end = max((one for _, one in spans), default=0)
    return Block(members, start, end, pointer)


def _node(value: object, pointer: str) -> Node | None:
    if isinstance(value, Leaf):
        return Leaf(value.words, value.start, pointer)
    if isinstance(value, Mapping):
        return placed(value, pointer)
    if isinstance(value, list):
        nodes = (_node(one, f"{pointer}/{number}") for number, one in enumerate(value))
        return tuple(node for node in nodes if node)
    return None


def _spans(node: Node) -> list[tuple[int, int]]:
    """Return where a part of the tree stands, as first and last offsets."""
    if isinstance(node, Leaf):
        return [(node.start, node.start + len(node.words))]
    if isinstance(node, Block):
        return [(node.start, node.end)]
    return [span for inside in node for span in _spans(inside)]
