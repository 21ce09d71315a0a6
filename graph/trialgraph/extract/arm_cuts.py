"""Where a list of arms is cut when its commas and its ``or`` may also part the drugs of one arm."""

import re

OR = r"(?:or|versus|vs\.?|v)"
"""Between two arms."""
COMMA = re.compile(rf"[,;]\s+(?:{OR}\s+)?(?:to\s+)?", re.IGNORECASE)
FILL = "\x00"
"""Stands for what is in parentheses: no blank, so that a cut never eats it."""
_BARE_WORDS = 2
_JOINS = re.compile(
    r"\b(?:and|plus|with|followed|then|choice|for|until|every|each|all|both|on|at)\b|\+|\d",
    re.IGNORECASE,
)
_DATED = re.compile(r"\s+(?:before|prior to|after|during) ")
_CHOICE_OF = re.compile(r"\b(?:choice|one|any) of\b")


def bare_cuts(masked: str, cuts: list[re.Match[str]], arms: int | None) -> list[re.Match[str]]:
    """Return the cuts of ``A, B or C``: where each name is bare, or a ratio counts three."""
    commas = [cut for cut in COMMA.finditer(masked) if cut.end() <= cuts[0].start()]
    edges = [0, *(cut.end() for cut in commas)], [*(cut.start() for cut in commas), cuts[0].start()]
    pieces = [masked[a:b].replace(FILL, "") for a, b in zip(*edges, strict=True)]
    last = masked[cuts[0].end() :].replace(FILL, "")
    pieces.append(_DATED.split(last, maxsplit=1)[0])
    joined = any(_JOINS.search(piece) for piece in pieces)
    bare = all(len(piece.split()) <= _BARE_WORDS for piece in pieces)
    if commas and not joined and (len(pieces) == arms or (arms is None and bare)):
        return [*commas, *cuts]
    return cuts


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
