"""Numbers of trial registries: whose they are, how they are compared, what others call them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from trialgraph.names import Iri
from trialgraph.names.registry_table import REGISTRIES, Registry

_LONGEST = 60
"""No number is longer, with all that people write around it."""

# A registry that the table lacks: capitals that say "clinical trial(s) register", then digits.
_UNKNOWN = r"[A-Z]{1,6}(?:CTR|RCT)[A-Z]{0,3}[-/]?\d[\d/-]{3,18}\d"
_UNKNOWN_NUMBER = re.compile(_UNKNOWN)
_ANY = re.compile(
    rf"(?<![\w-])(?:{'|'.join(one.number.pattern for one in REGISTRIES)})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ANY_UNKNOWN = re.compile(rf"(?<![\w-])(?:{_UNKNOWN})(?![A-Za-z0-9])")
_CUE_LENGTH = 100  # characters before a number in which its cue stands


@lru_cache(maxsize=4096)
def _found(number: str) -> tuple[Registry, str] | None:
    """Return the registry whose pattern a number has, and the number as its owner writes it."""
    words = unquote(number).strip()
    for one in REGISTRIES if len(words) <= _LONGEST else ():
        match = one.number.fullmatch(words)
        if match is not None:
            return one, one.written(match)
    return None


def registry(number: str) -> Registry | None:
    """Return the registry whose pattern a number has."""
    found = _found(number)
    return found[0] if found else None


def registry_of(number: str) -> str:
    """Return the prefix of a number's registry, empty where no pattern fits.

    >>> registry_of("EudraCT 2012-001234-56")
    'euclinicaltrials'
    """
    found = _found(number)
    return found[0].prefix if found else ""


def is_registration(number: str) -> bool:
    """Tell whether a number is a registry's, be the registry one of the table or not."""
    return bool(_found(number) or _UNKNOWN_NUMBER.fullmatch(number.strip()))


def canonical(number: str) -> str:
    """Return a number as its registry writes it; of an unknown one, with single spaces.

    >>> canonical("nct 09990001")
    'NCT09990001'
    """
    found = _found(number)
    return found[1] if found else " ".join(number.split())


def key(number: str) -> str:
    """Return a number as it is compared: all spellings of one number have one key.

    The last pair of digits of the EU's system counts the submissions of one trial.
    """
    found = _found(number)
    if found is None:
        return re.sub(r"\s", "", number).casefold()
    one, written = found
    parts = written.split("-")[:3] if one.prefix == "ctis" else [written]
    return "-".join(parts).casefold()


def same_registration(one: str, other: str) -> bool:
    """Tell whether two numbers are one registration.

    >>> same_registration("CTRI/2015/05/999001", "ctri%2F2015%2F05%2F999001")
    True
    """
    return key(one) == key(other)


def rank(number: str) -> tuple[int, str]:
    """Return where a number stands among those that may name a trial; the least one does."""
    found = registry(number)
    return (REGISTRIES.index(found) if found else len(REGISTRIES), key(number))


def curie(number: str) -> str:
    """Return the number as a CURIE, or unchanged where its registry is unknown."""
    found = _found(number)
    if found is None:
        return number
    one, written = found
    local = re.search(one.local, written)
    return f"{one.prefix}:{local[0] if local else written}"


def external(number: str) -> Iri | None:
    """Return the address by which others name the registration."""
    found = registry(number)
    if found is None or not found.resolver:
        return None
    prefix, _, local = curie(number).partition(":")
    return Iri(f"{found.resolver}{prefix}:{quote(local, safe='')}")


class Printed(NamedTuple):
    """A registration number where it stands in a text.

    Attributes:
        number: as its registry writes it.
        prefix: of its registry, empty for one that the table lacks.
    """

    number: str
    prefix: str
    start: int
    end: int


def printed_numbers(text: str) -> Iterator[Printed]:
    """Yield the registration numbers of a text, known registries first, each in the text's order.

    Numbers that are digits only count where their registry is named before them.
    """
    for match in _ANY.finditer(text):
        found = _found(match[0])
        if found is not None and _has_cue(found[0], text, match):
            yield Printed(found[1], found[0].prefix, match.start(), match.end())
    for match in _ANY_UNKNOWN.finditer(text):
        if _found(match[0]) is None:
            yield Printed(match[0], "", match.start(), match.end())


def _has_cue(one: Registry, text: str, match: re.Match[str]) -> bool:
    """Tell whether what must come before a number does."""
    digits = re.search(r"\d", match[0])
    at = match.start() + (digits.start() if digits else 0)
    before = text[max(0, at - _CUE_LENGTH) : at]
    return not one.cue or re.search(one.cue, before, re.IGNORECASE) is not None
