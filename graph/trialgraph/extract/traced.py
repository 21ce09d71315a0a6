"""Text in which every character knows where it stands in the canonical text."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from trialgraph.model.text import Span

Change = str | tuple[int, int] | None
"""What becomes of a match: new characters, a range of the text that is kept, or no change."""


@dataclass(frozen=True, slots=True)
class Traced:
    """Characters with their canonical ranges.

    Attributes:
        text: the characters as read.
        starts: for each character, the canonical offset where it begins.
        ends: for each character, the canonical offset after it; a character that
            stands for several has the range of all of them.
    """

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str, span: Span) -> "Traced":
        """Return a stretch of the canonical text, unchanged."""
        places = range(span.start, span.end)
        return cls(text[span.start : span.end], [*places], [*range(span.start + 1, span.end + 1)])

    def span(self, start: int, end: int) -> Span:
        """Return the canonical range of a range of this text."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else self.last
            return Span(place, place)
        return Span(self.starts[start], self.ends[end - 1])

    @property
    def last(self) -> int:
        """Return the canonical offset after the last character."""
        return self.ends[-1] if self.ends else 0

    def offset(self, place: int) -> int:
        """Return the first offset of this text that stands at or after a canonical place."""
        return bisect_left(self.starts, place)

    def cut(self, start: int, end: int) -> "Traced":
        """Return a range of this text."""
        return Traced(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def rewrite(
        self, pattern: re.Pattern[str], change: Callable[[re.Match[str]], Change]
    ) -> "Traced":
        """Return this text with each match of a pattern changed, the map kept."""
        pieces: list[Traced] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = change(match)
            if new is None:
                continue
            pieces.append(self.cut(done, match.start()))
            pieces.append(self._changed(match, new))
            done = match.end()
        if not pieces:
            return self
        return joined([*pieces, self.cut(done, len(self.text))])

    def _changed(self, match: re.Match[str], new: str | tuple[int, int]) -> "Traced":
        if isinstance(new, tuple):
            return self.cut(*new)
        span = self.span(*match.span())
        return Traced(new, [span.start] * len(new), [span.end] * len(new))


def joined(pieces: list[Traced]) -> Traced:
    """Return pieces of text as one."""
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        starts += piece.starts
        ends += piece.ends
    return Traced("".join(piece.text for piece in pieces), starts, ends)
