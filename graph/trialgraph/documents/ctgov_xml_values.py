"""Values of a legacy registry record, each with the elements that hold it.

A rule takes one value of API v2 from an element; tables of rules describe the record.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Self, TypeAlias

from lxml import etree

from trialgraph.documents.ctgov_xml_codes import DATE_TYPE, TRUTH, iso_date
from trialgraph.model import lazy

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type
Source = tuple[Element, str]
"""An element, and the attribute of it that is meant; empty for its text."""

_BULLET = lazy.regex(r"(?P<indent> *)(?:(?P<dash>[-*•])  ?|(?P<number>\d{1,3}\.) )(?P<words>\S.*)")
_DASH_ITEM = lazy.regex(r" *[-*•]  \S")


class Printed(str):
    """Words of a record, or the code that stands for them.

    Attributes:
        sources: where the record holds them, the main place first.
    """

    __slots__ = ("sources",)
    sources: tuple[Source, ...]

    def __new__(cls, words: str, *sources: Source) -> Self:
        """Return words with the places that they were taken from."""
        made = super().__new__(cls, words)
        made.sources = sources
        return made


class Fields(dict[str, object]):
    """Named values that one element holds; none of them is empty."""

    __slots__ = ("element",)

    def __init__(self, element: Element, values: Mapping[str, object]) -> None:
        super().__init__((name, value) for name, value in values.items() if value)
        self.element = element


Rule = Callable[[Element], object]
Rules = Mapping[str, Rule]


def taken(element: Element, rules: Rules) -> Fields:
    """Return what rules find in an element, without what is absent."""
    return Fields(element, {name: rule(element) for name, rule in rules.items()})


def own_words(element: Element) -> str:
    """Return the text of an element without white space at its ends."""
    return "".join(element.itertext()).strip()


def printed(element: Element, *paths: str) -> Printed | None:
    """Return the text at the first of several paths that has any."""
    for path in paths:
        for found in element.iterfind(path):
            if words := own_words(found):
                return Printed(words, (found, ""))
    return None


def coded_words(words: str, codes: Mapping[str, str]) -> str:
    """Return the code of words; the words themselves where no code is known."""
    return codes.get(" ".join(words.split()).casefold(), words)


def coded(words: Printed | None, codes: Mapping[str, str]) -> Printed | None:
    """Return the code of printed words, at their place."""
    return None if words is None else Printed(coded_words(words, codes), *words.sources)


def text(*paths: str) -> Rule:
    """Return a rule for the text at the first of several paths."""
    return lambda element: printed(element, *paths)


def flowing(path: str) -> Rule:
    """Return a rule for a block of text that is broken and indented to fit a page."""

    def rule(element: Element) -> Printed | None:
        words = printed(element, f"{path}/textblock", path)
        return Printed(flowed(_raw(words)), *words.sources) if words else None

    return rule


def _raw(words: Printed) -> str:
    """Return the text with the indent of its first line, which tells its level."""
    return "".join(words.sources[0][0].itertext())


def attribute(name: str) -> Rule:
    """Return a rule for an attribute."""

    def rule(element: Element) -> Printed | None:
        words = (element.get(name) or "").strip()
        return Printed(words, (element, name)) if words else None

    return rule


def comment(element: Element) -> Printed | None:
    """Return the text of an element that holds its value in attributes."""
    return printed(element, ".")


def code(codes: Mapping[str, str], *paths: str) -> Rule:
    """Return a rule for words that API v2 has a code for."""
    return lambda element: coded(printed(element, *paths), codes)


def attribute_code(codes: Mapping[str, str], name: str) -> Rule:
    """Return a rule for an attribute that API v2 has a code for."""
    found = attribute(name)

    def rule(element: Element) -> Printed | None:
        words = found(element)
        return coded(words, codes) if isinstance(words, Printed) else None

    return rule


def date(*paths: str) -> Rule:
    """Return a rule for a date, as precise as it is printed."""

    def rule(element: Element) -> Printed | None:
        words = printed(element, *paths)
        return Printed(iso_date(words), *words.sources) if words else None

    return rule


def dated(*paths: str, name: str = "date") -> Rule:
    """Return a rule for a date or a count that says whether it is actual."""
    kind = attribute_code(DATE_TYPE, "type")

    def rule(element: Element) -> Fields | None:
        words = printed(element, *paths)
        if words is None:
            return None
        found = words.sources[0][0]
        return Fields(found, {name: Printed(iso_date(words), *words.sources), "type": kind(found)})

    return rule


def truth(*paths: str) -> Rule:
    """Return a rule for a yes or no."""
    return code(TRUTH, *paths)


def texts(path: str) -> Rule:
    """Return a rule for all texts at a path."""
    return lambda element: [
        Printed(words, (found, ""))
        for found in element.iterfind(path)
        if (words := own_words(found))
    ]


def codes_of(codes: Mapping[str, str], path: str) -> Rule:
    """Return a rule for all texts at a path, as codes."""
    return lambda element: [
        coded(Printed(words, (found, "")), codes)
        for found in element.iterfind(path)
        if (words := own_words(found))
    ]


def here(rules: Rules) -> Rule:
    """Return a rule for a group whose values stand in the element itself."""
    return lambda element: taken(element, rules)


def inner(path: str, rules: Rules) -> Rule:
    """Return a rule for a group that stands in the first element at a path."""

    def rule(element: Element) -> Fields | None:
        found = element.find(path)
        return None if found is None else taken(found, rules)

    return rule


def each(path: str, rules: Rules) -> Rule:
    """Return a rule for a list of groups, one an element at a path."""
    return lambda element: present(taken(found, rules) for found in element.iterfind(path))


def both(*rules: Rule) -> Rule:
    """Return a rule for a list that several rules find parts of."""

    def rule(element: Element) -> list[object]:
        found: list[object] = []
        for one in rules:
            part = one(element)
            found += part if isinstance(part, list) else [part] if part else []
        return found

    return rule


def present(groups: Iterable[Fields]) -> list[Fields]:
    """Return the groups that hold anything."""
    return [group for group in groups if group]


def constant(words: str) -> Rule:
    """Return a rule for what the name of the element itself says."""
    return lambda element: Printed(words, (element, ""))


def flowed(words: str) -> str:
    r"""Return broken lines as paragraphs and list entries, marked as API v2 marks them.

    >>> flowed("  One\n  line:\n\n    -  tea\n\n    -  cold\n       coffee")
    'One line:\n\n* tea\n* cold coffee'
    """
    parts: list[str] = []
    indents: list[int] = []
    was_entry = False
    for stretch in _stretches(words):
        match = _BULLET.fullmatch(stretch)
        if match:
            indents = [one for one in indents if one < len(match["indent"])]
            mark = "*" if match["dash"] else match["number"]
            shown = f"{'  ' * len(indents)}{mark} {match['words']}"
            indents.append(len(match["indent"]))
        else:
            shown = stretch.strip()
        parts += ["\n" if match and was_entry else "\n\n", shown]
        was_entry = match is not None
    return "".join(parts[1:])


def _stretches(words: str) -> list[str]:
    """Return the paragraphs and list entries, each on one line with its indent."""
    found: list[str] = []
    is_open = False
    for line in words.expandtabs().split("\n"):
        if not line.strip():
            is_open = False
        elif is_open and not _DASH_ITEM.match(line):
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line.rstrip())
            is_open = True
    return found
