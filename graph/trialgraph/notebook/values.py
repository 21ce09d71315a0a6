"""SPARQL results as Python values, exact: a decimal stays a decimal."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Self, TypeAlias

from trialgraph.names import PREFIXES, expand


class IRI(str):
    """An IRI; it is a ``str`` of its characters."""

    __slots__ = ()

    @property
    def short(self) -> str:
        """Return it with a prefix where one of ours fits, such as ``drug:pertuzumab``."""
        fitting = [(len(base), name) for name, base in PREFIXES.items() if self.startswith(base)]
        if not fitting:
            return str(self)
        length, name = max(fitting)
        return f"{name}:{self[length:]}"


class BlankNode(str):
    """A node without a name; the words tell it from others of the same answer only."""

    __slots__ = ()


class LangString(str):
    """Words in a language; it is a ``str`` of the words.

    Attributes:
        language: tag of BCP 47, such as ``en``.
    """

    language: str

    __slots__ = ("language",)

    def __new__(cls, words: str, language: str) -> Self:
        """Return words of a language."""
        made = super().__new__(cls, words)
        made.language = language
        return made


Value: TypeAlias = str | int | float | Decimal | date | tuple[str, ...] | None
"""What a cell holds: ``bool`` is an ``int``, ``datetime`` a ``date``; ``None`` where nothing is."""

_INTEGERS: set[str] = {
    expand(f"xsd:{name}")
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort",
        "unsignedByte",
    )
}  # fmt: skip
_READERS: Mapping[str, Callable[[str], Value]] = {
    expand("xsd:decimal"): Decimal,
    expand("xsd:double"): float,
    expand("xsd:float"): float,
    expand("xsd:boolean"): {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    expand("xsd:date"): date.fromisoformat,
    expand("xsd:dateTime"): datetime.fromisoformat,
    **dict.fromkeys(_INTEGERS, int),
}


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT or an ASK gave: columns, and a value or ``None`` for each in every row."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Value], ...]


def solutions(content: bytes) -> Solutions:
    """Return SPARQL 1.1 Query Results JSON as values; an ASK is one row with the column ``holds``.

    A literal whose characters are no value of its datatype stays as its characters.
    """
    told = json.loads(content)
    if "boolean" in told:
        return Solutions(("holds",), ({"holds": told["boolean"]},))
    columns = tuple(told["head"]["vars"])
    rows = tuple(
        {name: value_of(row[name]) if name in row else None for name in columns}
        for row in told["results"]["bindings"]
    )
    return Solutions(columns, rows)


def value_of(term: Mapping[str, object]) -> Value:
    """Return a term of SPARQL's JSON as a value; a quoted statement is three words."""
    words = term["value"]
    match term["type"]:
        case "uri":
            return IRI(words)
        case "bnode":
            return BlankNode(words)
        case "triple" if isinstance(words, dict):
            return tuple(str(words[part]["value"]) for part in ("subject", "predicate", "object"))
    if "xml:lang" in term:
        return LangString(str(words), str(term["xml:lang"]))
    return _literal(str(words), str(term.get("datatype", "")))


def _literal(words: str, datatype: str) -> Value:
    read = _READERS.get(datatype)
    try:
        return words if read is None else read(words)
    except (ValueError, KeyError, InvalidOperation):
        return words
