"""Where sentences end, in prose full of abbreviations and decimals."""

import re

_ABBREVIATIONS = frozenset(
    {"vs", "v", "e.g", "i.e", "fig", "figs", "no", "nos", "al", "dr", "st", "approx", "ca", "cf"}
    | {"ref", "refs", "tab", "eq", "inc", "ltd", "co", "p", "resp", "suppl", "vol", "ed", "prof"}
    | {"mr", "mrs", "ms", "jr", "sr", "incl", "viz", "subsp", "spp"},
)
_END = re.compile(
    r"[.!?][\"')\]]*(?=\s|$)|(?<=[a-z)\]]{2})\.(?=[A-Z][a-z])|(?<=\d[)\]])\.(?=[A-Z][a-z])"
)
_INITIAL = re.compile(r"(?:^|[(.;,]\s?|\bby |\band )[A-Z]$")
_LAST_WORD = re.compile(r"([A-Za-z.]+)$")


def ends_sentence(text: str) -> bool:
    """Tell whether a text stops at the end of a sentence, not after an abbreviation."""
    match = re.search(r"[.!?][\"')\]]*$", text)
    return match is not None and not _is_abbreviation(text[: match.start()], "")


def sentence_ends(text: str) -> list[int]:
    """Return the offsets after each sentence of one paragraph, the last one included."""
    ends = [
        match.end()
        for match in _END.finditer(text)
        if not _is_abbreviation(text[: match.start()][-12:], text[match.end() : match.end() + 12])
    ]
    if not ends or text[ends[-1] :].strip():
        ends.append(len(text))
    return ends


def _is_abbreviation(before: str, after: str) -> bool:
    following = after.lstrip()
    if following[:1].islower():
        return True
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    last = word[1].lower().strip(".")
    if last == "al":
        return not re.match(r"(?:In|We|The|This|These)\b", following)
    return last in _ABBREVIATIONS or _INITIAL.search(before) is not None
