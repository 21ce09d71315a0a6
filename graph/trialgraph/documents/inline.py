"""Words of marked-up text on one line: raised and lowered characters stay told apart.

10<sup>9</sup>/L must never read as 109/L. Raised and lowered signs become the
characters that Unicode has for them (10⁹/L, CO₂, s⁻¹). Where it has none, what is
raised stands in ``^{...}``. What is lowered then stands on the line (HbA1c, Cmax),
as it is spoken, except after a digit: ``_{...}``. Ordinals and trade marks stand on
the line. Italics, bold and links leave their words alone.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

from lxml import etree

from trialgraph.model import lazy

_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_RAISABLE = lazy.regex(r"[0-9+−–=()n-]+")
_LOWERABLE = lazy.regex(r"[0-9+−–=()-]+")
_ON_THE_LINE = lazy.regex(r"st|nd|rd|th|[®™℠©°*†‡§¶ºª′″]+", re.IGNORECASE)
_MARKED = lazy.regex(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+")
_LEFT_OUT = frozenset(("annotation", "annotation-xml", "xref-hidden"))
_BREAKS = frozenset(("break", "br", "p", "list-item", "title", "mspace"))


def inline_words(element: etree._Element | None) -> str:
    """Return the words of an element on one line, empty where there is no element.

    >>> inline_words(etree.fromstring("<t>4.5 x 10<sup>9</sup>/L of <i>HbA<sub>1c</sub></i></t>"))
    '4.5 x 10⁹/L of HbA1c'
    """
    if element is None:
        return ""
    return " ".join(_marked_up(element).split()).replace("\x7f", "\ufffd")


def raised(words: str) -> str:
    """Return words that stand above the line, as characters of the line.

    >>> raised("-1"), raised("th"), raised("V600E")
    ('⁻¹', 'th', '^{V600E}')
    """
    plain = words.strip()
    if not plain or _MARKED.fullmatch(plain) or _ON_THE_LINE.fullmatch(plain):
        return words
    return plain.translate(_RAISED) if _RAISABLE.fullmatch(plain) else f"^{{{plain}}}"


def lowered(words: str, before: str) -> str:
    """Return words that stand below the line, as characters of the line.

    >>> lowered("2", "CO"), lowered("1c", "HbA"), lowered("max", "C"), lowered("e", "10")
    ('₂', '1c', 'max', '_{e}')
    """
    plain = words.strip()
    if not plain or _MARKED.fullmatch(plain):
        return words
    if _LOWERABLE.fullmatch(plain):
        return plain.translate(_LOWERED)
    return f"_{{{plain}}}" if before[-1:].isdigit() else plain


def _marked_up(element: etree._Element) -> str:
    """Return an element's words; what stands after it is not its own."""
    name = _name(element)
    if name in _MATHS:
        return _MATHS[name]([_marked_up(child) for child in element])
    if name == "mmultiscripts":
        return _scripted(element)
    parts = [element.text or ""]
    for child in element:
        parts += [*_pieces(child, "".join(parts)), child.tail or ""]
    return "".join(parts)


def _pieces(child: etree._Element, before: str) -> Iterator[str]:
    if not isinstance(child.tag, str):
        yield unescape(child.text)  # an entity that its document type would define, such as &nbsp;
        return
    name = _name(child)
    if name in _LEFT_OUT:
        return
    words = _marked_up(child)
    if name == "sup":
        yield raised(words)
    elif name == "sub":
        yield lowered(words, before)
    else:
        yield f" {words} " if name in _BREAKS else words


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _over(parts: list[str]) -> str:
    base, above = _two(parts)
    return base.strip() + raised(above)


def _under(parts: list[str]) -> str:
    base, below = _two(parts)
    return base.strip() + lowered(below, base)


def _both(parts: list[str]) -> str:
    base, rest = parts[:1], parts[1:]
    return _over([_under([*base, *rest[:1]]), *rest[1:]])


def _fraction(parts: list[str]) -> str:
    above, below = (part.strip() for part in _two(parts))
    return f"{above}/{below}"


def _scripted(element: etree._Element) -> str:
    """Return a sign with small ones at its corners, such as an isotope's: ¹⁸F."""
    parts = list(element)
    base = "".join(_marked_up(part) for part in parts[:1])
    after, before = "", ""
    is_before, is_low = False, True
    for child in parts[1:]:
        if _name(child) == "mprescripts":
            is_before, is_low = True, True
            continue
        words = _marked_up(child).strip()
        script = lowered(words, "") if is_low else raised(words)
        is_low = not is_low
        before, after = (before + script, after) if is_before else (before, after + script)
    return before + base + after


def _two(parts: list[str]) -> tuple[str, str]:
    """Return the two parts of a mark of mathematics; broken ones may have fewer."""
    first, second, *rest = [*parts, "", ""]
    return first, "".join((second, *rest))


_MATHS: dict[str, Callable[[list[str]], str]] = {
    "msup": _over,
    "msub": _under,
    "msubsup": _both,
    "mfrac": _fraction,
}
