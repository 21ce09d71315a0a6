"""What a query gives becomes the Python value that its datatype stands for."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from trialgraph.catalogue.card import Column
from trialgraph.names import expand
from trialgraph.notebook.shown import value
from trialgraph.notebook.values import IRI, BlankNode, LangString, Value, solutions, value_of

CASES: list[tuple[str, str, Value]] = [
    ("xsd:integer", "12", 12),
    ("xsd:nonNegativeInteger", "0", 0),
    ("xsd:decimal", "0.050", Decimal("0.050")),
    ("xsd:double", "1e3", 1000.0),
    ("xsd:boolean", "1", True),
    ("xsd:boolean", "false", False),
    ("xsd:date", "2024-02-29", date(2024, 2, 29)),
    ("xsd:dateTime", "2024-02-29T12:00:00Z", datetime(2024, 2, 29, 12, tzinfo=UTC)),
    ("xsd:string", "words", "words"),
]


@pytest.mark.parametrize(("datatype", "words", "wanted"), CASES)
def test_a_literal_is_a_value_of_its_datatype(datatype: str, words: str, wanted: Value) -> None:
    found = value_of({"type": "literal", "datatype": expand(datatype), "value": words})
    assert (found, type(found)) == (wanted, type(wanted))


@pytest.mark.parametrize("datatype", sorted({one for one, _, _ in CASES} - {"xsd:string"}))
def test_what_is_no_value_of_its_datatype_stays_as_it_stands(datatype: str) -> None:
    assert value_of({"type": "literal", "datatype": expand(datatype), "value": "??"}) == "??"


def test_words_keep_their_language() -> None:
    found = value_of({"type": "literal", "xml:lang": "de", "value": "Wort"})
    assert isinstance(found, LangString)
    assert (found, found.language) == ("Wort", "de")


def test_an_iri_is_a_string_with_a_short_form() -> None:
    found = value_of({"type": "uri", "value": expand("drug:pertuzumab")})
    assert isinstance(found, IRI)
    assert str(found) == str(expand("drug:pertuzumab"))
    assert found.short == "drug:pertuzumab"
    assert IRI("urn:isbn:1").short == "urn:isbn:1"


def test_a_blank_node_is_told_from_words() -> None:
    assert isinstance(value_of({"type": "bnode", "value": "b0"}), BlankNode)


def test_a_quoted_statement_is_three_words() -> None:
    part = {"type": "uri", "value": "urn:x"}
    quoted = {"subject": part, "predicate": part, "object": {"type": "literal", "value": "y"}}
    assert value_of({"type": "triple", "value": quoted}) == ("urn:x", "urn:x", "y")


def test_what_is_not_bound_is_none() -> None:
    told = {"head": {"vars": ["a", "b"]}, "results": {"bindings": [{"a": _word("x")}]}}
    found = solutions(json.dumps(told).encode())
    assert (found.columns, found.rows) == (("a", "b"), ({"a": "x", "b": None},))


def test_a_cell_is_read_by_the_type_of_its_column() -> None:
    cells: dict[str, float | str] = {
        "number": 0.5,
        "date": "2024-01-02",
        "code": "final",
        "integer": 2,
    }
    found = [value(Column("x", kind, ""), cell) for kind, cell in cells.items()]
    assert found == [Decimal("0.5"), date(2024, 1, 2), "final", 2]
    assert value(Column("x", "codes", ""), ["a", "b"]) == ("a", "b")


def _word(words: str) -> dict[str, str]:
    return {"type": "literal", "value": words}
