"""The p-value of a registered analysis: its sign, its number and the sides that are printed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trialgraph.extract.record_values import says_none
from trialgraph.model import lazy
from trialgraph.model.record import Block, Leaf
from trialgraph.model.result import Comparator, Hypothesis, PValue
from trialgraph.model.text import Number, Problem, Span
from trialgraph.model.trial import Sides

_SIDED_WORDS = r"(?P<count>one|two|1|2)[- ](?:sided|tailed)\b"
_P = lazy.regex(
    r"\s*(?:p(?:[- ]?values?)?\b\s*)?(?P<sign><=|>=|[<>=≤≥])?\s*"
    r"(?P<number>(?:[0-9]+(?:[.·][0-9]*)?|[.·][0-9]+)(?:[eE][-−][0-9]{1,3})?)"
    rf"(?:[\s,;]*\(?\s*{_SIDED_WORDS}\s*\)?)?\s*",
    re.IGNORECASE,
)
_PLAIN = str.maketrans("·−", ".-")
_SIGNS: dict[str, Comparator] = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">="}
_SIDED = lazy.regex(rf"\b{_SIDED_WORDS}", re.IGNORECASE)
_SAYING_SIDES = ("pValue", "statisticalMethod", "pValueComment", "statisticalComment")


def p_value(fields: Block, hypothesis: Hypothesis) -> PValue | None:
    """Return the p-value with its sign, as a bound where it is one; ``None`` without a number."""
    leaf = fields.leaf("pValue")
    match = _readable(leaf) if leaf else None
    if leaf is None or match is None:
        return None
    tests = hypothesis if hypothesis in {"noninferiority", "equivalence"} else "superiority"
    span = leaf.piece(*match.span("number"))
    return PValue(
        comparator=_SIGNS.get(match["sign"] or "=", "="),
        number=Number(_value(match), match["number"], span),
        sides=_sides(fields),
        tests=tests,
    )


def unreadable_p(fields: Block) -> Iterator[Problem]:
    """Yield a problem for words that are no p-value; words for none are no problem."""
    leaf = fields.leaf("pValue")
    if leaf is not None and not says_none(leaf.words) and _readable(leaf) is None:
        message = f"found {leaf.words[:60]!r}, wanted a p-value from 0 to 1; kept as words only"
        yield Problem("unreadable-number", message, leaf.span)


def is_impossible(fields: Block) -> bool:
    """Tell whether the field holds a number that is no probability: its neighbours are doubtful."""
    match = _P.fullmatch(fields.words("pValue"))
    return match is not None and _value(match) > 1


def _readable(leaf: Leaf) -> re.Match[str] | None:
    """Return a field's words as a p-value, ``None`` where they are none."""
    match = _P.fullmatch(leaf.words)
    return match if match and _value(match) <= 1 else None


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(match["number"].translate(_PLAIN))


def _sides(fields: Block) -> Sides | None:
    """Return the sides of the test where the fields say one number of them."""
    found: dict[str, Span] = {}
    for name in _SAYING_SIDES:
        leaf = fields.leaf(name)
        for match in _SIDED.finditer(leaf.words) if leaf else ():
            count = "1" if match["count"].casefold() in {"one", "1"} else "2"
            found.setdefault(count, leaf.piece(*match.span()) if leaf else fields.span)
    if len(found) != 1:
        return None
    ((count, span),) = found.items()
    return Sides(1 if count == "1" else 2, "printed", span)
