"""What is said of one thing: its own statements, those of its parts, and what leads to it.

Found by looking up subjects and objects, never by searching; each step is bounded.
"""

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph import names
from trialgraph.catalogue.thing_sources import readings, selectors
from trialgraph.errors import Advice, UnknownThing
from trialgraph.names import Iri, expand
from trialgraph.rdf.term import Term, iri_text, plain, term_text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trialgraph.store import Reader

Statement = tuple[Iri, Iri, Term]

NODES = 1000
"""Parts of a thing that are described; for any beyond only the link is told."""
LINKS = 1000
"""Statements told that lead to a thing from elsewhere."""
LOOKED_AT = 20_000
"""Statements that lead to a thing or to its parts, among which other parts are looked for."""
_STEP = 200  # subjects looked up by one query
_TYPE, _LABEL = expand("rdf:type"), expand("rdfs:label")
_TEXTS = (names.term("passage"), names.term("inDocument"))
_DOCUMENTS = f"{names.ID}document/"
_SAYS_ALL = f"the SPARQL service tells all; here are the first {NODES} parts and {LINKS} links"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing and what hangs on it.

    Attributes:
        statements: sorted, each once.
        types: its classes.
        label: its name; empty where it has none.
        is_whole: whether nothing had to be left out.
    """

    iri: Iri
    statements: tuple[Statement, ...]
    types: tuple[Iri, ...]
    label: str
    is_whole: bool

    @property
    def own(self) -> tuple[Statement, ...]:
        """Return what is said of the thing itself."""
        return tuple(one for one in self.statements if one[0] == self.iri)


def is_held(reader: "Reader", iri: Iri) -> bool:
    """Tell whether anything is said of a thing, or leads to it."""
    here = iri_text(iri)
    queries = (f"SELECT ?p {{ {here} ?p ?o }} LIMIT 1", f"SELECT ?p {{ ?s ?p {here} }} LIMIT 1")
    return any(reader.select(query) for query in queries)


def is_graph(reader: "Reader", iri: Iri) -> bool:
    """Tell whether a graph of that name says anything."""
    return bool(reader.select(f"SELECT ?s {{ GRAPH {iri_text(iri)} {{ ?s ?p ?o }} }} LIMIT 1"))


def first_name(reader: "Reader", iri: Iri) -> Iri:
    """Return the IRI that a thing is described under; a trial has one for each registration.

    Raises:
        UnknownThing: nothing is said of it.
    """
    if is_held(reader, iri):
        return iri
    start, _, number = iri.rpartition("/")
    if f"{start}/" == f"{names.ID}trial/":
        registration = f"<{names.term('registration')}> {term_text(text(unquote(number)))}"
        query = f"SELECT ?t {{ ?t {registration} ; a <{names.term('Trial')}> }} LIMIT 1"
        for row in reader.select(query):
            return Iri(plain(row["t"]))
    hint = "look its name up with /api/v1/resolve?q= or on the page /; what is not held has no data"
    raise UnknownThing(f"found <{iri}>, wanted a thing that a held document speaks of").advised(
        Advice(hint=hint)
    )


def find_thing(reader: "Reader", iri: Iri) -> Thing:
    """Return what is said of a thing.

    It holds all statements about the thing and about its parts, at whatever depth (those
    named below it: ``X/arm/A`` is a part of ``X``); about what the thing itself leads to;
    about the passages and documents of these; and the statements that lead to the thing.
    Passages have selectors of the Web Annotation model, and documents the run that read them.

    Raises:
        UnknownThing: nothing is said of it.
    """
    gathered = _Gathered(reader)
    own, links = gathered.take([iri]), _links(reader, iri)
    if not own and not links:
        first_name(reader, iri)
        raise UnknownThing(f"found another name of a thing, <{iri}>; ask for the first one")
    gathered.take_parts(iri, own)
    gathered.take(_leads_to(own))
    gathered.take(_texts(gathered.statements))
    gathered.take(_texts(gathered.statements))  # the documents of passages that came last
    found = gathered.statements | set(links[:LINKS])
    is_whole = gathered.is_whole and len(links) <= LINKS
    found |= set(selectors(reader, found)) | set(readings(reader, found))
    return Thing(
        iri,
        tuple(sorted(found | set(_about(iri, is_whole=is_whole)), key=_order)),
        types=tuple(sorted(Iri(plain(o)) for _, p, o in own if p == _TYPE)),
        label=next((plain(o) for _, p, o in own if p == _LABEL), ""),
        is_whole=is_whole,
    )


class _Gathered:
    """Statements about some subjects, and whether there was room for all."""

    def __init__(self, reader: "Reader") -> None:
        self.statements: set[Statement] = set()
        self.is_whole = True
        self._reader = reader
        self._known: set[Iri] = set()

    def take(self, subjects: "Iterable[Iri]") -> list[Statement]:
        """Take in what is said of some subjects, and return it; each is looked up once."""
        new = sorted(set(subjects) - self._known)
        room = max(NODES - len(self._known), 0)
        self.is_whole = self.is_whole and len(new) <= room
        new = new[:room]
        self._known.update(new)
        found = list(_statements(self._reader, new))
        self.statements.update(found)
        return found

    def take_parts(self, iri: Iri, own: list[Statement]) -> None:
        """Take in what is said of the parts of a thing, and of their parts."""
        start = f"{iri}/"
        is_document = start.startswith(_DOCUMENTS)  # it leads to all its facts itself
        waiting = {iri, *(one for one in _leads_to(own) if one.startswith(start))}
        while waiting:
            found = self.take(waiting)
            parts = (one for one in _leads_to(found) if one.startswith(start))
            more = () if is_document else self._leading_to(waiting, start)
            waiting = {*parts, *more} - self._known
            if len(self._known) >= NODES:
                self.is_whole = self.is_whole and not waiting
                return

    def _leading_to(self, things: set[Iri], start: str) -> list[Iri]:
        """Return what leads to some things and is named below a thing.

        Of an end point a registry holds a million statements that lead to it: not all are read.
        """
        values = " ".join(iri_text(one) for one in sorted(things))
        every = f"SELECT ?s {{ VALUES ?o {{ {values} }} ?s ?p ?o }}"
        below = f"FILTER(STRSTARTS(STR(?s), {term_text(text(start))}))"
        some = f"{{ {every} LIMIT {LOOKED_AT} }}"
        rows = self._reader.select(f"SELECT DISTINCT ?s {{ {some} {below} }}")
        if self._reader.select(f"{every} OFFSET {LOOKED_AT} LIMIT 1"):
            self.is_whole = False
        return [Iri(plain(row["s"])) for row in rows]


def _statements(reader: "Reader", subjects: list[Iri]) -> "Iterator[Statement]":
    """Yield what is said of some subjects."""
    waiting = iter(subjects)
    while step := list(islice(waiting, _STEP)):
        values = " ".join(iri_text(one) for one in step)
        query = f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"
        for row in reader.select(query):
            yield Iri(plain(row["s"])), Iri(plain(row["p"])), row["o"]


def _links(reader: "Reader", iri: Iri) -> list[Statement]:
    """Return the statements that lead to a thing, and one more when there are more."""
    query = f"SELECT ?s ?p {{ ?s ?p {iri_text(iri)} }} LIMIT {LINKS + 1}"
    rows = reader.select(query)
    return [(Iri(plain(row["s"])), Iri(plain(row["p"])), iri) for row in rows]


def _leads_to(own: list[Statement]) -> "Iterator[Iri]":
    """Yield the things of ours that a thing leads to."""
    return (Iri(o) for _, _, o in own if isinstance(o, str) and o.startswith(names.ID))


def _texts(statements: "Iterable[Statement]") -> list[Iri]:
    """Return the passages that facts rest on, and the documents that they stand in."""
    return [Iri(o) for _, p, o in statements if p in _TEXTS and isinstance(o, str)]


def _about(iri: Iri, *, is_whole: bool) -> "Iterator[Statement]":
    """Yield what is said of the description itself."""
    here = names.data_of(iri)
    yield here, _TYPE, Iri("http://xmlns.com/foaf/0.1/Document")
    yield here, Iri("http://xmlns.com/foaf/0.1/primaryTopic"), iri
    yield here, Iri("http://rdfs.org/ns/void#inDataset"), Iri(f"{names.ROOT}dataset")
    if not is_whole:
        yield here, expand("rdfs:comment"), text(f"Not the whole: {_SAYS_ALL}.", "en")


def _order(statement: Statement) -> tuple[str, str, str, str]:
    subject, said, obj = statement
    return subject, said, type(obj).__name__, repr(obj)
