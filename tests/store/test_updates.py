"""Which graphs an update writes to, however they are spelled, and what is no update."""

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialgraph.errors import BadQuery, BadRequest, EvidenceError, QueryRefused
from trialgraph.names import ID, PREFIXES, Iri
from trialgraph.store.update_parser import Operation, parsed
from trialgraph.store.updates import Using, prepared

DEPTH = 100
NONE = Using()


def operation(text: str) -> Operation:
    """Return the one operation of an update."""
    (found,) = parsed(text, DEPTH)[1]
    return found


@pytest.mark.parametrize(
    ("text", "graphs", "variables", "default"),
    [
        ("INSERT DATA { <a:s> <a:p> 1 }", (), (), True),
        ("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", ("<a:g>",), (), False),
        ("insert data{graph<a:g>{<a:s><a:p>1}}", ("<a:g>",), (), False),
        ("DELETE DATA { <a:s> <a:p> 1 . GRAPH x:g { } }", ("x:g",), (), True),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", (), ("g",), False),
        ("INSERT { GRAPH $g { ?s ?p ?o } } WHERE { }", (), ("g",), False),
        ("WITH <a:w> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ("<a:w>",), (), False),
        (
            "WITH <a:w> DELETE { GRAPH <a:g> { ?s ?p ?o } } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
            ("<a:g>", "<a:w>"),
            (),
            False,
        ),
        ("DELETE { ?s ?p ?o } USING <a:u> WHERE { ?s ?p ?o }", (), (), True),
        ("CLEAR GRAPH <a:g>", ("<a:g>",), (), False),
        ("DROP SILENT GRAPH x:g", ("x:g",), (), False),
        ("CLEAR DEFAULT", (), (), True),
        ("CREATE SILENT GRAPH <a:g>", ("<a:g>",), (), False),
        ("ADD <a:g> TO <a:h>", ("<a:h>",), (), False),
        ("COPY GRAPH <a:g> TO DEFAULT", (), (), True),
        ("MOVE <a:g> TO GRAPH <a:h>", ("<a:h>", "<a:g>"), (), False),
        ("MOVE SILENT DEFAULT TO <a:h>", ("<a:h>",), (), True),
        ("INSERT DATA { <a:s> <a:p> 'GRAPH <a:g> { }' } # GRAPH <a:g> {", (), (), True),
    ],
)
def test_the_graphs_an_operation_writes_to(
    text: str, graphs: tuple[str, ...], variables: tuple[str, ...], *, default: bool
) -> None:
    found = operation(text)
    assert (found.graphs, found.variables, found.default) == (graphs, variables, default)


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [("CLEAR ALL", True, True), ("DROP NAMED", False, True), ("DROP DEFAULT", True, False)],
)
def test_words_that_mean_many_graphs(text: str, *, default: bool, named: bool) -> None:
    found = operation(text)
    assert (found.default, found.named) == (default, named)


@pytest.mark.parametrize(
    "text",
    [
        "INSERTDATA { <a:s> <a:p> 1 }",
        "INSERT DATA { GRAPHx:g { <a:s> <a:p> 1 } }",
        "INSERT DATA { <a:s> <a:p> 1 . { } }",
        "INSERT DATA { GRAPH <a:g> { GRAPH <a:h> { } } }",
        "INSERT DATA { GRAPH 'g' { } }",
        "INSERT DATA { GRAPH _:g { } }",
        "INSERT { } WHERE { ",
        "INSERT { } WHERE { } }",
        "INSERT { } WHERE { 'a }",
        "CLEAR XYZ",
        "CLEAR GRAPH ?g",
        "SELECT * { }",
        "\\u0049NSERT DATA { }",
        "INSERT DATA { } ; ; INSERT DATA { }",
        "INSERT { } WHERE { FILTER(?a<'b'&&?c>'d') }",
        "INSERT { } WHERE { FILTER(?a<?b#>) }\n) }",
        "INSERT { } WHERE { FILTER(1<fn:abs(?x)>2) }",
        "CLEAR ALL ; PREFIX drug: <a:> CLEAR ALL",
        "CLEAR ALL ; BASE <a:> CLEAR ALL",
    ],
)
def test_what_is_no_update_or_could_be_two(text: str) -> None:
    with pytest.raises(BadQuery):
        prepared(text, NONE, DEPTH)


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1/>",
        "load silent <http://127.0.0.1/> into graph <a:g>",
        "CLEAR ALL;LOAD<http://127.0.0.1/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { SERVICESILENT <http://127.0.0.1/> { ?s ?p ?o } }",
        "INSERT { } WHERE { FILTER EXISTS { service ?g { ?s ?p ?o } } }",
        "INSERT { } WHERE { SELECT * { { SERVICE <http://127.0.0.1/> { } } } }",
        f"INSERT {{ }} WHERE {'{' * 101}{'}' * 101}",
    ],
)
def test_what_reaches_out_or_nests_too_deep_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused):
        prepared(text, NONE, DEPTH)


@pytest.mark.parametrize("word", ["\\u0053ERVICE", "L\\u004fAD"])
def test_escapes_spell_no_words(word: str) -> None:
    with pytest.raises(EvidenceError):
        prepared(f"INSERT {{ }} WHERE {{ {word} <http://127.0.0.1/> {{ }} }}", NONE, DEPTH)


def test_the_same_words_in_strings_comments_and_names_are_none() -> None:
    text = "INSERT DATA { <a:LOAD> <a:SERVICE> 'SERVICE <a:b>', \"LOAD\" } # SERVICE\n"
    assert prepared(text, NONE, DEPTH).text.strip() == text.partition(" #")[0]


def test_declarations_behind_an_operation_are_put_in_front() -> None:
    update = prepared("CLEAR ALL ; PREFIX x: <a:> INSERT DATA { x:s x:p 1 }", NONE, DEPTH)
    quads = ox.Store()
    quads.update(update.text)
    assert [str(quad.subject) for quad in quads] == ["<a:s>"]


def test_graphs_of_the_request_stand_where_using_would() -> None:
    using = Using((Iri("a:d"),), (Iri("a:n"),))
    update = prepared(
        "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o };DELETE WHERE { ?s ?p 2 }", using, DEPTH
    )
    quads = ox.Store()
    quads.update("INSERT DATA { GRAPH <a:d> { <a:s> <a:p> 0 } GRAPH <a:e> { <a:t> <a:p> 0 } }")
    quads.update(update.text)
    found = quads.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert [str(quad.subject) for quad in found] == ["<a:s>"]


@pytest.mark.parametrize(
    "text", ["WITH <a:g> DELETE { } WHERE { }", "DELETE { } USING <a:g> WHERE { }"]
)
def test_graphs_are_named_in_one_place_only(text: str) -> None:
    with pytest.raises(BadRequest):
        prepared(text, Using((Iri("a:d"),)), DEPTH)


MANAGED = ox.NamedNode(f"{ID}document/x")
CHOICE = f"IF(RAND() < 0.5, <{MANAGED.value}>, <a:open>)"


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT {{ GRAPH ?g {{ <a:s> <a:p> 1 }} }} WHERE {{ BIND({CHOICE} AS ?g) }}",
        f"INSERT {{ GRAPH ?g {{ <a:s> <a:p> 1 }} }} WHERE {{ SELECT ({CHOICE} AS ?g) {{ }} }}",
        f"INSERT {{ GRAPH ?g {{ <a:s> <a:p> 1 }} }} WHERE {{ BIND({MANAGED} AS ?g) }}",
        f"INSERT {{ GRAPH ?g {{ <a:s> <a:p> 1 }} }} WHERE {{ BIND({MANAGED} AS ?g) # }}\n}}",
        "INSERT { GRAPH ?g { <a:s> <a:p> 1 } } WHERE { BIND(BNODE() AS ?g) }",
    ],
)
def test_the_guard_keeps_managed_graphs_out_whatever_a_variable_stands_for(text: str) -> None:
    for _ in range(30):
        quads = ox.Store()
        quads.update(prepared(text, NONE, DEPTH).text, base_iri=ID, prefixes=PREFIXES)
        assert {str(graph) for graph in quads.named_graphs()} <= {"<a:open>"}


@pytest.mark.parametrize("verb", ["DELETE WHERE", "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE"])
def test_the_guard_keeps_what_managed_graphs_hold(verb: str) -> None:
    quads = ox.Store()
    held = f"GRAPH {MANAGED} {{ <a:s> <a:p> 1 }} GRAPH <a:g> {{ <a:s> <a:p> 1 }}"
    quads.update(f"INSERT DATA {{ {held} }}")
    quads.update(prepared(f"{verb} {{ GRAPH ?g {{ ?s ?p ?o }} }}", NONE, DEPTH).text)
    assert [str(quad.graph_name) for quad in quads] == [str(MANAGED)]


PIECES = st.sampled_from(
    [
        *("INSERT", "DELETE", "DATA", "WHERE", "GRAPH", "USING", "WITH", "CLEAR", "ALL", "TO"),
        *("{", "}", "(", ")", ";", ".", "<", ">", "'", "#", "\n", " ", "\\", "?g", "?a", "FILTER"),
        *("<a:g>", "x:g", "<?b#>", "<'", "'>", "'}'", "BIND", "AS", "1", "||", f"{MANAGED}"),
    ]
)


# Machines that do other things meanwhile draw and parse slowly; that is no finding.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=16).map("".join))
def test_whatever_is_taken_writes_to_no_other_graph_than_was_found(noise: str) -> None:
    text = f"INSERT {{ <a:s> <a:p> 1 }} WHERE {{ {noise} }} ; CLEAR DEFAULT"
    try:
        update = prepared(text, NONE, DEPTH)
        quads = ox.Store()
        quads.update(update.text, prefixes={"x": "a:x"})
    except (EvidenceError, SyntaxError, RuntimeError):
        return
    if not any(step.constants or step.variables or step.named for step in update.steps):
        assert list(quads.named_graphs()) == []
