"""A query that does not parse is told where it is wrong and what to do."""

import random

import pyoxigraph as ox
import pytest

from trialgraph import assets
from trialgraph.names import PREFIXES
from trialgraph.store.complaints import Complaint, complaint
from trialgraph.store.query_grammar import stop_of
from trialgraph.store.tokens import tokens

REPOSITORY = [
    file.read_text(encoding="utf-8")
    for file in sorted((assets.room("queries") / "answers").iterdir(), key=lambda one: one.name)
    if file.name.endswith(".rq")
]
"""Queries that people ask: what is right in them must never be found wrong."""


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
        ("SELECT * { ?s ?p }", 1, 18, "a subject, a property and an object"),
        ("SELECT ?s, ?p { ?s ?p ?o }", 1, 10, "with spaces between them"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 30, "write ORDER BY"),
        ("SELECT ?s { ?s ?p ?o FILTER ?o = 1 }", 1, 29, "round brackets around"),
        ("", 1, 1, "begin with SELECT"),
        (
            "ASK {" + " ?s ?p ?o ." * 400 + " ?s ?p }",
            1,
            4413,
            "a subject, a property and an object",
        ),
    ],
)
def test_a_usual_mistake_is_named_with_its_place(
    query: str, line: int, column: int, hint: str
) -> None:
    found = told(query)
    assert (found.advice.line, found.advice.column) == (line, column)
    assert hint in found.advice.hint
    assert found.message.startswith(f"line {line}, column {column}: ")


@pytest.mark.parametrize(
    ("query", "column", "hint"),
    [
        ("SELECT * { ?s ?p ?o BIND(1 AS ?n) ?s ?q }", 41, "a subject, a property and an object"),
        ("SELECT * { BIND(1 AS ?n) ?s :p ?o :q ?x }", 35, "'.' before another statement"),
        ("SELECT * { BIND(1 AS ?n) ?s a drug }", 31, "write ?drug"),
        ("SELECT * { ?s ?p ?x FILTER regex(?x) }", 28, "REGEX(words, pattern, [flags])"),
        ("SELECT * { ?s ?p ?x FILTER(STRLEN(?x, 2) > 1) }", 28, "STRLEN(words)"),
        ('SELECT * { ?s ?p ?x FILTER(BOUND("a")) }', 34, "BOUND(?x)"),
        ("SELECT * { ?s ?p ?x FILTER(STRLEN ?x > 1) }", 35, "STRLEN(words)"),
        ("SELECT * { VALUES (?a ?b) { (1 2) (3) } }", 35, "write UNDEF"),
        ("SELECT * { VALUES (?a ?b) { (1 2 3) } }", 29, "take out what is too much"),
        ("SELECT * { VALUES (?a ?b) { 1 2 } }", 29, "each row stands in round brackets"),
        ("SELECT * { VALUES ?a { (1) (2) } }", 24, "without brackets"),
        ("SELECT * { VALUES ?a ?b { 1 2 } }", 22, "VALUES (?a ?b) {"),
        ("SELECT * { VALUES ?a { ?b } }", 24, "only IRIs, values and UNDEF"),
        ("SELECT * { VALUES ?a { 1, 2 } }", 25, "no comma"),
        ("SELECT count(?x) { ?x a :Trial }", 8, "write (count(…) AS ?name)"),
        ("SELECT (COUNT(?x)) { ?x a :Trial }", 18, "give it a name"),
        ("SELECT (COUNT(?x) AS n) { ?x a :Trial }", 22, "write ?n, with a question mark"),
        ("SELECT (COUNT(DISTINCT ?x ?y) AS ?n) { ?x a ?y }", 27, "COUNT takes one value"),
        ("SELECT (DISTINCT COUNT(?s) AS ?n) { ?s ?p ?o }", 9, "COUNT(DISTINCT ?x)"),
        ("SELECT ?x AS ?y { ?x a :Trial }", 11, "write (?variable AS ?name)"),
        ("SELECT (?s ?o) { ?s ?p ?o }", 12, "without brackets"),
        ("SELECT { ?s ?p ?o }", 8, "write SELECT, then *"),
        ("SELECT s { ?s ?p ?o }", 8, "write ?s"),
        ("SELECT ?s FROM { ?s ?p ?o }", 16, "write FROM <graph>"),
        ("SELECT ?s { ?s ?p ?o } FROM <urn:a>", 24, "FROM stands before WHERE"),
        (
            'SELECT (GROUP_CONCAT(?x, ", ") AS ?n) { ?x a ?y }',
            24,
            'GROUP_CONCAT(?x; SEPARATOR=", ")',
        ),
        (
            'SELECT (GROUP_CONCAT(?x; ", ") AS ?n) { ?x a ?y }',
            26,
            'GROUP_CONCAT(?x; SEPARATOR=", ")',
        ),
        (
            "SELECT (GROUP_CONCAT(?x; SEPARATOR=?y) AS ?n) { ?x a ?y }",
            36,
            'GROUP_CONCAT(?x; SEPARATOR=", ")',
        ),
        ("PREFIX ex <http://e/> ASK { ?s ex:a ?o }", 8, "write a colon: PREFIX ex: <http://e/>"),
        ("PREFIX ex: http://e/ ASK { ?s ex:a ?o }", 12, "angle brackets"),
        ("PREFIX ex:a <http://e/> ASK { ?s ex:a ?o }", 8, "PREFIX name: <http://…>"),
        ("PREFIX ex: <http://e/> . ASK { ?s ex:a ?o }", 24, "no dot"),
        ("@prefix ex: <http://e/> . ASK { ?s ex:a ?o }", 1, "SPARQL has no @"),
        ('BASE "http://e/" ASK {}', 6, "BASE <http://…>"),
        ("ASK { ?s a :Trial ?s :name ?n }", 19, "put a dot before ?s"),
        ("ASK { ?s a :Trial, ?s :name ?n }", 23, "',' before another object"),
        ("ASK { ?s a :Trial . ; :name ?n }", 21, "in place of the dot"),
        ("ASK { OPTIONAL { ?s ?p ?o } ; :name ?n }", 29, "none is open here"),
        ("ASK { ?s a :Trial . . }", 21, "one dot ends a statement"),
        ("ASK { ?s ?p ?o . ?o != 3 }", 21, "behind FILTER"),
        ("ASK { ?s ?p ?o ?s = 3 }", 16, "behind FILTER"),
        ("ASK { ?s ?p ?o . ?o > 3 }", 21, "behind FILTER"),
        ("ASK { ?s ?p* ?o }", 12, "a variable stands for one property"),
        ("ASK { ?s ?p ?o-name }", 15, "letters, digits and _"),
        ("ASK { ? ?p ?o }", 7, "a name behind its mark"),
        ("ASK { ?s http://e/a ?o }", 10, "between angle brackets"),
        ("ASK { ?s <http://e/a ?o }", 10, "an IRI ends with '>'"),
        ("ASK { ?s rdf.type ?o }", 10, "write rdf:name"),
        ("ASK { ?s ?p “words” }", 13, "straight marks"),
        ("ASK { ?s ?p 'it's' }", 17, "a quotation mark within words"),
        ("ASK { // all\n ?s ?p ?o }", 7, "a comment begins with #"),
        ('ASK { ?s ?p "1"^^date }', 18, "such as ^^xsd:date"),
        ("ASK { ?s ?p ?o ] }", 16, "take it out"),
        ("ASK { ?s ?p [ :a :b }", 21, "add ']' before it"),
        ("ASK { ?s ?p [ :a :b ?c }", 21, "close the square bracket"),
        ("ASK { ?s ?p ?o . UNION { ?a ?b ?c } }", 18, "{ … } UNION { … }"),
        ("ASK { ?s ?p ?o . SELECT ?x { ?x ?y ?z } }", 18, "{ SELECT … }"),
        ("ASK { { SELECT ?x FROM <urn:a> { ?x ?y ?z } } }", 19, "outer query alone"),
        ("ASK { { SELECT ?x { ?x ?y ?z } ?a ?b ?c } }", 32, "ends with its curly bracket"),
        ("ASK { ?s ?p ?o } WHERE { ?a ?b ?c }", 18, "WHERE stands once"),
        ("ASK { ?s ?p ?o WHERE { ?a ?b ?c } }", 16, "WHERE stands once"),
        ("ASK { OPTIONAL ?s ?p ?o }", 16, "OPTIONAL { … }"),
        ("ASK { MINUS ?s ?p ?o }", 13, "MINUS { … }"),
        ("ASK { { ?s ?p ?o } UNION ?s ?p ?o }", 26, "{ … } UNION { … }"),
        ("ASK { GRAPH { ?s ?p ?o } }", 13, "GRAPH, the graph's name"),
        ("ASK { FILTER NOT EXIST { ?s a ?t } }", 18, "did you mean EXISTS?"),
        ("ASK { FILTER EXISTS ?s a ?t }", 21, "EXISTS { … }"),
        ("ASK { ?s ?p ?o FILTER(NOT ?o = 3) }", 23, "write ! for not"),
        ("ASK { ?s ?p ?o FILTER(?o == 3) }", 26, "write one ="),
        ("ASK { ?s ?p ?o FILTER(?o <> 3) }", 26, "write !="),
        ("ASK { ?s ?p ?o FILTER(?o = 3 AND ?s = 2) }", 30, "write &&"),
        ("ASK { ?s ?p ?o FILTER(?o = 3 | ?s = 2) }", 30, "write ||"),
        ("ASK { ?s ?p ?o FILTER(?o IN 1, 2) }", 29, "IN (1, 2)"),
        ('ASK { ?s ?p ?o FILTER(?o LIKE "a") }', 26, "CONTAINS(?words"),
        ('ASK { ?s ?p ?o FILTER(LOWER(?o) = "a") }', 23, "write LCASE"),
        ("ASK { ?s ?p ?o FILTER(MEDIAN(?o) = 1) }", 23, "no function MEDIAN"),
        ('ASK { ?s ?p ?o FILTER(CONCAT(?o ?s) = "a") }', 33, "commas between values"),
        ("ASK { ?s ?p ?o FILTER(?o + = 1) }", 28, "a value is missing"),
        ("ASK { ?s ?p ?o FILTER(?o ?s) }", 26, "an operator between two values"),
        ("ASK { BIND 3 AS ?n }", 12, "BIND(expression AS ?name)"),
        ("ASK { BIND(STR(3)) }", 18, "BIND(expression AS ?name)"),
        ("ASK { BIND(3 AS n) }", 17, "write ?n"),
        ("ASK { ?s ?p ?o LIMIT 3 }", 16, "behind the bracket that closes the pattern"),
        ("ASK { ?s ?p ?o } LIMIT ten", 24, "write LIMIT 10"),
        ("ASK { ?s ?p ?o } LIMIT 3, 4", 25, "LIMIT 10 OFFSET 20"),
        (
            "SELECT * { ?s ?p ?o } LIMIT 10 ORDER BY ?s",
            32,
            "the order is GROUP BY, HAVING, ORDER BY",
        ),
        ("SELECT * { ?s ?p ?o } ORDER BY DESC ?s", 32, "write DESC(?variable)"),
        ("SELECT * { ?s ?p ?o } ORDER BY ?s DESC", 35, "write DESC(?variable)"),
        ("SELECT * { ?s ?p ?o } ORDER BY ?s, ?o", 34, "with spaces between them"),
        ("SELECT * { ?s ?p ?o } ORDER BY", 31, "write ORDER BY and variables"),
        ("SELECT ?s { ?s ?p ?o } GROUP ?s", 30, "write GROUP BY"),
        ("SELECT (COUNT(?o) AS ?n) { ?s ?p ?o } HAVING ?n > 3", 46, "HAVING (COUNT(?x) > 1)"),
        ("SELECT ?s { ?s ?p ?o } SORT BY ?s", 24, "write ORDER BY"),
        ("SELECT * { ?s ?p ?o };", 22, "without a mark"),
        ("SELECT * { ?s ?p ?o } FILTER(?o = 1)", 23, "within the curly brackets"),
        ("SELECT * { ?s ?p ?o } SELECT * { ?s ?p ?o }", 23, "one query at a time"),
        ("SELECT * { ?s ?p ?o } )", 23, "take it out"),
        ('SELECT * { ?s ?p ?o } "a"', 23, "ends behind its last curly bracket"),
        ("SELECT ?s WHERE ( ?s ?p ?o )", 17, "curly brackets around the statements"),
        ("CONSTRUCT ?s { ?s ?p ?o }", 11, "CONSTRUCT { … } WHERE { … }"),
        ("CONSTRUCT { ?s ?p ?o FILTER(?o = 1) } { ?s ?p ?o }", 22, "here stands what is made"),
        ("CONSTRUCT { ?s :a/:b ?o } { ?s ?p ?o }", 18, "a subject, a property and an object"),
        ("DESCRIBE", 9, "write DESCRIBE <name>"),
        ("ASK { ?s ?p ?o name }", 16, "'.' before another statement"),
        ("ASK { ?s ?p ?o OPTIONL { ?a ?b ?c } }", 16, "did you mean OPTIONAL?"),
        ("ASK { OPTINAL { ?a ?b ?c } }", 7, "did you mean OPTIONAL?"),
        ("ASK { FILTER(STARTSWITH(?a, 'b')) }", 14, "STRSTARTS"),
        ("ASK { ?s a ture }", 12, "did you mean TRUE?"),
    ],
)
def test_what_no_query_has_is_named_where_it_stands(query: str, column: int, hint: str) -> None:
    found = told(query)
    assert (found.advice.line, found.advice.column) == (1, column)
    assert hint in found.advice.hint


def test_a_mistake_is_told_behind_any_part_that_is_well() -> None:
    parts = ("BIND(1 AS ?n)", "FILTER(?s > 1)", "VALUES ?v { 1 }", "OPTIONAL { ?s ?p ?o }", "")
    for part in parts:
        found = told(f"SELECT * {{ {part}\n ?s :p ?o\n ?t :q ?u }}")
        assert (found.advice.line, found.advice.column) == (3, 2)
        assert found.message.startswith("line 3, column 2: found '?t', wanted '.', ';'")


@pytest.mark.parametrize("query", REPOSITORY)
def test_what_the_engine_takes_is_never_found_wrong(query: str) -> None:
    assert stop_of(tokens(query), len(query)) is None


def test_what_the_engine_takes_is_never_found_wrong_though_it_was_changed() -> None:
    chance = random.Random(20)  # noqa: S311 - the same changes every time
    words = [token.text for query in REPOSITORY for token in tokens(query)]
    wrong, taken, refused = [], 0, 0
    for _ in range(600):
        changed = mutated(chance.choice(REPOSITORY), chance, words)
        stopped = stop_of(tokens(changed), len(changed))
        if is_taken(changed):
            taken += 1
            wrong += [(changed, stopped)] if stopped else []
        else:
            refused += stopped is not None
    assert wrong == []
    assert taken > 20
    assert refused > 300


def mutated(query: str, chance: random.Random, words: list[str]) -> str:
    """Return a query with a word taken out, doubled, put in or put in place of another."""
    token = chance.choice(tokens(query))
    before, after = query[: token.start], query[token.start + len(token.text) :]
    other = chance.choice(words)
    middle = chance.choice(["", f"{token.text} {token.text}", f"{other} {token.text}", other])
    return f"{before} {middle} {after}"


def is_taken(query: str) -> bool:
    """Tell whether the engine takes a query."""
    try:
        ox.Store().query(query, prefixes=PREFIXES)
    except SyntaxError:
        return False
    except RuntimeError as error:
        # What is called is no function, which the grammar does not say.
        return "custom function" in str(error)
    return True


@pytest.mark.parametrize(
    "query",
    [
        "ASK { << ?s ?p ?o >> ?q ?r }",
        "ASK { ?s ?p ?o {| :a :b |} }",
        "ASK { ?s ?p ?o LATERAL { ?o ?q ?r } }",
        "ASK { FILTER(isTRIPLE(?x)) }",
        'ASK { ?s ?p "a"@en--ltr }',
        "ASK { FILTER(?a<?b&&?c>?d) }",
        "ASK { ?s :p :a\\. . ?t :b .5 }",
        "ASK { ?s !(:a|^:b)/:c*/^:d? ?o ; ?q ?r ; . (1 ?x) :p [ :a :b ] . [ :a 1 ] }",
        "DESCRIBE <urn:a> ?x { ?x ?y -1 } VALUES (?x ?y) { (UNDEF true) }",
        "CONSTRUCT WHERE { ?s ?p ?o } ORDER BY STR(?s) DESC(?p) LIMIT 1 OFFSET 2",
        "SELECT (SUM(?n) AS ?m) { ?s ?p ?n } GROUP BY ?s (STR(?p) AS ?q) HAVING (COUNT(*) > 1)",
        "BASE <urn:x> ASK { FILTER(<urn:f>(1) IN (1, 2) || ?a NOT IN () && xsd:integer(?x)) }",
    ],
)
def test_nothing_is_said_of_what_only_the_engine_may_know(query: str) -> None:
    assert stop_of(tokens(query), len(query)) is None


def test_what_to_write_instead_is_told_apart_from_the_sentence() -> None:
    assert told("ASK { ?s void:x ?o }").advice.suggestions == (
        "PREFIX void: <http://rdfs.org/ns/void#>",
    )
    assert told("ASK { ?s skoss:x ?o }").advice.suggestions == ("skos:",)
    assert "FILTER" in told("ASK { FLITER(1) }").advice.suggestions


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
