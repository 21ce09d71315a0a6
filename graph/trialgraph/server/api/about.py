"""What the data are: their findings, their numbers, and the versions of everything."""

import re
from functools import cache
from importlib.metadata import version

from trialgraph.catalogue.answer import AnswerRow, Cell
from trialgraph.catalogue.card import Column, find_card
from trialgraph.catalogue.findings_found import find_findings
from trialgraph.catalogue.resolve import resolve
from trialgraph.catalogue.schemes import longest
from trialgraph.rdf.vocabulary import ontology_turtle
from trialgraph.server.api.contract import Asked, Found, Parameter, Resource, RowKind
from trialgraph.server.api.trials import FINDING
from trialgraph.server.bounded import BoundedReader
from trialgraph.terms.index import TermIndex

_EXAMPLES = {"trial": "NCT02514681", "code": "definition_differs", "severity": "warning"}
_VERSION = re.compile(r'owl:versionInfo "([^"]+)"')
STATISTICS = RowKind(
    "Statistics",
    (
        Column("documents", "integer", "held"),
        Column("trials", "integer", "that a held document reports or registers"),
        Column("statements", "integer", "of the graph"),
        Column("set_aside", "integer", "documents that came in and could not be stored"),
        Column("published_at", "text", "when this version of the data was: UTC, ISO 8601"),
    ),
    has_passages=False,
)
VERSIONS = RowKind(
    "Versions",
    (
        Column("trialgraph", "text", "of this program"),
        Column("api", "text", "of this interface"),
        Column("ontology", "text", "of the terms in the graph"),
        Column("data", "text", "number of the published version"),
        Column("mark", "text", "tells it from all other versions of all stores; tags begin so"),
        Column("published_at", "text", "when it was published: UTC, ISO 8601"),
    ),
    has_passages=False,
)


def _findings(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    takes = {one.name: one for one in find_card("findings").parameters}
    given = {
        name: [term for each in words for term in resolve(reader, terms, takes[name], each)]
        for name, words in asked.given.items()
    }
    found = find_findings(reader, given, asked.page(reader))
    return Found(found.rows, found.next_cursor)


def _statistics(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    del asked, terms
    held = reader.statistics()
    aside = reader.entries_count("set aside")
    cells: dict[str, Cell] = {
        "documents": held.documents,
        "trials": held.trials,
        "statements": held.quads,
        "set_aside": aside,
        "published_at": reader.published_at,
    }
    return Found([AnswerRow(cells, ())])


def _versions(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    del asked, terms
    cells: dict[str, Cell] = {
        "trialgraph": _own_version(),
        "api": "1",
        "ontology": _ontology_version(),
        "data": str(reader.version),
        "mark": reader.mark or None,
        "published_at": reader.published_at,
    }
    return Found([AnswerRow(cells, ())])


@cache
def _own_version() -> str:
    return version("trialgraph")


@cache
def _ontology_version() -> str | None:
    found = _VERSION.search(ontology_turtle())
    return found[1] if found else None


RESOURCES = (
    Resource(
        "/findings",
        "listFindings",
        "What is odd in what the documents held say of trials.",
        FINDING,
        _findings,
        tuple(
            Parameter(
                one.name,
                f"{one.meaning}; given more than once, any of them",
                _EXAMPLES[one.name],
                {"type": "string", "enum": [*one.choices]}
                if one.choices
                else {"type": "string", "maxLength": longest(one.type)},
                is_repeatable=True,
            )
            for one in find_card("findings").parameters
        ),
    ),
    Resource(
        "/stats",
        "getStatistics",
        "How much is held.",
        STATISTICS,
        _statistics,
        is_paged=False,
        has_turtle=False,
        is_of_data=False,
    ),
    Resource(
        "/version",
        "getVersions",
        "The versions of the program, the interface, the ontology and the data.",
        VERSIONS,
        _versions,
        is_paged=False,
        has_turtle=False,
    ),
)
