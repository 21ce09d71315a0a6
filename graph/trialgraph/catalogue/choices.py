"""What a person can choose from: the names that the documents held give answers to."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.codes import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trialgraph.store import Reader

_HEAD = f"PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES['rdfs']}> "
MOST = 500
"""Names of one kind that are offered; a larger store is asked by typing."""

_PATTERNS = {
    "drug": "?comparison :adds ?name",
    "trial": "?trial a :Trial ; :reportedBy|:registeredBy ?document ; rdfs:label ?name",
    "end-point": "?result :endPoint ?name ; :strength ?strength",
    "condition": "?trial :treats ?name",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What is held, for the forms of a page.

    Attributes:
        documents: number held.
        trials: number reported or registered.
        names: type of a parameter to the names that have answers, sorted.
    """

    documents: int = 0
    trials: int = 0
    names: "Mapping[str, tuple[str, ...]]" = field(default_factory=dict)


def choices(reader: "Reader") -> Choices:
    """Return what can be chosen in a version of the store."""
    held = reader.statistics()
    found = {kind: _names(reader, pattern) for kind, pattern in _PATTERNS.items()}
    return Choices(held.documents, held.trials, found)


def _names(reader: "Reader", pattern: str) -> tuple[str, ...]:
    query = f"{_HEAD} SELECT DISTINCT ?name {{ {pattern} }} ORDER BY ?name LIMIT {MOST}"
    return tuple(local_name(row["name"]) for row in reader.select(query))
