"""The compiled shapes find what pyshacl finds, and hand over what they cannot tell."""

import random
from pathlib import Path

import pytest
from mutated import Quads, Spoiler, example_graphs, joined, outcome
from rdflib import SH, Graph, URIRef

from trialgraph.check import fast, shapes
from trialgraph.check.compiling import Compiler
from trialgraph.check.fast import Checker
from trialgraph.check.parts import NotCompiled
from trialgraph.check.report import ShapeReport
from trialgraph.check.screens import screen
from trialgraph.check.sheet import Reader
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

EXAMPLES = Path(__file__).parents[1] / "shapes" / "examples"
SPOILT_AT_ONCE = 50
PREFIXES = """
@prefix : <https://w3id.org/trialgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/trialgraph/shapes#> .
"""
SEVERE = 'sh:severity sh:Violation ; shape:level "fact" ; sh:message "Found." .'
NODE = "<https://w3id.org/trialgraph/id/thing/1>"
OF_THINGS = "<https://w3id.org/trialgraph/ontology#Thing> <urn:g> .\n"
TYPED = f"{NODE} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> {OF_THINGS}"


@pytest.fixture(scope="module")
def examples() -> list[Quads]:
    return example_graphs(EXAMPLES)


def checker(turtle: str) -> Checker:
    """Return shapes of our own, compiled."""
    graph = Graph().parse(data=PREFIXES + turtle, format="turtle")
    targets = frozenset(graph.objects(None, SH.targetClass))
    return Checker([shapes.ShapeFile(graph, targets, {})], [])


def found(turtle: str, nquads: str) -> list[str]:
    """Return the values of what shapes of our own find."""
    sheet = Reader().sheet(nquads.encode())
    assert sheet is not None
    findings = checker(turtle).findings(sheet)
    assert findings is not None
    return [one.value for one in findings]


@pytest.mark.parametrize("part", range(4))
def test_every_example_gives_the_report_of_the_reference(examples: list[Quads], part: int) -> None:
    for quads in examples[part::4]:
        nquads = joined(quads)
        assert fast.check_document(nquads) == shapes.check_document(nquads)


@pytest.mark.parametrize("seed", range(6))
def test_a_spoilt_graph_gives_the_report_or_the_error_of_the_reference(
    examples: list[Quads], seed: int
) -> None:
    spoiler, chooser = Spoiler(seed), random.Random(seed)  # noqa: S311 - no secrets
    findings = 0
    for number in range(SPOILT_AT_ONCE):
        nquads = spoiler.spoilt(chooser.choice(examples))
        quick, slow = (
            (fast.check_document, shapes.check_document)
            if number % 2
            else (fast.check_derived, shapes.check_derived)
        )
        told, wanted = outcome(quick, nquads), outcome(slow, nquads)
        assert told == wanted, nquads.decode()
        findings += len(told.findings) if isinstance(told, ShapeReport) else 0
    assert findings > SPOILT_AT_ONCE


@pytest.mark.parametrize("seed", ["S0", "S1", "S2", "S3", "S4"])
def test_a_real_document_is_judged_alike_and_without_the_reference(
    seed: str, seeds: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = read_document(seeds[seed].read_bytes())
    graph = document_quads(read_trial_document(document, load_terms()), document)
    wanted = shapes.check_document(graph)
    monkeypatch.setattr(shapes, "check_document", lambda _: pytest.fail("the reference was asked"))
    assert fast.check_document(graph) == wanted


def test_the_shapes_that_ship_are_all_compiled() -> None:
    assert fast.compiled() is not None


def test_a_shape_is_what_its_file_says() -> None:
    shape = "shape:Few a sh:PropertyShape ; sh:targetClass :Thing ; sh:path :has ; sh:maxCount {} ;"
    twice = TYPED + "".join(
        f'{NODE} <https://w3id.org/trialgraph/ontology#has> "{one}" <urn:g> .\n' for one in "ab"
    )
    assert found(shape.format(1) + SEVERE, twice) == [""]
    assert found(shape.format(2) + SEVERE, twice) == []


@pytest.mark.parametrize(
    "asked",
    [
        "sh:path :has ; sh:qualifiedMinCount 1",
        "sh:path :has ; sh:uniqueLang true",
        "sh:path [ sh:inversePath :has ] ; sh:minCount 1",
        "sh:path ( :has [ sh:zeroOrMorePath :has ] ) ; sh:minCount 1",
        'sh:path :has ; sh:pattern "a" ; sh:flags "i"',
        "sh:path :has ; sh:minCount 1 ; sh:deactivated true",
        "sh:path :has ; sh:minCount 1 ; sh:targetNode :one",
        "sh:property [ sh:path :has ; sh:minCount 1 ]",
        "sh:closed true",
        "sh:xone ( [ sh:property [ sh:path :has ; sh:minCount 1 ] ] )",
    ],
)
def test_what_is_not_known_is_an_error_and_never_passed_over(asked: str) -> None:
    kind = "Property" if asked.startswith("sh:path") else "Node"
    turtle = f"shape:New a sh:{kind}Shape ; sh:targetClass :Thing ; {asked} ; {SEVERE}"
    with pytest.raises(NotCompiled):
        checker(turtle)


def test_shapes_that_are_not_compiled_leave_all_to_the_reference(
    monkeypatch: pytest.MonkeyPatch, examples: list[Quads]
) -> None:
    def refuse(_: Compiler) -> None:
        raise NotCompiled("a new component")

    monkeypatch.setattr(Compiler, "rules", refuse)
    fast.compiled.cache_clear()
    try:
        nquads = joined(
            next(one for one in examples if shapes.check_document(joined(one)).findings)
        )
        assert fast.check_document(nquads) == shapes.check_document(nquads)
        assert fast.compiled() is None
    finally:
        fast.compiled.cache_clear()


@pytest.mark.parametrize(
    "line",
    [
        f'{NODE} <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .\n',
        f'{NODE} <urn:p> "\\u0041" <urn:g> .\n',
        f'{NODE} <urn:p> "a\tb" <urn:g> .\n',
        f'{NODE} <urn:p> "a"@EN <urn:g> .\n',
        f'{NODE} <urn:p> "a"^^<http://www.w3.org/2001/XMLSchema#string> <urn:g> .\n',
        f"{NODE} <urn:p> _:b <urn:g> .\n",
        f'{NODE} <urn:p> "a" <urn:g> .',
        f'{NODE} <urn:p> "b" <urn:g> .\n{NODE} <urn:p> "a" <urn:g> .\n',
        "\n",
        "# a comment\n",
    ],
)
def test_a_line_that_is_written_unusually_is_for_the_reference(line: str) -> None:
    assert Reader().sheet(TYPED.encode()) is not None
    assert Reader().sheet((TYPED + line).encode()) is None


@pytest.mark.parametrize(("percent", "may_find"), [("40", True), ("20", False), ('"x"', True)])
def test_a_query_is_asked_of_the_reference_where_it_may_find_something(
    percent: str,
    may_find: bool,  # noqa: FBT001 - a table of cases
) -> None:
    test = screen(
        "PREFIX : <https://w3id.org/trialgraph/ontology#> SELECT $this ?value WHERE {"
        "?value :n ?n ; :of ?of ; :percent ?percent ."
        " FILTER(ABS(?percent - 100 * ?n / ?of) > 0.5) }"
    )
    number = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    told = percent if percent.startswith('"') else f'"{percent}"{number}'
    said = {"n": f'"2"{number}', "of": f'"10"{number}', "percent": told}
    ours = "https://w3id.org/trialgraph/ontology#"
    sheet = Reader().sheet(
        "".join(f"{NODE} <{ours}{p}> {o} <urn:g> .\n" for p, o in said.items()).encode()
    )
    assert sheet is not None
    assert test.may_find(sheet, "<urn:g>") is may_find


def _all_shapes() -> Graph:
    together = Graph()
    for file in shapes.shape_files():
        together += file.graph
    return together


def test_the_name_of_a_rule_is_that_of_its_shape() -> None:
    rules = {one.name: one for one in Compiler(_all_shapes()).rules()}
    assert rules["ForeignNode"].node == URIRef("https://w3id.org/trialgraph/shapes#ForeignNode")
    assert rules["ForeignNode"].query


def test_nodes_met_often_are_read_as_those_read_line_by_line(examples: list[Quads]) -> None:
    reader = Reader()
    graphs = [graph for graph in map(joined, examples) if Reader().sheet(graph) is not None]
    assert len(graphs) > len(examples) / 2
    for graph in graphs[:60] * 5:
        new, used = Reader().sheet(graph), reader.sheet(graph)
        assert new is not None
        assert used is not None
        assert list(used.statements()) == list(new.statements())
        assert used.graph == new.graph


@pytest.mark.parametrize("odd", ['"a\nb"', "<a\nb>", '"a .\nb"', '"a"^^<urn:odd>', "_:b"])
def test_a_node_met_often_is_not_taken_for_another(odd: str) -> None:
    reader = Reader(frozenset({TYPED.split(" ")[1]}))
    line = f"{NODE} <urn:many> {{}} <urn:g> .\n"
    usual = "".join(line.format(f'"{number}"') for number in range(10, 20))
    for _ in range(20):
        assert reader.sheet((TYPED + usual).encode()) is not None
    assert reader.sheet((TYPED + usual + line.format('"x"')).encode()) is not None
    assert reader.sheet((TYPED + usual + line.format(odd)).encode()) is None
