"""What stands above or below the line: powers, charges, footnote marks, reference numbers.

Print shows by height what plain text cannot: 10⁹/L is not 109/L, and the 4 of
"months⁴" may be a reference. Powers become Unicode's raised digits; references
that the source marks up become ``^{4}``, which is never a number of the sentence,
or ``[4]`` where the sentence itself holds them in brackets.
"""

import re

from trialgraph.documents import inline
from trialgraph.model import lazy

_UP = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_UP |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "⁻")
_DASH = "[\u2010-\u2015\u2212-]"
# One power, isotope or footnote mark, or several: 9, −1, 99m, a, "a,b", "1–3".
_FIGURES = rf"{_DASH}?\d{{1,3}}[+a-z]?|[a-z]|[+\u2010-\u2013\u2212-]"
_LISTED = lazy.regex(rf"(?:{_FIGURES})(?:(?:\s?[,;]\s?|\s|{_DASH})(?:{_FIGURES}))*")

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Around reference numbers until their paragraph is whole; no document holds such characters."""

_MARK = rf"{OPEN}[^{CLOSE}]*{CLOSE}"
_GROUP = lazy.regex(
    rf"(?P<opened>[(\[]\s?)?(?P<marks>{_MARK}(?:\s?[,;\u2010-\u2015-]?\s?{_MARK})*)(?P<closed>\s?[)\]])?"
)
_NUMBERS = lazy.regex(r"[(\[]?\s*(\d{1,3}[a-z]?(?:[\s,;\u2010-\u2015-]+\d{1,3}[a-z]?)*)\s*[)\]]?")
_BETWEEN = lazy.regex(r"\}(\s?[,;⁻\u2010-\u2015-]?\s?)\^\{")
_LOOK_BACK = 60


def raised(words: str) -> str:
    """Return words above the line: figures and footnote letters as Unicode's raised characters.

    >>> raised("9"), raised("a,b"), raised("th"), raised("V600E")
    ('⁹', 'ᵃ,ᵇ', 'th', '^{V600E}')
    """
    if not re.search(r"\w|[+=\u2010-\u2013\u2212-]", words):
        return words  # a sign of a footnote, or the comma between two raised links
    if _LISTED.fullmatch(words.strip()):
        return "".join(_UP.get(char, char) for char in words)
    return inline.raised(words)


def reference(words: str) -> str:
    """Return what a link to the reference list prints, numbers between ``OPEN`` and ``CLOSE``.

    A link in the form "Doe, 2001" stays words, and so does a year alone.
    """
    match = _NUMBERS.fullmatch(words.strip())
    if match is None:
        return words
    bracket = words.strip()[:1]
    return f"[{_listed(match[1])}]" if bracket == "[" else f"{OPEN}{match[1]}{CLOSE}"


def raised_references(words: str) -> str:
    """Return words above the line that hold reference numbers as ``^{1,2}``, or in brackets."""
    plain = words.strip()
    if plain.startswith(("[", "(")) or re.search(r"\w", re.sub(_MARK, "", plain)):
        return words
    return f"^{{{_listed(plain.replace(OPEN, ' ').replace(CLOSE, ' '))}}}"


def settled(words: str) -> str:
    """Return a paragraph in which every reference number has its final form."""
    if OPEN in words:
        words = _GROUP.sub(_settled_group, words)
    return _joined(words) if "^{" in words else words


def _settled_group(match: re.Match[str]) -> str:
    opened, closed = (match["opened"] or ""), (match["closed"] or "")
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()] + opened
    if before.rfind("[") > before.rfind("]"):
        return f"{opened}{_printed(match['marks'])}{closed}"
    numbers = _listed(match["marks"].replace(OPEN, " ").replace(CLOSE, " "))
    if opened and closed:
        return f"[{numbers}]"
    if not before or before[-1].isspace() or before[-1] == "(":
        return f"{opened}[{numbers}]{closed}"
    return f"{opened}^{{{numbers}}}{closed}"


def _printed(marks: str) -> str:
    """Return numbers in the source's own brackets as they stand, with commas where it has none."""
    words = re.sub(rf"{CLOSE}(?:\s?;)?(\s?){OPEN}", r",\1", marks)
    return words.replace(OPEN, "").replace(CLOSE, "")


def _listed(printed: str) -> str:
    """Return numbers with one spelling of their separators: ``3,5–8``."""
    words = re.sub(r"(?<=\d)[a-z]\b", "", printed.strip())
    words = re.sub(r"\s*([\u2010-\u2015-])\s*", "–", words)
    return re.sub(r"(?:\s*[,;]\s*|\s+)+", ",", words).strip(",")


def _joined(words: str) -> str:
    """Return words in which neighbouring raised references are one: ``^{1}``, ``^{2}``."""
    return _BETWEEN.sub(_separator, words)


def _separator(match: re.Match[str]) -> str:
    return "–" if match[1].strip(" ,;") else ","
