"""Terms of a graph as plain values: an IRI or a literal, never an engine's object."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from trialgraph.model.values import dataclass
from trialgraph.names import Iri, expand

STRING = expand("xsd:string")
INTEGER = expand("xsd:integer")
DECIMAL = expand("xsd:decimal")
BOOLEAN = expand("xsd:boolean")
DATE = expand("xsd:date")
DATE_TIME = expand("xsd:dateTime")
LANGUAGE_STRING = expand("rdf:langString")

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {
    ord(mark): f"\\{letter}" for mark, letter in zip('"\\\n\r\t\b\f', '"\\nrtbf', strict=True)
}
_USUAL = tuple((mark, _ESCAPES[ord(mark)]) for mark in '\\"\n\r\t')
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if code not in _ESCAPES}

_PRINTED = frozenset(range(0x20, 0x7F))
_ASCII = bytes(code if code in _PRINTED else 0xFF for code in range(0x100))
PLAIN = _ASCII.translate(bytes.maketrans(b'"\\', b"\xff\xff"))
"""Translates the bytes of plain ASCII words to themselves, and those of other words not.

Twice to five times as fast as ``isprintable``; what it changes needs another look.
"""


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal: its characters, its datatype and, for words in a language, its tag."""

    value: str
    datatype: Iri = STRING
    language: str = ""


Term = Iri | Literal
"""What can stand as the object of a statement; an IRI is told by not being a ``Literal``."""


def text(words: str, language: str = "") -> Literal:
    """Return words as a literal, tagged when a language is given."""
    return Literal(words, LANGUAGE_STRING, language) if language else Literal(words)


def integer(number: int) -> Literal:
    """Return a whole number as an ``xsd:integer``."""
    return Literal(str(int(number)), INTEGER)


def decimal(number: Decimal) -> Literal:
    """Return a decimal in the canonical form that a store would make of it: 0.050 is 0.05.

    Raises:
        ValueError: the number is infinite or not a number.
    """
    if not number.is_finite():
        raise ValueError(f"a finite decimal is wanted, not {number}")
    digits = f"{number:f}"
    whole = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return Literal("0" if whole in {"-0", ""} else whole, DECIMAL)


def boolean(truth: bool) -> Literal:  # noqa: FBT001 - one value is all it takes
    """Return a truth value as an ``xsd:boolean``."""
    return Literal("true" if truth else "false", BOOLEAN)


def day(when: date) -> Literal:
    """Return a day as an ``xsd:date``, the only date type that questions compare."""
    return Literal(when.isoformat(), DATE)


def plain(term: Term) -> str:
    """Return the characters of a term: the IRI itself, or what a literal says."""
    return term.value if isinstance(term, Literal) else term


def python(term: Term) -> str | int | Decimal | bool | date:
    """Return a term as the Python value that its datatype stands for."""
    if not isinstance(term, Literal):
        return term
    match term.datatype:
        case d if d == INTEGER:
            return int(term.value)
        case d if d == DECIMAL:
            return Decimal(term.value)
        case d if d == BOOLEAN:
            return term.value in {"true", "1"}
        case d if d == DATE:
            return date.fromisoformat(term.value)
        case _:
            return term.value


def is_iri(words: str) -> bool:
    """Tell whether words may stand in angle brackets: they hold nothing that no IRI may hold."""
    return words != "" and not _NOT_IN_IRI.search(words)


@lru_cache(maxsize=8_192)
def iri_text(iri: Iri) -> str:
    """Return an IRI in angle brackets.

    Raises:
        ValueError: it holds a character that no IRI may hold.
    """
    if not is_iri(iri):
        raise ValueError(f"an absolute IRI without spaces or brackets is wanted, not {iri!r}")
    return f"<{iri}>"


def escaped(words: str) -> str:
    """Return words as they stand between the quotation marks of N-Quads, canonically escaped."""
    # Searching and replacing single characters is ten times faster than a table of all of them.
    usual = words
    for mark, escape in _USUAL:
        usual = usual.replace(mark, escape)
    coded = usual.encode()
    is_usual = coded.translate(_ASCII) == coded or usual.isprintable()
    return usual if is_usual else words.translate(_ESCAPES)


def literal(words: str) -> str:
    """Return words as a literal of N-Quads."""
    coded = words.encode()
    return f'"{words}"' if coded.translate(PLAIN) == coded else f'"{escaped(words)}"'


def said(curie: str) -> str:
    """Return a property as it stands in a statement, with the space after it."""
    return f"{iri_text(expand(curie))} "


def term_text(term: Term) -> str:
    """Return a term as N-Quads and SPARQL both write it, escaped canonically."""
    if not isinstance(term, Literal):
        return iri_text(term)
    quoted = literal(term.value)
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == STRING else f"{quoted}^^{iri_text(term.datatype)}"
