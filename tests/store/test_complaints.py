"""A query that does not parse is told where it is wrong and what to do."""

import pyoxigraph as ox
import pytest

from trialgraph.names import PREFIXES
from trialgraph.store.complaints import Complaint, complaint


def told(query: str) -> Complaint:
    """Return the complaint about a query that the engine refuses."""
    with pytest.raises(SyntaxError) as refused:
        ox.Store().query(query, prefixes=PREFIXES)
    return complaint(query, str(refused.value))


@pytest.mark.parametrize(
    ("query", "line", "column", "hint"),
    [
        (
            "SELECT * {\n ?s foaf:name ?o }",
            *(2, 5, "put PREFIX foaf: <http://xmlns.com/foaf/0.1/> in front"),
        ),
        ("SELECT * { ?s skoss:note ?o }", 1, 15, "did you mean skos:?"),
        ("SELECT * { ?s qqq:note ?o }", 1, 15, "put PREFIX qqq: <http://…> in front"),
        ("PREFIX ex: <http://e/> ASK { ?s ex:a/exx:b ?o }", 1, 38, "did you mean ex:?"),
        ('ASK { ?s ?p "foo:bar" . # bar:foo\n ?s baz:a ?o }', 2, 5, "PREFIX baz:"),
        ("SELECT ?x ?y { ?x a ?y } GROUP BY ?x", 1, 11, "add ?y to GROUP BY"),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }", 1, 8, "add ?a to GROUP BY"),
        ("SELECT (SUM(?n) + ?m AS ?k) { ?a ?n ?m }", 1, 19, "add ?m to GROUP BY"),
        (
            "SELECT ?a { { SELECT ?a ?b { ?a ?p ?b } GROUP BY ?a ORDER BY ?b } }",
            *(1, 25, "add ?b to GROUP BY"),
        ),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 8, "name the variables of GROUP BY"),
        ("SELECT (?x AS ?x) { ?x ?p ?o }", 1, 15, "another name than ?x"),
        ("SELECT * { ?x a ?y BIND(2 AS ?x) }", 1, 30, "another name than ?x"),
        ("SELECT * {\n FILTER(?s = 'x' \n}", 3, 1, "add ')' before it"),
        ("SELECT * { ?s a ?o", 1, 10, "add '}' where it ends"),
        ("SELECT * { ?s a ?o } }", 1, 22, "take it out"),
        ("SELEC * { ?s a ?o }", 1, 1, "did you mean SELECT?"),
        ("SELECT * { ?s a ?o FLITER(?o = 1) }", 1, 20, "did you mean FILTER?"),
        ("SELECT * { ?s a drug }", 1, 17, "write ?drug for a variable, :drug for a term"),
        ("SELECT * { <http://a b> ?p ?o }", 1, 12, "%20"),
        ("SELECT * { ?s ?p }", 1, 12, "a subject, a property and an object"),
        ("SELECT ?s, ?p { ?s ?p ?o }", 1, 10, "with spaces between them"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 24, "write ORDER BY"),
        ("SELECT ?s { ?s ?p ?o FILTER ?o = 1 }", 1, 22, "round brackets around"),
        ("", 1, 1, "something is missing"),
        ("ASK {" + " ?s ?p ?o ." * 400 + " ?s ?p }", 1, 4414, "something is missing"),
    ],
)
def test_a_usual_mistake_is_named_with_its_place(
    query: str, line: int, column: int, hint: str
) -> None:
    found = told(query)
    assert (found.advice.line, found.advice.column) == (line, column)
    assert hint in found.advice.hint
    assert found.message.startswith(f"line {line}, column {column}: ")


def test_what_to_write_instead_is_told_apart_from_the_sentence() -> None:
    assert told("ASK { ?s void:x ?o }").advice.suggestions == (
        "PREFIX void: <http://rdfs.org/ns/void#>",
    )
    assert told("ASK { ?s skoss:x ?o }").advice.suggestions == ("skos:",)
    assert "FILTER" in told("ASK { FLITER(1) }").advice.suggestions


def test_an_update_is_read_as_one() -> None:
    found = complaint("INSERT DATA { <urn:a> <urn:b> } ", "error at 1:31: expected [_]")
    assert (found.advice.line, found.advice.column) == (1, 1)


@pytest.mark.parametrize("engine", ["", "error at 7:9: expected", "error at 1:900: expected", "x"])
def test_a_message_without_a_true_place_is_borne(engine: str) -> None:
    assert complaint("ASK { _:a ?p ?o OPTIONAL { _:a ?b ?c } }", engine).advice.hint


@pytest.mark.parametrize(
    "query",
    [
        "SELECT " + "?x" * 40_000,
        "ASK {" + "(" * 19_000,
        "<" * 90_000,
        "ASK { FILTER(" + "(" * 90 + "1" + ")" * 90 + " = = 1) }",
        "SELECT * " + "{ ?s ?p " * 90 + "}" * 90,
        "SELECT (COUNT(?a) AS ?b) " * 3_000,
        "a" * 90_000 + ":b",
        "w" * 90_000,
    ],
)
def test_a_hostile_query_is_told_of_in_bounded_work(query: str) -> None:
    assert complaint(
        query, "error at 1:1: expected one of The SELECT contains a variable that is unbound"
    ).message
