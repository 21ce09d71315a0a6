"""A reasoner finds no contradiction, and finds the one that the layers forbid."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from tests.ontology.reasoner import needs_java, owlready2, reason, world_of

from trialgraph.check.release import ontology_xml
from trialgraph.names import term, trial

pytestmark = pytest.mark.unmeasured
EXAMPLE = """
@prefix : <https://w3id.org/trialgraph/ontology#> .
@prefix t: <https://w3id.org/trialgraph/id/trial/NCT00000000/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/trialgraph/id/trial/NCT00000000> a :Trial ; :hasArm t:a , t:b .
t:a a :Arm ; :role :ExperimentalArm ; :includes t:docetaxel . t:b a :Arm ; :role :ControlArm .
t:docetaxel a skos:Concept .
t:a-b a :Comparison ; :experimentalArm t:a ; :comparatorArm t:b ; :adds t:docetaxel .
t:os a :Result ; :comparison t:a-b ; :direction :FavoursExperimental ; :strength :Nominal ;
  :reservation :LenientLevel , :NotSustained ; :value 0.75 ; :stage :Final ; :verdict t:v ;
  :availableFrom "2020-01-01"^^xsd:date ; :isCurrent true ; :reportedAs t:reported .
t:v a :Verdict ; :formal :None .
t:reported a :ReportedEstimate ; :statedValue 0.75 ; :inDocument t:d . t:d a :Document .
"""


def example(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def test_owlready2_reads_the_rdf_xml(tmp_path: Path) -> None:
    file = tmp_path / "trialgraph.owl"
    file.write_bytes(ontology_xml())
    world = owlready2.World()
    with file.open("rb") as content:
        world.get_ontology("https://w3id.org/trialgraph/ontology").load(fileobj=content)
    names = {of_class.name for of_class in world.classes()}
    assert {"Trial", "Result", "ReportedEstimate", "Reservation"} <= names


@needs_java
def test_no_class_is_empty_and_an_example_is_consistent(tmp_path: Path) -> None:
    world = world_of(example(EXAMPLE), tmp_path)
    reason(world)
    assert list(world.inconsistent_classes()) == []
    (study,) = world.search(iri=str(trial("NCT00000000")))
    assert {of_class.name for of_class in study.is_a} >= {"Trial"}


@needs_java
def test_a_node_of_both_layers_is_a_contradiction(tmp_path: Path) -> None:
    both = Graph()
    for of_class in ("Trial", "ReportedTrial"):
        both.add((URIRef(trial("NCT00000000")), RDF.type, URIRef(term(of_class))))
    world = world_of(both, tmp_path)
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(world)
