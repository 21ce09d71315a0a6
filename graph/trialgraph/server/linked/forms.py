"""The forms of RDF that linked data is given in, and the answer in the one that is wanted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from trialgraph.names import PREFIXES, Iri
from trialgraph.rdf.term import Term, iri_text, term_text
from trialgraph.server.negotiation import best_form, takes_page
from trialgraph.server.requests import Headers, told_of
from trialgraph.server.signposts import ENDINGS
from trialgraph.server.validators import has_already, program, validating
from trialgraph.store.described_forms import in_form
from trialgraph.store.limits import MEDIA_TYPES, GraphForm

FORMS: tuple[GraphForm, ...] = ("turtle", "jsonld", "ntriples", "rdfxml")
"""Those that every thing, the ontology and the shapes have, the usual one first."""

_PREFIXES = {
    **PREFIXES,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client wants to have.

    Attributes:
        form: of RDF; ``None`` for a page.
        path: without the ending that names a form.
        is_named: whether the address names the form.
    """

    form: GraphForm | None
    path: str
    is_named: bool = False


def wanted(request: Request, *, has_page: bool = True) -> Wanted:
    """Return what a client wants: the ending of the address decides, else its Accept header.

    Args:
        request: to an address that may have an ending.
        has_page: whether there is a page.

    Raises:
        NotAcceptable: it takes none of the forms.
    """
    path = raw_path(request)
    ending = f".{path.rpartition('.')[2]}"
    if ending in ENDINGS:
        return Wanted(ENDINGS[ending], path.removesuffix(ending), is_named=True)
    accept = request.headers.get("accept", "")
    if has_page and takes_page(accept, FORMS):
        return Wanted(None, path)
    best = best_form(accept, FORMS)
    return Wanted(next(one for one in FORMS if one == best), path)


def raw_path(request: Request) -> str:
    """Return the path as it was sent, percent-encoded."""
    sent: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return sent.decode("ascii", "replace").partition("?")[0]


def written(statements: Iterable[tuple[Iri, Iri, Term]], form: GraphForm) -> bytes:
    """Return statements in a form."""
    lines = (f"{iri_text(s)} {iri_text(p)} {term_text(o)} .\n" for s, p, o in statements)
    return in_form("".join(lines).encode(), form, _PREFIXES)


def tag_of(*parts: str) -> str:
    """Return the tag of an answer on which these and this program decide; empty if one is empty."""
    return sha256("\n".join((program(), *parts)).encode()).hexdigest()[:32] if all(parts) else ""


def tagged(
    request: Request, tag: str, make: Callable[[], Response], headers: Mapping[str, str]
) -> Response:
    """Return an answer with its tag, or that the client has it already.

    The tag is weak: the same statements may be written in another order.
    """
    held = {**texts(validating(tag)), **headers}
    if has_already(request.scope, tag, is_given=False):
        told_of(request.scope)["outcome"] = "not-modified"
        return Response(status_code=HTTPStatus.NOT_MODIFIED.value, headers=held)
    answer = make()
    answer.headers.update(held)
    return answer


def graph_answer(content: bytes, form: GraphForm) -> Response:
    """Return RDF as an answer."""
    # The framework adds a character set to each text type; these have theirs already.
    headers = {"content-type": MEDIA_TYPES[form], "x-content-type-options": "nosniff"}
    return Response(content, headers=headers)


def texts(headers: Headers) -> dict[str, str]:
    """Return headers as the framework takes them."""
    return {name.decode(): value.decode() for name, value in headers}
