"""Of a query only that is cut out on which nothing else in it rests."""

import pytest

from trialgraph.catalogue.shown_only import Shown, split

MANY = " ".join(f"OPTIONAL {{ ?result :{name} ?{name} }}" for name in "abcdefghijklmnop")
START = "PREFIX : <https://w3id.org/trialgraph/ontology#>\nSELECT DISTINCT ?result ?value {"


def values(pattern: str, order: str = "") -> set[str]:
    """Return the variables that are looked up later."""
    found = split(f"{START} ?result a :Result . {MANY} {pattern} }} {order}").shown
    return {name for one in found for name in one.values()} - set("abcdefghijklmnop")


def test_a_query_of_few_options_is_left_whole() -> None:
    query = f"{START} ?result a :Result . OPTIONAL {{ ?result :value ?value }} }}"
    assert split(query).query == query


@pytest.mark.parametrize(
    ("pattern", "looked_up"),
    [
        ("OPTIONAL { ?result :value ?value }", {"value"}),
        ("OPTIONAL { ?result :series ?s . OPTIONAL { ?s :state ?value } }", {"s", "value"}),
        ("OPTIONAL { ?result :value ?value } FILTER(?value > 1)", set()),
        ("OPTIONAL { ?result :value ?value FILTER(?value > 1) }", set()),
        ("OPTIONAL { ?result :series/:state ?value }", set()),
        ("OPTIONAL { ?result :value ?value } OPTIONAL { ?result :other ?value }", set()),
        ("OPTIONAL { ?result :value ?value }\n # given drug: ?x :p ?value .\n", set()),
        ('OPTIONAL { ?result :value ?value } BIND("{ ?value" AS ?kind)', {"value"}),
    ],
)
def test_what_something_rests_on_is_not_cut_out(pattern: str, looked_up: set[str]) -> None:
    assert values(pattern) == looked_up


def test_alternatives_may_bind_the_same_column() -> None:
    ways = (
        "{{ ?result a :Result . {many} OPTIONAL {{ ?result :value ?value }} }} UNION {{ {other} }}"
    )
    other = split(f"{START} {ways.format(many=MANY, other='?claim :says ?value')} }}")
    assert Shown("result", ":value", "value") in other.shown
    same = split(f"{START} {ways.format(many=MANY, other='?result :says ?value')} }}")
    assert Shown("result", ":value", "value") not in same.shown


def test_its_order_is_told() -> None:
    query = f"{START} ?result a :Result . {MANY} }} ORDER BY ?a DESC(?result)"
    assert split(query).order == (("a", False), ("result", True))
    assert "ORDER BY" not in split(query).query
