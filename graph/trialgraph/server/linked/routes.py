"""The routes of linked data: ``/id`` says where to look, ``/data`` what is said of a thing."""

from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from trialgraph import names
from trialgraph.catalogue.thing import Thing, find_thing, first_name, is_graph
from trialgraph.errors import UnknownThing
from trialgraph.names import Iri
from trialgraph.server import graph_store
from trialgraph.server.addresses import DATA, data_path, iri_of, page_of
from trialgraph.server.bounded import Readings
from trialgraph.server.description import BY_ADDRESS, base_of
from trialgraph.server.linked.forms import (
    FORMS,
    graph_answer,
    raw_path,
    tag_of,
    tagged,
    wanted,
    written,
)
from trialgraph.server.linked.vocabularies import add_vocabularies
from trialgraph.server.signposts import ENDINGS, LINKSETS, Signposts, header, whole_of
from trialgraph.store import Reader
from trialgraph.store.limits import GraphForm

_VARY = {"Vary": "Accept"}
_ENDING_OF = {form: ending for ending, form in ENDINGS.items()}
_GRAPHS = f"{names.ID}graph/"
_HAS_RESULT = names.term("hasResult")


class LinkedData:
    """Answers for the things of the newest version, within limits."""

    def __init__(self, things: Readings) -> None:
        self._things = things

    async def see_other(self, request: Request) -> Response:
        """Lead to the page about a thing, or to what is said of it.

        Raises:
            UnknownThing: nothing is.
            NotAcceptable: neither a page nor a form of RDF is accepted.
        """
        iri = _named(raw_path(request))
        page = page_of(iri)
        form = wanted(request, has_page=page is not None).form

        def answer(reader: Reader) -> Response:
            if iri.startswith(_GRAPHS) and is_graph(reader, iri):
                return _to(f"{graph_store.PATH}?{urlencode({'graph': iri})}")
            first = first_name(reader, iri)
            ending = _ENDING_OF[form] if form else ""
            address = page_of(first) if form is None else data_path(first, ending)
            return _to(address or "/", header(Signposts(first).of_name()))

        return await self._things.within_limits(request, answer)

    async def data(self, request: Request) -> Response:
        """Return what is said of a thing, in the form that is wanted.

        Raises:
            UnknownThing: nothing is.
            NotAcceptable: no form of RDF is accepted.
        """
        asked = wanted(request, has_page=False)
        iri = _named(asked.path.replace(DATA, "/id/", 1))
        form = asked.form or FORMS[0]

        def answer(reader: Reader) -> Response:
            first = first_name(reader, iri)
            if first != iri:
                return _to(data_path(first, _ENDING_OF[form] if asked.is_named else "") or "/")
            tag = tag_of(reader.mark, form, iri)
            make = partial(_data, reader, iri, form)
            return tagged(request, tag, make, {} if asked.is_named else _VARY)

        return await self._things.within_limits(request, answer)

    async def linkset(self, request: Request) -> Response:
        """Return all links of a thing's page and data.

        Raises:
            UnknownThing: nothing is said of it.
        """
        iri = _named(raw_path(request).replace(LINKSETS, "/id/", 1))

        def answer(reader: Reader) -> Response:
            thing = find_thing(reader, first_name(reader, iri))
            told = _signposts(thing).linkset(base_of(request.scope))
            media = "application/linkset+json"
            return JSONResponse(told, headers={"Vary": BY_ADDRESS}, media_type=media)

        return await self._things.within_limits(request, answer)


def router(readings: Readings) -> APIRouter:
    """Return the routes of linked data.

    Args:
        readings: reads for them, within limits.
    """
    routes = APIRouter(include_in_schema=False)
    things = LinkedData(readings)
    for start, answer, name in (
        ("/id/", things.see_other, "thing"),
        (DATA, things.data, "data"),
        (LINKSETS, things.linkset, "linkset"),
    ):
        # The path counts as it was sent: the framework decodes what an IRI has encoded.
        routes.add_route(f"{start}{{path:path}}", answer, ["GET"], name, include_in_schema=False)
    add_vocabularies(routes, readings.published)
    return routes


def _named(path: str) -> Iri:
    """Return the IRI that a path stands for.

    Raises:
        UnknownThing: it stands for none.
    """
    iri = iri_of(path)
    if iri is None:
        raise UnknownThing(f"found the path {path[:200]!r}, wanted one of a thing: /id/KIND/NAME")
    return iri


def _data(reader: Reader, iri: Iri, form: GraphForm) -> Response:
    """Return what is said of a thing as an answer, with its links."""
    thing = find_thing(reader, iri)
    told = graph_answer(written(thing.statements, form), form)
    told.headers["content-location"] = data_path(iri, _ENDING_OF[form]) or ""
    told.headers["link"] = header(_signposts(thing).of_data())
    return told


def _signposts(thing: Thing) -> Signposts:
    items = (o for _, has, o in thing.own if has == _HAS_RESULT and isinstance(o, str))
    return Signposts(thing.iri, thing.types, tuple(items), whole_of(thing.iri))


def _to(address: str, links: str = "") -> Response:
    """Return that something else tells of a thing (HTTP range 14), with the links of the thing."""
    status = HTTPStatus.SEE_OTHER.value
    told = {"Link": links} if links else {}
    return Response(status_code=status, headers={"Location": address, **_VARY, **told})
