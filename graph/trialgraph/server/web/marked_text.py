"""A text cut where facts begin and end, and into parts that a page can hold."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trialgraph.catalogue.licences import CONTEXT_CHARACTERS
from trialgraph.errors import BadParameter

PART_CHARACTERS = 20_000
PART_FACTS = 150
"""So much of a text, and so many facts of it, stand on one page."""
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")

Range = tuple[int, int]
"""First character, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters that a fact stands on.

    Attributes:
        id: of the fact on the page.
    """

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same facts stand on, one after the other.

    Attributes:
        words: the characters.
        fact: id of the innermost fact; empty where none stands.
        id: of the piece on the page, where a fact begins with it.
        is_asked: whether it is part of what the address of the page asks for.
        is_first_asked: whether that begins here.
    """

    words: str
    fact: str = ""
    id: str = ""
    is_asked: bool = False
    is_first_asked: bool = False


def mark_id(start: int) -> str:
    """Return the id of the piece that begins with a character."""
    return f"c{start}"


def asked_range(words: str) -> Range | None:
    """Return the characters that ``?at=`` asks for; ``None`` when it is left out.

    Raises:
        BadParameter: it is no range.
    """
    if not words:
        return None
    found = _AT.fullmatch(words)
    if found is None or int(found[1]) >= int(found[2]):
        raise BadParameter(
            f"found at={words[:50]!r}, wanted first and last character, such as at=10-20; "
            "leave it out for the start of the text"
        )
    return int(found[1]), int(found[2])


def pieces(
    text: str, shown: Range, spans: Iterable[Span], asked: Range | None = None
) -> tuple[Piece, ...]:
    """Return a range of a text, cut wherever a fact begins or ends.

    Nested and overlapping facts share pieces; a piece leads to the shortest of its facts.

    Args:
        text: the whole of it.
        shown: which range.
        spans: of facts; those that do not touch the range are left out.
        asked: what to highlight besides.
    """
    start, end = shown
    known = [one for one in spans if one.start < end and one.end > start]
    ends = {start, end}
    for first, after in (*((one.start, one.end) for one in known), *([asked] if asked else [])):
        ends |= {min(max(one, start), end) for one in (first, after)}
    cuts = sorted(ends)
    return tuple(_piece(text, (first, after), known, asked) for first, after in pairwise(cuts))


def _piece(text: str, own: Range, spans: Sequence[Span], asked: Range | None) -> Piece:
    start, end = own
    over = [one for one in spans if one.start <= start and one.end >= end]
    innermost = min(over, key=lambda one: (one.end - one.start, one.id), default=None)
    is_asked = asked is not None and asked[0] <= start and end <= asked[1]
    return Piece(
        words=text[start:end],
        fact=innermost.id if innermost else "",
        id=mark_id(start) if any(one.start == start for one in over) else "",
        is_asked=is_asked,
        is_first_asked=is_asked and asked is not None and asked[0] == start,
    )


def ranges_around(length: int, spans: Iterable[Span]) -> list[Range]:
    """Return the ranges that anyone may see of a text: facts with what stands around them."""
    found: list[Range] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        start = max(0, span.start - CONTEXT_CHARACTERS)
        end = min(length, span.end + CONTEXT_CHARACTERS)
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(found.pop()[1], end)
        found.append((start, end))
    return found


def parts(ranges: Iterable[Range], starts: Sequence[int]) -> list[list[Range]]:
    """Return ranges in parts, each so large as a page can hold.

    Args:
        ranges: of the text, in their order.
        starts: where facts begin, sorted.
    """
    found: list[list[Range]] = [[]]
    room, facts = PART_CHARACTERS, PART_FACTS
    for first, end in ranges:
        start = first
        while start < end:
            if room <= 0 or facts <= 0:
                found.append([])
                room, facts = PART_CHARACTERS, PART_FACTS
            stop = _stop(starts, (start, min(end, start + room)), facts)
            found[-1].append((start, stop))
            room -= stop - start
            facts -= bisect_left(starts, stop) - bisect_left(starts, start)
            start = stop
    return found


def _stop(starts: Sequence[int], within: Range, most: int) -> int:
    """Return where a range is cut so that so many facts begin in it, and no more."""
    start, end = within
    beyond = bisect_left(starts, start) + most
    return starts[beyond] if beyond < len(starts) and start < starts[beyond] < end else end


def part_with(found: Sequence[Sequence[Range]], character: int) -> int | None:
    """Return which part has a character, from 0; ``None`` when none has."""
    for number, ranges in enumerate(found):
        if any(start <= character < end for start, end in ranges):
            return number
    return None
