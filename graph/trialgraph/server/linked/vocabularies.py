"""The ontology and the shapes as files and as pages, each under the address of its version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from trialgraph.errors import Advice, UnknownThing
from trialgraph.names import PREFIXES
from trialgraph.rdf.manual import manual
from trialgraph.rdf.released import (
    ONTOLOGY_IRI,
    ONTOLOGY_LICENCE,
    SHAPES_IRI,
    SHAPES_LICENCE,
    ontology_xml,
    shapes_turtle,
    version,
)
from trialgraph.rdf.vocabulary import ontology_turtle
from trialgraph.server.api import context
from trialgraph.server.api.routes import RESOURCES
from trialgraph.server.linked.forms import graph_answer, tag_of, tagged, wanted
from trialgraph.server.published import Published
from trialgraph.server.signposts import ENDINGS, Link, header
from trialgraph.server.web.frame import Frame, frame_of
from trialgraph.server.web.ontology_page import ontology_page
from trialgraph.server.web.render import HEADERS, render
from trialgraph.server.web.schema_page import schema_page
from trialgraph.store.described_counts import Counts, newest_counts
from trialgraph.store.described_forms import as_ntriples, in_form
from trialgraph.store.limits import MEDIA_TYPES, GraphForm

_ONTOLOGY, _SHAPES = "/ontology", "/shapes"
_TEXTS: dict[str, Callable[[], str]] = {_ONTOLOGY: ontology_turtle, _SHAPES: shapes_turtle}
_ENDING_OF = {form: ending for ending, form in ENDINGS.items()}
_PREFIXES = {
    **PREFIXES,
    "shape": f"{SHAPES_IRI}#",
    "pico": "http://data.cochrane.org/ontologies/pico/",
    "sio": "http://semanticscience.org/resource/",
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is given out as a file in any form, and as a page.

    Attributes:
        path: where it stands; below it its version.
        iri: of it.
        licence: address of it.
        page: makes the page.
    """

    path: str
    iri: str
    licence: str
    page: Callable[[], bytes]

    def answer(self, request: Request) -> Response:
        """Return it in the form that is wanted.

        Raises:
            UnknownThing: another version of it is wanted.
            NotAcceptable: no form of it is accepted.
        """
        asked = wanted(request)
        self._check(asked.path)
        form = asked.form
        headers = {"Link": header(self._links())}
        if form is None:
            return _page(request, self.page(), headers)
        headers |= {"Content-Location": f"{self.path}{_ENDING_OF[form]}"}
        tag = tag_of(sha256(_TEXTS[self.path]().encode()).hexdigest(), form)
        vary = {} if asked.is_named else {"Vary": "Accept"}
        return tagged(
            request, tag, lambda: graph_answer(_in(self.path, form), form), headers | vary
        )

    def _check(self, path: str) -> None:
        """Refuse another version; earlier ones are in the releases of the package."""
        if path not in {self.path, f"{self.path}/{version()}"}:
            hint = f"take {self.path}/{version()}, or install the release of the version you want"
            found = path.removeprefix(f"{self.path}/")[:100]
            raise UnknownThing(f"found version {found!r}, wanted {version()}").advised(
                Advice(hint=hint)
            )

    def _links(self) -> list[Link]:
        files = [
            Link("alternate", f"{self.path}{ending}", MEDIA_TYPES[form].partition(";")[0])
            for ending, form in ENDINGS.items()
        ]
        return [
            Link("cite-as", f"{self.iri}/{version()}"),
            Link("license", self.licence),
            Link("latest-version", self.path),
            *files,
        ]


def add_vocabularies(routes: APIRouter, published: Published) -> None:
    """Add the routes of the ontology, of the shapes and of the page that draws both."""

    def shown(make: Callable[[Counts, Frame], bytes]) -> bytes:
        with published.reading() as reader:
            return make(newest_counts(published.store), frame_of(reader))

    ontology = Vocabulary(_ONTOLOGY, ONTOLOGY_IRI, ONTOLOGY_LICENCE, lambda: shown(_ontology_page))
    shapes = Vocabulary(_SHAPES, SHAPES_IRI, SHAPES_LICENCE, lambda: shown(_shapes_page))
    for one in (ontology, shapes):
        _add(routes, one)

    @routes.get(f"{context.FOLDER}/{{file}}", name="context")
    def of_bodies(request: Request, file: str) -> Response:
        return _context(request, f"{context.FOLDER}/{file}")

    @routes.get("/schema", name="schema")
    def schema(request: Request) -> Response:
        return _page(request, shown(_schema_page), {})


@lru_cache(maxsize=2)
def _ontology_page(counts: Counts, frame: Frame) -> bytes:
    """Return the manual of the ontology; kept, as making it takes longer than people wait."""
    return bytes(render("ontology.html", frame, page=ontology_page(counts)).body)


@lru_cache(maxsize=2)
def _shapes_page(_: Counts, frame: Frame) -> bytes:
    return bytes(render("shapes.html", frame, told=manual()).body)


@lru_cache(maxsize=2)
def _schema_page(counts: Counts, frame: Frame) -> bytes:
    return bytes(render("schema.html", frame, page=schema_page(counts)).body)


def _context(request: Request, path: str) -> Response:
    """Return the JSON-LD context that stands at an address; it never changes there.

    Raises:
        UnknownThing: there is none, or one of another version.
    """
    made = context.at_address(RESOURCES, path)
    if made is None:
        hint = "ask the API again: its body names the context that fits it"
        raise UnknownThing(
            f"found {path[:200]!r}, wanted the address of a context of this version"
        ).advised(Advice(hint=hint))
    headers = {"Link": f'<{_ONTOLOGY}/{version()}>; rel="describedby"'}
    content = context.written(made)
    tag = tag_of(sha256(content).hexdigest())
    return tagged(request, tag, lambda: graph_answer(content, "jsonld"), headers)


def _page(request: Request, body: bytes, headers: Mapping[str, str]) -> Response:
    """Return a page with its tag."""
    tag = tag_of(sha256(body).hexdigest())
    return tagged(request, tag, lambda: HTMLResponse(body), {**HEADERS, **headers})


def _add(routes: APIRouter, one: Vocabulary) -> None:
    name = one.path.strip("/")
    for path in (one.path, f"{one.path}.{{form}}", f"{one.path}/{{version:path}}"):
        routes.add_api_route(path, one.answer, name=name, include_in_schema=False)


@lru_cache(maxsize=16)
def _in(path: str, form: GraphForm) -> bytes:
    """Return the ontology or the shapes in a form."""
    turtle = _TEXTS[path]()
    if form == "turtle":
        return turtle.encode()
    if (path, form) == (_ONTOLOGY, "rdfxml"):
        return ontology_xml()
    return in_form(as_ntriples(turtle), form, _PREFIXES)
