"""How often each class and property is used, as the description of a version tells it (VoID)."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from trialgraph.names import ROOT, Iri
from trialgraph.store.address import Place
from trialgraph.store.snapshots import newest_description

_VOID = "http://rdfs.org/ns/void#"
_DATASET = ox.NamedNode(f"{ROOT}dataset")
_CLASSES = f"""SELECT ?of ?n {{
  <{_DATASET.value}> <{_VOID}classPartition> ?part .
  ?part <{_VOID}class> ?of ; <{_VOID}entities> ?n }}"""
_PROPERTIES = f"""SELECT ?of ?n {{
  <{_DATASET.value}> <{_VOID}propertyPartition> ?part .
  ?part <{_VOID}property> ?of ; <{_VOID}triples> ?n }}"""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often terms are used; those of a version are one object, so pages can be kept by it.

    Attributes:
        version: of the data; 0 when nothing is counted yet.
        classes: to the number of their things.
        properties: to the number of their statements.
    """

    version: int = 0
    classes: dict[Iri, int] = field(default_factory=dict)
    properties: dict[Iri, int] = field(default_factory=dict)


NOT_COUNTED = Counts()
"""What is told until a version is counted, and of a store on another server."""


def newest_counts(place: Place) -> Counts:
    """Return the counts of the newest version that was counted."""
    found = newest_description(place) if isinstance(place, Path) else None
    return _counts(*found) if found else NOT_COUNTED


@lru_cache(maxsize=4)
def _counts(version: int, file: Path) -> Counts:
    """Return the counts that a description holds; a version's never change."""
    described = ox.Store()
    described.bulk_load(path=file, format=ox.RdfFormat.N_TRIPLES)
    return Counts(version, _numbers(described, _CLASSES), _numbers(described, _PROPERTIES))


def _numbers(described: ox.Store, query: str) -> dict[Iri, int]:
    rows = described.query(query)
    return {Iri(row["of"].value): int(row["n"].value) for row in rows}  # type: ignore[union-attr]
