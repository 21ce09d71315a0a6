"""Which form of an answer a client accepts (RFC 9110, section 12.5.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from trialgraph.errors import NotAcceptable
from trialgraph.store.limits import GRAPH_FORMS, Form, GraphForm

_NAMES: dict[str, Form] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "ntriples",
    "text/plain": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/n-quads": "nquads",
    "application/trig": "trig",
    "application/x-trig": "trig",
}

_HTML = ("text", "html")
_XHTML = ("application", "xhtml+xml")
_RANGES = 100  # that are read of one header; no client sends so many
_TOLD = 200  # characters of a header in a message


@dataclass(frozen=True, slots=True)
class _Range:
    """One accepted range of media types and how much it is wanted, 0 to 1."""

    type: str
    subtype: str
    weight: float

    def specificity(self, name: str) -> int:
        """Return how closely the range fits a media type, 0 when it does not."""
        kind, _, subtype = name.partition("/")
        if self.type == "*":
            return 1
        if self.type != kind:
            return 0
        return {"*": 2, subtype: 3}.get(self.subtype, 0)


def best_form(accept: str, offered: Iterable[Form]) -> Form:
    """Return the form that an Accept header wants most; the first offered when it is even.

    Raises:
        NotAcceptable: it takes none of them.
    """
    ranges = [_range(part) for part in accept.split(",", _RANGES)[:_RANGES] if part.strip()]
    if not ranges:
        ranges = [_Range("*", "*", 1.0)]
    forms = list(offered)
    weights = {form: _weight(form, ranges) for form in forms}
    best = max(forms, key=lambda form: weights[form])
    if weights[best] <= 0:
        raise NotAcceptable(
            f"none of {accept[:_TOLD]!r} can be made of this answer; it can be "
            + ", ".join(name for name, form in _NAMES.items() if form in forms),
        )
    return best


def best_graph_form(accept: str) -> GraphForm:
    """Return the form of a graph that an Accept header wants most; errors as ``best_form``."""
    form = best_form(accept, GRAPH_FORMS)
    return next(one for one in get_args(GraphForm) if one == form)


def wants_page(accept: str) -> bool:
    """Tell whether an Accept header names HTML and wants it at least as much as JSON."""
    ranges = [_range(part) for part in accept.split(",", _RANGES)[:_RANGES] if part.strip()]
    html = max((one.weight for one in ranges if (one.type, one.subtype) == _HTML), default=0.0)
    return html > 0 and html >= _weight_of("application/json", ranges)


def prefers_page(accept: str) -> bool:
    """Tell whether an Accept header wants HTML more than any form that an answer can have.

    Browsers do, and name XHTML beside it. Who names HTML first and everything behind it, as
    Java's own client does, is a program that was not told what to want; it gets data.
    """
    if "text/html" not in accept.lower():
        return False
    ranges = [_range(part) for part in accept.split(",", _RANGES)[:_RANGES] if part.strip()]
    named = {(one.type, one.subtype): one.weight for one in ranges}
    others = max(_weight(form, ranges) for form in set(_NAMES.values()))
    is_for_people = named.get(_XHTML, 0.0) > 0 or others <= 0
    return is_for_people and named.get(_HTML, 0.0) > others


def takes_page(accept: str, offered: Iterable[Form]) -> bool:
    """Tell whether an Accept header names HTML and wants it at least as much as these forms."""
    ranges = [_range(part) for part in accept.split(",", _RANGES)[:_RANGES] if part.strip()]
    html = max((one.weight for one in ranges if (one.type, one.subtype) == _HTML), default=0.0)
    return html > 0 and html >= max(_weight(form, ranges) for form in offered)


def best_of(accept: str, offered: Iterable[str]) -> str:
    """Return the media type that an Accept header wants most; the first offered when it is even.

    Raises:
        NotAcceptable: it takes none of them.
    """
    ranges = [_range(part) for part in accept.split(",", _RANGES)[:_RANGES] if part.strip()]
    names = list(offered)
    weights = {name: _weight_of(name, ranges or [_Range("*", "*", 1.0)]) for name in names}
    best = max(names, key=lambda name: weights[name])
    if weights[best] <= 0:
        raise NotAcceptable(
            f"none of {accept[:_TOLD]!r} can be made of this answer; it can be {', '.join(names)}"
        )
    return best


def _weight(form: Form, ranges: list[_Range]) -> float:
    """Return how much a form is wanted, under the name that suits it best."""
    own, *others = (name for name, named in _NAMES.items() if named == form)
    exact = [one for one in ranges if f"{one.type}/{one.subtype}" in others]
    return max(_weight_of(own, ranges), *(one.weight for one in exact), 0.0)


def _weight_of(name: str, ranges: list[_Range]) -> float:
    """Return how much a media type is wanted: the closest range decides."""
    closest = max(ranges, key=lambda one: (one.specificity(name), one.weight))
    return closest.weight if closest.specificity(name) else 0.0


def _range(part: str) -> _Range:
    """Return one range of an Accept header; a weight that is no number counts as 0."""
    name, *parameters = [piece.strip().lower() for piece in part.split(";")]
    kind, _, subtype = name.partition("/")
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            weight = _number(value.strip())
    return _Range(kind, subtype or "*", weight)


def _number(printed: str) -> float:
    try:
        return min(1.0, max(0.0, float(printed)))
    except ValueError:
        return 0.0
