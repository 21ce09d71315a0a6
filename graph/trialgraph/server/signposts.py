"""Links that lead programs from a page to its data and back (Signposting; RFC 8288, RFC 9264)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from trialgraph import names
from trialgraph.names import Iri
from trialgraph.server.addresses import api_of, data_path, page_of
from trialgraph.store.limits import MEDIA_TYPES, GraphForm

LINKSETS = "/linkset/"
ENDINGS: Mapping[str, GraphForm] = MappingProxyType(
    {".ttl": "turtle", ".jsonld": "jsonld", ".nt": "ntriples", ".rdf": "rdfxml"}
)
"""What an address ends with that asks for one form, whatever is accepted."""
_MOST_ITEMS = 200  # that are told in a set of links; a header tells none
_PAGE, _JSON = "text/html", "application/json"
_ABOUT_PAGE = "https://schema.org/AboutPage"
_SET = "application/linkset+json"
_DESCRIBED_BY = "describedby"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of some relation.

    Attributes:
        target: address, or path on this service.
        type: media type of what is there; empty where it is no file.
    """

    relation: str
    target: str
    type: str = ""

    def header(self) -> str:
        """Return the link as a header has it."""
        kind = f'; type="{self.type}"' if self.type else ""
        return f'<{self.target}>; rel="{self.relation}"{kind}'


@dataclass(frozen=True, slots=True)
class Signposts:
    """The links of one thing.

    Attributes:
        iri: of the thing.
        types: its classes.
        items: what it holds, such as the results of a trial.
        collection: what it is held by.
    """

    iri: str
    types: tuple[Iri, ...] = field(default=())
    items: tuple[str, ...] = field(default=())
    collection: str = ""

    def of_page(self) -> tuple[Link, ...]:
        """Return the links of the page about the thing."""
        kinds = (_ABOUT_PAGE, *self.types)
        return (
            Link("cite-as", self.iri),
            *data_links(self.iri, _DESCRIBED_BY),
            *(Link("type", kind) for kind in kinds),
            *self._around(),
            *_set_link(self.iri),
        )

    def of_data(self) -> tuple[Link, ...]:
        """Return the links of what is said of the thing."""
        page = page_of(self.iri)
        return (
            Link("describes", self.iri),
            *((Link("alternate", page, _PAGE),) if page else ()),
            *data_links(self.iri, "alternate"),
            Link(_DESCRIBED_BY, "/ontology", MEDIA_TYPES["turtle"].partition(";")[0]),
            Link(_DESCRIBED_BY, "/shapes", MEDIA_TYPES["turtle"].partition(";")[0]),
            *_set_link(self.iri),
        )

    def of_name(self) -> tuple[Link, ...]:
        """Return the links of the answer that leads from the thing to its page or its data."""
        page = page_of(self.iri)
        return (
            Link("cite-as", self.iri),
            *((Link(_DESCRIBED_BY, page, _PAGE),) if page else ()),
            *data_links(self.iri, _DESCRIBED_BY),
            *_set_link(self.iri),
        )

    def linkset(self, base: str) -> dict[str, object]:
        """Return all links of the page and of the data (RFC 9264, section 4.2).

        Args:
            base: of this service, without a slash at its end.
        """
        page, data = page_of(self.iri), data_path(self.iri, ".ttl")
        pages = [(page, self.of_page())] if page else []
        items = [Link("item", page_of(one) or one) for one in self.items[:_MOST_ITEMS]]
        contexts = [(anchor, [*links, *items]) for anchor, links in pages]
        if data is not None:
            contexts.append((data, list(self.of_data())))
        return {"linkset": [_context(base, anchor, links) for anchor, links in contexts]}

    def _around(self) -> tuple[Link, ...]:
        held_by = page_of(self.collection) if self.collection else None
        return (Link("collection", held_by, _PAGE),) if held_by else ()


def links_of(iri: str, types: Sequence[Iri] = ()) -> str:
    """Return the header ``Link`` of the page about a thing; empty for a thing of others."""
    if not iri.startswith(names.ID):
        return ""
    return header(Signposts(iri, tuple(types), collection=whole_of(iri)).of_page())


def header(links: Iterable[Link]) -> str:
    """Return links as one header."""
    return ", ".join(link.header() for link in links)


def whole_of(iri: str) -> str:
    """Return the trial or document that a thing is a part of; empty for none.

    >>> whole_of("https://w3id.org/trialgraph/id/trial/X/result/OS/1")
    'https://w3id.org/trialgraph/id/trial/X'
    """
    kind, _, rest = iri.removeprefix(names.ID).partition("/")
    whole, _, part = rest.partition("/")
    is_part = part and iri.startswith(names.ID) and kind in {"trial", "document", "publication"}
    return f"{names.ID}{kind}/{whole}" if is_part else ""


def data_links(iri: str, relation: str = "alternate") -> tuple[Link, ...]:
    """Return links to what is said of a thing in each form, and to the JSON about it."""
    data = tuple(
        Link(relation, f"{data_path(iri)}{ending}", MEDIA_TYPES[form].partition(";")[0])
        for ending, form in ENDINGS.items()
    )
    json = api_of(iri)
    return (*data, Link(relation, json, _JSON)) if json else data


def _set_link(iri: str) -> tuple[Link, ...]:
    return (Link("linkset", f"{LINKSETS}{iri.removeprefix(names.ID)}", _SET),)


def _context(base: str, anchor: str, links: Iterable[Link]) -> dict[str, object]:
    """Return the links of one anchor as a set of links has them."""
    told: dict[str, list[dict[str, str]]] = {}
    for link in links:
        target = {"href": _whole(base, link.target)} | ({"type": link.type} if link.type else {})
        told.setdefault(link.relation, []).append(target)
    return {"anchor": _whole(base, anchor), **told}


def _whole(base: str, target: str) -> str:
    return f"{base}{target}" if target.startswith("/") else target
