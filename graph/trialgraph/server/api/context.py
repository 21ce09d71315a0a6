"""The JSON-LD contexts that make the bodies of the API linked data (JSON-LD 1.1).

Each address has its own, as the same key means something else in other rows. They are
generated: which property a key shows is read in the query, how its values are named in the
column's type and in the ontology. A number for apps says nothing, for a fractional JSON
number would become a double; its decimal stands beside as a string.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from trialgraph import names
from trialgraph.catalogue.card import Column
from trialgraph.catalogue.codes import code
from trialgraph.names import Iri, expand
from trialgraph.rdf.manual import Described, manual
from trialgraph.server.addresses import API
from trialgraph.server.api.contract import DECIMAL, Resource, RowKind
from trialgraph.server.api.meaning import Meaning

Definition = dict[str, object]

FOLDER = f"{API}/context"
NOTHING = "nothing"
"""Name of the context of a body whose rows say nothing of the graph."""

_BODY = ("searched", "next_cursor", "truncated", "as_of", "documents", "passages")
_TYPE = expand("rdf:type")
_ENDING = ".jsonld"
_DIGITS = 12
_SCHEMES = {
    "condition/": ("treats",),
    "document/": ("inDocument", "reviewedDocument"),
    "drug/": (
        *("adds", "addsJointly", "choiceOf", "givesInstead", "includes", "removes", "shares"),
    ),
    "end-point/": ("endPoint", "measures"),
    "trial/": ("trial", "hasArm", "hasComparison", "hasEndPoint"),
}
"""What the IRIs of values begin with, below those of all things, to the properties."""
_BASES = {names.term(has): base for base, several in _SCHEMES.items() for has in several}
_BASES |= dict.fromkeys(map(names.term, ("reportedBy", "registeredBy", "mentionedBy")), "trial/")


def says_something(resource: Resource) -> bool:
    """Tell whether the rows of a body are nodes of which the body says something."""
    return bool(resource.row.means)


def address(resource: Resource, *, has_names: bool = True) -> str:
    """Return where the context of a body stands; it changes when the context does.

    Args:
        resource: whose body it is.
        has_names: whether the rows name their things; what has no name would be said of
            something unknown.
    """
    if not (says_something(resource) and has_names):
        return _address(NOTHING, nothing())
    return _addressed(resource.operation, resource.row, tuple(resource.parts.items()))


def at_address(resources: Iterable[Resource], path: str) -> Definition | None:
    """Return the context that stands at an address; ``None`` where none does."""
    for one in resources:
        if path == address(one):
            return context(one) if says_something(one) else nothing()
    return nothing() if path == _address(NOTHING, nothing()) else None


def version(made: Definition) -> str:
    """Return the version of a context: the beginning of its digest."""
    return sha256(written(made)).hexdigest()[:_DIGITS]


def written(made: Definition) -> bytes:
    """Return a context as it is given out."""
    return json.dumps(made, ensure_ascii=False, sort_keys=True).encode()


def nothing() -> Definition:
    """Return the context of a body that says nothing of the graph."""
    return {"@context": {"@version": 1.1}}


def context(resource: Resource) -> Definition:
    """Return the context of a body: its rows are nodes, and so are parts that say something.

    What a part says is said of what it is linked by to the thing of the body; of that thing
    itself where there is no link, and then a key means what it does in the rows.
    """
    return _context(resource.operation, resource.row, tuple(resource.parts.items()))


@lru_cache(maxsize=64)
def _addressed(operation: str, row: RowKind, parts: tuple[tuple[str, RowKind], ...]) -> str:
    return _address(operation, _context(operation, row, parts))


def _address(name: str, made: Definition) -> str:
    return f"{FOLDER}/{name}-{version(made)}{_ENDING}"


@lru_cache(maxsize=64)
def _context(_: str, row: RowKind, parts: tuple[tuple[str, RowKind], ...]) -> Definition:
    told: Definition = dict.fromkeys((*_BODY, *(name for name, _ in parts)))
    for name, kind in parts:
        if kind.link:
            told[name] = {"@id": kind.link, "@type": "@id", "@context": definitions(kind)}
        elif kind.means:
            told |= {**definitions(kind), name: "@included"}
    return {"@context": {"@version": 1.1, **told, "rows": "@included", **definitions(row)}}


def definitions(kind: RowKind) -> Definition:
    """Return what each key of a kind of rows means where it shows a property of its thing."""
    found: Definition = {}
    for column in kind.columns:
        meaning = kind.means.get(column.name)
        is_number = column.type == "number"
        found[column.name] = None if meaning is None or is_number else _definition(column, meaning)
        if is_number:
            decimal = {"@id": meaning.has, "@type": expand("xsd:decimal")} if meaning else None
            found[f"{column.name}{DECIMAL}"] = decimal
    return found | {"iri": "@id"}


def _definition(column: Column, meaning: Meaning) -> Definition | None:
    """Return what a column means; nothing where its values name no things."""
    has = meaning.has
    datatype = _datatype(has)
    if meaning.is_reverse:
        return _named({"@reverse": has, "@type": "@id"}, column, has)
    if meaning.language:
        return {"@id": has, "@language": meaning.language}
    if datatype is not None:
        return {"@id": has} if datatype == expand("xsd:string") else {"@id": has, "@type": datatype}
    if column.type.removesuffix("s") == "code":
        return {"@id": has, "@type": "@vocab", "@context": _codes(has)}
    return _named({"@id": has, "@type": "@id"}, column, has)


def _named(told: Definition, column: Column, has: Iri) -> Definition | None:
    """Return a definition whose values are IRIs, or the ends of IRIs."""
    if column.type.removesuffix("s") not in {"concept", "id"}:
        return told
    base = _BASES.get(has)
    return {**told, "@context": {"@base": f"{names.ID}{base}"}} if base else None


def _datatype(has: Iri) -> Iri | None:
    """Return the datatype of a property's values; ``None`` where they are things."""
    if has == expand("rdfs:label"):
        return expand("xsd:string")
    held = _property(has)
    ranges = held.range if held else ()
    return next((expand(one) for one in ranges if one.startswith("xsd:")), None)


def _property(has: Iri) -> Described | None:
    return next((one for one in manual().properties if one.iri == has), None)


def _codes(has: Iri) -> dict[str, Iri]:
    """Return the codes of the values that a property may have, each with its IRI."""
    told = manual()
    if has == _TYPE:
        return {code(one.iri): one.iri for one in told.classes}
    held = _property(has)
    classes = set(held.range) if held else set()
    return {code(one.iri): one.iri for one in told.values if classes & set(one.broader)}
