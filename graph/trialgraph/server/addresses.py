"""Where a thing stands here: its IRI, its page, and its address in the JSON API.

A thing is named ``https://w3id.org/trialgraph/id/X``; this service answers for it under
``/id/X``. No other module writes such an address by hand.
"""

import re
from urllib.parse import quote, unquote, urlencode

from trialgraph import names
from trialgraph.names import Iri

API = "/api/v1"
DATA = "/data/"
"""Below it stands what is said of each thing, as RDF."""

_ROOMS = {
    "drug": "/interventions/",
    "condition": "/conditions/",
    "end-point": "/endpoints/",
}
"""Scheme of a concept to where its pages stand."""
_SCHEMES = {room: scheme for scheme, room in _ROOMS.items()}
_TRIALS, _EFFECTS, _DOCUMENTS = "/trials/", "/effects/", "/documents/"
_RESULT = re.compile(r"(trial/[^/]+/result/.+?)(?:/(verdict(?:/.+)?))?")
_PARTS = {"arm": "/arms", "result": "/effects"}


def local_of(iri: str) -> str | None:
    """Return the address that this service answers for an IRI: ``/id/X``; none for others'."""
    return f"/id/{iri.removeprefix(names.ID)}" if iri.startswith(names.ID) else None


def data_path(iri: str, ending: str = "") -> str | None:
    """Return the address of what is said of a thing; none for others' things.

    >>> data_path("https://w3id.org/trialgraph/id/drug/pertuzumab", ".ttl")
    '/data/drug/pertuzumab.ttl'
    """
    if not iri.startswith(names.ID):
        return None
    return f"{DATA}{iri.removeprefix(names.ID)}{ending}"


def page_of(iri: str) -> str | None:
    """Return the path of the page about a thing, with the anchor of a part of it.

    >>> page_of("https://w3id.org/trialgraph/id/trial/NCT02514681/arm/A")
    '/trials/NCT02514681#arm-A'

    Returns:
        ``None`` where no page is about it.
    """
    path = _path_of(iri)
    if path is None:
        return None
    page, parts = path
    return f"{page}#{_anchor(parts)}" if parts else page


def api_of(iri: str) -> str | None:
    """Return the path of a thing in the JSON API; that of the whole for a part of it.

    >>> api_of("https://w3id.org/trialgraph/id/drug/pertuzumab")
    '/api/v1/interventions/pertuzumab'

    Returns:
        ``None`` where the API has nothing about it.
    """
    path = _path_of(iri)
    if path is None:
        return None
    page, parts = path
    of_trial = _PARTS.get(parts.split("/")[0], "") if page.startswith(_TRIALS) else ""
    return f"{API}{page}{of_trial}"


def anchor_of(iri: str) -> str:
    """Return the ``id`` that a part has on the page of the whole; empty for a whole.

    >>> anchor_of("https://w3id.org/trialgraph/id/document/d/estimate/5-9")
    'estimate-5-9'
    """
    path = _path_of(iri)
    return _anchor(path[1]) if path else ""


def iri_of(path: str) -> Iri | None:
    """Return the IRI of what a page, or an address of the API, is about.

    Args:
        path: as it was sent, percent-encoded; what was needlessly encoded does not matter.

    >>> iri_of("/effects/trial/NCT02514681/result/OS/HR/final/0-73")
    'https://w3id.org/trialgraph/id/trial/NCT02514681/result/OS/HR/final/0-73'

    Returns:
        ``None`` where the path names no one thing.
    """
    bare = _spelt(path.removeprefix(API))
    room, _, rest = bare[1:].partition("/")
    room = f"/{room}/"
    if not rest:
        return None
    if room in _SCHEMES:
        return Iri(f"{names.ID}{_SCHEMES[room]}/{rest}")
    starts = {_TRIALS: "trial/", _DOCUMENTS: "document/", _EFFECTS: "", "/id/": ""}
    return Iri(f"{names.ID}{starts[room]}{rest}") if room in starts else None


def trial_of(iri: str) -> Iri | None:
    """Return the trial that a result is of; ``None`` for what is no result."""
    is_result = iri.startswith(names.ID) and _RESULT.fullmatch(iri.removeprefix(names.ID))
    return Iri(iri.partition("/result/")[0]) if is_result else None


def review_page(fact: str) -> str:
    """Return the page on which a fact is reviewed."""
    return _asked("/review", {"fact": fact})


def passage_page(document: str, start: int, end: int) -> str:
    """Return the page of a document's text with some of its characters highlighted.

    The page marks them as the element ``at``.
    """
    return f"{page_of(names.document(document))}?at={start}-{end}#at"


def question_page(name: str, **given: str) -> str:
    """Return the path of the page of a named question, asked with the words given."""
    return _asked(f"/questions/{quote(name, safe='')}", given)


def effects_page(**given: str) -> str:
    """Return the path of the page of the estimates that fit some filters."""
    return _asked("/effects", given)


def _asked(path: str, given: dict[str, str]) -> str:
    return f"{path}?{urlencode(given)}" if given else path


def _path_of(iri: str) -> tuple[str, str] | None:
    """Return the page of the whole that an IRI belongs to, and the part of it."""
    if not iri.startswith(names.ID):
        return None
    local = iri.removeprefix(names.ID)
    result = _RESULT.fullmatch(local)
    if result:
        return f"{_EFFECTS}{result[1]}", result[2] or ""
    kind, _, rest = local.partition("/")
    whole, _, parts = rest.partition("/")
    if not whole:
        return None
    if kind in _ROOMS:
        return f"{_ROOMS[kind]}{rest}", ""
    room = {"trial": _TRIALS, "document": _DOCUMENTS}.get(kind)
    return None if room is None else (f"{room}{whole}", parts)


def _anchor(parts: str) -> str:
    return parts.replace("/", "-")


def _spelt(path: str) -> str:
    """Return a path as IRIs spell it: each segment encoded where it must be, and only there."""
    return "/".join(quote(unquote(segment), safe="") for segment in path.split("/"))
