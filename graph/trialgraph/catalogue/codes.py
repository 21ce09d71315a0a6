"""Shows terms of the graph as the short words and JSON values of an answer."""

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph.rdf.term import Literal, plain, python

if TYPE_CHECKING:
    from trialgraph.rdf.term import Term

Json = str | int | float | bool | None

# Individuals whose code is not their own name: see the ontology's notations.
_CODES = {
    "FavoursExperimental": "experimental",
    "FavoursComparator": "comparator",
    "FavoursNeither": "neither",
    "DirectionUnresolved": "unresolved",
    "PrimaryAnalysis": "primary",
    "ExperimentalArm": "experimental",
    "ControlArm": "control",
    "ReviewConfirmed": "confirmed",
    "ReviewCorrected": "corrected",
    "ReviewRejected": "rejected",
    "ReviewOutdated": "outdated",
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def local_name(term: "Term") -> str:
    """Return the last part of an IRI, decoded; a literal's own characters."""
    return plain(term) if isinstance(term, Literal) else unquote(re.split(r"[/#]", term)[-1])


def code(term: "Term") -> str:
    """Return an enumeration's individual as its code: ``:LenientLevel`` is lenient_level."""
    name = local_name(term)
    if isinstance(term, Literal):
        return name
    return _CODES.get(name) or _HUMP.sub("_", name).lower()


def number(value: Decimal) -> int | float:
    """Return a decimal as a JSON number that prints the same digits."""
    return int(value) if value == value.to_integral_value() else float(value)


def json_value(term: "Term | None", kind: str) -> Json:
    """Return a term as the JSON value that a column's type asks for."""
    if term is None:
        return None
    match kind.removesuffix("s"):
        case "code":
            return code(term)
        case "concept" | "id":
            return local_name(term)
        case "iri" | "text":
            return plain(term)
        case _:
            value = python(term)
            if isinstance(value, Decimal):
                return number(value)
            return value.isoformat() if isinstance(value, date) else value
