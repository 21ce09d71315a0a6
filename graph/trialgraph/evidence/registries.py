"""The registries of trials, in the order in which their numbers name a trial."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from trialgraph.names import Iri


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry and how its numbers look.

    Attributes:
        prefix: of the CURIE, as Bioregistry has it.
        number: pattern of a whole number.
        resolver: address that takes ``prefix:number``.
    """

    prefix: str
    number: re.Pattern[str]
    resolver: str = "https://bioregistry.io/"


REGISTRIES = (
    Registry("clinicaltrials", re.compile(r"NCT\d{8}", re.IGNORECASE), "https://identifiers.org/"),
    Registry("isrctn", re.compile(r"ISRCTN\d{8}", re.IGNORECASE)),
    Registry("euclinicaltrials", re.compile(r"(?:EudraCT\s*)?20\d\d-\d{6}-\d\d", re.IGNORECASE)),
    Registry("ctis", re.compile(r"20\d\d-5\d{5}-\d\d-\d\d", re.IGNORECASE)),
    Registry("jrct", re.compile(r"jRCTs?\d{9,10}", re.IGNORECASE)),
    Registry("umin", re.compile(r"UMIN(?:-?CTR)?-?\d{9}", re.IGNORECASE)),
    Registry("chictr", re.compile(r"ChiCTR[-A-Z]*\d{8,10}", re.IGNORECASE)),
    Registry("ctri", re.compile(r"CTRI/\d{4}/\d{2,3}/\d{6}", re.IGNORECASE)),
    Registry("anzctr", re.compile(r"ACTRN\d{14}", re.IGNORECASE)),
    Registry("drks", re.compile(r"DRKS\d{8}", re.IGNORECASE)),
)
"""First come the registries that most often hold a trial's first registration."""


def registry(number: str) -> Registry | None:
    """Return the registry whose pattern a number has."""
    return next((one for one in REGISTRIES if one.number.fullmatch(number.strip())), None)


def rank(number: str) -> tuple[int, str]:
    """Return where a number stands among those that may name a trial; the least one does."""
    found = registry(number)
    return (REGISTRIES.index(found) if found else len(REGISTRIES), key(number))


def key(number: str) -> str:
    """Return a number as it is compared: two spellings of one number have one key."""
    return re.sub(r"[\s]", "", number).casefold()


def curie(number: str) -> str:
    """Return the number as a CURIE, or unchanged where its registry is unknown."""
    found = registry(number)
    return f"{found.prefix}:{number}" if found else number


def external(number: str) -> Iri | None:
    """Return the address by which others name the registration."""
    found = registry(number)
    if found is None:
        return None
    return Iri(f"{found.resolver}{found.prefix}:{quote(number, safe='')}")
