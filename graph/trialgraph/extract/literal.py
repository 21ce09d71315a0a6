"""Names found in a text by their letters: to make a pattern takes longer than to look."""

from collections.abc import Iterator

MASK = "\N{CYRILLIC LETTER MULTIOCULAR O}"
"""A letter of no word, put over names at their length: one pattern then serves all of them."""


def small_letters(text: str) -> str:
    """Return the text in small letters, at its own length."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(one if len(one) == 1 else char for char in text for one in (char.lower(),))


def occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands in a text, from left to right, also where two overlap."""
    at = text.find(name) if name else -1
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + 1)


def masked(text: str, words: str, name: str) -> str:
    """Return the text with the mask over each place where ``words`` hold a name.

    Args:
        text: what to mask.
        words: the text as it is searched, of the same length: in small letters, say.
        name: in the form of ``words``.
    """
    pieces: list[str] = []
    done = 0
    for start, end in occurrences(words, name):
        if start >= done:
            pieces.extend((text[done:start], MASK * len(name)))
            done = end
    return "".join((*pieces, text[done:]))
