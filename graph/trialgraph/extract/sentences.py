"""Where sentences end, in prose full of abbreviations and decimals."""

import re

from trialgraph.model import lazy

_ABBREVIATIONS = frozenset(
    {"vs", "v", "e.g", "i.e", "fig", "figs", "no", "nos", "al", "dr", "st", "approx", "ca", "cf"}
    | {"ref", "refs", "tab", "eq", "inc", "ltd", "co", "p", "resp", "suppl", "vol", "ed", "prof"}
    | {"mr", "mrs", "ms", "jr", "sr", "incl", "viz", "subsp", "spp"},
)
# A pattern that begins with its sign is looked for only where the sign stands.
_END = lazy.regex(
    r"[.!?](?:[\"')\]]*(?: ?\[\d[\d, –-]{0,30}\](?:[-–] ?\[\d+\])?(?=\s+[A-Z\"(]|\s*$))?(?=\s|$)"
    r"|(?:(?<=[a-z)\]]{2}\.)|(?<=\d[)\]]\.))(?=[A-Z][a-z]))"
)
_INITIAL = lazy.regex(r"(?:^|[(.;,]\s?|\bby |\band )[A-Z]$")
_SMALL_NAME = lazy.regex(r"[a-z]{1,2}[A-Z]{2}")  # pCR, rPFS: names that begin a sentence
# What never ends is no sentence; rules whose cost grows with its square stay quick.
_LONGEST = 3000
LONGEST_READ = 2500
"""Characters of the longest sentence that is read for arms and numbers: beyond is no sentence."""
_BRACKET = lazy.regex(r"[()\[\]]")
# "Le.Af.Tea": a name with dots between its parts, before and behind one of them.
_DOTTED_BEFORE = lazy.regex(r"(?:^|[\s(])[A-Z][a-z]+(?:\.[A-Z][a-z]+)*$")
_DOTTED_AFTER = lazy.regex(r"[A-Z][a-z]+(?:\.[A-Z][a-z]|\)|$)")
_LAST_WORD = lazy.regex(r"([A-Za-z.]+)$")


def ends_sentence(text: str) -> bool:
    """Tell whether a text stops at the end of a sentence, not after an abbreviation."""
    match = re.search(r"[.!?][\"')\]]*$", text)
    return match is not None and not _is_abbreviation(text[: match.start()], "")


def sentence_ends(text: str) -> list[int]:
    """Return the offsets after each sentence of one paragraph, the last one included."""
    ends = [
        match.end()
        for match in _END.finditer(text)
        if not _is_abbreviation(
            text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 12]
        )
    ]
    if not ends or text[ends[-1] :].strip():
        ends.append(len(text))
    return _bounded(text, ends)


def _bounded(text: str, ends: list[int]) -> list[int]:
    """Return ends such that no sentence is longer than any that people write."""
    bounded: list[int] = []
    for end in ends:
        begun = bounded[-1] if bounded else 0
        while end - begun > _LONGEST:
            blank = text.rfind(" ", begun + 1, begun + _LONGEST)
            begun = blank if blank > 0 else begun + _LONGEST
            bounded.append(begun)
        bounded.append(end)
    return bounded


def _is_abbreviation(before: str, after: str) -> bool:
    following = after.lstrip()
    if following[:1].islower() and not _SMALL_NAME.match(following):
        return True
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    if _DOTTED_BEFORE.search(before) and _DOTTED_AFTER.match(after):
        return True
    if len(word[1]) > 1 and word[1].isupper():
        return False  # an abbreviation of an arm or end point, not "no." or "cf."
    last = word[1].lower().strip(".")
    if last == "al":
        return not re.match(r"(?:In|We|The|This|These)\b", following)
    return last in _ABBREVIATIONS or _INITIAL.search(before) is not None


def open_bracket(words: str) -> int | None:
    """Return where the outermost bracket that is still open begins."""
    depth, opening = 0, None
    for bracket in _BRACKET.finditer(words):
        if bracket[0] in "([":
            opening = bracket.start() if depth == 0 else opening
            depth += 1
        elif depth:
            depth -= 1
    return opening if depth else None
