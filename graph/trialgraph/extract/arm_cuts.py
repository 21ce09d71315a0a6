"""Where a list of arms is cut when its commas and its ``or`` may also part the drugs of one arm."""

import re

from trialgraph.model import lazy

OR = r"(?:or|versus|vs\.?|v)"
"""Between two arms."""
COMMA = lazy.regex(rf"[,;]\s+(?:{OR}\s+)?(?:to\s+)?", re.IGNORECASE)
FILL = "\x00"
"""Stands for what is in parentheses: no blank, so that a cut never eats it."""
_BARE_WORDS = 2
_JOINS = lazy.regex(
    r"\b(?:and|plus|with|followed|then|choice|for|until|every|each|all|both|on|at)\b|\+|\d",
    re.IGNORECASE,
)
_DATED = lazy.regex(r"\s+(?:before|prior to|after|during) ")
_CHOICE_OF = lazy.regex(r"\b(?:choice|one|any) of\b")
_DOSE = lazy.regex(
    r"\d[\d.,]{0,8} ?(?P<unit>(?:mg|g|mcg|ug|\u00b5g|\u03bcg|IU|U|units?|ml|mL|Gy)\b"
    r"(?:/\w{1,4}\b)?)"
    r"(?![\w/])(?! of\b)"
)
_SIZE = lazy.regex(r"[(\[;,]\s*[nN]\s?=\s?\d")
_JOINED = lazy.regex(r"\band\b|\+|^\s*(?:plus|with|followed|then)\b", re.IGNORECASE)
_SAME = lazy.regex(r"\s*(?:the|that) (?:same|above)\b", re.IGNORECASE)
_TO = lazy.regex(r"\bto\b")
_FIRST_WORD = lazy.regex(r"\s*(?P<word>[A-Za-z][\w-]+)")


def bare_cuts(
    words: str, masked: str, cuts: list[re.Match[str]], arms: int | None
) -> list[re.Match[str]]:
    """Return the cuts of ``A, B or C``: where each is bare, counted, sized or has its dose."""
    commas = [cut for cut in COMMA.finditer(masked) if cut.end() <= cuts[0].start()]
    edges = [0, *(cut.end() for cut in commas)], [*(cut.start() for cut in commas), cuts[0].start()]
    places = list(zip(*edges, strict=True))
    pieces = [masked[a:b].replace(FILL, "") for a, b in places]
    last = masked[cuts[0].end() :].replace(FILL, "")
    pieces.append(_DATED.split(last, maxsplit=1)[0])
    joined = any(_JOINS.search(piece) for piece in pieces)
    bare = all(len(piece.split()) <= _BARE_WORDS for piece in pieces)
    if commas and not joined and (len(pieces) == arms or (arms is None and bare)):
        return [*commas, *cuts]
    if not commas or arms not in {None, len(pieces)} or _TO.search(cuts[0][0]):
        return cuts
    sized = all(_SIZE.search(words, a, b) for a, b in places)
    return [*commas, *cuts] if sized or _each_dosed(pieces) else cuts


def _each_dosed(pieces: list[str]) -> bool:
    """Tell whether parts of a list are arms by their doses, or doses of one drug."""
    *listed, last = pieces
    if any(_JOINED.search(piece) for piece in listed) or _SAME.match(last):
        return False
    if all(map(_DOSE.search, listed)) and all(map(_FIRST_WORD.match, listed)):
        return True
    dosed = [piece for piece in pieces if _DOSE.search(piece)]
    named = [match["word"].lower() for piece in dosed if (match := _FIRST_WORD.match(piece))]
    return len(set(named)) < len(named) or any(map(is_next_dose, pieces, pieces[1:]))


def is_next_dose(before: str, words: str) -> bool:
    """Tell whether words are one more dose after a part of a list that has its own."""
    dose, units = _DOSE.match(words.lstrip()), {each["unit"] for each in _DOSE.finditer(before)}
    return dose is not None and dose["unit"] in units


def outside_choices(masked: str, cuts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out the ``or`` between the drugs of ``A or the physician's choice of B or C``."""
    chosen = _CHOICE_OF.search(masked, cuts[0].end()) if cuts else None
    if chosen is None:
        return cuts
    return [
        cut
        for cut in cuts
        if cut.start() < chosen.start() or cut[0].lstrip().startswith((",", ";"))
    ]
