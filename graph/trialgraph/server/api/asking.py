"""Reads a request for a resource: its parameters, its fields, and the form that is wanted."""

from collections import defaultdict
from difflib import get_close_matches

from fastapi import Request

from trialgraph.catalogue.paging import USUAL
from trialgraph.errors import BadParameter
from trialgraph.server.api.contract import Asked, Form, Resource
from trialgraph.server.negotiation import best_of
from trialgraph.server.requests import query_fields

MEDIA: dict[Form, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "turtle": "text/turtle; charset=utf-8",
}
"""Form to the media type it is sent as."""
ENDINGS: dict[Form, str] = {"csv": ".csv", "ndjson": ".ndjson", "turtle": ".ttl"}
"""Form to the ending of the address that always has it."""

_NAMES: dict[str, Form] = {
    "application/json": "json",
    "application/ld+json": "json",
    "text/csv": "csv",
    "application/x-ndjson": "ndjson",
    "application/jsonl": "ndjson",
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
}
_SENT_AS_ASKED = {"application/ld+json"}
_OF_EVERY = ("fields",)
_OF_LISTS = ("limit", "cursor")


def form_wanted(resource: Resource, accept: str) -> tuple[Form, str]:
    """Return the form that a request wants most, and the media type that it is then sent as.

    Raises:
        NotAcceptable: it takes none of them.
    """
    names = {name: form for name, form in _NAMES.items() if form in resource.forms}
    best = best_of(accept, names)
    form = names[best]
    return form, best if best in _SENT_AS_ASKED else MEDIA[form]


def asked_in(resource: Resource, request: Request, form: Form, *, is_trusted: bool) -> Asked:
    """Return a request as a resource reads it.

    A table has no place to say that it is a part: without ``limit`` it is wanted whole.

    Raises:
        BadParameter: a parameter that it does not take, or one that is given too often.
        BadRequest: the parameters are not UTF-8, or too many.
    """
    given: defaultdict[str, list[str]] = defaultdict(list)
    for name, words in query_fields(request.scope):
        given[name].append(words.strip())
    _check(resource, given)
    limit = given.get("limit", [str(USUAL)])[0] if resource.is_paged else str(USUAL)
    own = {one.name for one in resource.parameters}
    in_query = {name: tuple(several) for name, several in given.items() if name in own}
    in_path = {name: (str(value),) for name, value in request.path_params.items()}
    path = request.scope.get("raw_path", b"").decode("latin-1")
    is_part = form == "json" or bool({*_OF_LISTS} & {*given}) or bool(resource.parts)
    return Asked(
        {**in_query, **in_path},
        path=path,
        limit=whole("limit", limit),
        cursor=given.get("cursor", [""])[0],
        is_trusted=is_trusted,
        is_whole=not is_part,
        room=path.removesuffix(ending_of(path)),
    )


def fields_in(resource: Resource, request: Request) -> tuple[str, ...]:
    """Return the keys of a row that are wanted, in the order of the row; all without ``fields``.

    Raises:
        BadParameter: the rows have no such key, or none is named.
    """
    known = resource.row.fields
    named = [words for name, words in query_fields(request.scope) if name == "fields"]
    wanted = {one.strip() for words in named for one in words.split(",")} - {""}
    unknown = sorted(wanted - set(known))
    if unknown:
        raise BadParameter(f"found field {unknown[0]!r}, wanted {one_of(unknown[0], known)}")
    if named and not wanted:
        raise BadParameter(
            f"found fields without a name, wanted some of {', '.join(known)}; leave it out for all"
        )
    return tuple(name for name in known if name in wanted) if wanted else known


def takes(resource: Resource) -> tuple[str, ...]:
    """Return the names of all parameters of the query string that a resource takes."""
    own = (one.name for one in resource.parameters if one.place == "query")
    return (*own, *_OF_EVERY, *(_OF_LISTS if resource.is_paged else ()))


def _check(resource: Resource, given: dict[str, list[str]]) -> None:
    """Refuse what a resource does not take.

    Raises:
        BadParameter: naming it and what is nearest.
    """
    known = takes(resource)
    repeatable = {one.name for one in resource.parameters if one.is_repeatable} | {"fields"}
    for name, words in given.items():
        if name not in known:
            raise BadParameter(f"found parameter {name[:80]!r}, wanted {one_of(name, known)}")
        if len(words) > 1 and name not in repeatable:
            raise BadParameter(f"found {name} {len(words)} times, wanted it once")
    for one in resource.parameters:
        if one.is_required and one.place == "query" and one.name not in given:
            raise BadParameter(f"found no {one.name}, wanted {one.meaning}; add {one.name}=...")


def one_of(given: str, known: tuple[str, ...]) -> str:
    """Return the words that tell which names are known, and which of them is nearest."""
    near = get_close_matches(given, known, n=1, cutoff=0.4)
    return f"one of {', '.join(known)}{f'; nearest: {near[0]}' if near else ''}"


def whole(name: str, words: str) -> int:
    """Return a whole number that was given for a parameter.

    Raises:
        BadParameter: it is none.
    """
    if not (words.isascii() and words.isdecimal() and len(words) < len("1000000")):
        raise BadParameter(
            f"found {name}={words[:40]!r}, wanted a whole number, 0 or more; give {name} so"
        )
    return int(words)


def ending_of(path: str) -> str:
    """Return the ending of the form that an address asks for, empty where it has none."""
    return next((one for one in ENDINGS.values() if path.endswith(one)), "")
