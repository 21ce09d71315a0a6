"""Values of a record's fields: numbers, reasons for their absence, dates, places."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from trialgraph.extract.printed_dates import printed_date
from trialgraph.model import lazy
from trialgraph.model.record import Block, Leaf, Node
from trialgraph.model.text import Absence, Number, PartialDate, Problem, Span, Stated

_NUMBER = lazy.regex(
    r"\s*(?P<number>[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:[.·][0-9]*)?|[0-9]+(?:[.·][0-9]*)?"
    r"|[.·][0-9]+)(?:[eE][-+]?[0-9]{1,3})?\s?%?)\s*"
)
_PLAIN = str.maketrans({",": None, "%": None, "−": "-", "·": "."})
_NO_VALUE = lazy.regex(
    r"(?i)\s*(?:n\.?/?a\.?|n\.?r\.?|n\.?e\.?|nan|not (?:available|applicable|reached|estimable"
    r"|calculable|evaluable|reported)|-+|—|–)?\s*"
)
_NOT_REACHED = lazy.regex(
    r"(?i)\bnot\s+(?:yet\s+|been\s+|be\s+)*(?:reached|attained)\b|\bnot\sreach\b"
)
_OF_LIMIT = lazy.regex(r"(?i)\b(?:limits?|bounds?|confidence|intervals?|CIs?|[ul]cl)\b")
_OF_VALUE = lazy.regex(r"(?i)\b(?:medians?|values?|survival|durations?|time|estimates?)\b")
_NOT_REPORTED = lazy.regex(
    r"(?i)\bnot\s(?:been\s)?(?:reported|collected|measured|assessed|recorded|provided|performed"
    r"|done|analy[sz]ed)\b"
)
_ISO = lazy.regex(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_COMES_AS_DAY = 3
_WHOLE = {str(whole): Decimal(whole) for whole in range(1000)}
"""Nine in ten numbers of a registry's tables are such: they are long lists of counts."""


class Figures:
    """Reads the numbers of a record, and notes those that are none.

    Attributes:
        problems: one for each field that should hold a number and does not.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def count(self, leaf: Leaf | None) -> Number | None:
        """Return a number, ``None`` where the record has none."""
        if leaf is None:
            return None
        words, start, pointer = leaf
        if words in _WHOLE:
            return Number(_WHOLE[words], words, Span(start, start + len(words), pointer))
        found = number(leaf)
        if found is None and not _NO_VALUE.fullmatch(words):
            self._note(leaf)
        return found

    def value(self, leaf: Leaf | None, comment: str = "") -> Number | Absence | None:
        """Return a number or why there is none; ``None`` where the record has no such field."""
        if leaf is None:
            return None
        return number(leaf) or self._absent(leaf, comment, of_limit=False)

    def limit(self, leaf: Leaf | None, comment: str = "") -> Number | Absence | None:
        """Return a limit of an interval or why there is none."""
        if leaf is None:
            return None
        return number(leaf) or self._absent(leaf, comment, of_limit=True)

    def _absent(self, leaf: Leaf, comment: str, *, of_limit: bool) -> Absence:
        if not _NO_VALUE.fullmatch(leaf.words):
            self._note(leaf)
        return absence(leaf.words, comment, of_limit=of_limit)

    def _note(self, leaf: Leaf) -> None:
        self.problems.append(
            Problem(
                "unreadable-number",
                f"found {leaf.words[:60]!r}, wanted a plain number; kept as words only",
                leaf.span,
            )
        )


def number(leaf: Leaf) -> Number | None:
    """Return the number that a field holds, ``None`` where it holds other words."""
    words, start, pointer = leaf
    if words in _WHOLE:
        return Number(_WHOLE[words], words, Span(start, start + len(words), pointer))
    match = _NUMBER.fullmatch(words)
    if match is None:
        return None
    printed = match["number"]
    span = leaf.span if printed == words else leaf.piece(*match.span("number"))
    return Number(Decimal(printed.translate(_PLAIN)), printed, span)


def says_none(words: str) -> bool:
    """Tell whether words say that there is no value, as ``NA`` does, and nothing else.

    >>> says_none("N/A"), says_none("NS")
    (True, False)
    """
    return _NO_VALUE.fullmatch(words) is not None


def absence(printed: str, comment: str, *, of_limit: bool = False) -> Absence:
    """Return why a field has no number: by its own words, else by the comment beside it.

    >>> absence("NA", "Median was not reached.").value
    'not-reached'
    """
    if _NOT_REACHED.search(printed) or _is_not_reached(comment, of_limit=of_limit):
        return Absence.NOT_REACHED
    if _NOT_REPORTED.search(comment) or not _NO_VALUE.fullmatch(printed):
        return Absence.NOT_REPORTED
    return Absence.NOT_ESTIMABLE


def _is_not_reached(comment: str, *, of_limit: bool) -> bool:
    """Tell whether a comment says so of this value: one comment serves a median and its limits."""
    for clause in re.split(r"[.;]\s", comment):
        if _NOT_REACHED.search(clause):
            of_limits = _OF_LIMIT.search(clause) is not None
            of_values = _OF_VALUE.search(clause) is not None
            if of_limits in {of_values, of_limit}:
                return True
    return False


def day(leaf: Leaf | None) -> PartialDate | None:
    """Return a date as precise as it is printed."""
    if leaf is None:
        return None
    iso = _iso(leaf.words)
    if iso:
        return PartialDate(*iso, leaf.words, leaf.span)
    found = printed_date(leaf.words, 0, len(leaf.words))
    return _moved(found, leaf) if found else None


@lru_cache(maxsize=16_384)
def _iso(words: str) -> tuple[date, Literal["day", "month"]] | None:
    """Return the day or month that ISO 8601 writes so; half a million records share theirs."""
    match = _ISO.fullmatch(words)
    if match is None:
        return None
    parts = [int(part) for part in match.groups("1")]
    try:
        return date(*parts), "day" if match[_COMES_AS_DAY] else "month"
    except ValueError:
        return None


def _moved(found: PartialDate, leaf: Leaf) -> PartialDate:
    """Return a date of a field's words with its place in the text."""
    span = leaf.piece(found.span.start, found.span.end)
    return PartialDate(found.first, found.precision, found.printed, span)


def stated(leaf: Leaf | None, value: str | None = None) -> Stated | None:
    """Return a field as stated words, ``None`` where the record has none."""
    return leaf.stated(value) if leaf else None


def coded(leaf: Leaf | None, values: dict[str, str]) -> Stated | None:
    """Return a coded field by the value that stands for its code; unknown codes are left out."""
    value = values.get(code(leaf.words)) if leaf else None
    return leaf.stated(value) if leaf and value else None


@lru_cache(maxsize=16_384)
def code(words: str) -> str:
    """Return a code as API v2 writes it, from the words of older forms.

    >>> code("Active Comparator")
    'ACTIVE_COMPARATOR'
    """
    return re.sub(r"[\s/-]+", "_", words.strip()).upper()


def truth(leaf: Leaf | None) -> bool | None:
    """Return a truth value, ``None`` where the record has none."""
    return None if leaf is None else leaf.words.casefold() in {"true", "yes"}


def place(block: Block, *names: str) -> Span:
    """Return where a group is named: its first field of these names, else its first value."""
    for name in names:
        leaf = block.members.get(name)
        if type(leaf) is Leaf:
            words, start, pointer = leaf
            return Span(start, start + len(words), pointer)
    first = _first_leaf(block)
    return first.span if first else block.span


def _first_leaf(node: Node) -> Leaf | None:
    if isinstance(node, Leaf):
        return node
    inner = node.members.values() if isinstance(node, Block) else node
    return next((leaf for each in inner if (leaf := _first_leaf(each))), None)


@lru_cache(maxsize=16_384)
def same(words: str) -> str:
    """Return a title as it is compared: capitals, white space, kinds of dash and quote overlooked.

    >>> same("Drug A\u2013High  Dose") == same("drug a-high dose")
    True
    """
    return " ".join(words.casefold().translate(_FOLDED).split())


_FOLDED = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"’": "'", "‘": "'", "“": '"', "”": '"'})
