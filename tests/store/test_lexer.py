"""A query is looked over before the engine sees it; strings and IRIs are no keywords."""

import pytest
from hypothesis import example, given, strategies

from trialgraph.errors import BadQuery, QueryRefused
from trialgraph.store.lexer import Outline, outline, query_kind, read_outline


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("ask{}", "ASK"),
        ("PREFIX select: <http://x/ASK> # SELECT\nCONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("BASE <http://x/> PREFIX : <#> DESCRIBE :a", "DESCRIBE"),
        ("SELECT?s{?s a'INSERT'}", "SELECT"),
    ],
)
def test_the_first_word_after_the_prologue_is_what_is_asked(query: str, kind: str) -> None:
    assert query_kind(query) == kind


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE' }",
        'SELECT * { ?s ?p "it\'s a \\"SERVICE\\" <x>" }',
        'SELECT * { ?s ?p """line one\n"SERVICE" line two""" }',
        "SELECT * { ?s ?p '''a 'SERVICE' b''' }",
        "SELECT * { ?s <http://x/SERVICE#load> ?o } # SERVICE <http://x/>",
        "SELECT ?service $load { ?service ex:service $load ; ex:LOAD _:service }",
        "SELECT * { ?s ?p 'x'@service }",
        "SELECT * { ?s ex:a\\'service ?o }",
    ],
)
def test_service_in_a_name_a_string_or_a_comment_is_harmless(query: str) -> None:
    assert query_kind(query) == "SELECT"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' .SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 5SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://x/>{ ?s ?p ?o } }",
        "PREFIX a: <http://x/> SELECT * { SERVICE:a{ ?s ?p ?o } }",
        "SELECT * { VALUES ?s {<http://x/>} FILTER(1<2)SERVICE?s#>\n{?a ?p ?o} }",
        "SELECT * { # comment\r SERVICE <http://x/> {} }",
        "SELECT * { LOAD <http://x/> }",
    ],
)
def test_a_query_that_would_reach_out_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match=r"SERVICE|service|another server"):
        outline(query)


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <a> <b> <c> }", "DROP ALL", "clear all", "PREFIX : <#> WITH <g> DELETE"],
)
def test_updates_are_refused_by_name(update: str) -> None:
    with pytest.raises(QueryRefused, match="would change the store"):
        outline(update)


@pytest.mark.parametrize("nothing", ["", "# only a comment", "PREFIX : <#>", "{}"])
def test_what_asks_nothing_is_no_query(nothing: str) -> None:
    with pytest.raises(BadQuery, match="this is none"):
        outline(nothing)


def test_a_misspelt_query_is_told_with_its_place() -> None:
    with pytest.raises(BadQuery, match="not 'SELEKT' at line 2, column 3"):
        outline("# first\n  SELEKT * {}")


@pytest.mark.parametrize("open_string", ["SELECT * { ?s ?p 'a\n' }", 'ASK { ?s ?p "a }', "ASK \\"])
def test_an_open_string_is_told_with_its_place(open_string: str) -> None:
    with pytest.raises(BadQuery, match="line 1, column"):
        outline(open_string)


def test_brackets_of_all_kinds_count_as_nested() -> None:
    assert outline("SELECT * { { [ ( ) ] } } ").depth == 4
    assert outline("SELECT * { } { } { }").depth == 1


def test_brackets_behind_a_less_than_sign_count_as_nested() -> None:
    hidden = "SELECT * { FILTER(1<" + "(" * 50 + "#>\n" + ")" * 50 + ") }"
    assert outline(hidden).depth > 50


def test_brackets_in_strings_do_not_count() -> None:
    assert outline("SELECT * { ?s ?p '((((((' }").depth == 1


def test_tokens_are_counted_without_space_and_comments() -> None:
    assert outline("SELECT * # all\n { }").tokens == 4


def test_from_names_the_graphs_to_ask() -> None:
    assert outline("SELECT * FROM <http://x/g> { ?from ex:from 'FROM' }").names_graphs
    assert not outline("SELECT * { ?from ex:from 'FROM' }").names_graphs


PIECES = (
    *("SELECT", "ASK", "DESCRIBE", "PREFIX", "BASE", "FROM", "from", "SERVICE", "load", "INSERT"),
    *(" ", "\n", "\r", "\t", "#", "# (", "{", "}", "(", ")", "[", "]", "<", ">", "<a(b>", "<a[b>"),
    *("'", '"', "'''", '"""', "\\", "\\'", "\\u0041", "?x", "$y", "@en-GB", "_:b.c", "_", "__x"),
    *(
        "a:b",
        ":",
        "a.b-c:",
        "ex:a\\'",
        "%41",
        "%4",
        "1",
        "1.5e3",
        ".",
        "e",
        "é",
        "\x00",
        "ſ",
        "\u2003",
    ),
)


def told(query: str, *, token_by_token: bool) -> Outline | str:
    """Return the outline of a query, or what is wrong with it."""
    try:
        return read_outline(query) if token_by_token else outline(query)
    except (BadQuery, QueryRefused) as error:
        return f"{error.code}: {error}"


@given(strategies.lists(strategies.sampled_from(PIECES), max_size=25).map("".join))
@example("ASK {} # (")
@example("ASK {}" + " " * 100_000)
@example("ASK { ?s ?p '" + "((" * 1000 + "' } # \\")
@example("ASK { FILTER(1<2 && 3>(2)) }")
def test_a_glance_sees_what_reading_token_by_token_sees(query: str) -> None:
    assert told(query, token_by_token=False) == told(query, token_by_token=True)


@given(strategies.lists(strategies.sampled_from(PIECES), max_size=25).map("".join))
def test_a_glance_sees_the_same_in_what_is_a_query(rest: str) -> None:
    query = "SELECT * {" + rest
    assert told(query, token_by_token=False) == told(query, token_by_token=True)
