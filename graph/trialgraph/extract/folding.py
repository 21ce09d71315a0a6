"""Folding: how print, copying and mark-up spell the same words and numbers.

Each rule is a pattern and what becomes of a match; the index map survives all of
them. What a rule removes that carries meaning (reference numbers) is handed back.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import unescape

from trialgraph.extract.traced import Change, Traced
from trialgraph.model import lazy
from trialgraph.model.text import Span

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_CHARACTERS = {
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "
    ),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
    **dict.fromkeys("\u2a7e\u2267", "≥"),
    **dict.fromkeys("\u2a7d\u2266", "≤"),
    "\uff1c": "<",
    "\uff1e": ">",
    "\uff1d": "=",
    **{low: str(digit) for digit, low in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}
_LATEX = {
    "geq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "leq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "pm": "±",
    "times": "×",
    "chi": "χ",
    "alpha": "α",
    "beta": "β",
    "sim": "~",
    "cdot": ".",
    "%": "%",
    "lt": "<",
    "gt": ">",
}
_NUMBERS = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*"
_NOT_A_REFERENCE = lazy.regex(
    r"(?:(?:grade|table|figure|fig)s?|phase|version|stage|part|cycle|day|week"
    r"|month|year|cohort|arm|level|group)$"
    r"|(?-i:[a-z][A-Z][a-z]+$|[A-Z]{3}-[A-Z][a-z]+$)",  # a trial's name and its number
    re.IGNORECASE,
)
_SECOND_WORDS = frozenset(
    [
        "assessed",
        "based",
        "blind",
        "blinded",
        "containing",
        "controlled",
        "dependent",
        "driven",
        "free",
        "label",
        "line",
        "month",
        "naive",
        "negative",
        "pathologic",
        "positive",
        "related",
        "reported",
        "resistant",
        "specific",
        "treated",
        "week",
        "year",
    ]
)


@dataclass(frozen=True, slots=True)
class ReferenceMark:
    """Reference numbers printed above the line, taken out of the running text.

    Attributes:
        at: offset in the reading view that the mark stands before.
        numbers: entries of the reference list, ranges written out.
        span: where the mark stands.
    """

    at: int
    numbers: tuple[int, ...]
    span: Span


Marks = list[tuple[tuple[int, ...], Span]]


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Change]]
"""What no match lacks, a pattern, and what becomes of a match."""


def _rule(sign: str, pattern: str, change: Callable[[re.Match[str]], Change]) -> Rule:
    return sign, lazy.regex(pattern), change


def _latex(match: re.Match[str]) -> Change:
    return _LATEX.get(match[1])


def _entity(match: re.Match[str]) -> Change:
    """Return the character that HTML names, such as < for ``&lt;``; other words stay."""
    char = unescape("&" + match[1])
    return char if len(char) == 1 else None


MARKUP = (
    _rule(
        "$",
        r"\$([^$\n]{1,120}?)\$",
        lambda m: m.span(1) if re.search(r"[=<>\\^_]", m[1]) else None,
    ),
    _rule("\\", r"\\([A-Za-z]+|%)\s?", _latex),
    _rule(
        "](", r"!?\[([^\]\n]{0,400})\]\((?:#|https?:|mailto:|/)[^)\s]{0,800}\)", lambda m: m.span(1)
    ),
    _rule("**", r"\*\*([^*\n]+)\*\*", lambda m: m.span(1)),
    _rule("*", r"(?<![\w*])\*([A-Za-z][^*\n]{0,60}?)\*(?![\w*])", lambda m: m.span(1)),
    _rule("<", r"</?(?:i|b|em|strong|sub|span|u|p)>", lambda _: ""),
    # What stands above or below the line and is no number: BRAF^{V600E}, 10_{e}.
    _rule("{", r"[\^_]\{([^{}\d\n][^{}\n]{0,40})\}", lambda m: m.span(1)),
    _rule("&", r"&(?:amp;)?((?:[A-Za-z]{2,8}|#\d{2,5}|#x[0-9A-Fa-f]{2,5});)", _entity),
)
# Each of these looks for signs that plain text (ASCII) does not have.
FIGURES = (
    _rule("", r"(?<=\d)[·∙⋅•‧](?=\d)|(?<=[=<>≤≥(\[, ])[·∙⋅‧](?=\d)", lambda _: "."),
    _rule("", "[" + "".join(_CHARACTERS) + "]", lambda m: _CHARACTERS[m[0]]),
    _rule("⁺", r"(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])⁺(?![⁰¹²³⁴⁵⁶⁷⁸⁹])", lambda _: "+"),
    _rule("⁻", r"(?<=[A-Za-z\d])⁻(?![⁰¹²³⁴⁵⁶⁷⁸⁹])", lambda _: "-"),
    # The mass of an isotope stands before its sign: ¹⁷⁷Lu is 177Lu.
    _rule(
        "",
        r"(?<![\w).,;⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}ᵐ?(?=[A-Z][a-z]?\b)",
        lambda m: m[0].translate(SUPERSCRIPTS).replace("ᵐ", "m"),
    ),
)
_SUPERSCRIPT = lazy.regex(
    r"\^\{("
    + _NUMBERS
    + r")\}|<sup>("
    + _NUMBERS
    + r")</sup>|(?<!\b[cdkmn]m)"  # cm² is no reference
    + r"(?<=[a-z]{2}|[A-Z]\d|[A-Z]{2}|.[).,;’'\"])((?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+[,–⁻-]?)+)"
)
_GLUED = lazy.regex(
    r"(?:(?<=[a-z]{4})|(?<=[a-z]{3}[).,;])|(?<=[A-Z]{2}\d[.,])|(?<=[A-Za-z0-9]\)[.,;])"
    r"|(?<=version \d\.\d,))"
    r"([1-9]\d{0,2}(?:[,–-][1-9]\d{0,2})*)(?=\s|[.,;:)](?:\s|$)|$)"
)
_MOST_CITED = 100  # a longer range of references is none, and could fill all memory
# A word is bounded: without that, one very long word takes the square of its length.
_CUT_WORD = lazy.regex(r"(?<![\w-])[\w-]{1,80}[-–][ \t]*\n\s*[\w-]+")
_BROKEN_WORD = lazy.regex(r"(?<=[^\W_])-[ \t]*\n\s*(?=[^\W_])")
_BROKEN_DASH = lazy.regex(r"(?<=[^\W_])[–−][ \t]*\n\s*(?=[^\W_])")


def numbers_of(printed: str) -> tuple[int, ...]:
    """Return the reference numbers of a mark such as ``9,15`` or ``11-13``, written out."""
    plain = printed.translate(SUPERSCRIPTS).replace("⁻", "-").replace("–", "-")
    numbers: list[int] = []
    for part in plain.replace(" ", "").strip(",-").split(","):
        first, _, last = part.partition("-")
        low, high = int(first), int(last or first)
        numbers += range(low, high + 1) if 0 <= high - low < _MOST_CITED else [low, high]
    return tuple(numbers)


def words_of(text: str) -> Counter[str]:
    """Return the words of a text that no line break cuts, in lower case, with their counts."""
    whole = _CUT_WORD.sub(" ", text) if "\n" in text else text
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", whole.lower())
    words = Counter(found)
    for word in found:
        if "-" in word:
            words.update(word.split("-"))
            words.update(
                "-".join(pair) for pair in zip(word.split("-"), word.split("-")[1:], strict=False)
            )
    return words


def fold(text: Traced, words: Counter[str], *, glued: bool = True) -> tuple[Traced, Marks]:
    """Return a stretch of text folded line by line, and the reference numbers taken out.

    Line breaks that do not cut a word stay; ``lines`` decides about them.

    Args:
        text: the stretch.
        words: counted words of the document (``words_of``).
        glued: reference numbers may have lost their height and stick to words, as
            in copied text; a source that marks them up keeps them apart.
    """
    if "\n" in text.text:
        text = text.rewrite(_BROKEN_WORD, lambda match: _mended(match, words))
        text = text.rewrite(_BROKEN_DASH, lambda _: "-")
    text = _rewritten(text, MARKUP)
    marks: Marks = []
    if not text.text.isascii() or "^{" in text.text or "<sup>" in text.text:
        text = text.rewrite(_SUPERSCRIPT, partial(_marked, within=text, marks=marks))
    if glued:
        text = text.rewrite(_GLUED, partial(_marked, within=text, marks=marks))
    return (text if text.text.isascii() else _rewritten(text, FIGURES)), marks


def _rewritten(text: Traced, rules: tuple[Rule, ...]) -> Traced:
    for sign, pattern, change in rules:
        if sign in text.text:
            text = text.rewrite(pattern, change)
    return text


def _marked(match: re.Match[str], within: Traced, marks: Marks) -> Change:
    printed = next(group for group in match.groups() if group)
    before = match.string[max(0, match.start() - 12) : match.start()]
    if match.re.pattern == _GLUED.pattern and _NOT_A_REFERENCE.search(before):
        return None
    marks.append((numbers_of(printed), within.span(*match.span())))
    return ""


def _mended(match: re.Match[str], words: Counter[str]) -> str:
    before = match.string[max(0, match.start() - 40) : match.start()]
    return hyphen_between(before, match.string[match.end() : match.end() + 40], words)


def hyphen_between(before: str, after: str, words: Counter[str]) -> str:
    """Return what stands where a line ends with a hyphen: nothing, or a real hyphen.

    Args:
        before: text up to the hyphen.
        after: text after the line break.
        words: counted words of the document (``words_of``); they decide.
    """
    left, right = re.search(r"[^\W_]+$", before), re.match(r"[^\W_]+", after)
    if left is None or right is None or right[0][0].isupper():
        return "-"
    if not left[0].isalpha() or left[0].isupper():
        return "-"
    return _spelling(left[0].lower(), right[0].lower(), words)


def _spelling(first: str, second: str, words: Counter[str]) -> str:
    plain, hyphenated = words[first + second], words[f"{first}-{second}"]
    if plain or hyphenated:
        return "-" if hyphenated > plain else ""
    if second in _SECOND_WORDS:
        return "-"
    # Neither spelling occurs: two whole words of the document make a compound.
    shortest = 4
    known = words[first] and words[second] and min(len(first), len(second)) >= shortest
    return "-" if known else ""
