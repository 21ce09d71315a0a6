"""The Turtle files that ship are read into a graph that answers look-ups."""

import subprocess
import sys

from trialgraph.names import Iri, expand
from trialgraph.rdf.term import Literal
from trialgraph.rdf.turtle import TurtleGraph

GRAPH = TurtleGraph("""
@prefix : <https://w3id.org/trialgraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Trial a owl:Class ; rdfs:label "trial"@en .
:Arm a owl:Class .
[] a owl:Class ; rdfs:label "nameless" .
:n rdfs:domain [ a owl:Class ; owl:unionOf ( :Trial [ a owl:Class ] :Arm ) ] , :Result .
""")
TRIAL, ARM, RESULT = expand(":Trial"), expand(":Arm"), expand(":Result")


def test_named_things_of_a_class_are_given_sorted() -> None:
    assert GRAPH.things(expand("owl:Class")) == [ARM, TRIAL]


def test_a_label_keeps_its_language() -> None:
    assert GRAPH.values(TRIAL, expand("rdfs:label")) == [
        Literal("trial", expand("rdf:langString"), "en")
    ]


def test_what_is_not_said_is_empty() -> None:
    assert GRAPH.text(ARM, expand("rdfs:label")) == ""
    assert GRAPH.values(Iri("https://example.org/none"), expand("rdfs:label")) == []
    assert GRAPH.pairs(expand("rdfs:range")) == []


def test_the_named_members_of_a_union_stand_for_it() -> None:
    assert sorted(GRAPH.classes(expand(":n"), expand("rdfs:domain"))) == [ARM, RESULT, TRIAL]


def test_statements_of_a_subject_are_those_of_no_other() -> None:
    assert sorted(said for said, _ in GRAPH.statements(TRIAL)) == [
        expand("rdf:type"),
        expand("rdfs:label"),
    ]


def test_the_service_starts_without_rdflib() -> None:
    asked = "import sys, trialgraph.server.app; print('rdflib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
