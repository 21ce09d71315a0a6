"""Queries written to hurt are refused or stopped, and the server goes on as before."""

import pytest
from tests.robustness.served import Served

_DEEP = 20_000
_WIDE = 50_000
_MANY = 30_000


def _nested(opening: str, closing: str = "", inner: str = "", times: int = _DEEP) -> str:
    return opening * times + inner + closing * times


def _doubled(expression: str, times: int) -> str:
    """Return steps that each bind an expression of the variable before."""
    steps = [f"BIND({expression.format(f'?v{at}')} AS ?v{at + 1})" for at in range(times)]
    return " ".join(steps)


_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r"
_ENDLESS = f"{_CROSS} . ?s ?t ?u . ?v ?w ?x"

DEEP = {
    "groups": f"SELECT * {{ {_nested('{', '}')} }}",
    "optionals": f"SELECT * {{ {_nested('OPTIONAL {', '}')} }}",
    "minuses": f"SELECT * {{ {_nested('MINUS {', '}')} }}",
    "graphs": f"SELECT * {{ {_nested('GRAPH ?g {', '}')} }}",
    "subqueries": f"SELECT * {{ {_nested('{ SELECT * {', '} }')} }}",
    "exists": f"SELECT * {{ {_nested('FILTER EXISTS {', '}')} }}",
    "parentheses": f"SELECT * {{ FILTER({_nested('(', ')', '1')}) }}",
    "open parentheses": f"SELECT * {{ FILTER({'(' * _DEEP}",
    "negations": f"SELECT * {{ FILTER({'!' * _DEEP}true) }}",
    "minus signs": f"SELECT * {{ FILTER({'- ' * _DEEP}1 < 2) }}",
    "calls": f"SELECT * {{ FILTER({_nested('ABS(', ')', '1')}) }}",
    "blank nodes": f"SELECT * {{ {_nested('[ <urn:p> ', ']', '1')} ?p ?o }}",
    "lists": f"SELECT * {{ {_nested('(', ')')} ?p ?o }}",
    "paths in brackets": f"SELECT * {{ ?s {_nested('(', ')', '<urn:p>')} ?o }}",
    "inverse paths": f"SELECT * {{ ?s {'^' * _DEEP}<urn:p> ?o }}",
    "negated paths": f"SELECT * {{ ?s {_nested('!(', ')', '<urn:p>')} ?o }}",
    "stars of paths": f"SELECT * {{ ?s {_nested('(', ')*', '<urn:p>', 5_000)} ?o }}",
    "quoted triples": f"SELECT * {{ {_nested('<<', '>>', '1 2 3')} ?p ?o }}",
}

LONG = {
    "a sum": f"SELECT * {{ FILTER({'1+' * _WIDE}1 > 0) }}",
    "a disjunction": f"SELECT * {{ FILTER({'?a || ' * _WIDE}?a) }}",
    "a conjunction": f"SELECT * {{ ?a ?b ?c FILTER({'?a && ' * _WIDE}?a) }}",
    "a union": f"SELECT * {{ {'{ ?s ?p ?o } UNION ' * 15_000} {{ ?s ?p ?o }} }}",
    "a path": f"SELECT * {{ ?s {'<urn:p>/' * _WIDE}<urn:p> ?o }}",
    "a choice of paths": f"SELECT * {{ ?s {'<urn:p>|' * _WIDE}<urn:p> ?o }}",
    "a list to compare with": f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({'1,' * _WIDE}1)) }}",
    "values": f"SELECT * {{ VALUES ?s {{ {'1 ' * _WIDE} }} }}",
    "prefixes": "".join(f"PREFIX p{at}: <urn:{at}> " for at in range(10_000)) + "ASK {}",
    "patterns": f"SELECT * {{ {'?s ?p ?o . ' * _WIDE} }}",
    "optionals in a row": f"SELECT * {{ {'OPTIONAL { ?s ?p ?o } ' * 15_000} }}",
    "binds in a row": f"SELECT * {{ {_doubled('{}', 20_000)} }}",
    "ten megabytes of nothing": "ASK {" + " " * 10_000_000 + "}",
    "ten megabytes of comment": "ASK {}#" + "x" * 10_000_000,
    "ten megabytes of string": f'ASK {{ ?s ?p "{"x" * 10_000_000}" }}',
    "ten megabytes of brackets": "{" * 10_000_000,
    "ten megabytes of quotes": '"' * 10_000_000,
    "ten megabytes of less-than signs": "<" * 10_000_000,
}

COSTLY = {
    "a cross product": f"SELECT * {{ {_ENDLESS} }}",
    "a count of a cross product": f"SELECT (COUNT(*) AS ?n) {{ {_ENDLESS} }}",
    "an ask that is never true": (
        f"ASK {{ {_ENDLESS} FILTER(STRLEN(CONCAT(STR(?a), STR(?x))) > 100000) }}"
    ),
    "an order of a cross product": f"SELECT * {{ {_CROSS} }} ORDER BY RAND()",
    "distinct rows of a cross product": f"SELECT DISTINCT * {{ {_CROSS} }}",
    "groups of a cross product": (
        f"SELECT ?a ?f ?k (COUNT(*) AS ?n) {{ {_CROSS} }} GROUP BY ?a ?f ?k ?o"
    ),
    "one long concatenation": f"SELECT (GROUP_CONCAT(?c) AS ?all) {{ {_ENDLESS} }}",
    "a string doubled": (
        f"SELECT (STRLEN(?v60) AS ?n) {{ BIND('x' AS ?v0) {_doubled('CONCAT({0},{0})', 60)} }}"
    ),
    "a string replaced": (
        "SELECT (STRLEN(?v40) AS ?n) { BIND('xx' AS ?v0) "
        + _doubled("REPLACE({0}, 'x', 'xxxx')", 40)
        + " }"
    ),
    "a graph of a cross product": f"CONSTRUCT {{ ?a ?b ?x }} {{ {_ENDLESS} }}",
    "a description of everything": f"DESCRIBE * {{ {_ENDLESS} }}",
    "subqueries of cross products": (
        f"SELECT * {{ {{ SELECT * {{ {_CROSS} }} }} {{ SELECT * {{ {_ENDLESS} }} }} }}"
    ),
    "an exists for each row": (
        f"SELECT * {{ {_CROSS} FILTER NOT EXISTS {{ {_ENDLESS} FILTER(?a = ?x) }} }}"
    ),
}

HARMLESS = {
    "a regular expression that backtracks": (
        f"SELECT * {{ {_CROSS} FILTER(REGEX(CONCAT(STR(?a), '{'a' * 5_000}!'), '^(a+)+$')) }}"
    ),
    "a regular expression that unfolds": (
        "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?s), '((((a{100}){100}){100}){100}){100}')) }"
    ),
    "paths everywhere": f"SELECT * {{ ?a (<urn:x>|!<urn:x>)* ?b . {_CROSS} }}",
}
"""What would hurt another engine and is quick in this one."""

_REFUSED = {400, 403, 413}
_STOPPED = {413, 503, 504}


@pytest.mark.parametrize("name", DEEP)
def test_depth_is_refused(name: str, well: Served) -> None:
    reply = well.ask(DEEP[name])
    assert reply.status in _REFUSED
    assert reply.code


@pytest.mark.parametrize("name", LONG)
def test_length_is_refused_or_answered_within_limits(name: str, well: Served) -> None:
    reply = well.ask(LONG[name])
    assert reply.status in _REFUSED | _STOPPED
    assert reply.code


@pytest.mark.parametrize("name", COSTLY)
def test_cost_is_stopped_and_never_looks_complete(name: str, well: Served) -> None:
    reply = well.ask(COSTLY[name])
    if reply.status == 200:
        assert not reply.is_whole
    else:
        assert reply.status in _STOPPED | {400}
        assert reply.code


@pytest.mark.parametrize("name", HARMLESS)
def test_what_this_engine_bears_is_answered_whole(name: str, well: Served) -> None:
    reply = well.ask(HARMLESS[name])
    assert (reply.status, reply.is_whole) == (200, True)


@pytest.mark.parametrize("name", ["a cross product", "a graph of a cross product"])
@pytest.mark.parametrize("accept", ["text/csv", "application/n-triples", "application/xml"])
def test_a_large_answer_of_any_form_never_looks_complete(
    name: str, accept: str, well: Served
) -> None:
    reply = well.ask(COSTLY[name], accept)
    assert reply.status in _STOPPED | {200, 406}
    assert reply.status != 200 or not reply.is_whole
