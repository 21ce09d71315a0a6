"""A query that took too long is told what in it looks slow."""

import pytest

from trialgraph.store.slowness import slow_parts


@pytest.mark.parametrize(
    ("query", "part"),
    [
        (
            "SELECT * { ?t a :Trial . ?d a :Document }",
            "'?t a :Trial' and '?d a :Document' share no",
        ),
        ("SELECT * { ?s ?p ?o }", "'?s ?p ?o' matches every statement held"),
        ("SELECT * { ?a :x ?b . ?b ?p ?o }", "'?b ?p ?o' matches every statement"),
        ("SELECT * { ?t a :Trial ; :hasArm ?a }", "no statement names a thing"),
        ("SELECT * { ?a :x+ ?b }", ":x+ is followed from everything"),
        ("SELECT * { ?a rdfs:label ?l FILTER(REGEX(?l, 'x')) }", "REGEX reads every value"),
        ("SELECT * { drug:a rdfs:label ?l } ORDER BY ?l", "ORDER BY waits for the whole answer"),
        ("SELECT * { drug:a rdfs:label ?l }", "put the statement that matches least in front"),
        ("", "put the statement that matches least in front"),
        ("}}}} . . ;", "put the statement that matches least in front"),
    ],
)
def test_what_looks_slow_is_named(query: str, part: str) -> None:
    assert any(part in one for one in slow_parts(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?t a :Trial . ?t :hasArm ?a . ?a :drug drug:pertuzumab } LIMIT 3",
        "SELECT * { ?t a :Trial ; :hasArm ?a . { ?a :x ?y } UNION { ?a :z drug:b } }",
    ],
)
def test_statements_that_share_variables_are_no_cross_product(query: str) -> None:
    assert not any("share no variable" in one for one in slow_parts(query))


def test_so_many_unconnected_statements_are_looked_at_and_no_more() -> None:
    query = "SELECT * {" + "".join(f" ?a{n} :x ?b{n} ." for n in range(5_000)) + "}"
    assert len(slow_parts(query)) == 2
