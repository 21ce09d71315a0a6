"""How much a query from outside may take, and the forms its answer can have."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from trialgraph.names import Iri
from trialgraph.store.lexer import QueryKind
from trialgraph.store.ranges import within
from trialgraph.store.remarks import Remark

LEAST_MEMORY = 256 * 1024**2  # with half of it, not even ASK {} is answered
MOST_MEMORY = 1024**4

RowForm = Literal["json", "xml", "csv", "tsv"]
GraphForm = Literal["turtle", "ntriples", "rdfxml", "jsonld", "nquads", "trig"]
Form = RowForm | GraphForm

ROW_FORMS: tuple[Form, ...] = get_args(RowForm)
GRAPH_FORMS: tuple[Form, ...] = get_args(GraphForm)

MEDIA_TYPES: dict[Form, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nquads": "application/n-quads",
    "trig": "application/trig; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take.

    Attributes:
        seconds: of wall time that its worker may take, and of waiting for a worker.
        rows: solutions; for graphs, lines of the answer.
        octets: bytes of the answer.
        memory: bytes that the worker may allocate.
        depth: of nested brackets.
        length: characters of the query.
        tokens: of the query.
        per_client: queries of one client that are answered at the same time.
        waiting: queries of one client that wait for their turn.
        sending: seconds that a client may take to read a long answer.
    """

    seconds: float = within(10.0, 0.1, 3600.0)
    rows: int = within(100_000, 1, 10**9)
    octets: int = within(50_000_000, 1000, 10**12)
    memory: int = within(2 * 1024**3, LEAST_MEMORY, MOST_MEMORY)
    depth: int = within(100, 5, 1000)
    length: int = within(100_000, 100, 10**7)
    tokens: int = within(20_000, 20, 10**6)
    per_client: int = within(4, 1, 1000)
    waiting: int = within(256, 1, 10**5)
    sending: float = within(600.0, 1.0, 86_400.0)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked over; none named means the union of all.

    Attributes:
        default: graphs whose union is the default graph.
        named: graphs that GRAPH sees.
    """

    default: tuple[Iri, ...] = field(default=())
    named: tuple[Iri, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to a query; there is no such thing as a part of one.

    Attributes:
        version: of the data it was asked of.
        remarks: what is odd in the query though it was answered.
    """

    form: Form
    media_type: str
    content: bytes
    version: int
    remarks: tuple[Remark, ...] = ()


def forms_of(kind: QueryKind) -> tuple[Form, ...]:
    """Return the forms that an answer to this kind of query can have, the usual one first."""
    return ROW_FORMS if kind in {"SELECT", "ASK"} else GRAPH_FORMS
