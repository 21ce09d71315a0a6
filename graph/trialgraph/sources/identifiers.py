"""Which of the identifiers that people type can be fetched, and from where.

Nothing that is not of the exact form of a number ever reaches an address.
"""

import re
from dataclasses import dataclass
from typing import Literal

from trialgraph.errors import UnknownIdentifier
from trialgraph.names.identifiers import recognised

Kind = Literal["nct", "pmid", "pmcid", "doi"]

_LABELS: dict[Kind, str] = {"nct": "", "pmid": "PMID:", "pmcid": "", "doi": "doi:"}
_FORMS: dict[Kind, re.Pattern[str]] = {
    "nct": re.compile(r"NCT[0-9]{8}"),
    "pmid": re.compile(r"[0-9]{1,9}"),
    "pmcid": re.compile(r"PMC[0-9]{1,9}"),
    "doi": re.compile(r"10\.[0-9.]{4,20}/[!#-;=?-\[\]-~]{1,250}"),  # no quotes, no backslash
}
_ACCEPTED = (
    "NCT00000000, PMID:00000000 or its digits, PMC0000000, 10.0000/x, "
    "or the address of such a record"
)
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of one record at a source.

    Attributes:
        number: as its source writes it: ``NCT09990001``, ``99900011``, ``PMC9990001``,
            a DOI in lower case.
    """

    kind: Kind
    number: str

    def __str__(self) -> str:
        """Return the identifier with its kind, as it is shown and can be typed again."""
        return _LABELS[self.kind] + self.number


def is_number(kind: Kind, number: str) -> bool:
    """Tell whether a number has exactly the form in which its source writes it."""
    return _FORMS[kind].fullmatch(number) is not None


def identifier(words: str) -> Identifier:
    """Return the identifier that words are.

    Raises:
        UnknownIdentifier: they are none, or one that no source here knows.
    """
    found = recognised(words)
    if found is None:
        raise UnknownIdentifier(
            f"found {words[:_SHOWN]!r}, which is neither a file here nor an identifier; "
            f"wanted a path, {_ACCEPTED}"
        )
    for kind in _FORMS:
        is_kind = found.kind == ("trial" if kind == "nct" else kind)
        if is_kind and is_number(kind, found.value):
            return Identifier(kind, found.value.lower() if kind == "doi" else found.value)
    raise UnknownIdentifier(
        f"found {words[:_SHOWN]!r}, which no source here has; "
        f"wanted {_ACCEPTED}, or a file: save the record and give that"
    )
