"""The classes and properties that a query can use, as an editor completes them.

Numbers come from the description (VoID) of the newest version that is described; names and
what is required come from the ontology and the shapes, so that there is something to
complete before anything is counted.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from trialgraph import assets
from trialgraph.catalogue.described import DATASET, DESCRIBING
from trialgraph.names import PREFIXES, Iri, expand
from trialgraph.rdf.vocabulary import labels, ontology_turtle
from trialgraph.server.linked.forms import tag_of, tagged
from trialgraph.server.openapi import NOT_MODIFIED
from trialgraph.server.questions import refuse_parameters
from trialgraph.store import Place, newest_description

_VOID = DESCRIBING["void"]
_TRIPLE = re.compile(rf"(\S+) <{re.escape(_VOID)}(\w+)> (\S+) \.")
_NUMBER = re.compile(r'"([0-9]+)"')
_DEFINED = re.compile(r"^:(\w+) a owl:(Class|ObjectProperty|DatatypeProperty)", re.MULTILINE)
_REQUIRED = re.compile(
    r"sh:targetClass (\S+) ;\s+sh:path (\S+) ;\s+sh:minCount [1-9]", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a version holds, counted.

    Attributes:
        version: empty where none is described.
        properties: how often each stands.
        classes: how many things each has, and how often each property stands at them.
    """

    version: str = ""
    properties: Mapping[Iri, int] = field(default_factory=dict)
    classes: Mapping[Iri, tuple[int, Mapping[Iri, int]]] = field(default_factory=dict)


def router(place: Place) -> APIRouter:
    """Return the route of the vocabulary."""
    routes = APIRouter(prefix="/api/v1")

    @routes.get(
        "/vocabulary",
        operation_id="listVocabulary",
        responses=NOT_MODIFIED,
        response_class=JSONResponse,
    )
    def list_vocabulary(request: Request) -> Response:
        """List prefixes, classes and properties, with how often each is used."""
        refuse_parameters(request)
        told = JSONResponse(vocabulary(counts_of(place)))
        return tagged(request, tag_of(sha256(told.body).hexdigest()), lambda: told, {})

    return routes


def vocabulary(counts: Counts) -> dict[str, object]:
    """Return what there is to complete; a count is null where nothing is counted."""
    classes, properties = _terms()
    required = required_properties()
    return {
        "data_version": counts.version or None,
        "prefixes": PREFIXES,
        "classes": [
            _class(of, counts, required.get(of, frozenset()))
            for of in sorted({*classes, *counts.classes})
        ],
        "properties": [
            {**_named(one), "count": _known(counts, counts.properties.get(one))}
            for one in sorted({*properties, *counts.properties})
        ],
    }


def _class(of: Iri, counts: Counts, required: frozenset[Iri]) -> dict[str, object]:
    count, uses = counts.classes.get(of, (None, {}))
    return {
        **_named(of),
        "count": _known(counts, count),
        "properties": [
            {"iri": one, "count": _known(counts, uses.get(one)), "required": one in required}
            for one in sorted({*uses, *required})
        ],
    }


def _known(counts: Counts, count: int | None) -> int | None:
    """Return a count; what a described version lacks is there 0 times."""
    return (count or 0) if counts.version else None


def _named(iri: Iri) -> dict[str, object]:
    label, definition = labels().get(iri, ("", ""))
    return {"iri": iri, "label": label, "comment": definition}


@lru_cache(maxsize=1)
def _terms() -> tuple[frozenset[Iri], frozenset[Iri]]:
    """Return the classes and the properties of the ontology."""
    found = _DEFINED.findall(ontology_turtle())
    classes = {expand(f":{name}") for name, kind in found if kind == "Class"}
    return frozenset(classes), frozenset({expand(f":{name}") for name, _ in found} - classes)


@lru_cache(maxsize=1)
def required_properties() -> Mapping[Iri, frozenset[Iri]]:
    """Return the properties that the shapes want at each thing of a class."""
    found: dict[Iri, set[Iri]] = {}
    for file in assets.room("shapes").iterdir():
        if file.name.endswith(".ttl"):
            for of, has in _REQUIRED.findall(file.read_text(encoding="utf-8")):
                found.setdefault(expand(of), set()).add(expand(has))
    return {of: frozenset(names) for of, names in found.items()}


def counts_of(place: Place) -> Counts:
    """Return the newest version that is described in numbers; empty where none is."""
    found = newest_description(place) if isinstance(place, Path) else None
    return _read(*found) if found else Counts()


@lru_cache(maxsize=2)
def _read(version: int, file: Path) -> Counts:
    """Return the numbers of a description; a version's never changes."""
    void = _Void(file.read_text(encoding="utf-8"))
    dataset = f"<{DATASET}>"
    classes = {
        Iri(void.one(part, "class")[1:-1]): (
            void.number(part, "entities"),
            dict(void.properties(part)),
        )
        for part in void.all(dataset, "classPartition")
    }
    return Counts(str(version), dict(void.properties(dataset)), classes)


class _Void:
    """The statements of a description that are of VoID, by subject."""

    def __init__(self, ntriples: str) -> None:
        self._held: dict[tuple[str, str], list[str]] = {}
        for subject, name, value in _TRIPLE.findall(ntriples):
            self._held.setdefault((subject, name), []).append(value)

    def all(self, subject: str, name: str) -> list[str]:
        return self._held.get((subject, name), [])

    def one(self, subject: str, name: str) -> str:
        return self._held[subject, name][0]

    def number(self, subject: str, name: str) -> int:
        found = _NUMBER.match(self.one(subject, name))
        return int(found[1]) if found else 0

    def properties(self, part: str) -> Iterator[tuple[Iri, int]]:
        for use in self.all(part, "propertyPartition"):
            yield Iri(self.one(use, "property")[1:-1]), self.number(use, "triples")
